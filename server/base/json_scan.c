/* SPDX-License-Identifier: Apache-2.0
 *
 * Recursive descent over RFC 8259. The keys of the objects that are open lie on one stack; when an
 * object closes, its keys are sorted and neighbours compared, so that a duplicate costs n log n.
 * UTF-8 is checked once, for the whole text, before anything else.
 */
#include "base/json_scan.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"

/* The stack is this deep; depth limits are far below. */
enum { DEPTH_MAX = 64 };
/* cJSON copies a number into 64 bytes before it converts it. */
enum { NUMBER_BYTES_MAX = 63 };

struct scan {
    const char *at, *end;             /* the text not yet read */
    const struct json_limits *limits; /* borrowed */
    size_t tokens;                    /* values and keys so far */
    unsigned depth;                   /* arrays and objects open */
    struct slice *keys;               /* owned; keys of the open objects, still escaped */
    size_t keys_count, keys_capacity;
    enum err error; /* what it is refused with, if it is */
};

static bool scan_value(struct scan *scan);

enum err json_scan(struct slice text, const struct json_limits *limits)
{
    check(limits->depth <= DEPTH_MAX);
    if (!text.at || !text_is_utf8(text))
        return ERR_BAD_REQUEST;
    struct scan scan = {.at = text.at, .end = text.at + text.len, .limits = limits};
    scan.error = ERR_BAD_REQUEST;
    bool valid = scan_value(&scan) && scan.at == scan.end;
    mem_free(scan.keys);
    return valid ? ERR_NONE : scan.error;
}

/* Refuses a text that is JSON, for the reason `error`. */
static bool refuse(struct scan *scan, enum err error)
{
    scan->error = error;
    return false;
}

/* The next byte, or NUL at the end: the text itself holds none. */
static char peek(const struct scan *scan)
{
    return scan->at < scan->end ? *scan->at : '\0';
}

static bool accept(struct scan *scan, char byte)
{
    if (peek(scan) != byte)
        return false;
    scan->at++;
    return true;
}

static void scan_space(struct scan *scan)
{
    while (peek(scan) == ' ' || peek(scan) == '\t' || peek(scan) == '\n' || peek(scan) == '\r')
        scan->at++;
}

static bool scan_token(struct scan *scan)
{
    return ++scan->tokens <= scan->limits->tokens || refuse(scan, ERR_LIMIT_EXCEEDED);
}

static bool scan_word(struct scan *scan, struct slice word)
{
    struct slice left = {scan->at, (size_t)(scan->end - scan->at)};
    if (!slice_starts(left, word))
        return false;
    scan->at += word.len;
    return true;
}

static bool scan_object(struct scan *scan);
static bool scan_array(struct scan *scan);
static bool scan_text(struct scan *scan);
static bool scan_number(struct scan *scan);

/* One value and the white space on both sides of it. */
static bool scan_value(struct scan *scan)
{
    bool valid;
    scan_space(scan);
    if (!scan_token(scan))
        return false;
    switch (peek(scan)) {
    case '{':
        valid = scan_object(scan);
        break;
    case '[':
        valid = scan_array(scan);
        break;
    case '"':
        valid = scan_text(scan);
        break;
    case 't':
        valid = scan_word(scan, SLICE("true"));
        break;
    case 'f':
        valid = scan_word(scan, SLICE("false"));
        break;
    case 'n':
        valid = scan_word(scan, SLICE("null"));
        break;
    default:
        valid = scan_number(scan);
        break;
    }
    scan_space(scan);
    return valid;
}

static bool scan_array(struct scan *scan)
{
    if (++scan->depth > scan->limits->depth)
        return refuse(scan, ERR_LIMIT_EXCEEDED);
    check(accept(scan, '['));
    scan_space(scan);
    if (!accept(scan, ']')) {
        do {
            if (!scan_value(scan))
                return false;
        } while (accept(scan, ','));
        if (!accept(scan, ']'))
            return false;
    }
    scan->depth--;
    return true;
}

static bool scan_key(struct scan *scan);
static bool keys_unique(struct scan *scan, size_t first);

static bool scan_object(struct scan *scan)
{
    size_t first = scan->keys_count;
    if (++scan->depth > scan->limits->depth)
        return refuse(scan, ERR_LIMIT_EXCEEDED);
    check(accept(scan, '{'));
    scan_space(scan);
    if (!accept(scan, '}')) {
        do {
            if (!scan_key(scan) || !accept(scan, ':') || !scan_value(scan))
                return false;
        } while (accept(scan, ','));
        if (!accept(scan, '}'))
            return false;
    }
    scan->depth--;
    return keys_unique(scan, first);
}

static bool scan_key(struct scan *scan)
{
    scan_space(scan);
    const char *start = scan->at;
    if (!scan_token(scan) || peek(scan) != '"' || !scan_text(scan))
        return false;
    if (scan->keys_count == scan->keys_capacity) {
        size_t bytes = scan->keys_capacity * sizeof *scan->keys;
        scan->keys_capacity = scan->keys_capacity ? scan->keys_capacity * 2 : 16;
        scan->keys = mem_resize(scan->keys, bytes, scan->keys_capacity * sizeof *scan->keys);
    }
    /* Between the quotes. */
    scan->keys[scan->keys_count++] = (struct slice){start + 1, (size_t)(scan->at - start) - 2};
    scan_space(scan);
    return true;
}

static int keys_compare(const void *left, const void *right);

/* Sorts and removes the keys from `first` on; true when no two are the same. */
static bool keys_unique(struct scan *scan, size_t first)
{
    size_t count = scan->keys_count - first;
    scan->keys_count = first;
    if (count < 2)
        return true;
    struct slice *keys = scan->keys + first;
    qsort(keys, count, sizeof *keys, keys_compare);
    for (size_t i = 1; i < count; i++) {
        if (keys_compare(&keys[i - 1], &keys[i]) == 0)
            return false;
    }
    return true;
}

/* The value of four hexadecimal digits, or -1. */
static int32_t hex_read(const char *at, const char *end)
{
    int32_t value = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char digit = at[i];
        if (digit >= '0' && digit <= '9')
            value = value * 16 + (digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            value = value * 16 + (digit - 'a' + 10);
        else if (digit >= 'A' && digit <= 'F')
            value = value * 16 + (digit - 'A' + 10);
        else
            return -1;
    }
    return value;
}

/* What an escape is that stands for no character. */
enum { ESCAPE_MALFORMED = -1, ESCAPE_NO_TEXT = -2 };

/* The code point of the escape whose `\u` stands at *at, moved behind it; ESCAPE_NO_TEXT for a lone
 * surrogate and NUL. */
static int32_t escape_unicode(const char **at, const char *end)
{
    int32_t high = hex_read(*at + 2, end);
    if (high < 0)
        return ESCAPE_MALFORMED;
    if (high == 0 || (high >= 0xdc00 && high < 0xe000))
        return ESCAPE_NO_TEXT;
    *at += 6;
    if (high < 0xd800 || high >= 0xe000)
        return high;
    if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
        return ESCAPE_NO_TEXT;
    int32_t low = hex_read(*at + 2, end);
    if (low < 0xdc00 || low >= 0xe000)
        return low < 0 ? ESCAPE_MALFORMED : ESCAPE_NO_TEXT;
    *at += 6;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* The code point of the escape at *at, moved behind it; less than 0 when there is none. */
static int32_t escape_read(const char **at, const char *end)
{
    static const char letters[128] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                      ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
    if (end - *at < 2)
        return ESCAPE_MALFORMED;
    unsigned char letter = (unsigned char)(*at)[1];
    if (letter == 'u')
        return escape_unicode(at, end);
    if (letter >= sizeof letters || !letters[letter])
        return ESCAPE_MALFORMED;
    *at += 2;
    return letters[letter];
}

static size_t utf8_bytes(int32_t point)
{
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/* Skips what stands for itself: all but the quote, the backslash and controls. */
static size_t scan_plain(struct scan *scan)
{
    size_t bytes = text_plain((struct slice){scan->at, (size_t)(scan->end - scan->at)});
    scan->at += bytes;
    return bytes;
}

static bool scan_text(struct scan *scan)
{
    check(accept(scan, '"'));
    size_t bytes = scan_plain(scan);
    while (peek(scan) == '\\') {
        int32_t point = escape_read(&scan->at, scan->end);
        if (point < 0)
            return refuse(scan, point == ESCAPE_NO_TEXT ? ERR_TEXT_INVALID : ERR_BAD_REQUEST);
        bytes += utf8_bytes(point) + scan_plain(scan);
    }
    if (bytes > scan->limits->text_bytes)
        return refuse(scan, ERR_TEXT_TOO_LONG);
    return accept(scan, '"');
}

/* The code point at *at of a text that was scanned, escaped or not. */
static int32_t point_read(const char **at, const char *end)
{
    if (**at == '\\')
        return escape_read(at, end);
    return text_point(at);
}

/* Order of two scanned keys by their code points, which in UTF-8 is the order of the bytes. */
static int keys_compare(const void *left, const void *right)
{
    const struct slice *a = left, *b = right;
    const char *a_at = a->at, *a_end = a->at + a->len;
    const char *b_at = b->at, *b_end = b->at + b->len;
    while (a_at < a_end && b_at < b_end) {
        if (*a_at != '\\' && *b_at != '\\') {
            if (*a_at != *b_at)
                return (unsigned char)*a_at < (unsigned char)*b_at ? -1 : 1;
            a_at++;
            b_at++;
            continue;
        }
        /* One is at an escape, so both are where a character begins. */
        int32_t a_point = point_read(&a_at, a_end), b_point = point_read(&b_at, b_end);
        if (a_point != b_point)
            return a_point < b_point ? -1 : 1;
    }
    return (a_at < a_end) - (b_at < b_end);
}

static size_t scan_digits(struct scan *scan)
{
    const char *start = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        scan->at++;
    return (size_t)(scan->at - start);
}

/* 2^53: beyond it cJSON's double and JavaScript's numbers skip integers. */
static bool integer_fits(const struct scan *scan, const char *digits, size_t count)
{
    const char *largest = scan->limits->uint64 ? "18446744073709551615" : "9007199254740992";
    size_t count_max = strlen(largest);
    return count < count_max || (count == count_max && memcmp(digits, largest, count_max) <= 0);
}

static bool number_finite(const char *start, size_t bytes)
{
    char text[NUMBER_BYTES_MAX + 1] = {0};
    if (bytes > NUMBER_BYTES_MAX)
        return false;
    memcpy(text, start, bytes);
    return isfinite(strtod(text, NULL));
}

static bool scan_number(struct scan *scan)
{
    const char *start = scan->at;
    accept(scan, '-');
    const char *digits = scan->at;
    size_t count = scan_digits(scan);
    if (count == 0 || (*digits == '0' && count > 1))
        return false;
    char next = peek(scan);
    if (next != '.' && next != 'e' && next != 'E')
        return integer_fits(scan, digits, count);
    if (!scan->limits->fractions)
        return false;
    if (accept(scan, '.') && scan_digits(scan) == 0)
        return false;
    if (accept(scan, 'e') || accept(scan, 'E')) {
        if (!accept(scan, '+'))
            accept(scan, '-');
        if (scan_digits(scan) == 0)
            return false;
    }
    return number_finite(start, (size_t)(scan->at - start));
}
