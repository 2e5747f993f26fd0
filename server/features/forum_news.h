/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to somebody in a forum (core/news.h): threads in which something stands that others
 * wrote and they have not read. One is told of at most once: as an announcement, as a new thread of
 * what they watch, or by the posts that are new in what they follow.
 */
#ifndef MUSTER_FEATURES_FORUM_NEWS_H
#define MUSTER_FEATURES_FORUM_NEWS_H

#include "core/news.h"
#include "features/forum_state.h"

extern const struct news forum_news;

/* The newest post of others beyond `upto` that the person of the scene, who stands in those rings
 * of the room, sees; NULL: nothing is unread. */
const struct post *forum_unread(const struct forum *forum, const struct thread *thread,
                                const struct news_ask *ask, int64_t upto);
/* How far that person has read the thread: of what was a piece of another one as far as they had
 * read that. */
int64_t forum_read_upto(const struct thread *thread, const struct news_ask *ask);
/* How many there are of what forum_unread gives the newest. */
int64_t forum_unread_count(const struct forum *forum, const struct thread *thread,
                           const struct news_ask *ask, int64_t upto);
/* Whether the person hears of every post in it; and whether they opened it, under whatever name. */
bool forum_follows(const struct forum *forum, const struct thread *thread,
                   const struct news_ask *ask);
bool forum_opened(const struct forum *forum, const struct thread *thread,
                  const struct news_ask *ask);

#endif
