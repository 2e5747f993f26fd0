/* SPDX-License-Identifier: Apache-2.0
 *
 * Side rooms: parts that hold features of their room (part_kind.holds), as a break-out group holds
 * a chat. Each has a state of its own of each of these, by the same code. An entry of such a
 * feature is the room's, or a side room's whose number is the member SIDE_MEMBER of its data; a
 * query likewise. The room sees to it that whoever writes or asks stands within the part, that the
 * part alone is told, and that the member is kept: the features need not know of it.
 *
 * A side room is made by the first entry that changes something in it; until then it is as all
 * that are empty. It goes with its part. One kind of part of a room may hold features.
 */
#ifndef MUSTER_CORE_SIDE_H
#define MUSTER_CORE_SIDE_H

#include "base/map.h"
#include "core/feature.h"

/* One feature's part in a room, or in a side room. */
struct share {
    const struct feature *feature;
    bool tally_due; /* its sums changed since room_tally_sent */
    void *state;    /* owned; the feature's */
};

struct side {
    int64_t number;
    struct share shares[]; /* one for each feature that is held, in their order */
};

struct sides {
    const struct part_kind *kind; /* NULL: nothing is held in this room */
    size_t owner;                 /* the place of the feature whose parts they are */
    size_t count;                 /* of the features that are held */
    uint64_t held;                /* bits: their places among the features of the room */
    struct map *rooms;            /* number -> struct side, owned */
    struct side *empty;           /* owned; what each is at first */
};

/* Of a room with these features; `room` is what their states are made for. */
void sides_init(struct sides *sides, const struct feature *const *features,
                const struct room *room);
void sides_done(struct sides *sides);

/* The number of the side room that data of an entry or query names, of the feature at that place
 * of the room; 0: none, so that it is the room's. */
int64_t sides_number(const struct sides *sides, size_t feature, const struct json *data);
/* Copies the member from what a client sent: ERR_BAD_REQUEST when it is no number. */
enum err sides_read(const struct sides *sides, size_t feature, const struct json *data,
                    struct writer *out);
/* Makes the object that `out` ends with, from `begin` on, data of that side room; 0: nothing. */
void sides_name(int64_t number, size_t begin, struct buffer *out);
/* The side room of that number, perhaps an empty one; and the one that is changed. */
const struct side *sides_find(const struct sides *sides, int64_t number);
struct side *sides_get(struct sides *sides, const struct room *room, int64_t number);
/* The share of a feature that is held. */
const struct share *sides_share(const struct sides *sides, const struct side *side,
                                const struct feature *feature);
/* Frees those whose part is there no more; `state` is the owner's. */
void sides_drop(struct sides *sides, const void *state);
/* The part that the side room is, and the other way round: 0 when it is none. */
struct part sides_part(const struct sides *sides, int64_t number);
int64_t sides_of_part(const struct sides *sides, const struct part *part);
/* The next side room that is not empty; NULL after the last. */
struct side *sides_next(const struct sides *sides, struct map_at *at);

#endif
