/* SPDX-License-Identifier: Apache-2.0
 *
 * A document as others cite it: as a line of text in the reader's language, as an entry of BibTeX,
 * as a record of RIS. All are UTF-8. What is not said is left out, but for the year of the text.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_CITE_H
#define MUSTER_FEATURES_DOCUMENT_CITE_H

#include "base/buffer.h"
#include "base/json.h"

/* "text", "bibtex", "ris"; ends with NULL. */
extern const char *const document_forms[];

struct document_cited {
    int64_t seq;              /* its number, of which keys are made */
    const struct json *about; /* as document_words_about gives it */
    struct slice text;        /* what it is about; absent: not said */
    struct slice url;         /* where it is; absent: not said */
};

/* Appends one line, without its end; `lang` is a place in common_languages. */
void document_cite_text(const struct document_cited *cited, int lang, struct buffer *out);
/* Appends an entry, or a record, with its end. */
void document_cite_bibtex(const struct document_cited *cited, struct buffer *out);
void document_cite_ris(const struct document_cited *cited, struct buffer *out);

#endif
