/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables of an export as pages that open without a server: HTML that loads nothing and runs
 * nothing, in one language, readable in any direction, that prints well. What people have written
 * stands in it as the page shows it (followers/markup.h): nothing of it is HTML of theirs. What
 * leads to another page, or a file, of the same archive leads there.
 */
#ifndef MUSTER_FOLLOWERS_PAGE_H
#define MUSTER_FOLLOWERS_PAGE_H

#include "followers/page_links.h"

/* Adds the first page: what it is, and all tables. What has rows by another thing (posts by their
 * threads, items by their units) has pages of its own, to which the list of these things leads. */
void page_write(const struct page_of *of, struct buffer *out);

/* Calls `each` for every such page, with the name of its file; false of it ends that. */
typedef bool page_fn(void *context, const char *name, struct slice page);
void page_each(const struct page_of *of, page_fn *each, void *context);

#endif
