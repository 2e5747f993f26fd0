/* SPDX-License-Identifier: Apache-2.0
 * The reference: a map from hash to content. */
#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/blobs.h"

enum { CONTENTS_MAX = 1 << 20 };

struct memory {
    struct blobs blobs;   /* first */
    struct map *contents; /* hash to struct buffer, owned */
};

static struct map *contents_of(struct blobs *blobs)
{
    return ((struct memory *)blobs)->contents;
}

static struct slice key(const struct hash *hash)
{
    return (struct slice){(const char *)hash->bytes, HASH_BYTES};
}

static enum err put(struct blobs *blobs, struct slice content, struct hash *hash)
{
    struct map *contents = contents_of(blobs);
    if (content.len > BOUND_BLOB_BYTES)
        return ERR_TEXT_TOO_LONG;
    *hash = hash_of(&content, 1);
    if (map_find(contents, key(hash)))
        return ERR_NONE;
    if (map_full(contents))
        return ERR_INTERNAL;
    struct buffer *kept = mem_new(sizeof *kept);
    buffer_init(kept, BOUND_BLOB_BYTES);
    buffer_add(kept, content);
    map_put(contents, key(hash), kept);
    return ERR_NONE;
}

static enum err get(struct blobs *blobs, const struct hash *hash, struct buffer *out)
{
    const struct buffer *kept = map_find(contents_of(blobs), key(hash));
    if (!kept)
        return ERR_NOT_FOUND;
    if (kept->len > out->max - out->len)
        return ERR_TEXT_TOO_LONG;
    buffer_add(out, buffer_slice(kept));
    return ERR_NONE;
}

static void kept_free(void *kept)
{
    if (kept)
        buffer_done(kept);
    mem_free(kept);
}

static enum err drop(struct blobs *blobs, const struct hash *hash)
{
    kept_free(map_take(contents_of(blobs), key(hash)));
    return ERR_NONE;
}

static void finish(struct blobs *blobs)
{
    struct memory *memory = (struct memory *)blobs;
    map_free(&memory->contents, kept_free);
    mem_free(memory);
}

static const struct blobs_ops memory_ops = {
    .name = "memory", .put = put, .get = get, .drop = drop, .close = finish};

struct blobs *blobs_memory_open(void)
{
    struct memory *memory = mem_new(sizeof *memory);
    memory->blobs.ops = &memory_ops;
    memory->contents = map_new(CONTENTS_MAX);
    return &memory->blobs;
}
