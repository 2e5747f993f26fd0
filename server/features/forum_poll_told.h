/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of the poll of a post. What it asks stands in the post, for whoever sees that.
 * How many have voted is told to those who wait no more before the thread (forum_first.h); what
 * they chose to those who moderate it, when the poll is closed to all of them, and before that,
 * where it says so, to each who has voted, when they ask.
 */
#ifndef MUSTER_FEATURES_FORUM_POLL_TOLD_H
#define MUSTER_FEATURES_FORUM_POLL_TOLD_H

#include "core/feature.h"

struct post;

/* The member `poll` of a post that stands, if it has one; `rings`: within its thread. */
void forum_poll_write(const struct post *post, struct rings rings, struct writer *out);
/* The same of its sums alone. */
void forum_poll_sums(const struct post *post, struct rings rings, struct writer *out);
/* The words of its choices, as `poll`, a list: for its author. */
void forum_poll_words(const struct post *post, struct writer *out);

/* Of the row forum.finish. */
void forum_finish_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);

/* The queries forum.polls, of a thread, and forum.ballots, of a post: who chose what where that is
 * named, for those who moderate it. */
enum err forum_polls_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out);
enum err forum_ballots_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);

#endif
