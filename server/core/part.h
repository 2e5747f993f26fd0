/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts of a room: each is a channel of its own, with a view of its own and a door.
 * "course:c1/thread/55" is the part `thread/55` of `course:c1`: its kind is "thread", its id "55".
 */
#ifndef MUSTER_CORE_PART_H
#define MUSTER_CORE_PART_H

#include "base/bounds.h"
#include "base/error.h"
#include "core/area.h"
#include "core/rings.h"

/* The member of an entry's data that names a part which holds features (core/side.h). */
#define SIDE_MEMBER "group"

struct feature;
struct entry;
struct parts;

/* The kinds of part that a feature has. */
struct part_kind {
    const char *name; /* "thread" */
    /* Whether there is a part of that id. */
    bool (*exists)(const void *state, struct slice id);
    /* The rings in which a person stands within the part, who stands in `rings` of the room; none:
     * for them it does not exist. NULL: those of the room. */
    struct rings (*door)(const void *state, struct slice id, struct slice person,
                         struct rings rings);
    /* The area in which it lies, whose visitors come to the door as if inside. NULL: none. */
    struct area (*area)(const void *state, struct slice id);
    /* The seqs that its view reads from the journal, at most `max`. NULL: none. */
    size_t (*needs)(const void *state, struct slice id, int64_t *seqs, size_t max);
    /* Adds those that an entry changes which the feature hears (feature.hears). NULL: none. */
    void (*heard)(const void *state, const struct entry *entry, struct parts *out);
    /* Features of the room of which each such part has a state of its own (core/side.h); ends with
     * NULL. Ids of such parts are numbers from 1. NULL: none. */
    const struct feature *const *holds;
    /* Why participants may not write there now, who stand within it. NULL: they may. */
    enum err (*closed)(const void *state, struct slice id);
};

struct part {
    const struct part_kind *kind;
    char id[BOUND_ID_BYTES + 1];
};

/* The parts that one entry changes. */
enum { PARTS_MAX = 4 };
struct parts {
    size_t count;
    struct part list[PARTS_MAX];
};

/* Its id: borrowed from it. */
struct slice part_id(const struct part *part);
/* An id as the seq of what it shows; 0 when it is no seq. */
int64_t part_seq(struct slice id);
bool part_equal(const struct part *a, const struct part *b);
/* One more; there must be room, and `id` be a text_is_id. */
void parts_add(struct parts *parts, const struct part_kind *kind, struct slice id);
void parts_add_seq(struct parts *parts, const struct part_kind *kind, int64_t seq);
bool parts_have(const struct parts *parts, const struct part *part);

#endif
