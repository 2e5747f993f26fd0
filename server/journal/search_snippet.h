/* SPDX-License-Identifier: Apache-2.0
 *
 * What is shown of a text that was found: the piece around the first word that was looked for, and
 * where such words stand in it. Made from the text itself, as the journal has it now; the index
 * keeps none. Pure; any thread.
 */
#ifndef MUSTER_JOURNAL_SEARCH_SNIPPET_H
#define MUSTER_JOURNAL_SEARCH_SNIPPET_H

#include "base/slice.h"

enum {
    SEARCH_SNIPPET_POINTS = 200, /* the most it has, in code points */
    SEARCH_SNIPPET_SPANS = 16,   /* words that are marked; more are not */
};

/* A word in the piece: where it begins and its length, in bytes. */
struct search_span {
    size_t begin, len;
};

struct search_snippet {
    struct slice piece; /* borrowed from the text */
    size_t count;
    struct search_span spans[SEARCH_SNIPPET_SPANS];
};

/* The piece of `text` for those who asked for `asked` (`prefix` as in search_ask). It begins and
 * ends between words where it can. Without any such word it is the begin of the text, without
 * spans; empty when the text is not UTF-8. */
void search_snippet(struct slice text, struct slice asked, bool prefix,
                    struct search_snippet *snippet);

#endif
