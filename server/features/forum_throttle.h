/* SPDX-License-Identifier: Apache-2.0
 *
 * How much one person may write in a topic in a while: their posts that stand there, threads and
 * comments among them, but those of the course's staff. What is deleted counts no more. Everybody
 * is told of their own, in `me`, so that they can be warned in time, and told when it goes on.
 */
#ifndef MUSTER_FEATURES_FORUM_THROTTLE_H
#define MUSTER_FEATURES_FORUM_THROTTLE_H

#include "core/feature.h"

struct forum;
struct post;
struct topic;

/* Whether the author of the entry may write there now (NULL: no topic): ERR_TOPIC_THROTTLED. */
enum err forum_throttle_check(const void *state, const struct topic *topic,
                              const struct entry *entry, const struct scene *scene);
/* The same of one person, asked at arrival: what they wrote there without a name counts too. */
enum err forum_throttle_refuses(const struct forum *forum, const struct topic *topic,
                                const struct entry *entry);
/* The post was written. */
void forum_throttle_count(void *state, const struct post *post);

/* Members of struct feature and of rows: when they wrote what counts, by topic: {"wrote":{"3":
 * {"at":[<ms>, …]}}}. For what writes, for what deletes, for what says a topic anew, and for what
 * moves a thread to another. */
void forum_throttle_me(const void *state, struct slice person, struct writer *out);
void forum_throttle_post_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
size_t forum_throttle_touches(const void *state, const struct entry *entry,
                              struct slice out[TOUCH_MAX]);
void forum_throttle_delete_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out);
size_t forum_throttle_topic_touches(const void *state, const struct entry *entry,
                                    struct slice out[TOUCH_MAX]);
void forum_throttle_topic_me(const void *state, const struct entry *entry, struct slice person,
                             struct writer *out);
size_t forum_throttle_move_touches(const void *state, const struct entry *entry,
                                   struct slice out[TOUCH_MAX]);
void forum_throttle_move_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);

#endif
