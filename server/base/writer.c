/* SPDX-License-Identifier: Apache-2.0
 * JSON straight into a buffer. */
#include "base/writer.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/check.h"
#include "base/text.h"

void writer_init(struct writer *writer, struct buffer *out)
{
    writer->out = out;
    writer->depth = 0;
    writer->unwritten = 0;
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

/* What was opened lazily is written now that something comes to stand in it. */
static void put_unwritten(struct writer *writer)
{
    for (; writer->unwritten > 0; writer->unwritten--) {
        unsigned at = writer->depth - writer->unwritten;
        if (at > 0)
            put_key(writer, &writer->levels[at - 1], writer->levels[at].key);
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

/* Everything in front of a value. */
static void begin(struct writer *writer, struct slice key)
{
    struct writer_level *level = around(writer, key);
    put_unwritten(writer);
    if (level)
        put_key(writer, level, key);
}

static void nest(struct writer *writer, bool array)
{
    check(writer->depth < WRITER_DEPTH);
    struct writer_level *level = &writer->levels[writer->depth++];
    level->filled = false;
    level->array = array;
}

void writer_object_slice(struct writer *writer, struct slice key)
{
    begin(writer, key);
    nest(writer, false);
    buffer_add_byte(writer->out, '{');
}

void writer_object_lazy_slice(struct writer *writer, struct slice key)
{
    (void)around(writer, key);
    nest(writer, false);
    writer->levels[writer->depth - 1].key = key;
    writer->unwritten++;
}

void writer_array_slice(struct writer *writer, struct slice key)
{
    begin(writer, key);
    nest(writer, true);
    buffer_add_byte(writer->out, '[');
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

void writer_raw_slice(struct writer *writer, struct slice key, struct slice json)
{
    check(json.len > 0);
    begin(writer, key);
    buffer_add(writer->out, json);
}

void writer_text_slice(struct writer *writer, struct slice key, struct slice text)
{
    begin(writer, key);
    writer_quote(writer->out, text);
}

void writer_int_slice(struct writer *writer, struct slice key, int64_t number)
{
    begin(writer, key);
    buffer_add_int(writer->out, number);
}

void writer_bool_slice(struct writer *writer, struct slice key, bool value)
{
    begin(writer, key);
    buffer_add(writer->out, value ? SLICE("true") : SLICE("false"));
}

void writer_null_slice(struct writer *writer, struct slice key)
{
    begin(writer, key);
    buffer_add(writer->out, SLICE("null"));
}

struct seq_key {
    char digits[24];
};

static struct slice seq_key(int64_t seq, struct seq_key *key)
{
    int len = snprintf(key->digits, sizeof key->digits, "%" PRId64, seq);
    return (struct slice){key->digits, (size_t)len};
}

void writer_object_seq(struct writer *writer, int64_t seq)
{
    struct seq_key key;
    writer_object_slice(writer, seq_key(seq, &key));
}

void writer_int_seq(struct writer *writer, int64_t seq, int64_t number)
{
    struct seq_key key;
    writer_int_slice(writer, seq_key(seq, &key), number);
}

void writer_bool_seq(struct writer *writer, int64_t seq, bool value)
{
    struct seq_key key;
    writer_bool_slice(writer, seq_key(seq, &key), value);
}

void writer_null_seq(struct writer *writer, int64_t seq)
{
    struct seq_key key;
    writer_null_slice(writer, seq_key(seq, &key));
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

/* Copies what stands for itself; returns how many bytes. */
static size_t copy_plain(char *to, struct slice text)
{
    enum { SHORT = 16 };
    size_t plain = text.len > SHORT ? text_plain(text) : 0;
    if (plain > 0)
        memcpy(to, text.at, plain);
    for (; text.len <= SHORT && plain < text.len; plain++) {
        char byte = text.at[plain];
        if ((unsigned char)byte < ' ' || byte == '"' || byte == '\\')
            break;
        to[plain] = byte;
    }
    return plain;
}

/* Most texts need no escape: they are taken as they are, at once. */
void writer_quote(struct buffer *out, struct slice text)
{
    char *to = buffer_reserve(out, text.len + 2);
    if (!to)
        return;
    size_t plain = copy_plain(to + 1, text);
    if (plain == text.len) {
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
