/* SPDX-License-Identifier: Apache-2.0
 * A line, two pictures, words. */
#include "net/slide_store.h"

#include <stdio.h>

#include "base/bounds.h"
#include "convert/picture_page.h"

enum {
    LINE_BYTES = 512,
    DOCUMENT_BYTES = 8192, /* around a picture */
    RANDOM_BYTES = 23,     /* hash_random_id */
    PAGE_BYTES = LINE_BYTES + 2 * BOUND_SLIDE_BYTES + BOUND_SLIDE_TEXT_BYTES,
};

enum err slide_store_put(struct blobs *blobs, const struct slide_made *made,
                         const struct upload_cause *cause, char id[HASH_HEX + 1])
{
    struct buffer kept;
    struct hash hash;
    char random[RANDOM_BYTES];
    hash_random_id(random);
    buffer_init(&kept, PAGE_BYTES);
    buffer_addf(&kept, "muster 3 page %s %.*s %.*s %.*s %zu %zu\n", random, (int)cause->room.len,
                cause->room.at, (int)cause->by.len, cause->by.at, (int)cause->op.len, cause->op.at,
                made->large.len, made->small.len);
    buffer_add(&kept, made->large);
    buffer_add(&kept, made->small);
    buffer_add(&kept, made->words);
    enum err error = kept.full ? ERR_INTERNAL : blobs->ops->put(blobs, buffer_slice(&kept), &hash);
    if (error == ERR_NONE)
        hash_hex(&hash, id);
    buffer_done(&kept);
    return error;
}

/* The lengths that the line ends with, and where the pictures begin. */
static bool line_read(struct slice content, size_t *begin, size_t lengths[2])
{
    char line[LINE_BYTES];
    const char *end = content.len > 0 ? memchr(content.at, '\n', content.len) : NULL;
    if (!end || end - content.at >= LINE_BYTES || !slice_starts(content, SLICE("muster 3 page ")))
        return false;
    snprintf(line, sizeof line, "%.*s", (int)(end - content.at), content.at);
    *begin = (size_t)(end - content.at) + 1;
    return sscanf(line, "muster 3 page %*s %*s %*s %*s %zu %zu", &lengths[0], &lengths[1]) == 2 &&
           lengths[0] <= content.len - *begin && lengths[1] <= content.len - *begin - lengths[0];
}

static struct slice part_of(struct slice content, enum slide_part part)
{
    size_t begin, lengths[2];
    if (!line_read(content, &begin, lengths))
        return (struct slice){NULL, 0};
    const char *at = content.at + begin;
    if (part == SLIDE_LARGE)
        return (struct slice){at, lengths[0]};
    if (part == SLIDE_SMALL)
        return (struct slice){at + lengths[0], lengths[1]};
    at += lengths[0] + lengths[1];
    return (struct slice){at, (size_t)(content.at + content.len - at)};
}

enum err slide_store_get(struct blobs *blobs, struct slice id, enum slide_part part,
                         struct stored *stored)
{
    struct buffer content;
    struct hash hash;
    *stored = (struct stored){.fd = -1, .kind = UPLOAD_JPEG};
    if (!hash_of_hex(id, &hash))
        return ERR_NOT_FOUND;
    hash_hex(&hash, stored->id);
    buffer_init(&content, PAGE_BYTES);
    enum err error = blobs->ops->get(blobs, &hash, &content);
    struct slice found = error ? (struct slice){NULL, 0} : part_of(buffer_slice(&content), part);
    if (part == SLIDE_WORDS)
        stored->kind = UPLOAD_TEXT;
    stored->bytes = (int64_t)found.len;
    if (error == ERR_NONE)
        stored->fd = found.at ? upload_store_spool(found) : -1;
    if (error == ERR_NONE && stored->fd < 0)
        error = ERR_INTERNAL;
    buffer_done(&content);
    return error;
}

static enum err document_of(enum upload_kind kind, struct slice content, struct buffer *out)
{
    if (kind == UPLOAD_PDF) {
        buffer_add(out, content);
        return ERR_NONE;
    }
    enum picture_page page = picture_page_write(content, out);
    if (page == PICTURE_PAGE_LARGE)
        return ERR_LIMIT_EXCEEDED;
    return page == PICTURE_PAGE_DONE ? ERR_NONE : ERR_FILE_KIND;
}

enum err slide_store_document(struct blobs *blobs, struct slice id, struct stored *stored)
{
    struct buffer content, document;
    struct slice file;
    enum err error = upload_store_read(blobs, id, &content, stored, &file);
    buffer_init(&document, file.len + DOCUMENT_BYTES);
    if (error == ERR_NONE)
        error = document_of(stored->kind, file, &document);
    if (error == ERR_NONE) {
        stored->fd = upload_store_spool(buffer_slice(&document));
        stored->at = 0;
        error = stored->fd < 0 ? ERR_INTERNAL : ERR_NONE;
    }
    buffer_done(&document);
    buffer_done(&content);
    return error;
}
