/* SPDX-License-Identifier: Apache-2.0
 * Read positions and mentions of one person. */
#include "features/inbox.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/inbox_mentions.h"

/* Threads one person keeps a position in: ten courses read to their last thread. */
enum { POSITIONS_MAX = 10 * BOUND_THREADS };

struct position {
    int64_t upto;
};

struct inbox {
    char *owner;         /* owned; a person's id */
    struct map *courses; /* room -> map of thread seq -> position, all owned */
    size_t positions_count;
    struct inbox_mentions *mentions; /* owned */
};

static void *inbox_new(const struct room *room)
{
    struct inbox *inbox = mem_new(sizeof *inbox);
    inbox->owner = mem_text(entry_room_id(room_name(room)));
    inbox->courses = map_new(POSITIONS_MAX);
    inbox->mentions = inbox_mentions_new();
    return inbox;
}

static void course_free(void *value)
{
    struct map *threads = value;
    map_free(&threads, mem_free);
}

static void inbox_free(void *state)
{
    struct inbox *inbox = state;
    mem_free(inbox->owner);
    map_free(&inbox->courses, course_free);
    inbox_mentions_free(inbox->mentions);
    mem_free(inbox);
}

static enum role inbox_role(const void *state, struct slice person)
{
    const struct inbox *inbox = state;
    return person.len > 0 && slice_is(person, inbox->owner) ? ROLE_HOST : ROLE_NONE;
}

/* Of a room that has threads: the hub asks it. */
static enum err mark_read(const struct json *data, struct writer *out)
{
    struct slice of = common_get_text(data, "of");
    if (!entry_room_kind(of).at || !text_is_id(entry_room_id(of)))
        return ERR_BAD_REQUEST;
    writer_text(out, "of", of);
    enum err error = common_read_seq(data, "thread", out);
    return error ? error : common_read_seq(data, "upto", out);
}

static struct position *position_find(const struct inbox *inbox, const struct entry *entry)
{
    int64_t thread = common_get_int(entry->data, "thread");
    const struct map *threads = map_find(inbox->courses, common_get_text(entry->data, "of"));
    return threads ? map_find(threads, slice_of_seq(&thread)) : NULL;
}

static enum err mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct inbox *inbox = state;
    UNUSED(scene);
    bool known = position_find(inbox, entry) != NULL;
    return !known && inbox->positions_count == POSITIONS_MAX ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static struct position *position_add(struct inbox *inbox, const struct entry *entry)
{
    struct slice of = common_get_text(entry->data, "of");
    int64_t thread = common_get_int(entry->data, "thread");
    struct map *threads = map_find(inbox->courses, of);
    if (!threads) {
        threads = map_new(POSITIONS_MAX);
        map_put(inbox->courses, of, threads);
    }
    struct position *position = mem_new(sizeof *position);
    map_put(threads, slice_of_seq(&thread), position);
    inbox->positions_count++;
    return position;
}

/* Two devices may report in any order: the further one holds. */
static void mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct inbox *inbox = state;
    UNUSED(scene);
    struct position *position = position_find(inbox, entry);
    if (!position)
        position = position_add(inbox, entry);
    int64_t upto = common_get_int(entry->data, "upto");
    if (upto > position->upto)
        position->upto = upto;
}

static void mark_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct inbox *inbox = state;
    UNUSED(viewer);
    writer_object(out, "read");
    writer_object_slice(out, common_get_text(entry->data, "of"));
    writer_int_seq(out, common_get_int(entry->data, "thread"), position_find(inbox, entry)->upto);
    writer_end(out);
    writer_end(out);
}

static void course_write(struct writer *out, struct slice of, const struct map *threads)
{
    struct map_at at = {0};
    writer_object_slice(out, of);
    while (map_next(threads, &at)) {
        int64_t thread;
        memcpy(&thread, at.key.at, sizeof thread);
        writer_int_seq(out, thread, ((const struct position *)at.value)->upto);
    }
    writer_end(out);
}

static void inbox_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct inbox *inbox = state;
    UNUSED(viewer);
    UNUSED(bodies);
    struct map_at at = {0};
    writer_object(out, "read");
    while (map_next(inbox->courses, &at))
        course_write(out, at.key, at.value);
    writer_end(out);
    inbox_mentions_write(inbox->mentions, out);
}

static struct inbox_mentions *mentions_of(const void *state)
{
    return ((const struct inbox *)state)->mentions;
}

static enum err mention_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    UNUSED(scene);
    return inbox_mention_check(mentions_of(state), entry);
}

static void mention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_mention_apply(mentions_of(state), entry);
}

static void mention_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_mention_patch(mentions_of(state), out);
}

static void unmention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_unmention_apply(mentions_of(state), entry);
}

static void unmention_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_unmention_patch(mentions_of(state), out);
}

/* The name in what is taken back. */
static void unmention_erases(const void *state, const struct entry *entry,
                             struct withdrawal *withdrawal)
{
    UNUSED(entry);
    int64_t mention = inbox_mentions_taken(mentions_of(state));
    if (mention)
        withdraw(withdrawal, mention);
}

static bool inbox_forget(void *state, int64_t seq)
{
    return inbox_mentions_forget(mentions_of(state), seq);
}

static const struct row rows[] = {
    {
        .name = "read.mark",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .seqs_of = "of",
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = mark_read,
        .check = mark_check,
        .apply = mark_apply,
        .patch = mark_patch,
    },
    {
        .name = "inbox.mention",
        .keep = {KEEP_MEMBERS("of", "thread", "post", "by")},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_mention_read,
        .check = mention_check,
        .apply = mention_apply,
        .patch = mention_patch,
    },
    {
        .name = "inbox.unmention",
        .keep = {keep_all},
        .erases = unmention_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_unmention_read,
        .apply = unmention_apply,
        .patch = unmention_patch,
    },
};

const struct feature inbox_feature = {
    .name = "inbox",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = inbox_new,
    .state_free = inbox_free,
    .view = inbox_view,
    .forget = inbox_forget,
    .role = inbox_role,
};
