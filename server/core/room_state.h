/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room is made of: shared by room.c (the fold) and room_view.c (views and patches) and by
 * nobody else.
 */
#ifndef MUSTER_CORE_ROOM_STATE_H
#define MUSTER_CORE_ROOM_STATE_H

#include "core/room.h"

enum { ROOM_FEATURES = 16, ROOM_ROLES = 4 };

/* One feature's part in this room. */
struct share {
    const struct feature *feature;
    bool tally_due; /* its sums changed since room_tally_sent */
    void *state;    /* owned; the feature's */
};

struct void_entry {
    int64_t seq;
    enum err error;
};

struct room {
    char *name; /* owned */
    enum kind kind;
    int64_t seq;   /* last entry applied */
    int64_t at_ms; /* the greatest time of an entry so far */
    struct share shares[ROOM_FEATURES];
    size_t shares_count;
    uint64_t can[ROOM_ROLES];        /* per role, a bit per row and query that it may use now */
    uint64_t can_before[ROOM_ROLES]; /* the same before the last entry */
    enum phase can_phase;            /* the phase `can` was made for: rights change with it alone */
    struct void_entry *voids;        /* owned; rising seq */
    size_t voids_count, voids_capacity;
};

/* The row of `type` and the share it works on; NULL when there is none. */
const struct row *room_row_share(const struct room *room, struct slice type,
                                 const struct share **owner);
/* What each role may do now, by role and phase. */
void room_rights(const struct room *room, uint64_t can[ROOM_ROLES]);

#endif
