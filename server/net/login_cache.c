/* SPDX-License-Identifier: Apache-2.0
 * A map from the id to a row. When it is full all are forgotten: they would be before long. */
#include "net/login_cache.h"

#include "base/map.h"
#include "base/mem.h"

enum { ROWS_MAX = 4096 };

struct kept {
    struct account row; /* its texts follow */
    size_t bytes;
    int64_t until_ms;
};

struct login_cache {
    struct map *rows; /* id -> struct kept, owned */
};

struct login_cache *login_cache_new(void)
{
    struct login_cache *cache = mem_new(sizeof *cache);
    cache->rows = map_new(ROWS_MAX);
    return cache;
}

/* It says who was where, with which browser. */
static void kept_free(void *value)
{
    struct kept *kept = value;
    explicit_bzero(kept, sizeof *kept + kept->bytes);
    mem_free(kept);
}

void login_cache_free(struct login_cache **cache)
{
    if (!*cache)
        return;
    map_free(&(*cache)->rows, kept_free);
    mem_free(*cache);
    *cache = NULL;
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

void login_cache_put(struct login_cache *cache, const struct account *row, int64_t tick_ms)
{
    size_t bytes = row->kind.len + row->id.len + row->person.len + row->value.len;
    struct kept *kept = mem_new(sizeof *kept + bytes);
    char *at = (char *)(kept + 1);
    kept->bytes = bytes;
    kept->until_ms = tick_ms + LOGIN_CACHE_MS;
    kept->row = (struct account){.kind = copy(&at, row->kind),
                                 .id = copy(&at, row->id),
                                 .person = copy(&at, row->person),
                                 .value = copy(&at, row->value),
                                 .expires_ms = row->expires_ms};
    if (map_full(cache->rows))
        login_cache_clear(cache);
    void *before = map_put(cache->rows, kept->row.id, kept);
    if (before)
        kept_free(before);
}

const struct account *login_cache_find(struct login_cache *cache, struct slice id, int64_t tick_ms)
{
    struct kept *kept = map_find(cache->rows, id);
    if (!kept || tick_ms < kept->until_ms)
        return kept ? &kept->row : NULL;
    kept_free(map_take(cache->rows, id));
    return NULL;
}

void login_cache_clear(struct login_cache *cache)
{
    map_free(&cache->rows, kept_free);
    cache->rows = map_new(ROWS_MAX);
}
