/* SPDX-License-Identifier: Apache-2.0
 * JSON straight into a buffer. */
#include "base/writer.h"

#include "base/check.h"
#include "base/text.h"

void writer_init(struct writer *writer, struct buffer *out)
{
    writer->out = out;
    writer->depth = 0;
    writer->unwritten = 0;
}

/* As memcpy, which is a call where the length is not known: a key is mostly short. */
static void copy(char *to, struct slice text)
{
    enum { EIGHT = 8, FOUR = 4 };
    if (text.len > 2 * EIGHT) {
        memcpy(to, text.at, text.len);
    } else if (text.len >= EIGHT) {
        memcpy(to, text.at, EIGHT);
        memcpy(to + text.len - EIGHT, text.at + text.len - EIGHT, EIGHT);
    } else if (text.len >= FOUR) {
        memcpy(to, text.at, FOUR);
        memcpy(to + text.len - FOUR, text.at + text.len - FOUR, FOUR);
    } else {
        for (size_t i = 0; i < text.len; i++)
            to[i] = text.at[i];
    }
}

/* The comma in front of a value, and the key where one belongs; `level`: what it stands in. */
static void put_key(struct writer *writer, struct writer_level *level, struct slice key)
{
    if (level->filled)
        buffer_add_byte(writer->out, ',');
    level->filled = true;
    if (key.at) {
        writer_quote(writer->out, key);
        buffer_add_byte(writer->out, ':');
    }
}

/* The same in one step, with a key that needs no escape. */
static void put_plain(struct writer *writer, struct writer_level *level, struct slice key)
{
    size_t comma = level->filled, bytes = comma + (key.at ? key.len + 3 : 0);
    level->filled = true;
    char *to = bytes > 0 ? buffer_reserve(writer->out, bytes) : NULL;
    if (!to)
        return;
    writer->out->len += bytes;
    to[0] = ',';
    if (!key.at)
        return;
    to += comma;
    to[0] = to[key.len + 1] = '"';
    copy(to + 1, key);
    to[key.len + 2] = ':';
}

/* What was opened lazily is written now that something comes to stand in it. */
static void put_unwritten(struct writer *writer)
{
    for (; writer->unwritten > 0; writer->unwritten--) {
        unsigned at = writer->depth - writer->unwritten;
        const struct writer_level *lazy = &writer->levels[at];
        if (at > 0 && lazy->plain)
            put_plain(writer, &writer->levels[at - 1], lazy->key);
        else if (at > 0)
            put_key(writer, &writer->levels[at - 1], lazy->key);
        buffer_add_byte(writer->out, '{');
    }
}

/* What an object or array opened now, or a value, stands in; NULL: nothing. */
static struct writer_level *around(struct writer *writer, struct slice key)
{
    if (writer->depth == 0) {
        check(!key.at);
        return NULL;
    }
    struct writer_level *level = &writer->levels[writer->depth - 1];
    check(level->array == !key.at);
    return level;
}

void writer_member_slice(struct writer *writer, struct slice key)
{
    struct writer_level *level = around(writer, key);
    put_unwritten(writer);
    if (level)
        put_key(writer, level, key);
}

void writer_member_plain(struct writer *writer, struct slice key)
{
    struct writer_level *level = around(writer, key);
    put_unwritten(writer);
    if (level)
        put_plain(writer, level, key);
}

static void nest(struct writer *writer, bool array)
{
    check(writer->depth < WRITER_DEPTH);
    struct writer_level *level = &writer->levels[writer->depth++];
    level->filled = false;
    level->array = array;
}

void writer_open(struct writer *writer, bool array)
{
    nest(writer, array);
    buffer_add_byte(writer->out, array ? '[' : '{');
}

void writer_object_slice(struct writer *writer, struct slice key)
{
    writer_member_slice(writer, key);
    writer_open(writer, false);
}

void writer_open_lazy(struct writer *writer, struct slice key, bool plain)
{
    (void)around(writer, key);
    nest(writer, false);
    writer->levels[writer->depth - 1].key = key;
    writer->levels[writer->depth - 1].plain = plain;
    writer->unwritten++;
}

void writer_object_lazy_slice(struct writer *writer, struct slice key)
{
    writer_open_lazy(writer, key, false);
}

void writer_array_slice(struct writer *writer, struct slice key)
{
    writer_member_slice(writer, key);
    writer_open(writer, true);
}

bool writer_end(struct writer *writer)
{
    check(writer->depth > 0);
    const struct writer_level *level = &writer->levels[--writer->depth];
    if (writer->unwritten > 0) {
        writer->unwritten--;
        return false;
    }
    buffer_add_byte(writer->out, level->array ? ']' : '}');
    return true;
}

void writer_json(struct writer *writer, struct slice json)
{
    check(json.len > 0);
    buffer_add(writer->out, json);
}

void writer_raw_slice(struct writer *writer, struct slice key, struct slice json)
{
    writer_member_slice(writer, key);
    writer_json(writer, json);
}

void writer_text_slice(struct writer *writer, struct slice key, struct slice text)
{
    writer_member_slice(writer, key);
    writer_quote(writer->out, text);
}

void writer_int_slice(struct writer *writer, struct slice key, int64_t number)
{
    writer_member_slice(writer, key);
    buffer_add_int(writer->out, number);
}

void writer_bool_slice(struct writer *writer, struct slice key, bool value)
{
    writer_member_slice(writer, key);
    buffer_add(writer->out, value ? SLICE("true") : SLICE("false"));
}

void writer_null_slice(struct writer *writer, struct slice key)
{
    writer_member_slice(writer, key);
    buffer_add(writer->out, SLICE("null"));
}

void writer_object_seq(struct writer *writer, int64_t seq)
{
    char digits[BUFFER_INT_CHARS];
    writer_object_slice(writer, buffer_int(seq, digits));
}

void writer_int_seq(struct writer *writer, int64_t seq, int64_t number)
{
    char digits[BUFFER_INT_CHARS];
    writer_int_slice(writer, buffer_int(seq, digits), number);
}

void writer_bool_seq(struct writer *writer, int64_t seq, bool value)
{
    char digits[BUFFER_INT_CHARS];
    writer_bool_slice(writer, buffer_int(seq, digits), value);
}

void writer_null_seq(struct writer *writer, int64_t seq)
{
    char digits[BUFFER_INT_CHARS];
    writer_null_slice(writer, buffer_int(seq, digits));
}

static void escape(struct buffer *out, char byte)
{
    static const char letters[32] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    static const char digits[] = "0123456789abcdef";
    unsigned value = (unsigned char)byte;
    char letter = value < sizeof letters ? letters[value] : byte;
    if (letter) {
        buffer_add(out, (struct slice){(char[]){'\\', letter}, 2});
        return;
    }
    char text[6] = {'\\', 'u', '0', '0', digits[value >> 4], digits[value & 15]};
    buffer_add(out, (struct slice){text, sizeof text});
}

/* Most texts need no escape: they are taken as they are, at once. */
void writer_quote(struct buffer *out, struct slice text)
{
    char *to = buffer_reserve(out, text.len + 2);
    if (!to)
        return;
    size_t plain = text_plain(text);
    if (plain == text.len) {
        copy(to + 1, text);
        to[0] = to[text.len + 1] = '"';
        out->len += text.len + 2;
        return;
    }
    buffer_add_byte(out, '"');
    for (;;) {
        buffer_add(out, (struct slice){text.at, plain});
        if (plain == text.len)
            break;
        escape(out, text.at[plain]);
        text = (struct slice){text.at + plain + 1, text.len - plain - 1};
        plain = text_plain(text);
    }
    buffer_add_byte(out, '"');
}
