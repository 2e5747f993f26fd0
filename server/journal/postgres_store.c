/* SPDX-License-Identifier: Apache-2.0
 * A link and what it borrows. */
#include "journal/postgres_store.h"

#include "base/mem.h"

bool postgres_store_open(struct postgres_store *store, const struct postgres_link *link,
                         const char *url, char *why, size_t why_bytes)
{
    store->url = mem_text(slice_of(url));
    store->news = postgres_news_new();
    store->link = *link;
    store->link.url = store->url;
    store->link.epoch = store->epoch;
    store->link.news = store->news;
    return postgres_schema_reach(store->url, true, store->epoch, why, why_bytes);
}

void postgres_store_close(struct postgres_store *store)
{
    postgres_link_drop(&store->link);
    postgres_news_free(&store->news);
    mem_free(store->url);
}
