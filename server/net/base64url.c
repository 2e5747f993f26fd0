/* SPDX-License-Identifier: Apache-2.0
 * Four characters are three bytes; a rest of two or three characters is one or two bytes. */
#include "net/base64url.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static void write(struct slice bytes, const char letters[65], bool padded, struct buffer *out)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i;
        unsigned long group = (unsigned long)at[i] << 16;
        if (left > 1)
            group |= (unsigned long)at[i + 1] << 8;
        if (left > 2)
            group |= at[i + 2];
        size_t chars = left > 2 ? 4 : left + 1;
        for (size_t k = 0; k < chars; k++)
            buffer_add_byte(out, letters[(group >> (18 - 6 * k)) & 63]);
        for (size_t k = chars; padded && k < 4; k++)
            buffer_add_byte(out, '=');
    }
}

void base64url_write(struct slice bytes, struct buffer *out)
{
    write(bytes, LETTERS "-_", false, out);
}

void base64_write(struct slice bytes, struct buffer *out)
{
    write(bytes, LETTERS "+/", true, out);
}

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool base64url_read(struct slice text, struct buffer *out)
{
    if (text.len % 4 == 1)
        return false;
    unsigned long bits = 0;
    unsigned count = 0;
    char *to = buffer_reserve(out, text.len * 3 / 4);
    if (!to)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.at[i]);
        if (value < 0)
            return false;
        bits = (bits << 6 | (unsigned long)value) & 0xfff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            *to++ = (char)(bits >> count & 0xff);
        }
    }
    out->len += text.len * 3 / 4;
    return (bits & ((1UL << count) - 1)) == 0;
}
