/* SPDX-License-Identifier: Apache-2.0
 *
 * The time of a session: how many ms of it had passed at a moment. It passes while the session is
 * live: not in a break, and not while no server ran, which is nobody's time. So a span of
 * somebody's presence counts as what passed from its first moment to its last. Pure.
 */
#ifndef MUSTER_FEATURES_SESSION_TIME_H
#define MUSTER_FEATURES_SESSION_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of time in which it passes. */
struct session_piece {
    int64_t from_ms, to_ms; /* INT64_MAX: it goes on */
    int64_t before_ms;      /* what had passed at its begin */
};

/* All zero at the start: nothing has passed. */
struct session_time {
    struct session_piece *pieces; /* owned; in their order */
    size_t count, capacity;
    int64_t before_ms; /* what had passed at the begin of the first */
};

/* Nothing has passed again; frees what it holds. */
void session_time_done(struct session_time *time);
/* From `at_ms` on, which is not before anything said so far, it passes, or stands still. Of more
 * than a thousand pieces the oldest is forgotten: moments before its end are taken for its end. */
void session_time_turn(struct session_time *time, bool passes, int64_t at_ms);
/* From `from_ms` to `to_ms`, both in the past, it stood still after all. */
void session_time_cut(struct session_time *time, int64_t from_ms, int64_t to_ms);
/* What had passed at `at_ms`. */
int64_t session_time_at(const struct session_time *time, int64_t at_ms);

#endif
