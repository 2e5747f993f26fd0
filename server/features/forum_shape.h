/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads that become one, and one that becomes two. Both ways remember the threads in
 * forum->shaped, and what goes for good in forum->deletion.
 */
#ifndef MUSTER_FEATURES_FORUM_SHAPE_H
#define MUSTER_FEATURES_FORUM_SHAPE_H

#include "features/forum_state.h"

/* What a thread that is split off takes of the list at most, beside its title. */
enum { FORUM_SPLIT_BYTES = 384 + 2 * BOUND_ID_BYTES + 4 * BOUND_NAME_CHARS + 3 * BOUND_COHORTS };

/* Whether nobody is shown more by that: both are for the same people, and in a course without
 * history (forum_late.h) `into` is not younger than what `thread` comes from. */
bool forum_merges(const struct forum *forum, const struct thread *thread,
                  const struct thread *into);
/* The posts of `thread` go into the older `into`. */
void forum_merge(struct forum *forum, struct thread *thread, struct thread *into);
/* Makes a thread, whose title the entry gives, of the answer `post`, with `rest` of all behind it,
 * and of what comments them. */
void forum_split(struct forum *forum, struct post *post, bool rest, const struct entry *entry);
/* Whether such a split takes `other` with it. */
bool forum_splits(const struct post *post, bool rest, const struct post *other);

#endif
