/* SPDX-License-Identifier: Apache-2.0
 * A short list, the one that was written to longest ago first. There is no deadline of it: an inbox
 * with one would be woken for it, and be one whose effects are followed, for every person. */
#include "features/draft.h"

#include <stdio.h>
#include <string.h>

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

struct list {
    size_t count, gone_count;
    struct draft items[BOUND_DRAFTS];
    /* What the last entry took away, or put another in the place of: that one has no place. */
    struct draft gone[BOUND_DRAFTS];
};

/* Few people have one: an inbox without is this small. */
struct drafts {
    struct list *list; /* owned; NULL: there never was one */
};

static const struct list *list_of(const void *state)
{
    static const struct list none;
    const struct drafts *drafts = state;
    return drafts->list ? drafts->list : &none;
}

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

static void gone_clear(struct list *list)
{
    while (list->gone_count > 0)
        draft_done(&list->gone[--list->gone_count]);
}

static void drafts_free(void *state)
{
    struct drafts *drafts = state;
    struct list *list = drafts->list;
    for (size_t i = 0; list && i < list->count; i++)
        draft_done(&list->items[i]);
    if (list)
        gone_clear(list);
    mem_free(list);
    mem_free(drafts);
}

static const struct draft *find(const struct list *list, struct slice place)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_is(place, list->items[i].place))
            return &list->items[i];
    return NULL;
}

/* Out of the list, without its words. */
static struct draft *take(struct list *list, size_t at)
{
    struct draft *gone = &list->gone[list->gone_count++];
    *gone = list->items[at];
    common_wipe(&gone->words);
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof *list->items);
    return gone;
}

/* How many of them, the first, have been without a word for so long that they go. */
static size_t old_count(const struct list *list, int64_t now_ms)
{
    size_t count = 0;
    while (count < list->count && list->items[count].at_ms + BOUND_DRAFT_DAYS * DAY_MS <= now_ms)
        count++;
    return count;
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
    const struct list *list = list_of(state);
    const struct draft *draft = find(list, common_get_text(entry->data, "place"));
    UNUSED(scene);
    if (draft)
        return seen_check(draft, entry);
    bool full = list->count - old_count(list, entry->at_ms) == BOUND_DRAFTS;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void write_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct drafts *drafts = state;
    struct slice place = common_get_text(entry->data, "place");
    UNUSED(scene);
    if (!drafts->list)
        drafts->list = mem_new(sizeof *drafts->list);
    struct list *list = drafts->list;
    gone_clear(list);
    const struct draft *draft = find(list, place);
    if (draft) {
        struct draft *before = take(list, (size_t)(draft - list->items));
        mem_free(before->place);
        before->place = NULL;
    }
    for (size_t old = old_count(list, entry->at_ms); old > 0; old--)
        take(list, 0);
    list->items[list->count++] = (struct draft){
        .seq = entry->seq,
        .at_ms = entry->at_ms,
        .place = mem_text(place),
        .device = mem_text(common_get_text(entry->data, "device")),
        .words = common_copy_json(entry->data, "words"),
    };
}

static enum err drop_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct draft *draft = find(list_of(state), common_get_text(entry->data, "place"));
    UNUSED(scene);
    return draft ? seen_check(draft, entry) : ERR_NOT_FOUND;
}

static void drop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct list *list = ((struct drafts *)state)->list;
    UNUSED(scene);
    gone_clear(list);
    take(list, (size_t)(find(list, common_get_text(entry->data, "place")) - list->items));
}

static void draft_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal)
{
    const struct list *list = list_of(state);
    UNUSED(entry);
    for (size_t i = 0; i < list->gone_count; i++)
        withdraw(withdrawal, list->gone[i].seq);
}

/* Nobody is shown words: who asks for these is told that they are not there. */
static bool draft_forget(void *state, int64_t seq)
{
    struct list *list = ((struct drafts *)state)->list;
    for (size_t i = 0; list && i < list->count; i++)
        if (list->items[i].seq == seq)
            common_wipe(&list->items[i].words);
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
    const struct list *list = list_of(state);
    UNUSED(viewer);
    UNUSED(bodies);
    writer_object(out, "places");
    for (size_t i = 0; i < list->count; i++)
        write_one(&list->items[i], out);
    writer_end(out);
}

static void draft_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct list *list = list_of(state);
    UNUSED(viewer);
    writer_object(out, "places");
    for (size_t i = 0; i < list->gone_count; i++)
        if (list->gone[i].place)
            writer_null(out, list->gone[i].place);
    if (list->count > 0 && list->items[list->count - 1].seq == entry->seq)
        write_one(&list->items[list->count - 1], out);
    writer_end(out);
}

static enum err read_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    struct slice place;
    UNUSED(scene);
    if (!json_get_text(data, "place", &place))
        return ERR_BAD_REQUEST;
    const struct draft *draft = find(list_of(state), place);
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
};
