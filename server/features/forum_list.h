/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of threads as the view of the room has it: of those that these people see the first
 * BOUND_THREADS_LISTED, and of each topic how many there are and what moved last. The others are
 * asked for (forum_listing.h). A patch is what makes the list before an entry the one after it: a
 * thread that comes in is written whole, one that falls out is null.
 */
#ifndef MUSTER_FEATURES_FORUM_LIST_H
#define MUSTER_FEATURES_FORUM_LIST_H

#include "core/scene.h"
#include "features/forum_state.h"

/* The place by which people in these rings see the thread; NULL: they do not. */
const struct place *forum_place(const struct thread *thread, struct rings rings);
/* The same of the place that comes first in the order before *at, which is set to its own; the walk
 * begins at order.count. NULL after the last. */
const struct place *forum_place_next(const struct forum *forum, struct rings rings, size_t *at);
/* Whether the list of these people has the thread in it. */
bool forum_is_listed(const struct forum *forum, const struct thread *thread, struct rings rings);

/* The members `threads` and `counts` of the open object. */
void forum_list_view(const struct forum *forum, const struct viewer *viewer, struct writer *out);

/* Of one topic, in the open object: how many threads there are, and what moved last. */
void forum_list_count(const struct forum *forum, int64_t topic, struct rings rings,
                      struct writer *out);

/* Writes what of a thread may have changed, for those who saw it before and see it now, as an
 * object by its seq. */
typedef void forum_change_fn(const struct thread *thread, const struct viewer *viewer,
                             struct writer *out);
/* What the entry changed of these members. A thread that stands beyond the list and is not what it
 * was is null, for those who have read it elsewhere. */
void forum_list_patch(const struct forum *forum, const struct entry *entry,
                      const struct viewer *viewer, forum_change_fn *change, struct writer *out);

#endif
