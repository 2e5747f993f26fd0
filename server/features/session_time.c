/* SPDX-License-Identifier: Apache-2.0
 * Pieces of time in their order, each with what had passed before it. */
#include "features/session_time.h"

#include <string.h>

#include "base/mem.h"

enum { PIECES_MAX = 1000 /* breaks of one session: more are made only to do harm */ };

void session_time_done(struct session_time *time)
{
    mem_free(time->pieces);
    *time = (struct session_time){0};
}

static struct session_piece *last_of(const struct session_time *time)
{
    return time->count > 0 ? &time->pieces[time->count - 1] : NULL;
}

static int64_t after(const struct session_piece *piece)
{
    return piece->before_ms + piece->to_ms - piece->from_ms;
}

static void grow(struct session_time *time)
{
    enum { FIRST = 4 };
    size_t capacity = time->capacity > 0 ? 2 * time->capacity : FIRST;
    time->pieces = mem_resize(time->pieces, time->capacity * sizeof *time->pieces,
                              capacity * sizeof *time->pieces);
    time->capacity = capacity;
}

static void forget_first(struct session_time *time)
{
    time->before_ms = after(&time->pieces[0]);
    memmove(time->pieces, time->pieces + 1, --time->count * sizeof *time->pieces);
}

static void add_piece(struct session_time *time, int64_t from_ms, int64_t to_ms)
{
    if (time->count == PIECES_MAX)
        forget_first(time);
    if (time->count == time->capacity)
        grow(time);
    int64_t before_ms = time->count > 0 ? after(last_of(time)) : time->before_ms;
    time->pieces[time->count++] = (struct session_piece){from_ms, to_ms, before_ms};
}

void session_time_turn(struct session_time *time, bool passes, int64_t at_ms)
{
    struct session_piece *last = last_of(time);
    bool passed = last && last->to_ms == INT64_MAX;
    if (passes && !passed)
        add_piece(time, at_ms, INT64_MAX);
    else if (!passes && passed)
        last->to_ms = at_ms;
}

void session_time_cut(struct session_time *time, int64_t from_ms, int64_t to_ms)
{
    struct session_time old = *time;
    *time = (struct session_time){.before_ms = old.before_ms};
    for (size_t i = 0; i < old.count; i++) {
        const struct session_piece *piece = &old.pieces[i];
        if (piece->from_ms < from_ms)
            add_piece(time, piece->from_ms, piece->to_ms < from_ms ? piece->to_ms : from_ms);
        if (piece->to_ms > to_ms)
            add_piece(time, piece->from_ms > to_ms ? piece->from_ms : to_ms, piece->to_ms);
    }
    mem_free(old.pieces);
}

int64_t session_time_at(const struct session_time *time, int64_t at_ms)
{
    for (size_t i = time->count; i > 0; i--) {
        const struct session_piece *piece = &time->pieces[i - 1];
        int64_t to_ms = at_ms < piece->to_ms ? at_ms : piece->to_ms;
        if (at_ms >= piece->from_ms)
            return piece->before_ms + to_ms - piece->from_ms;
    }
    return time->before_ms;
}
