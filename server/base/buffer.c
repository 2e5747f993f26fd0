/* SPDX-License-Identifier: Apache-2.0
 * A growing run of bytes: doubles until its maximum. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"

/* Most buffers hold one message; smaller steps would only repeat the allocation. */
enum { ROOM_FIRST = 256 };

void buffer_init(struct buffer *buffer, size_t max)
{
    check(max <= UINT32_MAX);
    *buffer = (struct buffer){.max = (uint32_t)max};
}

void buffer_done(struct buffer *buffer)
{
    mem_free(buffer->bytes);
    buffer_init(buffer, buffer->max);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len = 0;
    buffer->full = false;
}

static void resize(struct buffer *buffer, size_t needed)
{
    size_t room = buffer->room ? buffer->room : (size_t)ROOM_FIRST;
    while (room < needed)
        room = room > buffer->max / 2 ? buffer->max : room * 2;
    if (room > buffer->max)
        room = buffer->max > 0 ? buffer->max : 1;
    buffer->bytes = mem_capacity(buffer->bytes, room);
    buffer->room = (uint32_t)room;
}

char *buffer_grow(struct buffer *buffer, size_t bytes)
{
    check(buffer->len <= buffer->room);
    if (bytes > buffer->max || buffer->len > buffer->max - bytes) {
        buffer->full = true;
        return NULL;
    }
    size_t needed = buffer->len + bytes;
    if (!buffer->bytes || needed > buffer->room)
        resize(buffer, needed);
    return buffer->bytes + buffer->len;
}

void buffer_add_int(struct buffer *buffer, int64_t number)
{
    enum { DIGITS = 20 }; /* with a sign */
    char digits[DIGITS];
    size_t at = DIGITS;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0)
        digits[--at] = '-';
    buffer_add(buffer, (struct slice){digits + at, DIGITS - at});
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
