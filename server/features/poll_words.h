/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls that are answered in one's own words: texts, of which everybody sees those that staff let
 * them see; and clouds of words, of which everybody sees those said most, in the form in which they
 * were said most. Words are the same when they fold to the same (base/text_fold.h).
 */
#ifndef MUSTER_FEATURES_POLL_WORDS_H
#define MUSTER_FEATURES_POLL_WORDS_H

#include "base/hash.h"
#include "features/poll_type.h"

extern const struct poll_type poll_text, poll_cloud;

/* What stands for a word in staff's acts, so that they do not repeat what somebody said. */
struct poll_word_id {
    char letters[HASH_SHORT + 1];
};
struct poll_word_id poll_word_id(struct slice folded);

#endif
