/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a mail as HTML: paragraphs, addresses as links, the direction of the language.
 * Nothing is fetched from anywhere, and no word of it is taken as markup. Pure.
 */
#ifndef MUSTER_OUTBOUND_MAIL_HTML_H
#define MUSTER_OUTBOUND_MAIL_HTML_H

#include "base/buffer.h"

/* Appends a whole document. `text` is as struct mail has it (outbound/mail.h); a paragraph that is
 * an address (https://… or http://…) becomes a link, and so does one whose last line is, called as
 * what stands before; behind a paragraph "-- " is small print. `language` and `from`, what its
 * sender is called, may be empty. */
void mail_html_write(struct slice text, struct slice language, struct slice from,
                     struct buffer *out);

#endif
