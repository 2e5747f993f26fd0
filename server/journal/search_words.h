/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a text, by which it is found: runs of letters, marks and
 * digits of the folded text (base/text_fold.h), at most BOUND_SEARCH_WORD_BYTES each. Nothing else
 * splits or folds, so that every backend finds the same.
 *
 * Arabic joins its article and small words to what follows: such a word is kept as it is and
 * without them, so that «الكتاب» is found by «كتاب», and the other way round (the prefixes and
 * least lengths of Lucene's ArabicStemmer; no endings are taken).
 */
#ifndef MUSTER_JOURNAL_SEARCH_WORDS_H
#define MUSTER_JOURNAL_SEARCH_WORDS_H

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/error.h"

/* Names the rules, and the version of Unicode they are of: an index made by others has to be made
 * anew. */
enum { SEARCH_RULES_BYTES = 32 };
void search_words_rules(char rules[SEARCH_RULES_BYTES]);

/* Appends the words of `text`, each once, in the order of their bytes, with a space between.
 * ERR_TEXT_INVALID when it is not UTF-8, ERR_TEXT_TOO_LONG when `out` cannot hold them: then it is
 * as before. */
enum err search_words(struct slice text, struct buffer *out);

/* What one word of a question matches: a word of a document that is one of the forms, or (prefix)
 * begins like one of them. */
struct search_term {
    char forms[2][BOUND_SEARCH_WORD_BYTES + 1];
    int forms_count;
    bool prefix;
};

struct search_terms {
    size_t count;
    struct search_term list[BOUND_SEARCH_ASK_WORDS];
};

/* Reads the first words of a question; errors as search_words. */
enum err search_terms_read(struct slice text, bool prefix, struct search_terms *terms);
/* Whether `word`, of a document, is matched. */
bool search_term_matches(const struct search_term *term, struct slice word);

/* Walks `words` as search_words has written them: takes the first off; false at the end. */
bool search_words_next(struct slice *words, struct slice *word);

/* The first `points` letters of a word; absent when it has fewer. */
struct slice search_words_begin(struct slice word, int points);

#endif
