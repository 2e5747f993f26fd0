/* SPDX-License-Identifier: Apache-2.0
 *
 * Items in the order of their coming, and a table of places into it (open addressing, linear
 * probing), as in Python's dict: 50 bytes an item with a short key, where uthash takes 90 and
 * follows longer chains. Keys come from outside (op, person), so maps hash with SipHash-1-3 under
 * a random key of this process and nobody can choose keys that fall together. The order of
 * iteration does not depend on that key. A map is small: every room and every person has some.
 */
#include "base/map.h"

#include <pthread.h>
#include <stddef.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"

struct map_item {
    void *value;   /* the caller's */
    uint32_t hash; /* of the key */
    uint16_t key_bytes;
    char key[];
};

struct map {
    void **items;         /* in the order of their coming; NULL: taken. Each a map_item, owned,
                             or the value, where that holds its key */
    uint32_t *places;     /* owned: FREE, or in the low bits 1 + the index of an item, or all of
                             them set where one was taken, and above them those of its hash */
    uint32_t items_count; /* with those taken */
    uint32_t items_capacity;
    uint32_t places_count; /* 0 or a power of 2, at least 4/3 of items_capacity */
    uint32_t count, max;
    uint16_t key_offset;
    uint8_t key_kind; /* enum map_key */
};

enum { FREE = 0, FEW = 4, ITEMS_FIRST = 6, ITEMS_MAX = 1 << 29 };

struct map *map_new(size_t max)
{
    check(max < ITEMS_MAX);
    struct map *map = mem_new(sizeof *map);
    map->max = (uint32_t)max;
    return map;
}

struct map *map_new_keyed(size_t max, enum map_key kind, size_t offset)
{
    struct map *map = map_new(max);
    check(offset <= UINT16_MAX);
    map->key_kind = (uint8_t)kind;
    map->key_offset = (uint16_t)offset;
    return map;
}

static struct slice key_of(const struct map *map, const void *item)
{
    const struct map_item *own = item;
    const char *at = (const char *)item + map->key_offset;
    if (map->key_kind == MAP_KEY_COPIED)
        return (struct slice){own->key, own->key_bytes};
    if (map->key_kind == MAP_KEY_SLICE)
        return *(const struct slice *)(const void *)at;
    return slice_of(map->key_kind == MAP_KEY_TEXT ? *(const char *const *)(const void *)at : at);
}

static void *value_of(const struct map *map, void *item)
{
    return map->key_kind == MAP_KEY_COPIED ? ((struct map_item *)item)->value : item;
}

static void item_free(const struct map *map, void *item)
{
    if (map->key_kind == MAP_KEY_COPIED)
        mem_free(item);
}

void map_free(struct map **map, void (*value_free)(void *value))
{
    if (!*map)
        return;
    for (size_t i = 0; i < (*map)->items_count; i++) {
        void *item = (*map)->items[i];
        if (item && value_free)
            value_free(value_of(*map, item));
        item_free(*map, item);
    }
    mem_free((*map)->items);
    mem_free((*map)->places);
    mem_free(*map);
    *map = NULL;
}

/* Drawn before the first key goes into a map, on whichever thread that is. */
static uint64_t secret[2];

static void secret_draw(void)
{
    hash_random(secret, sizeof secret);
}

static inline uint64_t rotate(uint64_t word, unsigned bits)
{
    return (word << bits) | (word >> (64 - bits));
}

static inline void sip_round(uint64_t v[4])
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

static inline void sip_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

/* Up to seven bytes as a number, the first the lowest: two reads meet where they are the same. */
static inline uint64_t word_of(const char *at, size_t len)
{
    uint32_t low, high;
    if (len == 0)
        return 0;
    if (len < sizeof low)
        return (uint64_t)(unsigned char)at[0] |
               (uint64_t)(unsigned char)at[len / 2] << 8 * (len / 2) |
               (uint64_t)(unsigned char)at[len - 1] << 8 * (len - 1);
    memcpy(&low, at, sizeof low);
    memcpy(&high, at + len - sizeof high, sizeof high);
    return low | (uint64_t)high << 8 * (len - sizeof high);
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012), folded to 32 bits. */
static uint32_t key_hash(struct slice key)
{
    uint64_t v[4] = {secret[0] ^ 0x736f6d6570736575U, secret[1] ^ 0x646f72616e646f6dU,
                     secret[0] ^ 0x6c7967656e657261U, secret[1] ^ 0x7465646279746573U};
    uint64_t word, last = (uint64_t)key.len << 56;
    size_t at = 0;
    for (; key.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, key.at + at, sizeof word);
        sip_word(v, word);
    }
    sip_word(v, last | word_of(key.at + at, key.len - at));
    v[2] ^= 0xff;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    uint64_t hash = v[0] ^ v[1] ^ v[2] ^ v[3];
    return (uint32_t)(hash ^ (hash >> 32));
}

/* The bits of a place that hold an index. There are always fewer items than they could tell apart:
 * all of them set is no item's. */
static uint32_t index_bits(const struct map *map)
{
    return map->places_count - 1;
}

static void *item_at(const struct map *map, uint32_t place)
{
    return map->items[(place & index_bits(map)) - 1];
}

static bool has_hash(const struct map *map, const void *item, uint32_t hash)
{
    return map->key_kind != MAP_KEY_COPIED || ((const struct map_item *)item)->hash == hash;
}

/* The place of `key`, or NULL. Nothing of an item is touched, which would mostly be a miss of the
 * cache, unless the upper bits of its hash are those of the key's. */
static uint32_t *place_find(const struct map *map, struct slice key, uint32_t hash)
{
    uint32_t last = index_bits(map);
    if (map->count == 0)
        return NULL;
    for (size_t at = hash & last; map->places[at] != FREE; at = (at + 1) & last) {
        uint32_t place = map->places[at];
        if ((place ^ hash) > last || (place & last) == last)
            continue;
        const void *item = item_at(map, place);
        if (has_hash(map, item, hash) && slice_equal(key_of(map, item), key))
            return &map->places[at];
    }
    return NULL;
}

/* Of few the keys themselves are looked at: that costs less than the hash of one. */
static void *few_find(const struct map *map, struct slice key)
{
    for (uint32_t i = 0; i < map->items_count; i++) {
        void *item = map->items[i];
        if (item && slice_equal(key_of(map, item), key))
            return value_of(map, item);
    }
    return NULL;
}

void *map_find(const struct map *map, struct slice key)
{
    if (!map || map->count == 0)
        return NULL;
    if (map->items_count <= FEW)
        return few_find(map, key);
    const uint32_t *place = place_find(map, key, key_hash(key));
    return place ? value_of(map, item_at(map, *place)) : NULL;
}

static uint32_t item_hash(const struct map *map, const void *item)
{
    return map->key_kind == MAP_KEY_COPIED ? ((const struct map_item *)item)->hash
                                           : key_hash(key_of(map, item));
}

static void place_set(struct map *map, uint32_t index, uint32_t hash)
{
    uint32_t last = index_bits(map);
    size_t at = hash & last;
    while (map->places[at] != FREE)
        at = (at + 1) & last;
    map->places[at] = (hash & ~last) | (index + 1);
}

/* Closes the gaps of items taken, makes room for half as many again, and places all anew. */
static void grow(struct map *map)
{
    static pthread_once_t drawn = PTHREAD_ONCE_INIT;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < map->items_count; i++)
        if (map->items[i])
            map->items[kept++] = map->items[i];
    uint32_t capacity = kept + kept / 2 > ITEMS_FIRST ? kept + kept / 2 : ITEMS_FIRST, places = 8;
    while (places < capacity + capacity / 3)
        places *= 2;
    check(pthread_once(&drawn, secret_draw) == 0);
    map->items = mem_capacity(map->items, capacity * sizeof *map->items);
    map->items_count = kept;
    map->items_capacity = capacity;
    mem_free(map->places);
    map->places = mem_new(places * sizeof *map->places);
    map->places_count = places;
    for (uint32_t i = 0; i < kept; i++)
        place_set(map, i, item_hash(map, map->items[i]));
}

static void *item_new(struct slice key, uint32_t hash, void *value)
{
    struct map_item *item = mem_new(offsetof(struct map_item, key) + key.len);
    item->value = value;
    item->hash = hash;
    item->key_bytes = (uint16_t)key.len;
    if (key.len > 0)
        memcpy(item->key, key.at, key.len);
    return item;
}

static void item_add(struct map *map, struct slice key, uint32_t hash, void *value)
{
    bool copied = map->key_kind == MAP_KEY_COPIED;
    map->items[map->items_count] = copied ? item_new(key, hash, value) : value;
    place_set(map, map->items_count++, hash);
    map->count++;
}

/* The value that was there. */
static void *replace(struct map *map, uint32_t place, void *value)
{
    void **at = &map->items[(place & index_bits(map)) - 1];
    void *replaced = value_of(map, *at);
    if (map->key_kind == MAP_KEY_COPIED)
        ((struct map_item *)*at)->value = value;
    else
        *at = value;
    return replaced;
}

void *map_put(struct map *map, struct slice key, void *value)
{
    check(value != NULL);
    check(key.len <= UINT16_MAX);
    check(map->key_kind == MAP_KEY_COPIED || slice_equal(key_of(map, value), key));
    /* The first growth of all draws the secret that the hash needs. */
    if (map->places_count == 0)
        grow(map);
    uint32_t hash = key_hash(key);
    uint32_t *place = place_find(map, key, hash);
    if (place)
        return replace(map, *place, value);
    check(!map_full(map));
    if (map->items_count == map->items_capacity)
        grow(map);
    item_add(map, key, hash, value);
    return NULL;
}

void *map_take(struct map *map, struct slice key)
{
    uint32_t *place = map && map->count ? place_find(map, key, key_hash(key)) : NULL;
    if (!place)
        return NULL;
    uint32_t index = (*place & index_bits(map)) - 1;
    void *item = map->items[index], *value = value_of(map, item);
    map->items[index] = NULL;
    *place |= index_bits(map);
    map->count--;
    item_free(map, item);
    return value;
}

size_t map_count(const struct map *map)
{
    return map ? map->count : 0;
}

bool map_full(const struct map *map)
{
    return map && map->count >= map->max;
}

bool map_next(const struct map *map, struct map_at *at)
{
    if (!map)
        return false;
    while (at->next < map->items_count && !map->items[at->next])
        at->next++;
    if (at->next >= map->items_count)
        return false;
    void *item = map->items[at->next++];
    at->key = key_of(map, item);
    at->value = value_of(map, item);
    return true;
}
