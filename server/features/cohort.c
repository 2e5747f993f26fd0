/* SPDX-License-Identifier: Apache-2.0
 * Making cohorts, who is in which, and who runs them. */
#include "features/cohort.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/ledger.h"
#include "features/cohort_state.h"
#include "features/cohort_view.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { SEATED = ROLE_PARTICIPANT | ROLE_GUEST };

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return cohorts_new();
}

static void state_free(void *state)
{
    cohorts_free(state);
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

static struct cohort *cohort_named(const struct cohorts *cohorts, const struct entry *entry)
{
    return cohorts_find(cohorts, common_get_int(entry->data, "cohort"));
}

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_COHORT_CHARS, out);
    return error ? error : common_read_optional_bool(data, "history", out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return cohorts_left(state) ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

/* With history, unless it is said to be without. */
static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    bool without = common_has(entry->data, "history") && !common_get_bool(entry->data, "history");
    UNUSED(scene);
    cohorts_begin(state, entry);
    cohorts_add(state, common_copy_json(entry->data, "title"), !without);
}

static enum err named_read(const struct json *data, struct writer *out)
{
    return common_read_int(data, "cohort", 1, BOUND_COHORTS, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    return error ? error : common_read_lang_texts(data, "title", BOUND_COHORT_CHARS, out);
}

static enum err named_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return cohort_named(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct cohort *cohort = cohort_named(state, entry);
    UNUSED(scene);
    cohorts_begin(state, entry);
    common_wipe(&cohort->title);
    cohort->title = common_copy_json(entry->data, "title");
    cohort->changed = true;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    cohorts_begin(state, entry);
    cohorts_remove(state, cohort_named(state, entry));
}

static enum err put_read(const struct json *data, struct writer *out)
{
    enum err error = common_has(data, "cohort")
                         ? common_read_int(data, "cohort", 1, BOUND_COHORTS, out)
                         : ERR_NONE;
    if (!error && json_count(json_get(data, "people")) == 0)
        error = ERR_BAD_REQUEST;
    return error ? error : common_read_optional_ids(data, "people", BOUND_COHORT_PUT, out);
}

static bool next_of(const struct json **at, struct slice *person)
{
    bool is = *at && json_as_text(*at, person);
    *at = *at ? json_next(*at) : NULL;
    return is;
}

static const struct json *people_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "people"));
}

/* Whether all of them are participants who have a seat or get one, and a ring for them is left. */
static enum err put_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct cohorts *cohorts = state;
    const struct json *at = people_of(entry);
    const struct cohort *cohort = cohort_named(cohorts, entry);
    struct slice person;
    size_t unseated = 0;
    if (common_has(entry->data, "cohort") && !cohort)
        return ERR_NOT_FOUND;
    while (next_of(&at, &person)) {
        if (!(room_role(scene->room, person) & SEATED))
            return ERR_NOT_FOUND;
        unseated += !cohorts_seat(cohorts, person);
    }
    if (map_count(cohorts->people) + unseated > BOUND_COHORT_PEOPLE)
        return ERR_LIMIT_EXCEEDED;
    bool full = cohort && cohort_takes_ring(cohort) && !cohorts_left(cohorts);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void put_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *at = people_of(entry);
    struct slice person;
    cohorts_begin(state, entry);
    while (next_of(&at, &person)) {
        cohorts_put(state, person, cohort_named(state, entry));
        cohorts_name(state, entry, person, room_present_name(scene->room, person));
    }
}

static void put_moved(const void *state, const struct entry *entry, struct moved *out)
{
    const struct json *at = people_of(entry);
    UNUSED(state);
    while (out->count < MOVED_MAX && next_of(&at, &out->people[out->count]))
        out->count++;
}

static size_t put_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    const struct json *at = people_of(entry);
    size_t count = 0;
    UNUSED(state);
    while (count < TOUCH_MAX && next_of(&at, &out[count]))
        count++;
    return count;
}

static enum err deal_read(const struct json *data, struct writer *out)
{
    UNUSED(data);
    UNUSED(out);
    return ERR_NONE;
}

static enum err deal_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct cohorts *cohorts = state;
    struct map_at at = {0};
    size_t rings = 0;
    UNUSED(entry);
    UNUSED(scene);
    while (map_next(cohorts->cohorts, &at))
        rings += cohort_takes_ring(at.value);
    if (map_count(cohorts->cohorts) == 0)
        return ERR_NOT_FOUND;
    return rings > cohorts_left(cohorts) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void deal_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    cohorts_begin(state, entry);
    cohorts_deal(state, entry, scene->room);
}

/* Of anybody, as of a cohort that is removed. */
static void all_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}

static size_t all_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(out);
    return TOUCH_ALL;
}

static enum err staff_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    if (!error)
        error = common_read_id(data, "whom", out);
    return error ? error : common_read_bool(data, "staff", out);
}

/* The staff of the room are that of every cohort, and need not be named. */
static enum err staff_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct cohorts *cohorts = state;
    struct slice whom = whom_of(entry);
    if (!cohort_named(cohorts, entry) || !(room_role(scene->room, whom) & ROLE_PARTICIPANT))
        return ERR_NOT_FOUND;
    bool full = !cohorts_seat(cohorts, whom) && map_full(cohorts->people);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void staff_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slice whom = whom_of(entry);
    cohorts_begin(state, entry);
    cohorts_staff(state, whom, cohort_named(state, entry), common_get_bool(entry->data, "staff"));
    cohorts_name(state, entry, whom, room_present_name(scene->room, whom));
}

static void whom_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = whom_of(entry);
}

static size_t whom_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return 1;
}

/* A member has a seat, while there are any; whoever is no participant any more has no place. Who
 * came into an open course is no member, and has a seat once they are given a place. */
static void role_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct cohorts *cohorts = state;
    struct slice whom = whom_of(entry);
    cohorts_begin(cohorts, entry);
    if (!(room_role(scene->room, whom) & SEATED))
        cohorts_forget(cohorts, whom);
    else if (cohorts_seat(cohorts, whom) || !map_full(cohorts->people))
        cohorts_name(cohorts, entry, whom, common_get_text(entry->data, "name"));
}

/* Something is written for some cohorts: who comes into them from now on is late. */
static void written_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct cohorts *cohorts = state;
    uint64_t set = common_get_cohorts(entry->data);
    struct map_at at = {0};
    UNUSED(scene);
    if (!set)
        set = cohorts_of_topic(cohorts, common_get_int(entry->data, "topic"));
    while (set && map_next(cohorts->cohorts, &at)) {
        struct cohort *cohort = at.value;
        if (set & COHORT(cohort->number))
            cohort->written = true;
    }
}

/* What is written in a topic is for whom the topic is, if nothing else is said. */
static void topic_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (slice_is(entry->type, "topic.remove"))
        cohorts_topic(state, common_get_int(entry->data, "topic"), 0);
    else
        cohorts_topic(state, entry->seq, common_get_cohorts(entry->data));
}

static bool cohort_forget_name(void *state, struct slice person)
{
    struct seat *seat = cohorts_seat(state, person);
    if (!seat || !seat->name[0])
        return false;
    common_wipe(&seat->name);
    seat->name = mem_text(SLICE(""));
    return true;
}

static bool cohort_forget(void *state, int64_t seq)
{
    struct cohorts *cohorts = state;
    struct map_at at = {0};
    while (map_next(cohorts->people, &at))
        if (((const struct seat *)at.value)->named_seq == seq)
            return cohort_forget_name(state, at.key);
    return false;
}

static struct rings cohort_rings(const void *state, struct slice person)
{
    const struct seat *seat = cohorts_seat(state, person);
    return seat ? cohort_seat_rings(seat) : (struct rings){0};
}

static bool cohort_stamps(const void *state, int64_t number, struct rings *stamp)
{
    const struct cohort *cohort = cohorts_find(state, number);
    if (cohort)
        *stamp = cohort_stamp(cohort);
    return cohort;
}

static void ledger_people(const void *state, ledger_fn *fn, void *context)
{
    struct map_at at = {0};
    while (map_next(((const struct cohorts *)state)->people, &at))
        fn(context, at.key, slice_of(((const struct seat *)at.value)->name));
}

static void ledger_write(const void *state, struct slice person, bool whole, struct writer *out)
{
    const struct seat *seat = cohorts_seat(state, person);
    UNUSED(whole);
    if (seat && seat->cohort)
        writer_int(out, "cohort", seat->cohort->number);
}

static const struct ledger ledger = {.people = ledger_people, .write = ledger_write};

#define BY_STAFF                                                                                   \
    .keep = {keep_all}, .roles = ROLE_ORGANISERS, .phases = PHASE_ANY, .patch = cohort_patch

static const struct row rows[] = {
    {
        .name = "cohort.add",
        BY_STAFF,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "cohort.edit",
        BY_STAFF,
        .read = edit_read,
        .check = named_check,
        .apply = edit_apply,
    },
    {
        .name = "cohort.remove",
        BY_STAFF,
        .read = named_read,
        .check = named_check,
        .apply = remove_apply,
        .touches = all_touches,
        .patch_me = cohort_patch_me,
        .moved = all_moved,
    },
    {
        .name = "cohort.put",
        BY_STAFF,
        .read = put_read,
        .check = put_check,
        .apply = put_apply,
        .touches = put_touches,
        .patch_me = cohort_patch_me,
        .moved = put_moved,
    },
    {
        .name = "cohort.deal",
        BY_STAFF,
        .read = deal_read,
        .check = deal_check,
        .apply = deal_apply,
        .touches = all_touches,
        .patch_me = cohort_patch_me,
        .moved = all_moved,
    },
    {
        .name = "cohort.staff",
        BY_STAFF,
        .read = staff_read,
        .check = staff_check,
        .apply = staff_apply,
        .touches = whom_touches,
        .patch_me = cohort_patch_me,
        .moved = whom_moved,
    },
};

static const struct hearing hears[] = {
    {"member.set", role_heard, cohort_patch, cohort_patch_me},
    {"member.admit", role_heard, cohort_patch, cohort_patch_me},
    {"member.ban", role_heard, cohort_patch, cohort_patch_me},
    {"forum.thread", written_heard, NULL, NULL},
    {"forum.narrow", written_heard, NULL, NULL},
    {"document.add", written_heard, NULL, NULL},
    {"topic.add", topic_heard, NULL, NULL},
    {"topic.remove", topic_heard, NULL, NULL},
};

const struct feature cohort_feature = {
    .name = "cohort",
    .forget = cohort_forget,
    .forget_name = cohort_forget_name,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .view = cohort_view,
    .me = cohort_me,
    .knows.ledger = &ledger,
    .rings = cohort_rings,
    .cohort = cohort_stamps,
};
