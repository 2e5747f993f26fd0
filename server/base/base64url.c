/* SPDX-License-Identifier: Apache-2.0
 * Four characters are three bytes; a rest of two or three characters is one or two bytes. */
#include "base/base64url.h"

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

enum { LETTER = 64 }; /* set in the value of each letter of base64url, and of nothing else */

static const unsigned char values[256] = {
    ['A'] = LETTER | 0,  ['B'] = LETTER | 1,  ['C'] = LETTER | 2,  ['D'] = LETTER | 3,
    ['E'] = LETTER | 4,  ['F'] = LETTER | 5,  ['G'] = LETTER | 6,  ['H'] = LETTER | 7,
    ['I'] = LETTER | 8,  ['J'] = LETTER | 9,  ['K'] = LETTER | 10, ['L'] = LETTER | 11,
    ['M'] = LETTER | 12, ['N'] = LETTER | 13, ['O'] = LETTER | 14, ['P'] = LETTER | 15,
    ['Q'] = LETTER | 16, ['R'] = LETTER | 17, ['S'] = LETTER | 18, ['T'] = LETTER | 19,
    ['U'] = LETTER | 20, ['V'] = LETTER | 21, ['W'] = LETTER | 22, ['X'] = LETTER | 23,
    ['Y'] = LETTER | 24, ['Z'] = LETTER | 25, ['a'] = LETTER | 26, ['b'] = LETTER | 27,
    ['c'] = LETTER | 28, ['d'] = LETTER | 29, ['e'] = LETTER | 30, ['f'] = LETTER | 31,
    ['g'] = LETTER | 32, ['h'] = LETTER | 33, ['i'] = LETTER | 34, ['j'] = LETTER | 35,
    ['k'] = LETTER | 36, ['l'] = LETTER | 37, ['m'] = LETTER | 38, ['n'] = LETTER | 39,
    ['o'] = LETTER | 40, ['p'] = LETTER | 41, ['q'] = LETTER | 42, ['r'] = LETTER | 43,
    ['s'] = LETTER | 44, ['t'] = LETTER | 45, ['u'] = LETTER | 46, ['v'] = LETTER | 47,
    ['w'] = LETTER | 48, ['x'] = LETTER | 49, ['y'] = LETTER | 50, ['z'] = LETTER | 51,
    ['0'] = LETTER | 52, ['1'] = LETTER | 53, ['2'] = LETTER | 54, ['3'] = LETTER | 55,
    ['4'] = LETTER | 56, ['5'] = LETTER | 57, ['6'] = LETTER | 58, ['7'] = LETTER | 59,
    ['8'] = LETTER | 60, ['9'] = LETTER | 61, ['-'] = LETTER | 62, ['_'] = LETTER | 63,
};

bool base64url_read(struct slice text, struct buffer *out)
{
    if (text.len % 4 == 1)
        return false;
    unsigned good = LETTER, spare = 0;
    char *to = buffer_reserve(out, text.len * 3 / 4);
    if (!to)
        return false;
    for (size_t i = 0; i < text.len; i += 4) {
        size_t chars = text.len - i < 4 ? text.len - i : 4;
        unsigned group = 0;
        for (size_t k = 0; k < 4; k++) {
            unsigned value = k < chars ? values[(unsigned char)text.at[i + k]] : LETTER;
            good &= value;
            group = group << 6 | value % LETTER;
        }
        for (size_t k = 0; k + 1 < chars; k++)
            *to++ = (char)(group >> (16 - 8 * k));
        spare = group << 8 * (chars - 1) & 0xffffff;
    }
    bool strict = good == LETTER && spare == 0;
    out->len += strict ? text.len * 3 / 4 : 0;
    return strict;
}
