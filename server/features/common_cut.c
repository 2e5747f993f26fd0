/* SPDX-License-Identifier: Apache-2.0
 * The text is valid UTF-8, as all that was read is: a code point begins where no byte of its kind
 * (10xxxxxx) goes on. */
#include "features/common_cut.h"

#include "base/bounds.h"
#include "base/text.h"

static size_t bytes_of(struct slice text, size_t chars)
{
    size_t at = 0, count = 0;
    while (at < text.len && (count += ((unsigned char)text.at[at] & 0xC0) != 0x80) <= chars)
        at++;
    return at;
}

struct slice common_cut_first(struct slice text, size_t chars_max)
{
    return (struct slice){text.at, bytes_of(text, chars_max)};
}

static void write(struct slice text, bool line, const char *key, struct writer *out)
{
    struct buffer words;
    buffer_init(&words, BOUND_ENTRY_BYTES);
    for (size_t i = 0; i < text.len; i++)
        buffer_add_byte(&words, line && (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
    writer_text(out, key, buffer_slice(&words));
    buffer_done(&words);
}

static bool cut(struct slice text, size_t chars_max, bool line, const char *key, struct writer *out)
{
    static const char mark[] = "\u2026";
    struct buffer words;
    if (text_chars(text) <= chars_max) {
        write(text, line, key, out);
        return false;
    }
    buffer_init(&words, BOUND_ENTRY_BYTES);
    buffer_add(&words, (struct slice){text.at, bytes_of(text, chars_max - 1)});
    buffer_add(&words, SLICE(mark));
    write(buffer_slice(&words), line, key, out);
    buffer_done(&words);
    return true;
}

bool common_cut(struct slice text, size_t chars_max, const char *key, struct writer *out)
{
    return cut(text, chars_max, false, key, out);
}

bool common_cut_line(struct slice text, size_t chars_max, const char *key, struct writer *out)
{
    return cut(text, chars_max, true, key, out);
}
