/* SPDX-License-Identifier: Apache-2.0
 * Questions about UTF-8 text; what changes it is in text_clean.c and text_fold.c. */
#include "base/text.h"

#include <endian.h>
#include <utf8proc.h>

#include "base/bounds.h"
#include "base/text_points.h"

/* Unicode 15, table 3-7: by its first byte, how long a sequence is and where its second byte lies.
 */
struct lead {
    unsigned char bytes, second_min, second_max;
};

static struct lead lead_of(unsigned char byte)
{
    if (byte < 0x80)
        return (struct lead){.bytes = byte != 0};
    if (byte < 0xc2 || byte > 0xf4)
        return (struct lead){0};
    struct lead lead = {byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4, 0x80, 0xbf};
    if (byte == 0xe0)
        lead.second_min = 0xa0;
    if (byte == 0xed)
        lead.second_max = 0x9f;
    if (byte == 0xf0)
        lead.second_min = 0x90;
    if (byte == 0xf4)
        lead.second_max = 0x8f;
    return lead;
}

/* Bytes of the well-formed sequence at the start of `text`; 0 when there is none, or NUL. */
static size_t sequence_bytes(const unsigned char *at, size_t left)
{
    struct lead lead = lead_of(at[0]);
    if (lead.bytes > left)
        return 0;
    if (lead.bytes > 1 && (at[1] < lead.second_min || at[1] > lead.second_max))
        return 0;
    for (size_t i = 2; i < lead.bytes; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    return lead.bytes;
}

/* Eight bytes at once: a byte is compared by the bit that a subtraction sets on top of it. */
static const uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;

static uint64_t eight_bytes(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Four bytes, the first of them lowest. */
static uint32_t four_bytes(const char *at)
{
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return le32toh(word);
}

/* True when the next eight bytes are ASCII and none is NUL: what most text is made of. */
static bool eight_ascii(const char *at)
{
    uint64_t word = eight_bytes(at);
    return ((word | (word - ones)) & highs) == 0;
}

/* The top bit of each of the eight bytes that is less than `least`; those from 0x80 on never are.
 * Behind the first it may be set in error. */
static uint64_t below(uint64_t word, uint64_t least)
{
    return (word - ones * least) & ~word & highs;
}

/* How many of the eight bytes, the first of them lowest, stand for themselves. */
static inline size_t eight_plain(uint64_t word)
{
    uint64_t special =
        below(word, ' ') | below(word ^ (ones * '"'), 1) | below(word ^ (ones * '\\'), 1);
    return special ? (size_t)__builtin_ctzll(special) / 8 : 8;
}

/* The last eight bytes of a text that has them, or its last four behind its first four, are looked
 * at once more rather than each by itself: what was plain before them still is. */
size_t text_plain(struct slice text)
{
    enum { EIGHT = 8, FOUR = 4 };
    size_t at = 0, plain = EIGHT;
    while (text.len - at >= EIGHT && plain == EIGHT) {
        plain = eight_plain(le64toh(eight_bytes(text.at + at)));
        at += plain;
    }
    if (plain < EIGHT || at == text.len)
        return at;
    if (text.len >= EIGHT) {
        at = text.len - EIGHT;
        return at + eight_plain(le64toh(eight_bytes(text.at + at)));
    }
    if (text.len >= FOUR) {
        uint64_t first = four_bytes(text.at), last = four_bytes(text.at + text.len - FOUR);
        plain = eight_plain(first | last << 32);
        return plain < FOUR ? plain : text.len - EIGHT + plain;
    }
    while (at < text.len && (unsigned char)text.at[at] >= ' ' && text.at[at] != '"' &&
           text.at[at] != '\\')
        at++;
    return at;
}

bool text_is_utf8(struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        if (text.len - at >= 8 && eight_ascii(text.at + at)) {
            at += 8;
            continue;
        }
        if ((signed char)text.at[at] > 0) { /* of the last seven, or between others */
            at++;
            continue;
        }
        size_t bytes = sequence_bytes((const unsigned char *)text.at + at, text.len - at);
        if (bytes == 0)
            return false;
        at += bytes;
    }
    return true;
}

size_t text_chars(struct slice text)
{
    size_t chars = 0;
    for (size_t at = 0; at < text.len; at++)
        chars += ((unsigned char)text.at[at] & 0xc0) != 0x80;
    return chars;
}

int32_t text_point(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    unsigned count = lead_of(bytes[0]).bytes;
    int32_t point = count < 2 ? bytes[0] : bytes[0] & (0x7f >> count);
    for (unsigned i = 1; i < count; i++)
        point = (point << 6) | (bytes[i] & 0x3f);
    *at += count > 0 ? count : 1;
    return point;
}

enum err text_check(struct slice text, size_t chars_max)
{
    if (text.len == 0 || !text_is_utf8(text))
        return ERR_TEXT_INVALID;
    return text_chars(text) > chars_max ? ERR_TEXT_TOO_LONG : ERR_NONE;
}

/* Strong characters of both directions. */
struct strong {
    size_t ltr, rtl;
};

static void strong_count(struct strong *strong, struct slice text)
{
    const char *at = text.at, *end = text.at + text.len;
    while (at < end) {
        utf8proc_propval_t class = utf8proc_get_property(text_point(&at))->bidi_class;
        strong->ltr += class == UTF8PROC_BIDI_CLASS_L;
        strong->rtl += class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL;
    }
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* An address, a tag, a path, a number with letters: the same in every language. */
static bool is_technical(struct slice word)
{
    bool letter = false, sign = false;
    while (word.len > 0 && strchr("([{<\"'", word.at[0]))
        word = (struct slice){word.at + 1, word.len - 1};
    if (word.len > 1 && (word.at[0] == '#' || word.at[0] == '@'))
        return true;
    for (size_t i = 0; i < word.len; i++) {
        char byte = word.at[i], next = i + 1 < word.len ? word.at[i + 1] : ' ';
        letter = letter || is_letter(byte);
        sign = sign || is_digit(byte) || strchr("/\\_@", byte) ||
               (byte == '.' && i > 0 && (is_letter(next) || is_digit(next)));
    }
    return letter && sign;
}

/* The bytes of the word, or of the space, at the start of `text`, which is not empty. Code between
 * two backticks is a word. */
static size_t word_bytes(struct slice text, bool *code)
{
    const char *at = text.at, *end = text.at + text.len;
    const char *close = *at == '`' ? memchr(at + 1, '`', text.len - 1) : NULL;
    *code = close != NULL;
    if (close)
        return (size_t)(close + 1 - text.at);
    bool space = point_is_space(text_point(&at));
    while (at < end && *at != '`') {
        const char *next = at;
        if (point_is_space(text_point(&next)) != space)
            break;
        at = next;
    }
    return (size_t)(at - text.at);
}

enum text_dir text_direction(struct slice text)
{
    struct strong words = {0}, technical = {0};
    while (text.len > 0) {
        bool code;
        struct slice word = {text.at, word_bytes(text, &code)};
        strong_count(code || is_technical(word) ? &technical : &words, word);
        text = (struct slice){text.at + word.len, text.len - word.len};
    }
    const struct strong *strong = words.ltr + words.rtl > 0 ? &words : &technical;
    return strong->rtl > strong->ltr ? TEXT_RTL : TEXT_LTR;
}

struct slice text_dir_name(enum text_dir dir)
{
    return dir == TEXT_RTL ? SLICE("rtl") : SLICE("ltr");
}

static bool byte_is_id(char byte)
{
    return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '.' || byte == '_' ||
           byte == '~' || byte == '@';
}

bool text_is_id(struct slice text)
{
    if (text.len < 1 || text.len > BOUND_ID_BYTES)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        if (!byte_is_id(text.at[at]))
            return false;
    }
    return true;
}
