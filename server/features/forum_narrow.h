/* SPDX-License-Identifier: Apache-2.0
 *
 * For whom a thread is: its stamp, who of those it is for moderates it, and how it is narrowed.
 */
#ifndef MUSTER_FEATURES_FORUM_NARROW_H
#define MUSTER_FEATURES_FORUM_NARROW_H

#include "core/feature.h"

struct post;
struct thread;

/* Whether the person of the scene sees the thread; NULL: there is none. What they do not see is to
 * be answered as what is not there. */
bool forum_sees(const struct thread *thread, const struct scene *scene);
/* Whether they see that post; NULL: there is none. */
bool forum_sees_post(const struct post *post, const struct scene *scene);
/* Whether they moderate it: as organisers of the room, or as staff of all cohorts it is for. */
struct rings forum_moderators(const struct thread *thread);
bool forum_moderates(const struct thread *thread, const struct scene *scene);
/* Whether they may write for the cohorts that the entry names: for any, as organisers, or those in
 * which they stand. ERR_NOT_FOUND. */
enum err forum_cohorts_check(const struct entry *entry, const struct scene *scene);

/* Members of the row forum.narrow; whoever sees the thread no more is told of no mention in it. */
enum err forum_narrow_read(const struct json *data, struct writer *out);
enum err forum_narrow_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_narrow_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_narrow_moved(const void *state, const struct entry *entry, struct moved *out);

#endif
