/* SPDX-License-Identifier: Apache-2.0
 *
 * What mails and messages of what is new say, in the reader's language. Pure.
 */
#ifndef MUSTER_NET_NEWS_WORDS_H
#define MUSTER_NET_NEWS_WORDS_H

#include "base/buffer.h"
#include "base/json.h"

/* All texts of one language; %A is the academy. */
struct news_words {
    const char *language, *subject, *intro, *more, *look, *why, *colon;
};
/* Of "en", "fr", "es", "ar"; anything else: English. */
const struct news_words *news_words(struct slice language);
/* What a thing of that kind is (inbox.news): "A reply to you"; NULL: none that is known here. */
const char *news_words_kind(const struct news_words *words, struct slice kind);
/* Appends what that item of inbox.news is about, "Traces · Mobile phones": its title and the course
 * that it comes from, as that answer calls it, both in the reader's language where there are
 * several; of neither more than `bytes`. It may be nothing. */
void news_words_about(const struct news_words *words, const struct json *answer,
                      const struct json *item, size_t bytes, struct buffer *out);
/* The same behind what it is: "A reply to you: Traces · Mobile phones". False: of a kind that is
 * not known here, and nothing is appended. */
bool news_words_line(const struct news_words *words, const struct json *answer,
                     const struct json *item, size_t bytes, struct buffer *out);

#endif
