/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room is made of, for the files that make a room: room.c (the fold), rights.c (what each
 * role may do), room_view.c (views and patches), and room_ballots.c, room_side.c, room_query.c
 * beside. Nobody else looks in.
 */
#ifndef MUSTER_CORE_ROOM_STATE_H
#define MUSTER_CORE_ROOM_STATE_H

#include "core/kinds.h"
#include "core/repeats.h"
#include "core/side.h"

enum { ROOM_ROLES = 8 };

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
    struct { /* owned; what is NULL: none */
        struct voids voids;
        struct withdrawn *withdrawn; /* whose words are to go */
        struct withdrawn *forgotten; /* the folds have forgotten them, the journal perhaps not */
        struct repeats *repeats;     /* of acts */
        int64_t reworded;            /* see erasure_moved */
        int64_t before_ms;           /* see room_before_ms */
    } entries;
    struct sides sides;
    size_t shares_count;
    struct share shares[]; /* one for each feature of this kind of room */
};

/* What `name` stands for, or NULL. */
const struct method *room_state_method(const struct room *room, struct slice name);
/* The side room that data of that method names; 0: it is the room's. */
int64_t room_state_side(const struct room *room, const struct method *method,
                        const struct json *data);
/* The share that data of that method works on: the room's, or a side room's. */
const struct share *room_state_share(const struct room *room, const struct method *method,
                                     const struct json *data);
/* The row of an entry and the share it works on; NULL when there is none. */
const struct row *room_state_row(const struct room *room, const struct entry *entry,
                                 const struct share **owner);
/* The share of the first feature that decides it, or NULL. */
const struct share *room_state_decider(const struct room *room, enum decider what);
/* A walk over all shares, the room's and then those of its side rooms; `number` is the side room's,
 * 0 for the room:
 *     struct walk walk = {0};
 *     while (room_state_walk(room, &walk)) use(walk.share); */
struct walk {
    struct share *share;
    int64_t number;
    size_t place; /* private, as is what follows */
    struct side *side;
    struct map_at at;
};
bool room_state_walk(const struct room *room, struct walk *walk);
/* Whether the staff have locked people of that role, or this one of them (absent: all), out of the
 * method (feature.locks). */
bool room_state_locks(const struct room *room, const struct method *method, enum role role,
                      struct slice person);
/* What the share's feature does with entries of that method, which is another's; NULL: nothing. */
const struct hearing *room_state_hearing(const struct share *share, const struct method *method);
/* The role of a person, and in which rings they stand by it and by what features say. */
enum role room_state_role(const struct room *room, struct slice person);
/* See room_staff_name. */
struct slice room_state_staff_name(const struct room *room, struct slice person);
struct rings room_state_rings(const struct room *room, struct slice person);
/* Where a person does or asks something: in the room, or in a side room. */
struct scene room_state_scene(const struct room *room, struct slice person, int64_t side);
/* The phase of the room: what the feature that decides it says, else live. */
enum phase room_state_phase(const struct room *room);

#endif
