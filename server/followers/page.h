/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables of an export as pages that open without a server: HTML that loads nothing and runs
 * nothing, in one language, readable in any direction, that prints well. What people have written
 * stands in it as text, never as marks.
 */
#ifndef MUSTER_FOLLOWERS_PAGE_H
#define MUSTER_FOLLOWERS_PAGE_H

#include "followers/collect.h"
#include "followers/labels.h"

struct page_of {
    const struct collect *collect;
    enum label_language language;
    int64_t made_ms;
};

/* Adds the first page: what it is, and all tables. A conversation that has rows by another thing
 * (posts by their threads) has pages of its own, to which the list of these things leads. */
void page_write(const struct page_of *of, struct buffer *out);

/* Calls `each` for every such page, with the name of its file; false of it ends that. */
typedef bool page_fn(void *context, const char *name, struct slice page);
void page_each(const struct page_of *of, page_fn *each, void *context);

#endif
