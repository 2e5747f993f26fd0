/* SPDX-License-Identifier: Apache-2.0
 *
 * How closely somebody follows a room, one of its topics, or one of its threads: what they chose
 * themselves. What follows from it, and from what they do there, is said by core/news.h.
 */
#ifndef MUSTER_FEATURES_INBOX_FOLLOWS_H
#define MUSTER_FEATURES_INBOX_FOLLOWS_H

#include "base/writer.h"
#include "core/entry.h"
#include "core/news.h"

struct inbox_follows;

/* No choice; owned by the caller. */
struct inbox_follows *inbox_follows_new(void);
/* The same, of those that hold nothing yet: shared, never written to and never freed. */
const struct inbox_follows *inbox_follows_none(void);
void inbox_follows_free(struct inbox_follows *follows);
/* Writes the member `follows`, once there was one. */
void inbox_follows_write(const struct inbox_follows *follows, struct writer *out);
/* The choice for that thing of the room; NEWS_UNSAID: none. */
enum news_level inbox_follows_level(const struct inbox_follows *follows, struct slice of,
                                    enum news_thing what, int64_t seq);

/* Members of the row follow.set: `of, thread? | topic?, level`; the level "auto" takes the choice
 * back. */
enum err inbox_follow_read(const struct json *data, struct writer *out);
enum err inbox_follow_check(const struct inbox_follows *follows, const struct entry *entry);
void inbox_follow_apply(struct inbox_follows *follows, const struct entry *entry);
void inbox_follow_patch(const struct inbox_follows *follows, const struct entry *entry,
                        struct writer *out);

#endif
