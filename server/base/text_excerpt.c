/* SPDX-License-Identifier: Apache-2.0
 * Marks at the begin of a line go, and stars and ticks around words. */
#include "base/text_excerpt.h"

#include <string.h>

/* Behind the marks with which a line may begin: of a heading, a quote, a list. */
static const char *line_begin(const char *at, const char *end)
{
    while (at < end && strchr(" \t#>-+", *at))
        at++;
    return at;
}

/* The end of "](address)" at `at`; `at` itself when there is none. */
static const char *address_end(const char *at, const char *end)
{
    const char *close = NULL;
    if (end - at > 2 && at[0] == ']' && at[1] == '(')
        close = memchr(at, ')', (size_t)(end - at));
    return close ? close + 1 : at;
}

static void space(struct buffer *out)
{
    if (out->len > 0 && out->bytes[out->len - 1] != ' ')
        buffer_add_byte(out, ' ');
}

/* One byte of the text, or a mark. Returns what comes behind it. */
static const char *take(const char *at, const char *end, struct buffer *out)
{
    const char *behind = address_end(at, end);
    if (behind != at)
        return behind;
    if (*at == '\n') {
        space(out);
        return line_begin(at + 1, end);
    }
    if (strchr(" \t\r", *at))
        space(out);
    else if (!strchr("*`[", *at) && !(*at == '!' && end - at > 1 && at[1] == '['))
        buffer_add_byte(out, *at);
    return at + 1;
}

void text_unmarked(struct slice text, size_t bytes_max, struct buffer *out)
{
    size_t before = out->len;
    const char *end = text.at + text.len;
    const char *at = line_begin(text.at, end);
    while (at < end && out->len - before <= bytes_max)
        at = take(at, end, out);
    while (out->len > before && out->bytes[out->len - 1] == ' ')
        out->len--;
}

/* The first code points: one begins where no byte of its kind (10xxxxxx) goes on. */
static size_t bytes_of(const struct buffer *words, size_t chars)
{
    size_t at = 0, count = 0;
    while (at < words->len && (count += ((unsigned char)words->bytes[at] & 0xC0) != 0x80) <= chars)
        at++;
    return at;
}

void text_excerpt(struct slice text, size_t chars_max, struct buffer *out)
{
    static const char mark[] = "\u2026";
    text_unmarked(text, 4 * chars_max, out);
    size_t fits = bytes_of(out, chars_max), len = fits;
    if (fits == out->len)
        return;
    while (len > fits / 2 && out->bytes[len] != ' ')
        len--;
    out->len = len > fits / 2 ? len : fits;
    buffer_add(out, SLICE(mark));
}
