/* SPDX-License-Identifier: Apache-2.0
 *
 * What people wrote with marks, as HTML: the same small part of Markdown that the page reads
 * (clients/web/src/core/markdown.ts; tests/markup.json holds both to it). Code, quotes, lists,
 * links, emphasis, and the pictures and files of articles and posts; everything else is text, and
 * stands there as it is. Every character is looked at a bounded number of times.
 */
#ifndef MUSTER_FOLLOWERS_MARKUP_H
#define MUSTER_FOLLOWERS_MARKUP_H

#include "base/buffer.h"

struct markup {
    /* Writes where a link leads instead, as the value of an attribute; false: it stays as it is.
     * NULL: all do. */
    bool (*leads)(void *context, struct slice href, struct buffer *out);
    /* Writes where that file, a picture mostly, is; false: it is not there. NULL: none is. */
    bool (*picture)(void *context, int64_t file, struct buffer *out);
    void *context;
};

/* Adds well-formed UTF-8 as blocks of HTML. */
void markup_write(const struct markup *markup, struct slice text, struct buffer *out);
/* Adds the text, in which nothing is a mark any more. */
void markup_plain(struct slice text, struct buffer *out);

#endif
