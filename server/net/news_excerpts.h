/* SPDX-License-Identifier: Apache-2.0
 *
 * How the posts begin that a mail of what is new tells of, for who wants words in it. They are
 * asked of their rooms as its reader (the query forum.posts), as they are at that moment: what is
 * deleted, or theirs to see no more, is not among them, and stands as a title or not at all.
 */
#ifndef MUSTER_NET_NEWS_EXCERPTS_H
#define MUSTER_NET_NEWS_EXCERPTS_H

#include "base/json.h"
#include "core/actor.h"
#include "net/api_site.h"

struct news_excerpts;

/* Everything is borrowed until `done` is called. */
struct news_excerpts_order {
    const struct api_site *site;
    const struct actor *reader;
    const struct json *news;    /* of inbox.news */
    int64_t since_ms, until_ms; /* what came behind the one and up to the other */
};

/* `excerpts` is valid for the call. */
typedef void news_excerpts_fn(void *context, const struct news_excerpts *excerpts);
/* Calls `done` once, later. Of very many posts only the first are asked. */
void news_excerpts_ask(const struct news_excerpts_order *order, news_excerpts_fn *done,
                       void *context);
/* Of the item at that place of the news; absent: it has none. */
struct slice news_excerpt(const struct news_excerpts *excerpts, size_t place);

#endif
