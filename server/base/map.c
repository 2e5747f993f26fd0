/* SPDX-License-Identifier: Apache-2.0
 *
 * A uthash table with a private hash: keys come from outside (op, person), so every map hashes with
 * SipHash-1-3 under a random key of its own and nobody can choose keys that fall together. The
 * order of iteration is uthash's insertion list and does not depend on that key.
 */
#include "base/map.h"

#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"

#define uthash_malloc(bytes)       mem_new(bytes)
#define uthash_free(memory, bytes) mem_free(memory)
#define uthash_fatal(message)      check_failed(__FILE__, __LINE__, message)
#include <uthash.h>

struct map_item {
    UT_hash_handle hh;
    void *value; /* the caller's */
    char key[];
};

struct map {
    struct map_item *items; /* owned; head of the insertion list */
    size_t max;
    uint64_t secret[2];
};

struct map *map_new(size_t max)
{
    struct map *map = mem_new(sizeof *map);
    map->max = max;
    hash_random(map->secret, sizeof map->secret);
    return map;
}

void map_free(struct map **map, void (*value_free)(void *value))
{
    if (!*map)
        return;
    struct map_item *item, *next;
    HASH_ITER(hh, (*map)->items, item, next)
    {
        HASH_DEL((*map)->items, item);
        if (value_free)
            value_free(item->value);
        mem_free(item);
    }
    mem_free(*map);
    *map = NULL;
}

static uint64_t rotate(uint64_t word, unsigned bits)
{
    return (word << bits) | (word >> (64 - bits));
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012), folded to uthash's width. */
static unsigned key_hash(const struct map *map, struct slice key)
{
    uint64_t v[4] = {map->secret[0] ^ 0x736f6d6570736575U, map->secret[1] ^ 0x646f72616e646f6dU,
                     map->secret[0] ^ 0x6c7967656e657261U, map->secret[1] ^ 0x7465646279746573U};
    for (size_t at = 0;; at += 8) {
        size_t left = key.len - at;
        uint64_t word = 0;
        if (left > 0)
            memcpy(&word, key.at + at, left < 8 ? left : 8);
        if (left < 8)
            word |= (uint64_t)key.len << 56;
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
        if (left < 8)
            break;
    }
    v[2] ^= 0xff;
    for (int round = 0; round < 3; round++)
        sip_round(v);
    uint64_t hash = v[0] ^ v[1] ^ v[2] ^ v[3];
    return (unsigned)(hash ^ (hash >> 32));
}

static struct map_item *item_find(const struct map *map, struct slice key, unsigned hash)
{
    struct map_item *item = NULL;
    HASH_FIND_BYHASHVALUE(hh, map->items, key.len ? key.at : "", key.len, hash, item);
    return item;
}

void *map_find(const struct map *map, struct slice key)
{
    if (!map->items)
        return NULL;
    struct map_item *item = item_find(map, key, key_hash(map, key));
    return item ? item->value : NULL;
}

void *map_put(struct map *map, struct slice key, void *value)
{
    check(value != NULL);
    unsigned hash = key_hash(map, key);
    struct map_item *item = item_find(map, key, hash);
    if (item) {
        void *replaced = item->value;
        item->value = value;
        return replaced;
    }
    check(!map_full(map));
    item = mem_new(sizeof *item + key.len + 1);
    item->value = value;
    if (key.len > 0)
        memcpy(item->key, key.at, key.len);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->items, item->key, (unsigned)key.len, hash, item);
    return NULL;
}

void *map_take(struct map *map, struct slice key)
{
    struct map_item *item = item_find(map, key, key_hash(map, key));
    if (!item)
        return NULL;
    void *value = item->value;
    HASH_DEL(map->items, item);
    mem_free(item);
    return value;
}

size_t map_count(const struct map *map)
{
    return HASH_COUNT(map->items);
}

bool map_full(const struct map *map)
{
    return map_count(map) >= map->max;
}

bool map_next(const struct map *map, struct map_at *at)
{
    struct map_item *item = at->started ? at->next : map->items;
    at->started = true;
    if (!item)
        return false;
    at->key = (struct slice){item->key, item->hh.keylen};
    at->value = item->value;
    /* Remembered now, so that the current key may be taken. */
    at->next = item->hh.next;
    return true;
}
