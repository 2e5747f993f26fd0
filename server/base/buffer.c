/* SPDX-License-Identifier: Apache-2.0
 * A growing run of bytes: doubles until its maximum, in a file by steps. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/spool.h"

/* Most buffers hold one message; smaller steps would only repeat the allocation. */
enum { ROOM_FIRST = 256 };
/* A file grows by no more: its room is taken from the disk for good. */
enum { STEP_MAX = 32 << 20 };

void buffer_init(struct buffer *buffer, size_t max)
{
    check(max <= UINT32_MAX);
    *buffer = (struct buffer){.max = (uint32_t)max};
}

void buffer_init_spooled(struct buffer *buffer, size_t max)
{
    buffer_init(buffer, max);
    buffer->spooled = true;
}

void buffer_done(struct buffer *buffer)
{
    if (buffer->mapped) {
        spool_unmap(buffer->bytes, buffer->room);
        close(buffer->file);
    } else {
        mem_free(buffer->bytes);
    }
    *buffer = (struct buffer){.max = buffer->max, .spooled = buffer->spooled};
}

void buffer_move(struct buffer *to, struct buffer *from)
{
    check(!to->bytes);
    *to = *from;
    *from = (struct buffer){.max = to->max, .spooled = to->spooled};
}

void buffer_rest(const struct buffer *buffer)
{
    if (buffer->mapped)
        spool_rest(buffer->bytes, buffer->room);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len = 0;
    buffer->full = false;
}

/* Into its file, or further within it; false when the disk has no room. */
static bool spool(struct buffer *buffer, size_t room)
{
    if (buffer->mapped) {
        char *at = spool_grow(buffer->file, buffer->bytes, buffer->room, room);
        if (at)
            buffer->bytes = at;
        return at;
    }
    int file = spool_open();
    char *at = file >= 0 ? spool_grow(file, NULL, 0, room) : NULL;
    if (!at) {
        if (file >= 0)
            close(file);
        return false;
    }
    if (buffer->len > 0)
        memcpy(at, buffer->bytes, buffer->len);
    mem_free(buffer->bytes);
    buffer->bytes = at;
    buffer->file = file;
    buffer->mapped = true;
    return true;
}

static bool resize(struct buffer *buffer, size_t needed)
{
    size_t room = buffer->room ? buffer->room : (size_t)ROOM_FIRST;
    size_t step_max = buffer->spooled ? (size_t)STEP_MAX : SIZE_MAX;
    while (room < needed) {
        size_t step = room < step_max ? room : step_max;
        room = room > buffer->max - (step < buffer->max ? step : buffer->max) ? buffer->max
                                                                              : room + step;
    }
    if (room > buffer->max)
        room = buffer->max > 0 ? buffer->max : 1;
    if (!buffer->spooled || (!buffer->mapped && room <= BUFFER_SPOOL_FROM))
        buffer->bytes = mem_capacity(buffer->bytes, room);
    else if (!spool(buffer, room))
        return false;
    buffer->room = (uint32_t)room;
    return true;
}

char *buffer_grow(struct buffer *buffer, size_t bytes)
{
    check(buffer->len <= buffer->room);
    if (bytes > buffer->max || buffer->len > buffer->max - bytes) {
        buffer->full = true;
        return NULL;
    }
    size_t needed = buffer->len + bytes;
    if ((!buffer->bytes || needed > buffer->room) && !resize(buffer, needed)) {
        buffer->full = true;
        return NULL;
    }
    return buffer->bytes + buffer->len;
}

struct slice buffer_int(int64_t number, char digits[BUFFER_INT_CHARS])
{
    size_t at = BUFFER_INT_CHARS;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0)
        digits[--at] = '-';
    return (struct slice){digits + at, BUFFER_INT_CHARS - at};
}

void buffer_add_int(struct buffer *buffer, int64_t number)
{
    char digits[BUFFER_INT_CHARS];
    buffer_add(buffer, buffer_int(number, digits));
}

void buffer_addf(struct buffer *buffer, const char *format, ...)
{
    char line[512];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    check(len >= 0);
    if ((size_t)len < sizeof line) {
        buffer_add(buffer, (struct slice){line, (size_t)len});
        return;
    }
    if ((size_t)len > buffer->max) {
        buffer->full = true;
        return;
    }
    char *text = mem_new((size_t)len + 1);
    va_start(values, format);
    vsnprintf(text, (size_t)len + 1, format, values);
    va_end(values);
    buffer_add(buffer, (struct slice){text, (size_t)len});
    mem_free(text);
}

void buffer_drop(struct buffer *buffer, size_t bytes)
{
    check(bytes <= buffer->len);
    if (bytes == 0)
        return;
    buffer->len -= bytes;
    memmove(buffer->bytes, buffer->bytes + bytes, buffer->len);
}

struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->bytes, buffer->len};
}
