/* SPDX-License-Identifier: Apache-2.0
 * Pages of things by their seq. */
#include "features/common_page.h"

#include "features/common_ask.h"

enum err common_page_read(const struct json *data, int64_t max, struct common_page *page)
{
    *page = (struct common_page){.limit = max};
    enum err error = common_ask_limit(data, "after", INT64_MAX, &page->after);
    return error ? error : common_ask_limit(data, "limit", max, &page->limit);
}

bool common_page_takes(struct common_page *page, int64_t seq)
{
    if (seq <= page->after)
        return false;
    page->more = page->count == page->limit;
    if (page->more)
        return false;
    page->count++;
    page->last = seq;
    return true;
}

void common_page_end(const struct common_page *page, struct writer *out)
{
    if (page->more)
        writer_int(out, "next", page->last);
}
