/* SPDX-License-Identifier: Apache-2.0
 * Lists that double. */
#include "features/inbox_moved.h"

#include "base/mem.h"

enum { FIRST = 4 };

/* Makes room for one more of `size` bytes behind the `count` of `list`. */
static void *grown(void *list, size_t count, size_t *capacity, size_t size)
{
    size_t before = *capacity;
    if (count < before)
        return list;
    *capacity = before ? 2 * before : FIRST;
    return mem_resize(list, before * size, *capacity * size);
}

void inbox_moved_done(struct inbox_moved *moved)
{
    for (size_t i = 0; i < moved->count; i++) {
        mem_free(moved->rooms[i].of);
        mem_free(moved->rooms[i].positions);
    }
    mem_free(moved->rooms);
    *moved = (struct inbox_moved){0};
}

void inbox_moved_begin(struct inbox_moved *moved, int64_t seq)
{
    inbox_moved_done(moved);
    moved->seq = seq;
}

void inbox_moved_room(struct inbox_moved *moved, struct slice of, int64_t before)
{
    moved->rooms = grown(moved->rooms, moved->count, &moved->capacity, sizeof *moved->rooms);
    moved->rooms[moved->count++] = (struct inbox_moved_room){.of = mem_text(of), .before = before};
}

static void position_add(struct inbox_moved *moved, struct inbox_moved_room *room,
                         struct inbox_moved_position position)
{
    room->positions = grown(room->positions, room->count, &room->capacity, sizeof *room->positions);
    room->positions[room->count++] = position;
    moved->positions_count++;
}

void inbox_moved_position(struct inbox_moved *moved, int64_t thing, int64_t upto)
{
    position_add(moved, &moved->rooms[moved->count - 1],
                 (struct inbox_moved_position){thing, upto});
}

static struct inbox_moved_room *room_find(const struct inbox_moved *moved, struct slice of)
{
    for (size_t i = 0; i < moved->count; i++)
        if (slice_is(of, moved->rooms[i].of))
            return &moved->rooms[i];
    return NULL;
}

void inbox_moved_mark(struct inbox_moved *moved, struct slice of, struct inbox_moved_position mark,
                      size_t max)
{
    struct inbox_moved_room *room = room_find(moved, of);
    for (size_t i = 0; room && i < room->count; i++) {
        struct inbox_moved_position *known = &room->positions[i];
        if (known->thing != mark.thing)
            continue;
        if (mark.upto > known->upto)
            known->upto = mark.upto;
        return;
    }
    if (room && mark.upto > room->before && moved->positions_count < max)
        position_add(moved, room, mark);
}
