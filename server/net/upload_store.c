/* SPDX-License-Identifier: Apache-2.0
 * The line before a file, and the file. */
#include "net/upload_store.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/text.h"
#include "core/entry.h"
#include "core/veil.h"

enum {
    LINE_BYTES = UPLOAD_NAME_BYTES + 64 + 4 * BOUND_ID_BYTES,
    RANDOM_BYTES = 23 /* hash_random_id */
};

static void line_write(const struct stored *stored, const struct upload_cause *cause,
                       struct buffer *out)
{
    const struct slice words[] = {cause->room, cause->by, cause->op, slice_of(stored->name)};
    char random[RANDOM_BYTES];
    hash_random_id(random);
    buffer_addf(out, "muster 2 %s %s", upload_kind_name(stored->kind), random);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        buffer_add_byte(out, ' ');
        buffer_add(out, words[i]);
    }
    buffer_add_byte(out, '\n');
}

enum err upload_store_put(struct blobs *blobs, struct slice content,
                          const struct upload_cause *cause, struct stored *stored)
{
    struct buffer kept, called;
    struct hash hash;
    enum err error = ERR_NONE;
    *stored = (struct stored){.kind = upload_kind_of(content, cause->name), .fd = -1};
    if (stored->kind == UPLOAD_NONE)
        return ERR_FILE_KIND;
    buffer_init(&called, UPLOAD_NAME_BYTES);
    upload_kind_call(stored->kind, cause->name, &called);
    snprintf(stored->name, sizeof stored->name, "%.*s", (int)called.len, called.bytes);
    buffer_done(&called);
    buffer_init(&kept, content.len + LINE_BYTES);
    line_write(stored, cause, &kept);
    size_t line = kept.len;
    if (upload_kind_is_picture(stored->kind))
        error = picture_strip(stored->kind, content, &kept, &stored->size);
    else
        buffer_add(&kept, content);
    stored->bytes = (int64_t)(kept.len - line);
    if (error == ERR_NONE)
        error = kept.full ? ERR_INTERNAL : blobs->ops->put(blobs, buffer_slice(&kept), &hash);
    if (error == ERR_NONE)
        hash_hex(&hash, stored->id);
    buffer_done(&kept);
    return error;
}

/* Takes the next word of the line off. */
static struct slice word_take(struct slice *line)
{
    const char *space = line->len > 0 ? memchr(line->at, ' ', line->len) : NULL;
    size_t len = space ? (size_t)(space - line->at) : line->len;
    struct slice word = {line->at, len};
    len += space != NULL;
    *line = (struct slice){line->at + len, line->len - len};
    return word;
}

static bool line_read(struct slice content, struct stored *stored)
{
    const char *end = content.len > 0 ? memchr(content.at, '\n', content.len) : NULL;
    struct slice line = {content.at, end ? (size_t)(end - content.at) : 0};
    bool says_cause = slice_starts(line, SLICE("muster 2 "));
    if (!says_cause && !slice_starts(line, SLICE("muster 1 ")))
        return false;
    word_take(&line);
    word_take(&line);
    stored->kind = upload_kind_find(word_take(&line));
    for (int words = says_cause ? 4 : 1; words > 0; words--)
        word_take(&line);
    snprintf(stored->name, sizeof stored->name, "%.*s", (int)line.len, line.at);
    stored->at = end + 1 - content.at;
    stored->bytes = (int64_t)content.len - stored->at;
    return stored->kind != UPLOAD_NONE;
}

/* A person, or a pseudonym. */
static bool is_author(struct slice by)
{
    return text_is_id(veil_hides(by) ? (struct slice){by.at + 1, by.len - 1} : by);
}

bool upload_store_cause(struct slice head, struct upload_cause *cause)
{
    if (!slice_starts(head, SLICE("muster 2 ")) && !slice_starts(head, SLICE("muster 3 ")))
        return false;
    for (int words = 4; words > 0; words--)
        word_take(&head);
    *cause = (struct upload_cause){
        .room = word_take(&head), .by = word_take(&head), .op = word_take(&head)};
    return entry_room_kind(cause->room).len > 0 && text_is_id(entry_room_id(cause->room)) &&
           is_author(cause->by) && text_is_id(cause->op);
}

int upload_store_spool(struct slice content)
{
    FILE *file = tmpfile();
    if (!file)
        return -1;
    int fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
    size_t written = fwrite(content.at, 1, content.len, file);
    if ((fclose(file) != 0 || written != content.len) && fd >= 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

enum err upload_store_read(struct blobs *blobs, struct slice id, struct buffer *content,
                           struct stored *stored, struct slice *file)
{
    struct hash hash;
    *stored = (struct stored){.fd = -1};
    *file = (struct slice){"", 0};
    buffer_init(content, BOUND_FILE_BYTES + LINE_BYTES + 64);
    if (!hash_of_hex(id, &hash))
        return ERR_NOT_FOUND;
    hash_hex(&hash, stored->id);
    enum err error = blobs->ops->get(blobs, &hash, content);
    if (error == ERR_NONE && !line_read(buffer_slice(content), stored))
        error = ERR_INTERNAL;
    if (error == ERR_NONE)
        *file = (struct slice){content->bytes + stored->at, (size_t)stored->bytes};
    return error;
}

enum err upload_store_get(struct blobs *blobs, struct slice id, struct stored *stored)
{
    struct buffer content;
    struct slice file;
    enum err error = upload_store_read(blobs, id, &content, stored, &file);
    if (error == ERR_NONE) {
        stored->fd = upload_store_spool(buffer_slice(&content));
        error = stored->fd < 0 ? ERR_INTERNAL : ERR_NONE;
    }
    buffer_done(&content);
    return error;
}
