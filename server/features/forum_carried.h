/* SPDX-License-Identifier: Apache-2.0
 *
 * What a thread remembers of the question that it is: where it was asked. What follows from it is
 * forum_carry.h.
 */
#ifndef MUSTER_FEATURES_FORUM_CARRIED_H
#define MUSTER_FEATURES_FORUM_CARRIED_H

#include "base/writer.h"

struct carried {
    char *room; /* owned */
    int64_t question, votes;
    int64_t answer; /* the post that answers it; 0: none does */
    int64_t moved;  /* the entry by which it last became another one, other than by being written */
};

/* Of that question, with these votes; nothing answers it yet. Owned by the caller. */
struct carried *forum_carried_new(struct slice room, int64_t question, int64_t votes);
/* Frees *carried and sets it to NULL. */
void forum_carried_free(struct carried **carried);
/* Writes the member `from` of a thread; nothing when it is none of these. */
void forum_carried_write(const struct carried *carried, struct writer *out);

#endif
