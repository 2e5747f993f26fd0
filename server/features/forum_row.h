/* SPDX-License-Identifier: Apache-2.0
 *
 * A thread as the list says it. In a patch what is not so is null.
 */
#ifndef MUSTER_FEATURES_FORUM_ROW_H
#define MUSTER_FEATURES_FORUM_ROW_H

#include "base/writer.h"
#include "core/scene.h"
#include "features/forum_thread.h"

/* The one projection of a thread in the list, an object by its seq; and the same as a change of it,
 * with null for what is gone. `bodies` has what forum_row_needs has named; NULL: it says less. */
void forum_row_write(const struct thread *thread, const struct viewer *viewer,
                     const struct bodies *bodies, struct writer *out);
void forum_row_change(const struct thread *thread, const struct viewer *viewer, struct writer *out);

/* The entry in which the thread begins, where the fold keeps nothing of how: it was a piece of
 * another one, and no more than an answer as it was written. 0: none is to be read. */
int64_t forum_row_needs(const struct thread *thread);

/* Pieces of it, into the open object: what the thread says of itself too; its title, changed; its
 * topic, changed; how many posts stand, and who wrote last; how it stands; whether it is pinned. */
void forum_heading_write(const struct thread *thread, struct writer *out);
void forum_title_patch(const struct thread *thread, struct writer *out);
void forum_topic_change(const struct thread *thread, struct writer *out);
void forum_counts_write(const struct thread *thread, const struct viewer *viewer, bool is_patch,
                        struct writer *out);
void forum_standing_write(const struct thread *thread, bool is_patch, struct writer *out);
void forum_pinned_write(const struct thread *thread, bool is_patch, struct writer *out);

#endif
