/* SPDX-License-Identifier: Apache-2.0
 * Pages, which backends fill in any order. */
#include "journal/search_backend.h"

#include "base/check.h"

/* Less than 0: `found` is shown before `hit`. */
static int order(const struct search_found *found, const struct search_hit *hit)
{
    if (found->at_ms != hit->at_ms)
        return found->at_ms > hit->at_ms ? -1 : 1;
    if (found->seq != hit->seq)
        return found->seq > hit->seq ? -1 : 1;
    size_t len = strlen(hit->room), least = found->room.len < len ? found->room.len : len;
    int bytes = memcmp(found->room.at, hit->room, least);
    return bytes ? bytes : (found->room.len > len) - (found->room.len < len);
}

static void keep(char *to, size_t bytes, struct slice text)
{
    check(text.len < bytes);
    if (text.len > 0)
        memcpy(to, text.at, text.len);
    to[text.len] = '\0';
}

bool search_page_offer(struct search_page *page, const struct search_asked *asked,
                       const struct search_found *found)
{
    size_t place = page->count;
    if (asked->after && order(found, asked->after) <= 0)
        return true;
    while (place > 0 && order(found, &page->hits[place - 1]) < 0)
        place--;
    if (place >= asked->limit)
        return found->at_ms >= page->hits[asked->limit - 1].at_ms;
    if (page->count < asked->limit)
        page->count++;
    memmove(&page->hits[place + 1], &page->hits[place],
            (page->count - 1 - place) * sizeof page->hits[0]);
    struct search_hit *hit = &page->hits[place];
    hit->at_ms = found->at_ms;
    hit->seq = found->seq;
    keep(hit->room, sizeof hit->room, found->room);
    keep(hit->part, sizeof hit->part, found->part);
    keep(hit->stamp, sizeof hit->stamp, found->stamp);
    return true;
}
