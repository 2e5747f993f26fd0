/* SPDX-License-Identifier: Apache-2.0
 *
 * The grammar of RFC 8259, level by level: what is open is one bit each on a stack of bits, an
 * object or an array. A text as long as a message may be cannot open more than the stack holds.
 */
#include "base/json_raw.h"

#include <stdint.h>
#include <string.h>

#include "base/bounds.h"
#include "base/text.h"

enum { OPEN_MAX = BOUND_COMMAND_BYTES };

/* A value while it is walked over. */
struct open {
    uint8_t objects[OPEN_MAX / 8]; /* bit n: what was opened as the n-th is an object */
    size_t count, deepest;
};

static char peek(const struct json_walk *walk)
{
    return walk->at < walk->end ? *walk->at : '\0';
}

static bool accept(struct json_walk *walk, char byte)
{
    if (walk->at == walk->end || *walk->at != byte)
        return false;
    walk->at++;
    return true;
}

static void space(struct json_walk *walk)
{
    while (walk->at < walk->end && *walk->at <= ' ' && *walk->at > 0 &&
           (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\n' || *walk->at == '\r'))
        walk->at++;
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* What stands behind a backslash. */
static bool escape(struct json_walk *walk)
{
    char letter = peek(walk);
    if (!letter || !strchr("\"\\/bfnrtu", letter))
        return false;
    walk->at++;
    for (int i = 0; letter == 'u' && i < 4; i++)
        if (walk->at == walk->end || hex_digit(*walk->at++) < 0)
            return false;
    return true;
}

static bool text(struct json_walk *walk)
{
    if (!accept(walk, '"'))
        return false;
    for (;;) {
        walk->at += text_plain((struct slice){walk->at, (size_t)(walk->end - walk->at)});
        if (!accept(walk, '\\'))
            return accept(walk, '"');
        if (!escape(walk))
            return false;
    }
}

static bool digits(struct json_walk *walk)
{
    const char *start = walk->at;
    while (peek(walk) >= '0' && peek(walk) <= '9')
        walk->at++;
    return walk->at > start;
}

static bool number(struct json_walk *walk)
{
    accept(walk, '-');
    if (!accept(walk, '0') && !digits(walk))
        return false;
    if (accept(walk, '.') && !digits(walk))
        return false;
    if (!accept(walk, 'e') && !accept(walk, 'E'))
        return true;
    if (!accept(walk, '+'))
        accept(walk, '-');
    return digits(walk);
}

static bool word(struct json_walk *walk, struct slice wanted)
{
    struct slice left = {walk->at, (size_t)(walk->end - walk->at)};
    if (!slice_starts(left, wanted))
        return false;
    walk->at += wanted.len;
    return true;
}

static bool scalar(struct json_walk *walk)
{
    switch (peek(walk)) {
    case '"':
        return text(walk);
    case 't':
        return word(walk, SLICE("true"));
    case 'f':
        return word(walk, SLICE("false"));
    case 'n':
        return word(walk, SLICE("null"));
    default:
        return number(walk);
    }
}

static bool key(struct json_walk *walk)
{
    space(walk);
    if (!text(walk))
        return false;
    space(walk);
    return accept(walk, ':');
}

static bool push(struct open *open, bool object)
{
    uint8_t bit = (uint8_t)(1u << open->count % 8);
    if (open->count == OPEN_MAX)
        return false;
    uint8_t *byte = &open->objects[open->count / 8];
    *byte = (uint8_t)(object ? *byte | bit : *byte & ~bit);
    if (++open->count > open->deepest)
        open->deepest = open->count;
    return true;
}

static bool in_object(const struct open *open)
{
    size_t last = open->count - 1;
    return open->objects[last / 8] >> last % 8 & 1;
}

/* The start of a value. *whole: nothing of it is open, it has ended. */
static bool begin(struct json_walk *walk, struct open *open, bool *whole)
{
    *whole = true;
    space(walk);
    bool object = peek(walk) == '{';
    if (!object && peek(walk) != '[')
        return scalar(walk);
    walk->at++;
    space(walk);
    if (!push(open, object))
        return false;
    if (accept(walk, object ? '}' : ']')) {
        open->count--;
        return true;
    }
    *whole = false;
    return !object || key(walk);
}

/* Behind a value: closes what ends here. *next: another one follows. */
static bool go_on(struct json_walk *walk, struct open *open, bool *next)
{
    *next = false;
    while (open->count > 0) {
        bool object = in_object(open);
        space(walk);
        if (accept(walk, ',')) {
            *next = true;
            return !object || key(walk);
        }
        if (!accept(walk, object ? '}' : ']'))
            return false;
        open->count--;
    }
    return true;
}

static bool value(struct json_walk *walk, struct json_member *member)
{
    struct open open;
    bool whole, next;
    open.count = open.deepest = 0;
    space(walk);
    const char *start = walk->at;
    do {
        if (!begin(walk, &open, &whole))
            return false;
        next = true;
        if (whole && !go_on(walk, &open, &next))
            return false;
    } while (next);
    member->value = (struct slice){start, (size_t)(walk->at - start)};
    member->depth = open.deepest;
    return true;
}

struct json_walk json_walk_start(struct slice text_all)
{
    return (struct json_walk){.at = text_all.at, .end = text_all.at + text_all.len};
}

/* The end of the object, and of the text. */
static enum json_step finish(struct json_walk *walk)
{
    space(walk);
    return walk->at == walk->end ? JSON_STEP_END : JSON_STEP_BAD;
}

enum json_step json_walk_next(struct json_walk *walk, struct json_member *member)
{
    space(walk);
    if (!walk->inside) {
        if (!accept(walk, '{'))
            return JSON_STEP_BAD;
        space(walk);
        if (accept(walk, '}'))
            return finish(walk);
    } else if (accept(walk, '}')) {
        return finish(walk);
    } else if (!accept(walk, ',')) {
        return JSON_STEP_BAD;
    }
    walk->inside = true;
    space(walk);
    const char *start = walk->at;
    if (!text(walk))
        return JSON_STEP_BAD;
    member->key = (struct slice){start + 1, (size_t)(walk->at - start) - 2};
    space(walk);
    return accept(walk, ':') && value(walk, member) ? JSON_STEP_MEMBER : JSON_STEP_BAD;
}

bool json_raw_value(struct slice all, struct json_member *member)
{
    struct json_walk walk = json_walk_start(all);
    *member = (struct json_member){.depth = 0};
    return value(&walk, member);
}

/* The code unit at *at of a key that was walked over, moved behind it. */
static int unit(const char **at)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (**at != '\\')
        return (unsigned char)*(*at)++;
    char letter = (*at)[1];
    *at += 2;
    if (letter != 'u')
        return (unsigned char)meant[strchr(plain, letter) - plain];
    int code = 0;
    for (int i = 0; i < 4; i++)
        code = code * 16 + hex_digit(*(*at)++);
    return code;
}

bool json_raw_key_reads(struct slice raw, const char *name)
{
    const char *at = raw.at, *end = raw.at + raw.len;
    if (slice_is(raw, name))
        return true;
    if (raw.len == 0 || !memchr(raw.at, '\\', raw.len))
        return false;
    while (at < end && *name)
        if (unit(&at) != (unsigned char)*name++)
            return false;
    return at == end && !*name;
}
