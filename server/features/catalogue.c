/* SPDX-License-Identifier: Apache-2.0
 * Rules and rows of the catalogue. */
#include "features/catalogue.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/catalogue_answers.h"
#include "features/catalogue_calendar.h"
#include "features/catalogue_course.h"
#include "features/catalogue_drop.h"
#include "features/catalogue_effects.h"
#include "features/catalogue_finds.h"
#include "features/catalogue_gate.h"
#include "features/catalogue_join.h"
#include "features/catalogue_news.h"
#include "features/catalogue_outline.h"
#include "features/catalogue_person.h"
#include "features/catalogue_query.h"
#include "features/catalogue_read.h"
#include "features/catalogue_readers.h"
#include "features/catalogue_tasks.h"
#include "features/catalogue_view.h"
#include "features/common_get.h"
#include "features/listing_who.h"

static struct listing *listing_of(const void *state, const struct entry *entry)
{
    return catalogue_find(state, common_get_text(entry->data, "of"));
}

/* Only people of the academy can be hosts or be invited. */
static bool all_known(const struct json *list, const struct scene *scene)
{
    struct gate_person person;
    struct slice id = {NULL, 0};
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (!json_as_text(at, &id) || !gates_person(scene->room, id, &person) || !person.active)
            return false;
    return true;
}

static bool may_create(const struct catalogue *catalogue, const struct scene *scene)
{
    unsigned roles = ROLE_ACADEMY_MANAGER | ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM;
    return (unsigned)scene->role & roles || catalogue->anyone;
}

/* Webinars are rooms of their own kind, all others are courses. */
static bool fits_template(struct slice of, int template)
{
    return slice_is(entry_room_kind(of), template == TEMPLATE_WEBINAR ? "webinar" : "course");
}

/* The same room with the same content, made again, is what is there. */
static enum err create_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct catalogue *catalogue = state;
    const struct listing *listing = listing_of(state, entry);
    char content[23];
    struct slice of = common_get_text(entry->data, "of");
    if (!may_create(catalogue, scene))
        return ERR_PERMISSION_DENIED;
    if (!fits_template(of, common_get_choice(entry->data, "template", listing_templates)))
        return ERR_BAD_REQUEST;
    if (catalogue_drops(state, of))
        return ERR_ROOM_DROPPED;
    listing_content(entry, content);
    if (listing)
        return strcmp(listing->content, content) == 0 ? ERR_NONE : ERR_ALREADY_EXISTS;
    if (!all_known(json_get(entry->data, "hosts"), scene))
        return ERR_NOT_FOUND;
    if (map_full(catalogue->rooms))
        return ERR_LIMIT_EXCEEDED;
    return catalogue_course_check(catalogue, NULL, entry, scene);
}

static void create_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct catalogue *catalogue = state;
    UNUSED(scene);
    struct listing *made = NULL;
    if (!listing_of(state, entry))
        made = catalogue_add(catalogue, entry, common_get_text(entry->data, "of"));
    if (made)
        catalogue_course_set(catalogue, made, entry->data);
    catalogue_look(catalogue, made);
}

/* A room that one may not see is answered like one that is not there. */
static enum err edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct listing *listing = listing_of(state, entry);
    if (!listing || !listing_shows(listing, scene))
        return ERR_NOT_FOUND;
    if (!listing_edits(listing, scene))
        return ERR_PERMISSION_DENIED;
    return all_known(json_get(entry->data, "hosts"), scene) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err change_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    enum err error = edit_check(state, entry, scene);
    return error ? error : catalogue_course_check(state, listing_of(state, entry), entry, scene);
}

static void change_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct catalogue *catalogue = state;
    struct listing *listing = listing_of(state, entry);
    UNUSED(scene);
    mem_free(catalogue->hosts_before);
    catalogue->hosts_before = mem_text(slice_of(listing->hosts));
    listing_change(listing, entry);
    catalogue_course_set(catalogue, listing, entry->data);
    catalogue_look(catalogue, listing);
}

static enum err copy_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct catalogue *catalogue = state;
    const struct listing *from = catalogue_find(state, common_get_text(entry->data, "from"));
    const struct listing *there = listing_of(state, entry);
    char content[23];
    if (!may_create(catalogue, scene))
        return ERR_PERMISSION_DENIED;
    if (!from || !listing_shows(from, scene))
        return ERR_NOT_FOUND;
    if (!listing_edits(from, scene))
        return ERR_PERMISSION_DENIED;
    if (!fits_template(common_get_text(entry->data, "of"), (int)from->template))
        return ERR_BAD_REQUEST;
    if (catalogue_drops(state, common_get_text(entry->data, "of")))
        return ERR_ROOM_DROPPED;
    listing_content(entry, content);
    if (there)
        return strcmp(there->content, content) == 0 ? ERR_NONE : ERR_ALREADY_EXISTS;
    if (!all_known(json_get(entry->data, "hosts"), scene))
        return ERR_NOT_FOUND;
    if (map_full(catalogue->rooms))
        return ERR_LIMIT_EXCEEDED;
    return catalogue_course_check(catalogue, NULL, entry, scene);
}

static void copy_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *from = catalogue_find(state, common_get_text(entry->data, "from"));
    UNUSED(scene);
    struct listing *made = NULL;
    from->copied = true;
    if (!listing_of(state, entry))
        made = catalogue_copy(state, entry, common_get_text(entry->data, "of"), from);
    if (made)
        catalogue_course_set(state, made, entry->data);
    catalogue_look(state, made);
}

static void archive_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    UNUSED(scene);
    listing->archived = common_get_bool(entry->data, "archived");
    listing_touch(listing, entry);
    listing_move(listing, entry);
    listing->since_ms = entry->at_ms;
    catalogue_look(state, listing);
}

static enum err phase_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return listing_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void phase_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    struct slice phase = common_get_text(entry->data, "phase");
    bool live = slice_is(phase, "live") || slice_is(phase, "paused");
    UNUSED(scene);
    if (live && listing->phase != LISTED_LIVE)
        listing->live_seq = entry->seq;
    listing->phase = live ? LISTED_LIVE : slice_is(phase, "ended") ? LISTED_ENDED : LISTED_AHEAD;
    listing->since_ms = entry->at_ms;
    catalogue_look(state, listing);
}

/* What comes late says no more what is. */
static void reports_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    int64_t cause = common_get_int(entry->data, "cause");
    UNUSED(scene);
    if (cause < listing->reported)
        return;
    listing->reported = cause;
    listing->reports = common_get_int(entry->data, "open");
}

static enum err code_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = edit_check(state, entry, scene);
    const struct listing *other = catalogue_find_code(state, common_get_text(entry->data, "code"));
    return !error && other && other != listing_of(state, entry) ? ERR_ALREADY_EXISTS : error;
}

static void code_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    catalogue_set_code(state, listing_of(state, entry), common_get_text(entry->data, "code"));
}

/* A coordinator asks people of their countries, as participants, into rooms that are for these
 * anyway. Who is of another country is answered like who is not there. */
static enum err coordinator_check(const struct listing *listing, const struct entry *entry,
                                  const struct scene *scene)
{
    enum role role = common_get_role(entry->data, "role");
    const struct json *people = json_get(entry->data, "people");
    if (!(scene->role & ROLE_ACADEMY_COORDINATOR) ||
        (role != ROLE_NONE && role != ROLE_PARTICIPANT))
        return ERR_PERMISSION_DENIED;
    for (const struct json *at = json_first(people); at; at = json_next(at)) {
        struct scene theirs = *scene;
        struct gate_person person;
        if (!json_as_text(at, &theirs.person) ||
            !gates_person(scene->room, theirs.person, &person) || !person.active ||
            !gates_coordinates(scene->room, entry->by, slice_of(person.country)))
            return ERR_NOT_FOUND;
        if (!listing_admits(listing, &theirs))
            return ERR_PERMISSION_DENIED;
    }
    return ERR_NONE;
}

static enum err invite_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    enum err error = edit_check(state, entry, scene);
    const struct listing *listing = listing_of(state, entry);
    const struct json *people = json_get(entry->data, "people");
    if (error == ERR_PERMISSION_DENIED)
        error = coordinator_check(listing, entry, scene);
    if (!error && listing->guests &&
        map_count(listing->guests) + json_count(people) > BOUND_MEMBERS)
        error = ERR_LIMIT_EXCEEDED;
    return error || all_known(people, scene) ? error : ERR_NOT_FOUND;
}

/* Who declined is asked again. */
static void invite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    enum role role = common_get_role(entry->data, "role");
    const struct json *people = json_get(entry->data, "people");
    UNUSED(scene);
    for (const struct json *at = json_first(people); at; at = json_next(at)) {
        struct slice person = {NULL, 0};
        if (!json_as_text(at, &person) ||
            listing_invite(listing, person, role == ROLE_NONE ? ROLE_PARTICIPANT : role))
            continue;
        struct listing_guest *guest = listing_guest(listing, person);
        if (guest->answer == ANSWER_NO)
            guest->answer = ANSWER_NONE;
    }
}

static void uninvite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    const struct json *people = json_get(entry->data, "people");
    struct slice person = {NULL, 0};
    UNUSED(scene);
    for (const struct json *at = json_first(people); at; at = json_next(at))
        if (json_as_text(at, &person))
            listing_uninvite(listing, person);
}

static enum err answer_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct listing *listing = listing_of(state, entry);
    UNUSED(scene);
    bool asked = listing && !listing->archived && listing_guest(listing, entry->by);
    if (asked && common_get_bool(entry->data, "accept") && listing->registration.asks &&
        !registration_find(&listing->registration, entry->by))
        return ERR_REGISTRATION_ASKED;
    return asked ? ERR_NONE : ERR_NOT_FOUND;
}

static void answer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing_guest *guest = listing_guest(listing_of(state, entry), entry->by);
    UNUSED(scene);
    guest->answer = common_get_bool(entry->data, "accept") ? ANSWER_YES : ANSWER_NO;
}

static enum err link_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = edit_check(state, entry, scene);
    struct listing *listing = listing_of(state, entry);
    if (!error && listing_link(listing, common_get_text(entry->data, "key")))
        error = ERR_ALREADY_EXISTS;
    return !error && listing->links_count == BOUND_ROOM_LINKS ? ERR_LIMIT_EXCEEDED : error;
}

static void link_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    listing_add_link(listing_of(state, entry), entry);
}

static void unlink_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    listing_take_link(listing_of(state, entry), common_get_int(entry->data, "link"));
}

static void policy_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct catalogue *catalogue = state;
    UNUSED(scene);
    catalogue->anyone = slice_is(common_get_text(entry->data, "create"), "members");
}

#define BY_MEMBERS .roles = ROLE_ACADEMY_ALL, .phases = PHASE_ANY
/* Shown to nobody. */
#define BY_SERVER .roles = ROLE_SYSTEM, .phases = PHASE_ANY, .delivery = DELIVER_TALLY

static const struct row rows[] = {
    {
        .name = "room.create",
        .keep = {KEEP_MEMBERS("of", "template", "start", "minutes", "opens", "stream", "hosts",
                              "who", "series", "asks", "registration", "zone", "languages",
                              "course", "outline", "units", "history"),
                 catalogue_keep, .house = true},
        BY_MEMBERS,
        .read = catalogue_read_create,
        .check = create_check,
        .apply = create_apply,
        .patch = catalogue_patch,
        .effects = catalogue_effects_made,
        .hub.settles = true,
    },
    {
        .name = "room.change",
        .keep = {KEEP_MEMBERS("of", "start", "minutes", "opens", "stream", "hosts", "who", "series",
                              "asks", "registration", "zone", "languages", "course"),
                 catalogue_keep, .house = true},
        BY_MEMBERS,
        .read = catalogue_read_change,
        .check = change_check,
        .apply = change_apply,
        .patch = catalogue_patch,
        .effects = catalogue_effects_changed,
        .hub.settles = true,
    },
    {
        .name = "room.copy",
        .keep = {KEEP_MEMBERS("of", "from", "start", "minutes", "opens", "stream", "hosts", "who",
                              "series", "asks", "registration", "zone", "languages", "course"),
                 catalogue_keep, .house = true},
        BY_MEMBERS,
        .read = catalogue_read_copy,
        .check = copy_check,
        .apply = copy_apply,
        .patch = catalogue_patch,
        .effects = catalogue_effects_made,
        .hub.settles = true,
    },
    {
        .name = "room.archive",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_archive,
        .check = edit_check,
        .apply = archive_apply,
        .patch = catalogue_patch,
        .effects = catalogue_effects_archived,
        .hub.settles = true,
    },
    {
        .name = "room.drop",
        .keep = {keep_all},
        BY_SERVER,
        .read = catalogue_drop_read,
        .check = catalogue_drop_check,
        .apply = catalogue_drop_apply,
        .erases = catalogue_drop_erases,
    },
    {
        .name = "room.dropped",
        .keep = {keep_all},
        BY_SERVER,
        .read = catalogue_dropped_read,
        .check = catalogue_dropped_check,
        .apply = catalogue_dropped_apply,
    },
    {
        .name = "room.phase",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = catalogue_read_phase,
        .check = phase_check,
        .apply = phase_apply,
        .patch = catalogue_patch,
    },
    {
        .name = "room.reports",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = catalogue_read_reports,
        .check = phase_check,
        .apply = reports_apply,
    },
    {
        .name = "room.member",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = catalogue_course_read_member,
        .check = phase_check,
        .apply = catalogue_course_member_apply,
        .effects = catalogue_course_member_effects,
    },
    {
        .name = "room.hold",
        .keep = {keep_all},
        BY_SERVER,
        .read = catalogue_course_read_hold,
        .apply = catalogue_course_hold_apply,
    },
    {
        .name = "room.code",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_code,
        .check = code_check,
        .apply = code_apply,
    },
    {
        .name = "room.invite",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_invite,
        .check = invite_check,
        .apply = invite_apply,
        .effects = catalogue_effects_invited,
    },
    {
        .name = "room.uninvite",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_uninvite,
        .check = edit_check,
        .apply = uninvite_apply,
        .effects = catalogue_effects_uninvited,
    },
    {
        .name = "room.answer",
        .keep = {keep_all},
        BY_MEMBERS,
        .cost = COST_CHEAP,
        .read = catalogue_read_answer,
        .check = answer_check,
        .apply = answer_apply,
        .effects = catalogue_effects_answered,
        .hub.settles = true,
    },
    {
        .name = "room.link",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_link,
        .check = link_check,
        .apply = link_apply,
    },
    {
        .name = "room.unlink",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_unlink,
        .check = edit_check,
        .apply = unlink_apply,
    },
    {
        .name = "room.join",
        .keep = {keep_all},
        BY_MEMBERS,
        .read = catalogue_read_join,
        .check = catalogue_join_check,
        .apply = catalogue_join_apply,
        .effects = catalogue_effects_joined,
        .hub.settles = true,
    },
    {
        .name = "room.register",
        .keep = {KEEP_MEMBERS("of", "code", "key")},
        .erases = catalogue_answers_erases,
        BY_MEMBERS,
        .cost = COST_CHEAP,
        .read = catalogue_read_register,
        .check = catalogue_register_check,
        .apply = catalogue_register_apply,
        .effects = catalogue_effects_joined,
        .hub.settles = true,
    },
    {
        .name = "room.unregister",
        .keep = {keep_all},
        .erases = catalogue_answers_erases,
        BY_MEMBERS,
        .read = catalogue_read_unregister,
        .check = catalogue_unregister_check,
        .apply = catalogue_unregister_apply,
        .effects = catalogue_effects_unregistered,
        .hub.settles = true,
    },
    {
        .name = "room.take",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = catalogue_read_take,
        .check = catalogue_take_check,
        .apply = catalogue_take_apply,
        .effects = catalogue_effects_taken,
        .hub.settles = true,
    },
    {
        .name = "room.policy",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = catalogue_read_policy,
        .apply = policy_apply,
        .patch = catalogue_policy_patch,
    },
};

static const struct gate gate = {
    .way = catalogue_way,
    .hosted = catalogue_hosted,
    .tasks = catalogue_tasks,
    .sessions = catalogue_sessions,
    .registered = catalogue_registered,
    .drops = catalogue_drops,
    .drop_next = catalogue_drop_next,
    .drop_guests = catalogue_drop_guests,
};

static const struct query queries[] = {
    {.name = "room.list", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_list},
    {.name = "room.get", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_get},
    {.name = "room.calendar", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_calendar},
    {.name = "room.outline", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_outline},
    {.name = "room.find", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_find_by_code},
    {.name = "room.answers",
     .roles = ROLE_ACADEMY_ALL,
     .needs = catalogue_answers_needs,
     .answer = catalogue_answers},
    {.name = "person.rooms", .roles = ROLE_ACADEMY_ALL, .answer = catalogue_person},
    {.name = "room.readers",
     .roles = ROLE_ACADEMY_ORGANISER,
     .past = catalogue_readers_past,
     .answer = catalogue_readers},
};

const struct feature catalogue_feature = {
    .name = "rooms",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = catalogue_new,
    .state_free = catalogue_free,
    .forget = catalogue_forget,
    .view = catalogue_view,
    .knows = {.gate = &gate, .news = &catalogue_news, .finds = &catalogue_finds},
};
