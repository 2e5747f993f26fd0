/* SPDX-License-Identifier: Apache-2.0
 * The reference: a map from hash to content. */
#include <time.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/blobs.h"

enum { CONTENTS_MAX = 1 << 20 };

struct memory {
    struct blobs blobs;   /* first */
    struct map *contents; /* hash to struct kept, owned */
    int64_t bytes;        /* of these */
};

struct kept {
    struct hash hash;
    struct buffer content;
    int64_t put_ms; /* 0: it is settled */
};

static struct map *contents_of(struct blobs *blobs)
{
    return ((struct memory *)blobs)->contents;
}

static int64_t *bytes_of(struct blobs *blobs)
{
    return &((struct memory *)blobs)->bytes;
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
    struct kept *kept = map_find(contents, key(hash));
    if (!kept) {
        if (map_full(contents))
            return ERR_INTERNAL;
        kept = mem_new(sizeof *kept);
        kept->hash = *hash;
        buffer_init(&kept->content, BOUND_BLOB_BYTES);
        buffer_add(&kept->content, content);
        map_put(contents, key(hash), kept);
        *bytes_of(blobs) += (int64_t)content.len;
    }
    kept->put_ms = (int64_t)time(NULL) * 1000;
    return ERR_NONE;
}

static enum err get(struct blobs *blobs, const struct hash *hash, struct buffer *out)
{
    const struct kept *kept = map_find(contents_of(blobs), key(hash));
    if (!kept)
        return ERR_NOT_FOUND;
    if (kept->content.len > out->max - out->len)
        return ERR_TEXT_TOO_LONG;
    buffer_add(out, buffer_slice(&kept->content));
    return ERR_NONE;
}

static void kept_free(void *value)
{
    struct kept *kept = value;
    if (kept)
        buffer_done(&kept->content);
    mem_free(kept);
}

static enum err drop(struct blobs *blobs, const struct hash *hash)
{
    struct kept *kept = map_take(contents_of(blobs), key(hash));
    if (kept)
        *bytes_of(blobs) -= (int64_t)kept->content.len;
    kept_free(kept);
    return ERR_NONE;
}

static enum err settle(struct blobs *blobs, const struct hash *hash)
{
    struct kept *kept = map_find(contents_of(blobs), key(hash));
    if (kept)
        kept->put_ms = 0;
    return ERR_NONE;
}

static enum err waiting(struct blobs *blobs, int64_t before_ms, blobs_each_fn *each, void *context)
{
    struct map_at at = {0};
    unsigned count = 0;
    while (count < BLOBS_WAITING && map_next(contents_of(blobs), &at)) {
        const struct kept *kept = at.value;
        if (kept->put_ms == 0 || kept->put_ms >= before_ms)
            continue;
        struct slice head = buffer_slice(&kept->content);
        head.len = head.len < BLOBS_HEAD_BYTES ? head.len : BLOBS_HEAD_BYTES;
        each(context, &kept->hash, head);
        count++;
    }
    return ERR_NONE;
}

static enum err weigh(struct blobs *blobs, struct blobs_weight *weight)
{
    *weight = (struct blobs_weight){.bytes = *bytes_of(blobs)};
    return ERR_NONE;
}

static void finish(struct blobs *blobs)
{
    struct memory *memory = (struct memory *)blobs;
    map_free(&memory->contents, kept_free);
    mem_free(memory);
}

static const struct blobs_ops memory_ops = {.name = "memory",
                                            .put = put,
                                            .get = get,
                                            .drop = drop,
                                            .settle = settle,
                                            .waiting = waiting,
                                            .weigh = weigh,
                                            .close = finish};

struct blobs *blobs_memory_open(void)
{
    struct memory *memory = mem_new(sizeof *memory);
    memory->blobs.ops = &memory_ops;
    memory->contents = map_new(CONTENTS_MAX);
    return &memory->blobs;
}
