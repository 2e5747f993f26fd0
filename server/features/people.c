/* SPDX-License-Identifier: Apache-2.0
 * Rules and rows of people. */
#include "features/people.h"

#include "base/unused.h"
#include "features/academy_rings.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/directory.h"
#include "features/directory_find.h"
#include "features/directory_history.h"
#include "features/directory_leaving.h"
#include "features/directory_plan.h"
#include "features/directory_query.h"
#include "features/directory_read.h"
#include "features/people_country.h"
#include "features/people_leaving.h"
#include "features/people_link.h"

static const char *const ways[] = {"passkey", "device", NULL};

static struct profile *person_of(const void *state, const struct entry *entry)
{
    return directory_find(state, common_get_text(entry->data, "person"));
}

/* Somebody who is there still. */
static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct profile *person = person_of(state, entry);
    UNUSED(scene);
    return person && person->state != PROFILE_ERASED ? ERR_NONE : ERR_NOT_FOUND;
}

/* Without an organiser nobody could make another one. */
static bool is_last_organiser(const struct directory *directory, const struct profile *person)
{
    return directory->organisers == 1 && person->state == PROFILE_ACTIVE &&
           person->roles & ROLE_ACADEMY_ORGANISER;
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    char made[DIRECTORY_ID_BYTES];
    struct slice given = common_get_text(entry->data, "person");
    UNUSED(scene);
    if (given.at && (directory_is_made_id(given) || slice_equal(given, ENTRY_SYSTEM)))
        return ERR_BAD_REQUEST;
    struct slice id = directory_added_id(entry, made);
    if (directory_find(directory, id) || people_linked(directory, id).at)
        return ERR_ALREADY_EXISTS;
    return map_full(directory->by_id) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    char made[DIRECTORY_ID_BYTES];
    UNUSED(scene);
    struct profile *person = directory_add(state, entry, directory_added_id(entry, made));
    if (common_get_bool(entry->data, "enrol"))
        directory_want(state, person, entry->seq);
}

/* People change their own name and languages; all else is for organisers. */
static enum err change_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    static const char *const others[] = {"country", "roles", "coordinates", "mail", NULL};
    bool all = scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM);
    bool own = slice_equal(common_get_text(entry->data, "person"), entry->by);
    const struct json *roles = json_get(entry->data, "roles");
    for (size_t i = 0; !all && others[i]; i++)
        own = own && !json_get(entry->data, others[i]);
    if (!all && !own)
        return ERR_PERMISSION_DENIED;
    enum err error = there_check(state, entry, scene);
    if (error || !roles || !is_last_organiser(state, person_of(state, entry)))
        return error;
    struct slice role = {NULL, 0};
    for (const struct json *at = json_first(roles); at; at = json_next(at))
        if (json_as_text(at, &role) && slice_is(role, "organiser"))
            return ERR_NONE;
    return ERR_LAST_ORGANISER;
}

static void change_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    directory_change(state, entry, person_of(state, entry));
}

static enum err leave_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = there_check(state, entry, scene);
    bool last = !error && is_last_organiser(state, person_of(state, entry));
    return last ? ERR_LAST_ORGANISER : error;
}

static enum err suspend_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    enum err error = leave_check(state, entry, scene);
    bool already = !error && person_of(state, entry)->state == PROFILE_SUSPENDED;
    return already ? ERR_ALREADY_EXISTS : error;
}

static void suspend_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    directory_set_state(state, entry, person_of(state, entry), PROFILE_SUSPENDED);
}

static enum err restore_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct profile *person = person_of(state, entry);
    UNUSED(scene);
    return person && person->state == PROFILE_SUSPENDED ? ERR_NONE : ERR_NOT_FOUND;
}

static void restore_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    directory_set_state(state, entry, person_of(state, entry), PROFILE_ACTIVE);
}

static void erase_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct directory *directory = state;
    struct profile *person = person_of(state, entry);
    UNUSED(scene);
    directory_set_state(state, entry, person, PROFILE_ERASED);
    people_link_end(directory, person);
    directory_leaving_add(directory->leaving, entry, person);
}

/* All that was ever said about them. */
static void erase_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal)
{
    const struct profile *person = person_of(state, entry);
    for (size_t i = 0; i < person->words_count; i++)
        withdraw(withdrawal, person->words[i]);
}

static enum err enrol_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct profile *person = person_of(state, entry);
    UNUSED(scene);
    return person && person->state == PROFILE_ACTIVE ? ERR_NONE : ERR_NOT_FOUND;
}

static void enrol_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    directory_want(state, person_of(state, entry), entry->seq);
}

static enum err issued_read(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    return error ? error : common_read_seq(data, "want", out);
}

/* A newer wish is another link's. */
static enum err issued_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct profile *person = person_of(state, entry);
    UNUSED(scene);
    bool wanted = person && person->want_seq == common_get_int(entry->data, "want");
    return wanted ? ERR_NONE : ERR_NOT_FOUND;
}

static void issued_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    directory_want_no_more(state, person_of(state, entry));
}

static enum err enrolled_read(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    return error ? error : common_read_choice(data, "way", ways, out);
}

static void enrolled_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct profile *person = person_of(state, entry);
    UNUSED(scene);
    if (!person->enrolled_ms)
        person->enrolled_ms = entry->at_ms;
    directory_want_no_more(state, person);
}

static void people_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    UNUSED(bodies);
    people_leaving_write(state, viewer, false, out);
    people_country_view(state, viewer, out);
}

/* The id in what is applied; of somebody added perhaps made of the seq. */
static const struct profile *concerned(const void *state, const struct entry *entry)
{
    char made[DIRECTORY_ID_BYTES];
    return directory_find(state, directory_added_id(entry, made));
}

static void person_moved(const void *state, const struct entry *entry, struct moved *out)
{
    out->people[out->count++] = slice_of(concerned(state, entry)->id);
}

static size_t person_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    out[0] = slice_of(concerned(state, entry)->id);
    return 1;
}

static void person_patch_me(const void *state, const struct entry *entry, struct slice id,
                            struct writer *out)
{
    const struct profile *person = concerned(state, entry);
    if (slice_is(id, person->id))
        directory_write_me(person, out);
}

static void people_me(const void *state, struct slice id, struct writer *out)
{
    const struct profile *person = directory_find(state, id);
    if (person)
        directory_write_me(person, out);
}

static enum role people_role(const void *state, const struct room *room, struct slice id,
                             enum role before)
{
    UNUSED(room);
    UNUSED(before);
    return (enum role)directory_roles_of(state, directory_find(state, id));
}

static struct rings people_rings(const void *state, struct slice id)
{
    unsigned roles = directory_roles_of(state, directory_find(state, id));
    struct rings rings = {0};
    if (roles & ROLE_ACADEMY_ORGANISER)
        rings.staff |= RING(RING_ORGANISERS);
    if (roles & ROLE_ACADEMY_MANAGER)
        rings.staff |= RING(RING_MANAGERS);
    if (roles & ROLE_ACADEMY_COORDINATOR)
        rings.staff |= RING(RING_COORDINATORS);
    return rings;
}

static enum gate_standing gate_stands(const void *state, struct slice id)
{
    const struct profile *person = directory_find(state, id);
    if (!person)
        return GATE_NOBODY;
    return directory_active(state, person) ? GATE_ACTIVE : GATE_INACTIVE;
}

static bool gate_knows(const void *state, struct slice id, struct gate_person *out)
{
    const struct profile *person = directory_find(state, id);
    if (!person)
        return false;
    out->active = directory_active(state, person);
    out->erased = person->state == PROFILE_ERASED;
    out->roles = directory_roles_of(state, person);
    out->name = slice_of(person->name);
    out->mail = slice_of(person->mail);
    if (person->languages[0])
        out->locale = slice_of(directory_languages[person->languages[0] - 1]);
    memcpy(out->country, person->country, sizeof out->country);
    return true;
}

static void gate_people(const void *state, gate_all_fn *fn, void *context)
{
    const struct directory *directory = state;
    struct directory_walk walk;
    const struct profile *person;
    bool more = true;
    directory_walk_start(&walk, directory->all, SLICE(""), NULL);
    while (more && (person = directory_walk_next(&walk))) {
        struct gate_person known = {0};
        (void)gate_knows(directory, slice_of(person->id), &known);
        more = fn(context, slice_of(person->id), &known);
    }
}

static struct slice gate_has_mail(const void *state, struct slice address)
{
    const struct profile *first = NULL, *person = directory_find_mail(state, address);
    for (; person; person = person->same_mail)
        if (directory_active(state, person) && (!first || person->added_seq < first->added_seq))
            first = person;
    return slice_of(first ? first->id : NULL);
}

static bool gate_is_guarded(const void *state)
{
    const struct directory *directory = state;
    return directory->organisers > 0;
}

static bool gate_may_coordinate(const void *state, struct slice id, struct slice country)
{
    const struct profile *person = directory_find(state, id);
    unsigned roles = directory_roles_of(state, person);
    return roles & ROLE_ACADEMY_ORGANISER ||
           (roles & ROLE_ACADEMY_COORDINATOR && profile_coordinates(person, country));
}

/* Calls `each` for the coordinators of `country`; absent: for the organisers. How many there are.
 */
static size_t gate_walk(const struct directory *directory, struct slice country, gate_each_fn *each,
                        void *context)
{
    struct directory_walk walk;
    const struct profile *person;
    size_t count = 0;
    directory_walk_start(&walk, directory->staff, SLICE(""), NULL);
    while ((person = directory_walk_next(&walk))) {
        unsigned roles = directory_roles_of(directory, person);
        struct gate_person known = {0};
        if (country.at
                ? !(roles & ROLE_ACADEMY_COORDINATOR) || !profile_coordinates(person, country)
                : !(roles & ROLE_ACADEMY_ORGANISER))
            continue;
        count++;
        (void)gate_knows(directory, slice_of(person->id), &known);
        each(context, slice_of(person->id), &known);
    }
    return count;
}

static void gate_coordinators(const void *state, struct slice country, gate_each_fn *each,
                              void *context)
{
    if (gate_walk(state, country, each, context) == 0)
        (void)gate_walk(state, (struct slice){NULL, 0}, each, context);
}

static bool gate_wanted(const void *state, int64_t after, struct gate_want *out)
{
    const struct directory *directory = state;
    struct map_at at = {0};
    while (map_next(directory->wanted, &at)) {
        const struct profile *person = at.value;
        *out = (struct gate_want){.seq = person->want_seq, .person = at.key};
        if (person->want_seq > after)
            return true;
    }
    return false;
}

static bool gate_leaves(const void *state, struct gate_leaving *out)
{
    const struct directory *directory = state;
    return directory_leaves(directory->leaving, out);
}

/* What rows about one person have in common: it may move them, and shows in their `me`. */
#define ABOUT_PERSON                                                                               \
    .phases = PHASE_ANY, .moved = person_moved, .touches = person_touches,                         \
    .patch_me = person_patch_me

static const struct row rows[] = {
    {
        .name = "person.add",
        .keep = {KEEP_MEMBERS("person", "country", "languages", "roles", "coordinates", "request",
                              "enrol"),
                 directory_keep_words, .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = directory_read_add,
        .check = add_check,
        .apply = add_apply,
        ABOUT_PERSON,
    },
    {
        .name = "person.change",
        .keep = {KEEP_MEMBERS("person", "country", "languages", "roles", "coordinates", "picture"),
                 directory_keep_words, .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ALL,
        .read = directory_read_change,
        .check = change_check,
        .apply = change_apply,
        ABOUT_PERSON,
    },
    {
        .name = "person.suspend",
        .keep = {KEEP_MEMBERS("person"), .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = directory_read_why,
        .check = suspend_check,
        .apply = suspend_apply,
        ABOUT_PERSON,
    },
    {
        .name = "person.restore",
        .keep = {KEEP_MEMBERS("person"), .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = directory_read_why,
        .check = restore_check,
        .apply = restore_apply,
        ABOUT_PERSON,
    },
    {
        .name = "person.erase",
        .keep = {KEEP_MEMBERS("person"), .house = true, .whose = "person"},
        .erases = erase_erases,
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = directory_read_why,
        .check = leave_check,
        .apply = erase_apply,
        .patch = people_erasing_patch,
        ABOUT_PERSON,
    },
    {
        .name = "person.erasing",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = people_erasing_read,
        .check = people_erasing_check,
        .apply = people_erasing_apply,
        .patch = people_erasing_patch,
    },
    {
        .name = "person.erased",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = people_erased_read,
        .check = people_erased_check,
        .apply = people_erased_apply,
        .patch = people_erasing_patch,
    },
    {
        .name = "person.link",
        .keep = {KEEP_MEMBERS("person"), people_link_keep, .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = people_link_read,
        .check = people_link_check,
        .apply = people_link_apply,
        .effects = people_link_effects,
        ABOUT_PERSON,
    },
    {
        .name = "person.unlink",
        .keep = {KEEP_MEMBERS("person"), people_link_keep, .house = true, .whose = "person"},
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = people_link_read,
        .check = people_unlink_check,
        .apply = people_unlink_apply,
        ABOUT_PERSON,
    },
    {
        .name = "person.enrol",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = directory_read_person,
        .check = enrol_check,
        .apply = enrol_apply,
    },
    {
        .name = "person.issued",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = issued_read,
        .check = issued_check,
        .apply = issued_apply,
    },
    {
        .name = "person.enrolled",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = enrolled_read,
        .check = there_check,
        .apply = enrolled_apply,
    },
    {
        .name = "country.close",
        .keep = {KEEP_MEMBERS("country"), .house = true},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = people_country_read,
        .check = people_country_close_check,
        .apply = people_country_close,
        .patch = people_country_patch,
        .moved = people_country_moved,
    },
    {
        .name = "country.open",
        .keep = {KEEP_MEMBERS("country"), .house = true},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = people_country_read,
        .check = people_country_open_check,
        .apply = people_country_open,
        .patch = people_country_patch,
        .moved = people_country_moved,
    },
};

static const struct query queries[] = {
    {.name = "person.list",
     .roles = ROLE_ACADEMY_ORGANISER | ROLE_ACADEMY_COORDINATOR,
     .answer = directory_list},
    {.name = "person.get", .roles = ROLE_ACADEMY_ALL, .answer = directory_get},
    {.name = "person.find",
     .roles = ROLE_ACADEMY_ORGANISER | ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_MANAGER,
     .answer = directory_find_people},
    {.name = "person.plan", .roles = ROLE_ACADEMY_ORGANISER, .answer = directory_plan},
    {.name = "person.export",
     .roles = ROLE_ACADEMY_ORGANISER | ROLE_ACADEMY_COORDINATOR,
     .answer = directory_export},
    {.name = "person.history",
     .roles = ROLE_ACADEMY_ORGANISER,
     .needs = directory_history_needs,
     .answer = directory_history},
};

static const struct gate gate = {
    .stands = gate_stands,
    .person = gate_knows,
    .people = gate_people,
    .mail = gate_has_mail,
    .linked = people_linked,
    .guarded = gate_is_guarded,
    .coordinates = gate_may_coordinate,
    .coordinators = gate_coordinators,
    .wants = gate_wanted,
    .leaves = gate_leaves,
};

const struct feature people_feature = {
    .name = "people",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = directory_new,
    .state_free = directory_free,
    .forget = directory_forget,
    .view = people_view,
    .me = people_me,
    .knows.gate = &gate,
    .role = people_role,
    .rings = people_rings,
};
