/* SPDX-License-Identifier: Apache-2.0
 *
 * What one entry did to the bases of an inbox (features/inbox_read.h): which they were before it,
 * and the positions that it took away. The last such entry alone is kept, so that a patch can say
 * what became of it, and its person can take it back.
 */
#ifndef MUSTER_FEATURES_INBOX_MOVED_H
#define MUSTER_FEATURES_INBOX_MOVED_H

#include <stdint.h>

#include "base/slice.h"

struct inbox_moved_room {
    char *of; /* owned */
    int64_t before;
    struct inbox_moved_position {
        int64_t thing, upto;
    } * positions; /* owned */
    size_t count, capacity;
};

struct inbox_moved {
    int64_t seq;                    /* of the entry; 0: there was none */
    struct inbox_moved_room *rooms; /* owned */
    size_t count, capacity;
    size_t positions_count; /* of all of them */
};

/* Another entry begins: what was is forgotten. */
void inbox_moved_begin(struct inbox_moved *moved, int64_t seq);
/* A room whose base it moves. */
void inbox_moved_room(struct inbox_moved *moved, struct slice of, int64_t before);
/* A position that it takes away in the last such room. */
void inbox_moved_position(struct inbox_moved *moved, int64_t thing, int64_t upto);
/* A thing is marked that needs no position because of it, and would need one without it: it is one
 * of them then, unless there are `max`. */
void inbox_moved_mark(struct inbox_moved *moved, struct slice of, struct inbox_moved_position mark,
                      size_t max);
void inbox_moved_done(struct inbox_moved *moved);

#endif
