/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses of the web within what people wrote, by the rule of the page (clients/web/src/core/
 * links.ts): http and https alone, without a name before the host. A full stop behind an address is
 * not of it, nor is a closing bracket that was not opened in it.
 */
#ifndef MUSTER_FOLLOWERS_MARKUP_LINKS_H
#define MUSTER_FOLLOWERS_MARKUP_LINKS_H

#include <stdbool.h>

#include "base/slice.h"

/* The next address from *at on, which is moved behind it; an absent slice: there is none. */
struct slice markup_links_next(const char **at, const char *end);
/* Whether all of the text is one address. */
bool markup_links_is(struct slice text);
/* Whether no mark or address reaches beyond this character: a blank, or a line's end. */
bool markup_links_blank(int32_t point);

#endif
