/* SPDX-License-Identifier: Apache-2.0
 * Notes on a shelf, each with whom it is about. */
#include "features/remark.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/shelf.h"

struct remark {
    struct shelf_thing thing;
    char *whom, *whose; /* owned; their id, and the name they had (NULL: not said) */
    char *text;         /* owned; NULL: it is gone */
    enum text_dir dir;
};

struct remarks {
    struct shelf shelf;
    int64_t changed; /* the last entry that changed something; 0: none has */
};

static void remark_wipe(struct shelf_thing *thing)
{
    struct remark *remark = (struct remark *)thing;
    common_wipe(&remark->whom);
    common_wipe(&remark->whose);
    common_wipe(&remark->text);
}

static bool remark_forget(struct shelf_thing *thing)
{
    struct remark *remark = (struct remark *)thing;
    common_wipe(&remark->whose);
    common_wipe(&remark->text);
    return true;
}

static void remark_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct remark *remark = (const struct remark *)thing;
    writer_text(out, "whom", slice_of(remark->whom));
    if (remark->whose)
        writer_text(out, "whose", slice_of(remark->whose));
    common_write_author(out, &thing->author);
    writer_int(out, "at", thing->at_ms);
    common_write_text(out, slice_of(remark->text), remark->dir);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct remark),
    .write = remark_write,
    .wipe = remark_wipe,
    .forget = remark_forget,
    .things_max = BOUND_REMARKS,
};

static void *remarks_new(const struct room *room)
{
    struct remarks *remarks = mem_new(sizeof *remarks);
    UNUSED(room);
    shelf_init(&remarks->shelf, &kind);
    return remarks;
}

static void remarks_free(void *state)
{
    shelf_done(&((struct remarks *)state)->shelf);
    mem_free(state);
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

static enum err note_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    return error ? error : common_read_text(data, "text", BOUND_WHY_CHARS, out);
}

static enum err note_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    if (room_role(scene->room, whom_of(entry)) & ROLE_STAFF)
        return ERR_STAFF_PERSON;
    return shelf_check(&((const struct remarks *)state)->shelf, entry, scene, 0);
}

static void note_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct remarks *remarks = state;
    struct slice text = common_get_text(entry->data, "text");
    UNUSED(scene);
    struct remark *remark = (struct remark *)shelf_add(&remarks->shelf, entry, RINGS_STAFF, 0);
    remark->whom = mem_text(whom_of(entry));
    if (common_has(entry->data, "name"))
        remark->whose = mem_text(common_get_text(entry->data, "name"));
    remarks->changed = entry->seq;
    if (!text.at)
        return; /* erased */
    remark->text = mem_text(text);
    remark->dir = common_get_dir(entry->data, text);
}

static enum err unnote_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "note", out);
}

static struct remark *remark_of(const void *state, const struct entry *entry)
{
    return (struct remark *)shelf_find(&((const struct remarks *)state)->shelf,
                                       common_get_int(entry->data, "note"));
}

/* A note on oneself is as one that is not there. */
static enum err unnote_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct remark *remark = remark_of(state, entry);
    if (!remark || slice_is(entry->by, remark->whom))
        return ERR_NOT_FOUND;
    bool own = common_author_is(&remark->thing.author, entry->by);
    return own || scene->role & ROLE_ORGANISERS ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static void unnote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct remarks *remarks = state;
    UNUSED(scene);
    shelf_remove(&remarks->shelf, entry, &remark_of(state, entry)->thing);
    remarks->changed = entry->seq;
}

static void unnote_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "note"));
}

static void remarks_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    if (rings_of_staff(viewer->rings))
        writer_int(out, "changed", ((const struct remarks *)state)->changed);
}

static void remarks_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    remarks_view(state, viewer, NULL, out);
}

static bool remarks_forget(void *state, int64_t seq)
{
    struct remarks *remarks = state;
    (void)shelf_forget(&remarks->shelf, seq);
    return false; /* no view shows words */
}

/* What is asked for: notes on `whom` (absent: anybody), older than `before`. */
struct wanted {
    struct slice whom, asker;
    int64_t before, limit;
};

static bool is_wanted(const struct wanted *wanted, const struct remark *remark)
{
    return remark->text && remark->thing.seq < wanted->before &&
           !slice_is(wanted->asker, remark->whom) &&
           (!wanted->whom.at || slice_is(wanted->whom, remark->whom));
}

static enum err wanted_read(const struct json *data, const struct scene *scene, struct wanted *out)
{
    *out = (struct wanted){.asker = scene->person, .before = INT64_MAX, .limit = BOUND_ACTS_PAGE};
    enum err error = common_ask_text(data, "whom", &out->whom);
    if (!error && out->whom.at && !text_is_id(out->whom))
        error = ERR_BAD_REQUEST;
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &out->before);
    return error ? error : common_ask_limit(data, "limit", BOUND_ACTS_PAGE, &out->limit);
}

/* The youngest first: a shelf is walked from its oldest, so that they are gathered before. */
static enum err notes_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct remarks *remarks = state;
    const struct remark *found[BOUND_REMARKS];
    struct wanted wanted;
    struct map_at at = {0};
    size_t count = 0;
    enum err error = wanted_read(data, scene, &wanted);
    if (error)
        return error;
    while (map_next(remarks->shelf.things, &at))
        if (is_wanted(&wanted, at.value))
            found[count++] = at.value;
    size_t end = count > (size_t)wanted.limit ? count - (size_t)wanted.limit : 0;
    writer_array(out, "notes");
    for (size_t i = count; i > end; i--) {
        writer_object(out, NULL);
        writer_int(out, "note", found[i - 1]->thing.seq);
        remark_write(&found[i - 1]->thing, out);
        writer_end(out);
    }
    writer_end(out);
    if (end > 0)
        writer_int(out, "next", found[end]->thing.seq);
    return ERR_NONE;
}

#define BY_STAFF .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = remarks_patch

static const struct row rows[] = {
    {
        .name = "report.note",
        .keep = {KEEP_MEMBERS("whom"), .whose = "whom"},
        BY_STAFF,
        .read = note_read,
        .check = note_check,
        .apply = note_apply,
    },
    {
        .name = "report.unnote",
        .keep = {keep_all},
        .erases = unnote_erases,
        .thing = "note",
        BY_STAFF,
        .read = unnote_read,
        .check = unnote_check,
        .apply = unnote_apply,
    },
};

static const struct query queries[] = {
    {.name = "report.notes", .roles = ROLE_STAFF, .answer = notes_answer},
};

const struct feature remark_feature = {
    .name = "remark",
    .forget = remarks_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = remarks_new,
    .state_free = remarks_free,
    .view = remarks_view,
};
