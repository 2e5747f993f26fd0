/* SPDX-License-Identifier: Apache-2.0
 *
 * What a mail of what is new says, in the reader's language. Pure.
 */
#ifndef MUSTER_NET_NEWS_WORDS_H
#define MUSTER_NET_NEWS_WORDS_H

#include "base/json.h"
#include "base/slice.h"

/* All texts of one language; %A is the academy. */
struct news_words {
    const char *language, *subject, *intro, *more, *look, *why, *colon;
};
/* Of "en", "fr", "es", "ar"; anything else: English. */
const struct news_words *news_words(struct slice language);
/* What a thing of that kind is (inbox.news): "A reply to you"; NULL: none that is known here. */
const char *news_words_kind(const struct news_words *words, struct slice kind);
/* What that item of inbox.news is called, in the reader's language where there are several; may be
 * empty. */
struct slice news_words_title(const struct news_words *words, const struct json *item);

#endif
