/* SPDX-License-Identifier: Apache-2.0
 * See export_store.h. */
#include "net/export_store.h"

#include "base/bounds.h"
#include "net/upload_store.h"

const char export_store_mark[] = "muster 4 ";

enum { RANDOM_BYTES = 23 /* hash_random_id */ };

enum err export_store_put(struct blobs *blobs, struct slice file, char id[HASH_HEX + 1])
{
    struct buffer content;
    struct hash hash;
    char random[RANDOM_BYTES];
    hash_random_id(random);
    buffer_init(&content, BOUND_BLOB_BYTES);
    buffer_addf(&content, "%s%s\n", export_store_mark, random);
    buffer_add(&content, file);
    enum err error =
        content.full ? ERR_TEXT_TOO_LONG : blobs->ops->put(blobs, buffer_slice(&content), &hash);
    buffer_done(&content);
    if (!error)
        hash_hex(&hash, id);
    return error;
}

enum err export_store_open(struct blobs *blobs, struct slice id, int *fd, int64_t *at,
                           int64_t *bytes)
{
    struct buffer content;
    struct hash hash;
    *fd = -1;
    if (!hash_of_hex(id, &hash))
        return ERR_NOT_FOUND;
    buffer_init(&content, BOUND_BLOB_BYTES);
    enum err error = blobs->ops->get(blobs, &hash, &content);
    const char *end = content.len > 0 ? memchr(content.bytes, '\n', content.len) : NULL;
    if (!error && (!end || !slice_starts(buffer_slice(&content), slice_of(export_store_mark))))
        error = ERR_NOT_FOUND;
    if (!error)
        *fd = upload_store_spool(buffer_slice(&content));
    if (!error && *fd < 0)
        error = ERR_INTERNAL;
    if (!error) {
        *at = end + 1 - content.bytes;
        *bytes = (int64_t)content.len - *at;
    }
    buffer_done(&content);
    return error;
}
