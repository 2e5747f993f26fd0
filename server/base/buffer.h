/* SPDX-License-Identifier: Apache-2.0
 *
 * A growing run of bytes with a maximum it is born with. Adding beyond the maximum adds nothing and
 * sets `full`, which stays set until buffer_clear: write everything, ask once at the end.
 */
#ifndef MUSTER_BASE_BUFFER_H
#define MUSTER_BASE_BUFFER_H

#include "base/slice.h"

struct buffer {
    char *bytes;   /* owned; NULL until the first byte */
    size_t len;    /* bytes in use */
    uint32_t room; /* bytes allocated */
    uint32_t max;  /* never more than this */
    bool full;     /* something did not fit */
    bool spooled;  /* beyond BUFFER_SPOOL_FROM the bytes stand in `file`, mapped */
    bool mapped;   /* they do */
    int file;      /* owned, while mapped */
};
enum { BUFFER_SPOOL_FROM = 1 << 20 };

/* An empty buffer of at most `max` bytes, which are less than 4 GiB. */
void buffer_init(struct buffer *buffer, size_t max);
/* The same, and what is beyond a megabyte stands in a file in no folder (base/spool.h), so that no
 * memory is held by it: for threads that are not the loop's. `full` when the disk is, too. */
void buffer_init_spooled(struct buffer *buffer, size_t max);
/* Makes *from, with all that it holds, *to, which held nothing; *from is empty and usable. */
void buffer_move(struct buffer *to, struct buffer *from);
/* What stands in a file leaves the memory, and is there again when it is read. */
void buffer_rest(const struct buffer *buffer);
/* Frees the bytes; the buffer is empty and usable again. */
void buffer_done(struct buffer *buffer);
/* Forgets the content, keeps the memory. */
void buffer_clear(struct buffer *buffer);
/* For buffer_reserve: when there is no room yet. */
char *buffer_grow(struct buffer *buffer, size_t bytes);
/* Makes room for `bytes` more and returns where they go, or NULL (and sets full) when they do not
 * fit. The caller fills them and adds to `len` itself. */
static inline char *buffer_reserve(struct buffer *buffer, size_t bytes)
{
    bool fits = bytes <= buffer->room - buffer->len && buffer->room <= buffer->max;
    return fits && buffer->bytes ? buffer->bytes + buffer->len : buffer_grow(buffer, bytes);
}
/* Appends `text`, wholly or not at all. */
static inline void buffer_add(struct buffer *buffer, struct slice text)
{
    char *to = text.len > 0 ? buffer_reserve(buffer, text.len) : NULL;
    if (!to)
        return;
    memcpy(to, text.at, text.len);
    buffer->len += text.len;
}
/* Appends one byte. */
static inline void buffer_add_byte(struct buffer *buffer, char byte)
{
    char *to = buffer_reserve(buffer, 1);
    if (!to)
        return;
    *to = byte;
    buffer->len++;
}
enum { BUFFER_INT_CHARS = 20 }; /* of any number, with its sign */
/* `number` in decimal, somewhere in `digits`. */
struct slice buffer_int(int64_t number, char digits[BUFFER_INT_CHARS]);
/* Appends `number` in decimal. */
void buffer_add_int(struct buffer *buffer, int64_t number);
/* Appends formatted text (printf's rules). */
void buffer_addf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Removes the first `bytes`, moving the rest down. */
void buffer_drop(struct buffer *buffer, size_t bytes);
/* The content, borrowed until the next change. */
struct slice buffer_slice(const struct buffer *buffer);

#endif
