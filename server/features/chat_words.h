/* SPDX-License-Identifier: Apache-2.0
 *
 * Words for which a message waits until the team has seen it, in any mode. They are compared
 * folded (base/text_fold.h), as whole words; there are no patterns.
 */
#ifndef MUSTER_FEATURES_CHAT_WORDS_H
#define MUSTER_FEATURES_CHAT_WORDS_H

#include "base/bounds.h"
#include "core/feature.h"

struct chat_words {
    size_t count;
    char *folded[BOUND_CHAT_WORDS]; /* owned */
    char *shown;                    /* owned; as they were written, a JSON array; NULL: none */
    /* Messages that waited for one, rising: when their words are erased it remains that they did.
     */
    int64_t *held; /* owned */
    size_t held_count, held_capacity;
};

void chat_words_done(struct chat_words *words);
/* Whether the text has one of them. */
bool chat_words_match(const struct chat_words *words, struct slice text);
/* Remembers that the message waited for one; and whether it did. No more than BOUND_CHAT_HELD. */
void chat_words_hold(struct chat_words *words, int64_t seq);
bool chat_words_held(const struct chat_words *words, int64_t seq);

/* Members of the row `chat.words`; the second for the view of staff. */
enum err chat_words_read(const struct json *data, struct writer *out);
void chat_words_view(const struct chat_words *words, struct writer *out);
void chat_words_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_words_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);

#endif
