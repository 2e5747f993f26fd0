/* SPDX-License-Identifier: Apache-2.0
 * Four characters are three bytes; a rest of two or three characters is one or two bytes. */
#include "base/base64url.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static void write(struct slice bytes, const char letters[65], bool padded, struct buffer *out)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t rest = bytes.len % 3, groups = bytes.len / 3;
    char *to = buffer_reserve(out, groups * 4 + (rest == 0 ? 0 : padded ? 4 : rest + 1));
    if (!to)
        return;
    for (; groups > 0; groups--, at += 3) {
        *to++ = letters[at[0] >> 2];
        *to++ = letters[(at[0] & 3) << 4 | at[1] >> 4];
        *to++ = letters[(at[1] & 15) << 2 | at[2] >> 6];
        *to++ = letters[at[2] & 63];
    }
    if (rest > 0) {
        unsigned second = rest > 1 ? at[1] : 0;
        *to++ = letters[at[0] >> 2];
        *to++ = letters[(at[0] & 3) << 4 | second >> 4];
        if (rest > 1)
            *to++ = letters[(second & 15) << 2];
        for (size_t i = rest; padded && i < 3; i++)
            *to++ = '=';
    }
    out->len = (size_t)(to - out->bytes);
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

/* The value of up to four letters, those that are missing being none; clears what all letters have
 * set in *good when one is no letter. */
static unsigned group_read(const char *at, size_t chars, unsigned *good)
{
    unsigned group = 0;
    for (size_t i = 0; i < 4; i++) {
        unsigned value = i < chars ? values[(unsigned char)at[i]] : LETTER;
        *good &= value;
        group = group << 6 | value % LETTER;
    }
    return group;
}

bool base64url_read(struct slice text, struct buffer *out)
{
    size_t whole = text.len / 4 * 4, rest = text.len % 4;
    unsigned good = LETTER, group;
    char *to = rest == 1 ? NULL : buffer_reserve(out, text.len * 3 / 4);
    if (!to)
        return false;
    for (size_t i = 0; i < whole; i += 4) {
        group = group_read(text.at + i, 4, &good);
        *to++ = (char)(group >> 16);
        *to++ = (char)(group >> 8);
        *to++ = (char)group;
    }
    group = rest ? group_read(text.at + whole, rest, &good) : 0;
    for (size_t i = 0; i + 1 < rest; i++)
        *to++ = (char)(group >> (16 - 8 * i));
    bool spare = rest && (group << 8 * (rest - 1) & 0xffffff);
    bool strict = good == LETTER && !spare;
    out->len += strict ? text.len * 3 / 4 : 0;
    return strict;
}
