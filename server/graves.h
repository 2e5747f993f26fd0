/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms of a journal that were dropped for good, and the proof of it: what the journal keeps of
 * each, where its chain ended, must be what the academy's room says of it (`room.dropped`), whose
 * own chain is reckoned as every other. A room cannot be made to look dropped without an entry
 * there.
 */
#ifndef MUSTER_GRAVES_H
#define MUSTER_GRAVES_H

#include "base/buffer.h"
#include "base/hash.h"
#include "base/map.h"
#include "journal/backend.h"

/* A room that was dropped. */
struct grave {
    int64_t seq;       /* its last entry … */
    struct hash chain; /* … and that one's link, as the journal keeps them */
    int64_t at_ms;     /* when that was; 0: the journal knows nothing of it */
    bool asked;        /* the academy says that it is to be dropped */
    bool said;         /* and that it was: these then */
    int64_t said_seq;
    struct hash said_chain;
};

/* All of them by their rooms' names; NULL, and one sentence in `why`, when they cannot be read.
 * Freed by map_free with mem_free. */
struct map *graves_read(struct backend *backend, struct buffer *why);
/* What is wrong with one, as the end of a sentence whose subject is its room; NULL: nothing. It may
 * be that it is being dropped just now. */
const char *graves_fault(const struct grave *grave);

#endif
