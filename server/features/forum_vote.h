/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts are voted up, once by each person, who may take it back. Of a post that is deleted the
 * votes are kept as long as its tombstone. Functions of core/row.h for forum.vote and
 * forum.unvote, and of core/feature.h.
 */
#ifndef MUSTER_FEATURES_FORUM_VOTE_H
#define MUSTER_FEATURES_FORUM_VOTE_H

#include "core/feature.h"

/* Members of the rows forum.vote and forum.unvote. */
enum err forum_vote_read(const struct json *data, struct writer *out);
enum err forum_vote_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_vote_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_unvote_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_unvote_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);

/* What an entry that takes posts away takes out of `me`: for its row. */
size_t forum_vote_touches(const void *state, const struct entry *entry,
                          struct slice out[TOUCH_MAX]);
void forum_vote_gone_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);

/* Members of struct feature. */
void forum_vote_me(const void *state, struct slice person, struct writer *out);
void forum_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);
void forum_tally_sent(void *state);

#endif
