/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room is made of, for the files that make a room: room.c (the fold), rights.c (what each
 * role may do), room_view.c (views and patches), and room_ballots.c, room_shows.c beside. Nobody
 * else looks in.
 */
#ifndef MUSTER_CORE_ROOM_STATE_H
#define MUSTER_CORE_ROOM_STATE_H

#include "core/kinds.h"
#include "core/repeats.h"

enum { ROOM_ROLES = 6 };

/* One feature's part in this room. */
struct share {
    const struct feature *feature;
    bool tally_due; /* its sums changed since room_tally_sent */
    void *state;    /* owned; the feature's */
};

/* For each role in turn, a bit for each method of the kind, by its place. */
struct rights {
    uint64_t *now, *before; /* owned; before the last entry that moved them, NULL: none has */
    size_t words;           /* for one role */
    bool moved;             /* that was the last entry applied */
    enum phase phase;       /* `now` was made for */
};

struct void_entry {
    int64_t seq;
    enum err error;
};

/* Entries that were refused at their turn. */
struct voids {
    struct void_entry *list; /* owned; rising seq */
    size_t count, capacity;
};

struct room {
    char *name; /* owned */
    const struct kind *kind;
    const struct methods *methods;
    const struct veil *veil;   /* borrowed; NULL: nothing can be veiled */
    const struct method *last; /* of the entry that was applied last, or NULL */
    int64_t seq;               /* last entry applied */
    int64_t at_ms;             /* the greatest time of an entry so far */
    struct rights rights;
    struct voids voids;
    struct withdrawn *withdrawn; /* owned; whose words are to go; NULL: none */
    struct withdrawn *forgotten; /* owned; the folds have forgotten them, the journal perhaps not */
    struct repeats *repeats;     /* owned; of acts; NULL: none */
    size_t shares_count;
    struct share shares[]; /* one for each feature of this kind of room */
};

/* What `name` stands for, or NULL; a row's or query's share of the room. */
const struct method *room_state_method(const struct room *room, struct slice name);
const struct share *room_state_share(const struct room *room, const struct method *method);
/* The row of `type` and the share it works on; NULL when there is none. */
const struct row *room_state_row(const struct room *room, struct slice type,
                                 const struct share **owner);
/* The share of the first feature that decides it, or NULL. */
const struct share *room_state_decider(const struct room *room, enum decider what);
/* Whether the staff have locked people of that role out of the method (feature.locks). */
bool room_state_locks(const struct room *room, const struct method *method, enum role role);
/* What the share's feature does with entries of that type, which are another's; NULL: nothing. */
const struct hearing *room_state_hearing(const struct share *share, struct slice type);
/* The phase of the room: what the feature that decides it says, else live. */
enum phase room_state_phase(const struct room *room);

#endif
