/* SPDX-License-Identifier: Apache-2.0
 *
 * A map from a byte key to a pointer, iterated in the order of insertion (so that the same history
 * gives the same bytes everywhere). Keys are copied, unless the values hold theirs; values are the
 * caller's. Keys that are seqs go in as slice_of_seq(&seq). Born with the number of keys it may
 * hold. To all but map_put, NULL is a map that is empty and may take more: of what is many and
 * mostly empty none need be made.
 */
#ifndef MUSTER_BASE_MAP_H
#define MUSTER_BASE_MAP_H

#include "base/slice.h"

struct map;

/* An empty map of at most `max` keys. */
struct map *map_new(size_t max);
/* The same, of values that hold their own key, `offset` bytes from their beginning: nothing is
 * copied, and to find a value touches it alone. It stays as it is while it is in the map, and is
 * what map_put is given as `key`. */
enum map_key {
    MAP_KEY_COPIED, /* map_new */
    MAP_KEY_SLICE,  /* a struct slice */
    MAP_KEY_TEXT,   /* a char *, of a text that ends with NUL */
    MAP_KEY_INSIDE, /* the text itself */
};
struct map *map_new_keyed(size_t max, enum map_key kind, size_t offset);
/* Frees the map and sets *map to NULL; calls `value_free` (may be NULL) on every value. */
void map_free(struct map **map, void (*value_free)(void *value));
/* The value of `key`, or NULL. */
void *map_find(const struct map *map, struct slice key);
/* Sets `key` to `value` (not NULL). Returns the value it replaces, or NULL. The map must not be
 * full when the key is new: ask map_full first. */
void *map_put(struct map *map, struct slice key, void *value);
/* Removes `key` and returns its value, or NULL. */
void *map_take(struct map *map, struct slice key);
/* The number of keys. */
size_t map_count(const struct map *map);
/* True when a new key would pass the maximum. */
bool map_full(const struct map *map);

/* Iteration in insertion order:
 *     struct map_at at = {0};
 *     while (map_next(map, &at)) use(at.key, at.value);
 * The current key may be taken during the walk; nothing else may change. */
struct map_at {
    struct slice key;
    void *value;
    size_t next; /* where the walk goes on; kept for later, it may miss keys, and is never wrong */
};
bool map_next(const struct map *map, struct map_at *at);

#endif
