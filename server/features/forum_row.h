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
 * with null for what is gone. */
void forum_row_write(const struct thread *thread, const struct viewer *viewer, struct writer *out);
void forum_row_change(const struct thread *thread, const struct viewer *viewer, struct writer *out);

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
