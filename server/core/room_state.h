/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room is made of, for the three files that make a room: room.c (the fold), rights.c (what
 * each role may do) and room_view.c (views and patches). Nobody else looks in.
 */
#ifndef MUSTER_CORE_ROOM_STATE_H
#define MUSTER_CORE_ROOM_STATE_H

#include "core/feature.h"

enum { ROOM_ROLES = 4 };

/* One feature's part in this room. */
struct share {
    const struct feature *feature;
    bool tally_due; /* its sums changed since room_tally_sent */
    void *state;    /* owned; the feature's */
};

/* Per role, a bit for each row and query that it may use. */
struct rights {
    uint64_t of[ROOM_ROLES];
};

struct void_entry {
    int64_t seq;
    enum err error;
};

struct room {
    char *name; /* owned */
    enum kind kind;
    int64_t seq;              /* last entry applied */
    int64_t at_ms;            /* the greatest time of an entry so far */
    struct rights can;        /* now */
    struct rights can_before; /* before the last entry */
    enum phase can_phase;     /* the phase `can` was made for: rights change with it alone */
    struct void_entry *voids; /* owned; rising seq */
    size_t voids_count, voids_capacity;
    size_t shares_count;
    struct share shares[]; /* one for each feature of this kind of room */
};

/* The row of `type` and the share it works on; NULL when there is none. */
const struct row *room_state_row(const struct room *room, struct slice type,
                                 const struct share **owner);
/* The query of that name and the share it asks; NULL when there is none. */
const struct query *room_state_query(const struct room *room, struct slice name,
                                     const struct share **owner);
/* The phase of the room: what the feature that decides it says, else live. */
enum phase room_state_phase(const struct room *room);

#endif
