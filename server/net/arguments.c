/* SPDX-License-Identifier: Apache-2.0
 * Part by part into an object, whose reader finds what is named twice. */
#include "net/arguments.h"

#include "base/buffer.h"
#include "base/text.h"
#include "base/writer.h"
#include "net/target.h"

enum { DATA_BYTES = 8192, DIGITS_MAX = 15 };

static bool is_number(struct slice text)
{
    size_t sign = text.len > 0 && text.at[0] == '-';
    if (text.len <= sign || text.len - sign > DIGITS_MAX ||
        (text.at[sign] == '0' && text.len > sign + 1))
        return false;
    for (size_t i = sign; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    }
    return true;
}

static int64_t number_of(struct slice text)
{
    int64_t number = 0;
    for (size_t i = text.at[0] == '-'; i < text.len; i++)
        number = number * 10 + (text.at[i] - '0');
    return text.at[0] == '-' ? -number : number;
}

/* Numbers, yes and no are what they look like; what is in quotes is a text all the same. */
static void write_value(struct writer *writer, struct slice key, struct slice value)
{
    bool quoted = value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"';
    if (quoted)
        writer_text_slice(writer, key, (struct slice){value.at + 1, value.len - 2});
    else if (slice_is(value, "true") || slice_is(value, "false"))
        writer_bool_slice(writer, key, value.at[0] == 't');
    else if (is_number(value))
        writer_int_slice(writer, key, number_of(value));
    else
        writer_text_slice(writer, key, value);
}

static bool write_argument(struct writer *writer, struct slice argument, bool texts)
{
    const char *equals = memchr(argument.at, '=', argument.len);
    size_t len = equals ? (size_t)(equals - argument.at) : argument.len;
    struct slice key = {argument.at, len}, value = SLICE("");
    if (equals)
        value = (struct slice){equals + 1, argument.len - len - 1};
    if (len == 0 || !text_is_utf8(argument))
        return false;
    if (texts)
        writer_text_slice(writer, key, value);
    else
        write_value(writer, key, value);
    return true;
}

static bool read_argument(struct writer *writer, struct slice part, bool texts)
{
    struct buffer argument, spaced;
    buffer_init(&argument, DATA_BYTES);
    buffer_init(&spaced, DATA_BYTES);
    for (size_t i = 0; texts && i < part.len; i++)
        buffer_add_byte(&spaced, part.at[i] == '+' ? ' ' : part.at[i]);
    bool good = !spaced.full && target_unescape(texts ? buffer_slice(&spaced) : part, &argument) &&
                !argument.full && write_argument(writer, buffer_slice(&argument), texts);
    buffer_done(&argument);
    buffer_done(&spaced);
    return good;
}

enum err arguments_read(struct slice query, bool texts, struct json **json)
{
    struct buffer text;
    struct writer writer;
    bool good = true;
    buffer_init(&text, 2 * DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    while (good && query.len > 0) {
        const char *end = memchr(query.at, '&', query.len);
        size_t len = end ? (size_t)(end - query.at) : query.len;
        good = len == 0 || read_argument(&writer, (struct slice){query.at, len}, texts);
        len += end != NULL;
        query = (struct slice){query.at + len, query.len - len};
    }
    writer_end(&writer);
    enum err error = good && !text.full ? json_parse(buffer_slice(&text), json) : ERR_BAD_REQUEST;
    buffer_done(&text);
    return error;
}
