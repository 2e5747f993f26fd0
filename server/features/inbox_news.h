/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to the owner of an inbox, and what is asked of them, in all their rooms: the query
 * inbox.news. It is made when it is asked for, of what these rooms, the academy and the inbox say
 * at that moment (core/news.h), so that nothing of it is ever old: a mail asks it too, as it is
 * sent.
 */
#ifndef MUSTER_FEATURES_INBOX_NEWS_H
#define MUSTER_FEATURES_INBOX_NEWS_H

#include "core/feature.h"
#include "core/news.h"

/* What it tells other rooms of its owner; struct feature, `knows`. */
extern const struct news_own inbox_own;

/* Members of struct query. */
void inbox_news_others(const void *state, const struct json *data, struct others *out);
enum err inbox_news_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
