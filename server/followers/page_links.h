/* SPDX-License-Identifier: Apache-2.0
 *
 * Where things of an archive are, seen from one of its pages: pages of threads and units, and
 * files. An address of the server that names one of them leads there; any other stays.
 */
#ifndef MUSTER_FOLLOWERS_PAGE_LINKS_H
#define MUSTER_FOLLOWERS_PAGE_LINKS_H

#include "followers/attached.h"
#include "followers/labels.h"

/* Pages of one archive. */
struct page_of {
    const struct collect *collect;
    enum label_language language;
    int64_t made_ms;
    struct slice room, url;          /* `url`: the public address of the server; absent: none */
    const struct attached *attached; /* NULL: no files come along */
};

struct page_links;

/* `up` leads from the pages to the archive's root: "" or "../"; borrowed, as what `of` names. */
struct page_links *page_links_new(const struct page_of *of, const char *up);
/* Sets *links to NULL. */
void page_links_free(struct page_links **links);

/* Whether the row of that list has a page, or is a file; and where that is. */
bool page_links_row(const struct page_links *links, const struct collect_part *part,
                    const struct sheet_row *row);
void page_links_to(const struct page_links *links, const struct collect_part *part,
                   const struct sheet_row *row, struct buffer *out);
/* Where a file is that is there. */
void page_links_file(const struct page_links *links, int64_t file, struct buffer *out);

/* For struct markup; the context is a struct page_links. */
bool page_links_leads(void *context, struct slice href, struct buffer *out);
bool page_links_picture(void *context, int64_t file, struct buffer *out);

#endif
