/* SPDX-License-Identifier: Apache-2.0
 * See export_store.h. */
#include "net/export_store.h"

#include <errno.h>
#include <unistd.h>

static const char piece_mark[] = "muster 4 ", list_mark[] = "muster 5 ";

enum { RANDOM_BYTES = 23 /* hash_random_id */, HEAD_BYTES = 64 };

bool export_store_is(struct slice head)
{
    return slice_starts(head, slice_of(piece_mark)) || slice_starts(head, slice_of(list_mark));
}

static enum err keep(struct blobs *blobs, const char *mark, struct slice bytes,
                     char id[HASH_HEX + 1])
{
    struct buffer content;
    struct hash hash;
    char random[RANDOM_BYTES];
    hash_random_id(random);
    buffer_init(&content, bytes.len + HEAD_BYTES);
    buffer_addf(&content, "%s%s\n", mark, random);
    buffer_add(&content, bytes);
    enum err error = blobs->ops->put(blobs, buffer_slice(&content), &hash);
    buffer_done(&content);
    if (!error)
        hash_hex(&hash, id);
    return error;
}

enum err export_store_put(struct blobs *blobs, struct slice piece, struct buffer *list)
{
    char id[HASH_HEX + 1];
    enum err error = keep(blobs, piece_mark, piece, id);
    if (!error)
        buffer_addf(list, "%s\n", id);
    return error;
}

enum err export_store_bind(struct blobs *blobs, struct slice list, char id[HASH_HEX + 1])
{
    return keep(blobs, list_mark, list, id);
}

/* Appends to `out` what stands behind the mark. */
static enum err find(struct blobs *blobs, struct slice id, const char *mark, struct buffer *out)
{
    struct buffer content;
    struct hash hash;
    if (!hash_of_hex(id, &hash))
        return ERR_NOT_FOUND;
    buffer_init(&content, EXPORT_STORE_PIECE + HEAD_BYTES);
    enum err error = blobs->ops->get(blobs, &hash, &content);
    const char *end = content.len > 0 ? memchr(content.bytes, '\n', content.len) : NULL;
    if (!error && (!end || !slice_starts(buffer_slice(&content), slice_of(mark))))
        error = ERR_NOT_FOUND;
    if (!error) {
        size_t head = (size_t)(end + 1 - content.bytes);
        buffer_add(out, (struct slice){content.bytes + head, content.len - head});
        error = out->full ? ERR_TEXT_TOO_LONG : ERR_NONE;
    }
    buffer_done(&content);
    return error;
}

enum err export_store_list(struct blobs *blobs, struct slice id, struct buffer *list)
{
    return find(blobs, id, list_mark, list);
}

bool export_store_next(struct slice *list, struct slice *piece)
{
    if (list->len <= HASH_HEX)
        return false;
    *piece = (struct slice){list->at, HASH_HEX};
    *list = (struct slice){list->at + HASH_HEX + 1, list->len - HASH_HEX - 1};
    return true;
}

static bool write_all(int file, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(file, bytes.at, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.at += written;
        bytes.len -= (size_t)written;
    }
    return true;
}

enum err export_store_get(struct blobs *blobs, struct slice piece, int file)
{
    struct buffer bytes;
    buffer_init(&bytes, EXPORT_STORE_PIECE);
    enum err error = find(blobs, piece, piece_mark, &bytes);
    if (!error && !write_all(file, buffer_slice(&bytes)))
        error = ERR_INTERNAL;
    buffer_done(&bytes);
    return error;
}

void export_store_drop_list(struct blobs *blobs, struct slice list)
{
    struct slice piece;
    struct hash hash;
    while (export_store_next(&list, &piece))
        if (hash_of_hex(piece, &hash))
            (void)blobs->ops->drop(blobs, &hash);
}

void export_store_drop(struct blobs *blobs, struct slice id)
{
    struct buffer list;
    struct hash hash;
    buffer_init(&list, EXPORT_STORE_LIST_BYTES);
    if (!export_store_list(blobs, id, &list))
        export_store_drop_list(blobs, buffer_slice(&list));
    if (hash_of_hex(id, &hash))
        (void)blobs->ops->drop(blobs, &hash);
    buffer_done(&list);
}
