/* SPDX-License-Identifier: Apache-2.0
 * Who is here, and for how long everybody has been. */
#include "features/presence.h"

#include "base/map.h"
#include "base/mem.h"
#include "features/common.h"

/* Everybody who was ever here. */
struct person {
    char *name;     /* owned; of the last join */
    enum role role; /* at the last join */
    bool present;
    int64_t since_ms; /* the last join */
    int64_t first_ms; /* the first join */
    int64_t left_ms;  /* the last leave; 0: never left */
    int64_t total_ms; /* of all spans that have ended */
    int64_t rejoins;
};

struct presence {
    struct map *people; /* id -> person, owned */
    int64_t count;      /* of those present */
    bool count_moved;   /* since the last tally; back where it was is a move too: a view was made
                           between */
};

static void *presence_new(struct slice room)
{
    struct presence *presence = mem_new(sizeof *presence);
    (void)room;
    presence->people = map_new(BOUND_MEMBERS);
    return presence;
}

static void person_free(void *value)
{
    struct person *person = value;
    common_wipe(&person->name);
    mem_free(person);
}

static void presence_free(void *state)
{
    struct presence *presence = state;
    map_free(&presence->people, person_free);
    mem_free(presence);
}

static bool presence_is_present(const void *state, struct slice id)
{
    const struct presence *presence = state;
    const struct person *person = map_find(presence->people, id);
    return person && person->present;
}

static enum err join_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct presence *presence = state;
    (void)scene;
    const struct person *person = map_find(presence->people, entry->by);
    if (person && person->present)
        return ERR_ALREADY_EXISTS;
    return !person && map_full(presence->people) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void join_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct person *person = map_find(presence->people, entry->by);
    if (person) {
        person->rejoins++;
    } else {
        person = mem_new(sizeof *person);
        person->first_ms = entry->at_ms;
        map_put(presence->people, entry->by, person);
    }
    common_wipe(&person->name);
    person->name = mem_text(entry->name);
    person->role = scene->role;
    person->present = true;
    person->since_ms = entry->at_ms;
    presence->count++;
    presence->count_moved = true;
}

static enum err leave_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    (void)scene;
    return presence_is_present(state, entry->by) ? ERR_NONE : ERR_NOT_FOUND;
}

/* Join and leave may carry the clocks of two machines: a span is never negative. */
static void leave_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    (void)scene;
    struct person *person = map_find(presence->people, entry->by);
    person->present = false;
    person->left_ms = entry->at_ms > person->since_ms ? entry->at_ms : person->since_ms;
    person->total_ms += person->left_ms - person->since_ms;
    presence->count--;
    presence->count_moved = true;
}

static void presence_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    const struct presence *presence = state;
    (void)bodies;
    if (!viewer->part)
        writer_int(out, "count", presence->count);
}

static void presence_tally(const void *state, const struct viewer *viewer, bool all,
                           struct writer *out)
{
    const struct presence *presence = state;
    (void)viewer;
    if (all || presence->count_moved)
        writer_int(out, "count", presence->count);
}

static void presence_tally_sent(void *state)
{
    struct presence *presence = state;
    presence->count_moved = false;
}

static void presence_present_each(const void *state, void (*fn)(void *context, struct slice id),
                                  void *context)
{
    const struct presence *presence = state;
    struct map_at at = {0};
    while (map_next(presence->people, &at))
        if (((const struct person *)at.value)->present)
            fn(context, at.key);
}

/* A page of people: those the caller wants, after the person `after`, at most `limit`. */
struct page {
    bool (*wants)(const struct person *person);
    void (*write)(const struct person *person, struct writer *out);
};

static enum err page_read(const struct json *data, struct slice *after, int64_t *limit)
{
    *limit = BOUND_ROSTER_PAGE;
    if (common_has(data, "limit") && !json_get_int(data, "limit", limit))
        return ERR_BAD_REQUEST;
    if (common_has(data, "after") && !json_get_text(data, "after", after))
        return ERR_BAD_REQUEST;
    return *limit >= 1 && *limit <= BOUND_ROSTER_PAGE ? ERR_NONE : ERR_BAD_REQUEST;
}

/* "next" is the last person written when somebody stands behind. People keep their place for good:
 * a page may be asked for after somebody who has left meanwhile. */
static enum err page_write(const struct presence *presence, const struct json *data,
                           const struct page *page, struct writer *out)
{
    struct slice after = {0}, last = {0};
    int64_t limit, written = 0;
    enum err error = page_read(data, &after, &limit);
    if (error || (after.at && !map_find(presence->people, after)))
        return error ? error : ERR_NOT_FOUND;
    struct map_at at = {0};
    bool begun = !after.at, more = false;
    writer_object(out, "people");
    while (!more && map_next(presence->people, &at)) {
        bool wanted = begun && page->wants(at.value);
        begun = begun || slice_equal(at.key, after);
        more = wanted && written == limit;
        if (!wanted || more)
            continue;
        writer_object_slice(out, at.key);
        page->write(at.value, out);
        writer_end(out);
        last = at.key;
        written++;
    }
    writer_end(out);
    if (more)
        writer_text(out, "next", last);
    return ERR_NONE;
}

static bool roster_wants(const struct person *person)
{
    return person->present;
}

static void roster_write(const struct person *person, struct writer *out)
{
    writer_text(out, "name", slice_of(person->name));
    writer_text(out, "role", common_role_name(person->role));
    writer_int(out, "since", person->since_ms);
}

static enum err roster_answer(const void *state, const struct json *data,
                              const struct viewer *viewer, struct writer *out)
{
    (void)viewer;
    return page_write(state, data, &(struct page){roster_wants, roster_write}, out);
}

static bool attendance_wants(const struct person *person)
{
    (void)person;
    return true;
}

static void attendance_write(const struct person *person, struct writer *out)
{
    writer_text(out, "name", slice_of(person->name));
    writer_int(out, "first", person->first_ms);
    if (person->present)
        writer_int(out, "since", person->since_ms);
    if (person->left_ms)
        writer_int(out, "left", person->left_ms);
    writer_int(out, "total", person->total_ms);
    writer_int(out, "rejoins", person->rejoins);
}

static enum err attendance_answer(const void *state, const struct json *data,
                                  const struct viewer *viewer, struct writer *out)
{
    (void)viewer;
    return page_write(state, data, &(struct page){attendance_wants, attendance_write}, out);
}

static const struct row rows[] = {
    {
        .name = "presence.join",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .check = join_check,
        .apply = join_apply,
    },
    {
        .name = "presence.leave",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .check = leave_check,
        .apply = leave_apply,
    },
};

static const struct query queries[] = {
    {.name = "presence.roster", .roles = ROLE_STAFF, .answer = roster_answer},
    {.name = "presence.attendance", .roles = ROLE_STAFF, .answer = attendance_answer},
};

const struct feature presence_feature = {
    .name = "presence",
    .kinds = KIND_WEBINAR | KIND_COURSE,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = presence_new,
    .state_free = presence_free,
    .view = presence_view,
    .tally_ms = 3000,
    .tally = presence_tally,
    .tally_sent = presence_tally_sent,
    .is_present = presence_is_present,
    .present_each = presence_present_each,
};
