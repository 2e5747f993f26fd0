/* SPDX-License-Identifier: Apache-2.0
 *
 * Recursive descent over RFC 8259, which makes the document on its way. UTF-8 is checked once, for
 * the whole text, before anything else. When an object closes its keys are compared: few each with
 * each, many sorted, so that a duplicate costs n log n.
 */
#include "base/json_scan.h"

#include <math.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/json_node.h"
#include "base/json_pieces.h"
#include "base/json_raw.h"
#include "base/mem.h"
#include "base/text.h"

/* Depth limits are far below. */
enum { DEPTH_MAX = 64 };
/* More says the same as the nearest that a double can be. */
enum { NUMBER_BYTES_MAX = 63 };

struct scan {
    const char *at, *end;             /* the text not yet read */
    const struct json_limits *limits; /* borrowed */
    size_t tokens;                    /* values and keys so far */
    unsigned depth;                   /* arrays and objects open */
    enum err error;                   /* what it is refused with, if it is */
};

static bool scan_value(struct scan *scan, struct json *node);

enum err json_scan(struct slice text, const struct json_limits *limits, struct json **json)
{
    check(limits->depth <= DEPTH_MAX);
    *json = NULL;
    if (!text.at || !text_is_utf8(text))
        return ERR_BAD_REQUEST;
    struct scan scan = {.at = text.at, .end = text.at + text.len, .limits = limits};
    scan.error = ERR_BAD_REQUEST;
    json_pieces_open();
    struct json *document = json_node_new(0);
    bool valid = scan_value(&scan, document) && scan.at == scan.end;
    valid = valid && (!limits->around || document->value.type == JSON_OBJECT);
    json_pieces_close();
    if (valid)
        *json = document;
    else
        json_node_free(document);
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
    while (scan->at < scan->end && (unsigned char)*scan->at <= ' ' &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
        scan->at++;
}

static bool scan_token(struct scan *scan)
{
    return ++scan->tokens <= scan->limits->tokens || refuse(scan, ERR_LIMIT_EXCEEDED);
}

static bool scan_word(struct scan *scan, struct slice word, enum json_type type, struct json *node)
{
    struct slice left = {scan->at, (size_t)(scan->end - scan->at)};
    if (!slice_starts(left, word))
        return false;
    scan->at += word.len;
    node->value.type = (unsigned char)type;
    return true;
}

static bool scan_object(struct scan *scan, struct json *node);
static bool scan_array(struct scan *scan, struct json *node);
static bool scan_text(struct scan *scan, struct json *node);
static bool scan_number(struct scan *scan, struct json *node);

/* One value and the white space on both sides of it. */
static bool scan_value(struct scan *scan, struct json *node)
{
    bool valid;
    scan_space(scan);
    if (!scan_token(scan))
        return false;
    switch (peek(scan)) {
    case '{':
        valid = scan_object(scan, node);
        break;
    case '[':
        valid = scan_array(scan, node);
        break;
    case '"':
        valid = scan_text(scan, node);
        break;
    case 't':
        valid = scan_word(scan, SLICE("true"), JSON_TRUE, node);
        break;
    case 'f':
        valid = scan_word(scan, SLICE("false"), JSON_FALSE, node);
        break;
    case 'n':
        valid = scan_word(scan, SLICE("null"), JSON_NULL, node);
        break;
    default:
        valid = scan_number(scan, node);
        break;
    }
    scan_space(scan);
    return valid;
}

/* Opens an array or object, and finds whether there is anything in it. */
static bool scan_open(struct scan *scan, enum json_type type, struct json *node, bool *empty)
{
    if (++scan->depth > scan->limits->depth)
        return refuse(scan, ERR_LIMIT_EXCEEDED);
    scan->at++;
    node->value.type = (unsigned char)type;
    scan_space(scan);
    *empty = accept(scan, type == JSON_OBJECT ? '}' : ']');
    return true;
}

static bool scan_element(struct scan *scan, struct json *array)
{
    struct json *item = json_node_new(0);
    json_node_add(array, item);
    return scan_value(scan, item);
}

static bool scan_array(struct scan *scan, struct json *node)
{
    bool empty;
    if (!scan_open(scan, JSON_ARRAY, node, &empty))
        return false;
    if (!empty) {
        do {
            if (!scan_element(scan, node))
                return false;
        } while (accept(scan, ','));
        if (!accept(scan, ']'))
            return false;
    }
    scan->depth--;
    return true;
}

static bool scan_member(struct scan *scan, struct json *object);
static bool keys_unique(const struct json *object);

static bool scan_object(struct scan *scan, struct json *node)
{
    bool empty;
    if (!scan_open(scan, JSON_OBJECT, node, &empty))
        return false;
    if (!empty) {
        do {
            if (!scan_member(scan, node))
                return false;
        } while (accept(scan, ','));
        if (!accept(scan, '}'))
            return false;
    }
    scan->depth--;
    return keys_unique(node);
}

/* A text between its quotes: as it stands there, and how many bytes it means. */
struct quoted {
    struct slice raw;
    size_t bytes;
};

static bool scan_quoted(struct scan *scan, struct quoted *quoted);
static void unescape(const struct quoted *quoted, char *to);

/* A member `data` of the outermost object that is kept unread. */
static bool is_unread(const struct scan *scan, const struct json *item)
{
    return scan->limits->around && scan->depth == 1 && item->key_bytes == 4 &&
           memcmp(item->key, "data", 4) == 0;
}

/* A carriage return or newline, which JSON has between tokens alone, becomes a space: a message is
 * one line, and an event stream ends lines at both. */
static bool scan_unread(struct scan *scan, struct json *node)
{
    struct json_member member;
    struct slice left = {scan->at, (size_t)(scan->end - scan->at)};
    if (!json_raw_value(left, &member))
        return false;
    if (member.depth > BOUND_DATA_DEPTH)
        return refuse(scan, ERR_LIMIT_EXCEEDED);
    struct slice raw = member.value;
    char *text = json_node_text_new(raw.len);
    for (size_t i = 0; i < raw.len; i++)
        text[i] = raw.at[i] == '\r' || raw.at[i] == '\n' ? ' ' : raw.at[i];
    node->value.type = JSON_RAW;
    node->value.of.text = (struct slice){text, raw.len};
    scan->at = raw.at + raw.len;
    scan_space(scan);
    return true;
}

static bool scan_member(struct scan *scan, struct json *object)
{
    struct quoted key;
    scan_space(scan);
    if (peek(scan) != '"' || !scan_quoted(scan, &key))
        return false;
    struct json *item = json_node_new(key.bytes);
    item->named = true;
    unescape(&key, item->key);
    json_node_add(object, item);
    scan_space(scan);
    if (!accept(scan, ':'))
        return false;
    if (is_unread(scan, item))
        return scan_unread(scan, item);
    return scan_token(scan) && scan_value(scan, item);
}

static int keys_compare(const void *left, const void *right)
{
    const struct json *a = *(const struct json *const *)left;
    const struct json *b = *(const struct json *const *)right;
    if (a->key_bytes != b->key_bytes)
        return a->key_bytes < b->key_bytes ? -1 : 1;
    if (a->key_bytes > 0 && a->key[0] != b->key[0])
        return a->key[0] < b->key[0] ? -1 : 1;
    return memcmp(a->key, b->key, a->key_bytes);
}

static bool many_unique(const struct json *object, size_t count)
{
    const struct json **items = mem_new(count * sizeof *items);
    size_t i = 0;
    for (const struct json *item = object->value.of.items.first; item; item = item->next)
        items[i++] = item;
    qsort(items, count, sizeof *items, keys_compare);
    i = 1;
    while (i < count && keys_compare(&items[i - 1], &items[i]) != 0)
        i++;
    mem_free(items);
    return i >= count;
}

static bool keys_unique(const struct json *object)
{
    enum { FEW = 12 };
    size_t count = 0;
    const struct json *first = object->value.of.items.first;
    for (const struct json *item = first; item; item = item->next)
        count++;
    if (count > FEW)
        return many_unique(object, count);
    for (const struct json *item = first; item; item = item->next)
        for (const struct json *other = first; other != item; other = other->next)
            if (keys_compare(&item, &other) == 0)
                return false;
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

/* The text whose opening quote is next. */
static bool scan_quoted(struct scan *scan, struct quoted *quoted)
{
    const char *start = ++scan->at;
    size_t bytes = scan_plain(scan);
    while (peek(scan) == '\\') {
        int32_t point = escape_read(&scan->at, scan->end);
        if (point < 0)
            return refuse(scan, point == ESCAPE_NO_TEXT ? ERR_TEXT_INVALID : ERR_BAD_REQUEST);
        bytes += utf8_bytes(point) + scan_plain(scan);
    }
    if (bytes > scan->limits->text_bytes)
        return refuse(scan, ERR_TEXT_TOO_LONG);
    *quoted = (struct quoted){{start, (size_t)(scan->at - start)}, bytes};
    return accept(scan, '"');
}

static char *utf8_write(int32_t point, char *to)
{
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t bytes = utf8_bytes(point);
    if (bytes == 1) {
        *to = (char)point;
        return to + 1;
    }
    for (size_t i = bytes; i-- > 1; point >>= 6)
        to[i] = (char)(0x80 | (point & 0x3f));
    to[0] = (char)(leads[bytes] | point);
    return to + bytes;
}

/* Writes what a text means that was scanned: `bytes` of it. */
static void unescape(const struct quoted *quoted, char *to)
{
    const char *at = quoted->raw.at, *end = at + quoted->raw.len;
    if (quoted->bytes == quoted->raw.len) {
        memcpy(to, at, quoted->bytes);
        return;
    }
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((escape ? escape : end) - at);
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        if (escape)
            to = utf8_write(escape_read(&at, end), to);
    }
}

static bool scan_text(struct scan *scan, struct json *node)
{
    struct quoted quoted;
    if (!scan_quoted(scan, &quoted))
        return false;
    char *text = json_node_text_new(quoted.bytes);
    unescape(&quoted, text);
    node->value.type = JSON_TEXT;
    node->value.of.text = (struct slice){text, quoted.bytes};
    return true;
}

static size_t scan_digits(struct scan *scan)
{
    const char *start = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        scan->at++;
    return (size_t)(scan->at - start);
}

/* 2^53: beyond it doubles, and JavaScript's numbers, skip integers. */
static bool integer_fits(const struct scan *scan, const char *digits, size_t count)
{
    const char *largest = scan->limits->uint64 ? "18446744073709551615" : "9007199254740992";
    size_t count_max = strlen(largest);
    return count < count_max || (count == count_max && memcmp(digits, largest, count_max) <= 0);
}

static double integer_read(const char *digits, size_t count, bool negative)
{
    uint64_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number * 10 + (uint64_t)(digits[i] - '0');
    return negative ? -(double)number : (double)number;
}

static bool fraction_read(const char *start, size_t bytes, double *number)
{
    char text[NUMBER_BYTES_MAX + 1] = {0};
    if (bytes > NUMBER_BYTES_MAX)
        return false;
    memcpy(text, start, bytes);
    *number = strtod(text, NULL);
    return isfinite(*number);
}

static bool scan_number(struct scan *scan, struct json *node)
{
    const char *start = scan->at;
    bool negative = accept(scan, '-');
    const char *digits = scan->at;
    size_t count = scan_digits(scan);
    if (count == 0 || (*digits == '0' && count > 1))
        return false;
    char next = peek(scan);
    node->value.type = JSON_NUMBER;
    if (next != '.' && next != 'e' && next != 'E') {
        node->value.of.number = integer_read(digits, count, negative);
        return integer_fits(scan, digits, count);
    }
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
    return fraction_read(start, (size_t)(scan->at - start), &node->value.of.number);
}
