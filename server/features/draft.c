/* SPDX-License-Identifier: Apache-2.0
 * A short list, the one that was written to longest ago first. */
#include "features/draft.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

static const int64_t DAY_MS = INT64_C(86400000);

struct draft {
    int64_t seq, at_ms;
    char *place, *device; /* owned */
    char *words;          /* owned; an object of texts, as JSON; NULL: erased */
};

struct drafts {
    size_t count;
    struct draft *items; /* owned; BOUND_DRAFTS of them; NULL: there never was one */
    /* What the last entry put another in the place of, or took away. Owned. */
    struct draft before, gone;
};

static void *drafts_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct drafts));
}

static void draft_done(struct draft *draft)
{
    mem_free(draft->place);
    mem_free(draft->device);
    common_wipe(&draft->words);
    *draft = (struct draft){0};
}

static void drafts_free(void *state)
{
    struct drafts *drafts = state;
    for (size_t i = 0; i < drafts->count; i++)
        draft_done(&drafts->items[i]);
    draft_done(&drafts->before);
    draft_done(&drafts->gone);
    mem_free(drafts->items);
    mem_free(drafts);
}

static const struct draft *find(const struct drafts *drafts, struct slice place)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (slice_is(place, drafts->items[i].place))
            return &drafts->items[i];
    return NULL;
}

/* Out of the list, into `into`, without its words. */
static void take(struct drafts *drafts, const struct draft *draft, struct draft *into)
{
    size_t at = (size_t)(draft - drafts->items);
    *into = *draft;
    common_wipe(&into->words);
    drafts->count--;
    memmove(drafts->items + at, drafts->items + at + 1,
            (drafts->count - at) * sizeof *drafts->items);
}

static void begin(struct drafts *drafts)
{
    draft_done(&drafts->before);
    draft_done(&drafts->gone);
}

/* ---- the rows ----------------------------------------------------------------------------------
 */

static enum err place_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_line(data, "place", BOUND_DRAFT_PLACE_CHARS, out);
    if (!error)
        error = common_read_id(data, "device", out);
    return error ? error : common_read_optional_seq(data, "after", out);
}

/* A form has several fields. */
static enum err words_read(const struct json *words, struct writer *out)
{
    size_t count = 0, bytes = 0;
    enum err error = ERR_NONE;
    if (!json_is_object(words))
        return ERR_BAD_REQUEST;
    writer_object(out, "words");
    for (const struct json *at = json_first(words); at && !error; at = json_next(at)) {
        char name[BOUND_ID_BYTES + 1];
        struct slice key = json_key(at), text = {NULL, 0};
        if (!text_is_id(key) || !json_as_text(at, &text)) {
            error = ERR_BAD_REQUEST;
            break;
        }
        snprintf(name, sizeof name, "%.*s", (int)key.len, key.at);
        bytes += text.len;
        error = ++count > BOUND_DRAFT_FIELDS || bytes > BOUND_DRAFT_BYTES
                    ? ERR_LIMIT_EXCEEDED
                    : common_read_text(words, name, BOUND_POST_CHARS, out);
    }
    writer_end(out);
    return !error && count == 0 ? ERR_BAD_REQUEST : error;
}

static enum err write_read(const struct json *data, struct writer *out)
{
    enum err error = place_read(data, out);
    return error ? error : words_read(json_get(data, "words"), out);
}

/* A device may go on with what is its own, or with what it has seen. */
static enum err seen_check(const struct draft *draft, const struct entry *entry)
{
    bool own = slice_is(common_get_text(entry->data, "device"), draft->device);
    bool seen = common_get_int(entry->data, "after") == draft->seq;
    return own || seen ? ERR_NONE : ERR_DRAFT_CHANGED;
}

static enum err write_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct drafts *drafts = state;
    const struct draft *draft = find(drafts, common_get_text(entry->data, "place"));
    UNUSED(scene);
    if (draft)
        return seen_check(draft, entry);
    return drafts->count == BOUND_DRAFTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void write_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct drafts *drafts = state;
    struct slice place = common_get_text(entry->data, "place");
    const struct draft *draft = find(drafts, place);
    UNUSED(scene);
    begin(drafts);
    if (!drafts->items)
        drafts->items = mem_new(BOUND_DRAFTS * sizeof *drafts->items);
    if (draft)
        take(drafts, draft, &drafts->before);
    drafts->items[drafts->count++] = (struct draft){
        .seq = entry->seq,
        .at_ms = entry->at_ms,
        .place = mem_text(place),
        .device = mem_text(common_get_text(entry->data, "device")),
        .words = common_copy_json(entry->data, "words"),
    };
}

static enum err drop_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct draft *draft = find(state, common_get_text(entry->data, "place"));
    UNUSED(scene);
    return draft ? seen_check(draft, entry) : ERR_NOT_FOUND;
}

static void drop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct drafts *drafts = state;
    UNUSED(scene);
    begin(drafts);
    take(drafts, find(drafts, common_get_text(entry->data, "place")), &drafts->gone);
}

static enum err lapse_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "draft", out);
}

/* The oldest, and as it stood when it was due: whoever has written meanwhile has made it another.
 */
static enum err lapse_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct drafts *drafts = state;
    UNUSED(scene);
    bool it = drafts->count > 0 && drafts->items[0].seq == common_get_int(entry->data, "draft");
    return it ? ERR_NONE : ERR_NOT_FOUND;
}

static void lapse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct drafts *drafts = state;
    UNUSED(entry);
    UNUSED(scene);
    begin(drafts);
    take(drafts, &drafts->items[0], &drafts->gone);
}

static bool draft_due(const void *state, enum phase phase, struct due *out)
{
    const struct drafts *drafts = state;
    struct writer data;
    UNUSED(phase);
    if (drafts->count == 0)
        return false;
    out->at_ms = drafts->items[0].at_ms + BOUND_DRAFT_DAYS * DAY_MS;
    out->type = "draft.lapse";
    snprintf(out->op, sizeof out->op, "draft:%" PRId64, drafts->items[0].seq);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "draft", drafts->items[0].seq);
    writer_end(&data);
    return true;
}

static void draft_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal)
{
    const struct drafts *drafts = state;
    UNUSED(entry);
    if (drafts->before.seq)
        withdraw(withdrawal, drafts->before.seq);
    if (drafts->gone.seq)
        withdraw(withdrawal, drafts->gone.seq);
}

/* Nobody is shown words: who asks for these is told that they are not there. */
static bool draft_forget(void *state, int64_t seq)
{
    struct drafts *drafts = state;
    for (size_t i = 0; i < drafts->count; i++)
        if (drafts->items[i].seq == seq)
            common_wipe(&drafts->items[i].words);
    return false;
}

/* ---- what its owner sees -----------------------------------------------------------------------
 */

static void write_members(const struct draft *draft, struct writer *out)
{
    writer_int(out, "seq", draft->seq);
    writer_int(out, "at", draft->at_ms);
    writer_text(out, "device", slice_of(draft->device));
}

static void write_one(const struct draft *draft, struct writer *out)
{
    writer_object(out, draft->place);
    write_members(draft, out);
    writer_end(out);
}

static void draft_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct drafts *drafts = state;
    UNUSED(viewer);
    UNUSED(bodies);
    writer_object(out, "places");
    for (size_t i = 0; i < drafts->count; i++)
        write_one(&drafts->items[i], out);
    writer_end(out);
}

static void draft_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct drafts *drafts = state;
    UNUSED(viewer);
    writer_object(out, "places");
    if (drafts->gone.seq)
        writer_null(out, drafts->gone.place);
    if (drafts->count > 0 && drafts->items[drafts->count - 1].seq == entry->seq)
        write_one(&drafts->items[drafts->count - 1], out);
    writer_end(out);
}

static enum err read_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    struct slice place;
    UNUSED(scene);
    if (!json_get_text(data, "place", &place))
        return ERR_BAD_REQUEST;
    const struct draft *draft = find(state, place);
    if (!draft || !draft->words)
        return ERR_NOT_FOUND;
    write_members(draft, out);
    writer_raw(out, "words", slice_of(draft->words));
    return ERR_NONE;
}

static const struct row rows[] = {
    {
        .name = "draft.write",
        .keep = {KEEP_MEMBERS("place", "device", "after")},
        .cost = COST_CHEAP,
        .erases = draft_erases,
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = write_read,
        .check = write_check,
        .apply = write_apply,
        .patch = draft_patch,
    },
    {
        .name = "draft.drop",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .erases = draft_erases,
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = place_read,
        .check = drop_check,
        .apply = drop_apply,
        .patch = draft_patch,
    },
    {
        .name = "draft.lapse",
        .keep = {keep_all},
        .erases = draft_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = lapse_read,
        .check = lapse_check,
        .apply = lapse_apply,
        .patch = draft_patch,
    },
};

static const struct query queries[] = {
    {.name = "draft.read", .roles = ROLE_HOST, .answer = read_answer},
};

const struct feature draft_feature = {
    .name = "draft",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = drafts_new,
    .state_free = drafts_free,
    .view = draft_view,
    .forget = draft_forget,
    .due = draft_due,
};
