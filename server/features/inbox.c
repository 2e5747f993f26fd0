/* SPDX-License-Identifier: Apache-2.0
 * Read positions of one person. */
#include "features/inbox.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* Threads one person keeps a position in: ten courses read to their last thread. */
enum { POSITIONS_MAX = 10 * BOUND_THREADS };

struct position {
    int64_t upto;
};

struct inbox {
    char *owner;         /* owned; a person's id */
    struct map *courses; /* room -> map of thread seq -> position, all owned */
    size_t positions_count;
};

static void *inbox_new(const struct room *room)
{
    struct inbox *inbox = mem_new(sizeof *inbox);
    inbox->owner = mem_text(entry_room_id(room_name(room)));
    inbox->courses = map_new(POSITIONS_MAX);
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
};

const struct feature inbox_feature = {
    .name = "inbox",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = inbox_new,
    .state_free = inbox_free,
    .view = inbox_view,
    .role = inbox_role,
};
