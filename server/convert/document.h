/* SPDX-License-Identifier: Apache-2.0
 *
 * A PDF that somebody sent us, looked at and drawn page by page by poppler-utils, as children with
 * limits (convert/child.h). What comes of it is pictures and words: nothing of the file itself, no
 * link, script or attachment, reaches anybody.
 *
 * Plain functions that may take their time, for a thread that is not the loop's.
 */
#ifndef MUSTER_CONVERT_DOCUMENT_H
#define MUSTER_CONVERT_DOCUMENT_H

#include "convert/child.h"

/* Borrowed for the calls: a file that can be read from its beginning. */
struct document {
    int fd;
    struct child_rules rules; /* for each call */
};

enum document_end {
    DOCUMENT_DONE,
    DOCUMENT_BROKEN,  /* it cannot be read, or not drawn within the memory it may take */
    DOCUMENT_LOCKED,  /* it opens by a password */
    DOCUMENT_EMPTY,   /* it has no pages */
    DOCUMENT_SLOW,    /* it takes longer than it may */
    DOCUMENT_LARGE,   /* a picture of it is larger than it may be */
    DOCUMENT_STOPPED, /* rules.stop */
    DOCUMENT_MISSING, /* poppler-utils, or what sets its limits, is not there */
};

/* How many pages it has. */
enum document_end document_look(const struct document *document, int64_t *pages);
/* Appends the page as a JPEG whose longer side has that many pixels to `out`, which is empty and
 * bounds it: however large a page says it is, no more are drawn. */
enum document_end document_draw(const struct document *document, int64_t page, unsigned pixels,
                                struct buffer *out);
/* Appends the words of the page, UTF-8 in the order in which they are read, as many as `out` has
 * room for. A page without words has none. */
enum document_end document_words(const struct document *document, int64_t page, struct buffer *out);

#endif
