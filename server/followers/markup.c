/* SPDX-License-Identifier: Apache-2.0
 * Line after line into blocks; what is within them, mark after mark. */
#include "followers/markup.h"

#include <stdint.h>

#include "base/text.h"
#include "base/text_points.h"
#include "followers/markup_links.h"

/* Of what a line is a part; and within what an emphasis no other of its kind stands. */
enum kind { KIND_NONE, KIND_TEXT, KIND_QUOTE, KIND_BULLET, KIND_NUMBER };
enum within { WITHIN_NOTHING = 0, WITHIN_EM = 1, WITHIN_STRONG = 2 };
enum { TEXT_BYTES = 1 << 20, WHERE_BYTES = 4096, NUMBER_DIGITS = 3, FILE_DIGITS = 15 };

#define FENCE SLICE("```")

void markup_plain(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        if (byte == '&')
            buffer_add(out, SLICE("&amp;"));
        else if (byte == '<')
            buffer_add(out, SLICE("&lt;"));
        else if (byte == '>')
            buffer_add(out, SLICE("&gt;"));
        else if (byte == '"')
            buffer_add(out, SLICE("&quot;"));
        else
            buffer_add_byte(out, byte);
    }
}

/* ---- within a block ----------------------------------------------------------------------------
 */

static void link_write(const struct markup *markup, struct slice words, struct slice href,
                       struct buffer *out)
{
    buffer_add(out, SLICE("<a href=\""));
    if (!markup->leads || !markup->leads(markup->context, href, out))
        markup_plain(href, out);
    buffer_add(out, SLICE("\">"));
    markup_plain(words, out);
    buffer_add(out, SLICE("</a>"));
}

/* Addresses in it become links. */
static void words_write(const struct markup *markup, const char *from, const char *end,
                        struct buffer *out)
{
    const char *at = from;
    struct slice found;
    while ((found = markup_links_next(&at, end)).at) {
        markup_plain((struct slice){from, (size_t)(found.at - from)}, out);
        link_write(markup, found, found, out);
        from = at;
    }
    markup_plain((struct slice){from, (size_t)(end - from)}, out);
}

static int32_t point_before(const char *start, const char *at)
{
    if (at == start)
        return ' ';
    do
        at--;
    while (at > start && (*at & 0xc0) == 0x80);
    return text_point(&at);
}

static int32_t point_at(const char *at, const char *end)
{
    return at < end ? text_point(&at) : ' ';
}

/* One text on its way; `from` is where begins what is not written yet. */
struct reading {
    const struct markup *markup;
    const char *start, *end, *from, *at;
    unsigned within;
    unsigned open; /* of a mark that nothing closes no other is sought; BIT_CODE … */
    struct buffer *out;
};

static void inline_write(const struct markup *markup, struct slice text, unsigned within,
                         struct buffer *out);

static void pending_write(struct reading *reading)
{
    words_write(reading->markup, reading->from, reading->at, reading->out);
}

static void taken(struct reading *reading, const char *end)
{
    reading->from = reading->at = end;
}

enum { BIT_CODE = 1, BIT_EM = 2, BIT_STRONG = 4 };

/* Where the mark stands again, from `start` on; NULL: nowhere. */
static const char *closes(struct reading *reading, struct slice mark, unsigned bit,
                          const char *start)
{
    if (reading->open & bit)
        return NULL;
    for (const char *at = start; at + mark.len <= reading->end; at++)
        if (memcmp(at, mark.at, mark.len) == 0)
            return at;
    reading->open |= bit;
    return NULL;
}

static void take_code(struct reading *reading)
{
    const char *start = reading->at + 1, *end = closes(reading, SLICE("`"), BIT_CODE, start);
    if (!end || end == start) {
        reading->at++;
        return;
    }
    pending_write(reading);
    buffer_add(reading->out, SLICE("<code dir=\"ltr\">"));
    markup_plain((struct slice){start, (size_t)(end - start)}, reading->out);
    buffer_add(reading->out, SLICE("</code>"));
    taken(reading, end + 1);
}

/* A mark opens before a letter, and not within a word: 2*3*4 is a sum. */
static bool opens(const struct reading *reading, size_t len)
{
    int32_t before = point_before(reading->start, reading->at);
    int32_t after = point_at(reading->at + len, reading->end);
    bool in_word = point_is_word(before) && !point_combining(before);
    return !markup_links_blank(after) && after != '*' && before != '*' && !in_word;
}

static void take_emphasis(struct reading *reading, bool strong)
{
    struct slice mark = strong ? SLICE("**") : SLICE("*");
    const char *name = strong ? "strong" : "em", *start = reading->at + mark.len;
    const char *end = closes(reading, mark, strong ? BIT_STRONG : BIT_EM, start);
    bool good = end && end > start && !markup_links_blank(point_before(start, end)) &&
                !memchr(start, '\n', (size_t)(end - start));
    if (!good) {
        reading->at = start;
        return;
    }
    pending_write(reading);
    buffer_addf(reading->out, "<%s>", name);
    inline_write(reading->markup, (struct slice){start, (size_t)(end - start)},
                 reading->within | (strong ? WITHIN_STRONG : WITHIN_EM), reading->out);
    buffer_addf(reading->out, "</%s>", name);
    taken(reading, end + mark.len);
}

/* [words](address): the words without brackets, the address one that may be followed. */
static void take_link(struct reading *reading)
{
    const char *words = reading->at + 1, *middle = words, *end;
    while (middle < reading->end && !strchr("[]\n", *middle))
        middle++;
    end = middle + 2;
    if (middle == words || end > reading->end || middle[0] != ']' || middle[1] != '(') {
        reading->at++;
        return;
    }
    const char *address = end;
    while (end < reading->end && *end != ')' && *end != '[' &&
           !markup_links_blank(point_at(end, reading->end)))
        (void)text_point(&end);
    struct slice href = {address, (size_t)(end - address)};
    if (end >= reading->end || *end != ')' || !markup_links_is(href)) {
        reading->at++;
        return;
    }
    pending_write(reading);
    link_write(reading->markup, (struct slice){words, (size_t)(middle - words)}, href,
               reading->out);
    taken(reading, end + 1);
}

static void inline_write(const struct markup *markup, struct slice text, unsigned within,
                         struct buffer *out)
{
    struct reading reading = {.markup = markup,
                              .start = text.at,
                              .end = text.at + text.len,
                              .from = text.at,
                              .at = text.at,
                              .within = within,
                              .out = out};
    while (reading.at < reading.end) {
        char byte = *reading.at;
        bool strong = byte == '*' && reading.at + 1 < reading.end && reading.at[1] == '*';
        bool may = strong ? !(within & WITHIN_STRONG) : within == WITHIN_NOTHING;
        if (byte == '`')
            take_code(&reading);
        else if (byte == '*' && may && opens(&reading, strong ? 2 : 1))
            take_emphasis(&reading, strong);
        else if (byte == '[')
            take_link(&reading);
        else
            reading.at++;
    }
    pending_write(&reading);
}

/* ---- files -------------------------------------------------------------------------------------
 */

/* A picture stands in a line of its own, ![words](file:31); so does another file, [words](file:31).
 */
static bool file_read(struct slice line, struct slice *words, int64_t *file)
{
    size_t mark = slice_starts(line, SLICE("![")) ? 2 : slice_starts(line, SLICE("[")) ? 1 : 0;
    const char *end = line.at + line.len, *at = line.at + mark;
    if (!mark)
        return false;
    while (at < end && *at != ']')
        at++;
    *words = (struct slice){line.at + mark, (size_t)(at - line.at) - mark};
    struct slice rest = {at, (size_t)(end - at)};
    if (!slice_starts(rest, SLICE("](file:")))
        return false;
    at += SLICE("](file:").len;
    const char *digits = at;
    for (*file = 0; at < end && at - digits < FILE_DIGITS && *at >= '0' && *at <= '9'; at++)
        *file = *file * 10 + (*at - '0');
    if (at == digits || at == end || *at != ')')
        return false;
    for (at++; at < end && (*at == ' ' || *at == '\t'); at++)
        ;
    return at == end;
}

/* ---- blocks ------------------------------------------------------------------------------------
 */

struct blocks {
    const struct markup *markup;
    enum kind kind;      /* of the block that is being read */
    struct buffer lines; /* of a text or a quote, until it ends */
    struct buffer *out;
};

static bool is_number(struct slice line, size_t *mark)
{
    size_t digits = 0;
    while (digits < line.len && digits < NUMBER_DIGITS + 1 && line.at[digits] >= '0' &&
           line.at[digits] <= '9')
        digits++;
    *mark = digits + 2;
    return digits > 0 && digits <= NUMBER_DIGITS && line.len >= *mark &&
           (line.at[digits] == '.' || line.at[digits] == ')') && line.at[digits + 1] == ' ';
}

/* What the line is of; *mark is how many bytes say so. */
static enum kind kind_of(struct slice line, size_t *mark)
{
    *mark = 0;
    if (line.len > 0 && line.at[0] == '>') {
        *mark = line.len > 1 && line.at[1] == ' ' ? 2 : 1;
        return KIND_QUOTE;
    }
    if (slice_starts(line, SLICE("- ")) || slice_starts(line, SLICE("* "))) {
        *mark = 2;
        return KIND_BULLET;
    }
    if (is_number(line, mark))
        return KIND_NUMBER;
    *mark = 0;
    return KIND_TEXT;
}

/* Empty lines around other blocks are what sets them apart. */
static struct slice apart(struct slice text)
{
    while (text.len > 0 && *text.at == '\n')
        text.at++, text.len--;
    while (text.len > 0 && markup_links_blank(point_before(text.at, text.at + text.len)))
        do
            text.len--;
        while ((text.at[text.len] & 0xc0) == 0x80);
    return text;
}

static void block_end(struct blocks *blocks)
{
    struct slice whole = apart(buffer_slice(&blocks->lines));
    bool quote = blocks->kind == KIND_QUOTE;
    if (blocks->kind == KIND_BULLET)
        buffer_add(blocks->out, SLICE("</ul>\n"));
    else if (blocks->kind == KIND_NUMBER)
        buffer_add(blocks->out, SLICE("</ol>\n"));
    else if (whole.len > 0) {
        buffer_add(blocks->out, quote ? SLICE("<blockquote>") : SLICE("<p>"));
        inline_write(blocks->markup, whole, WITHIN_NOTHING, blocks->out);
        buffer_add(blocks->out, quote ? SLICE("</blockquote>\n") : SLICE("</p>\n"));
    }
    buffer_clear(&blocks->lines);
    blocks->kind = KIND_NONE;
}

static void block_begin(struct blocks *blocks, enum kind kind)
{
    blocks->kind = kind;
    if (kind == KIND_BULLET)
        buffer_add(blocks->out, SLICE("<ul>\n"));
    else if (kind == KIND_NUMBER)
        buffer_add(blocks->out, SLICE("<ol>\n"));
}

static void line_add(struct blocks *blocks, struct slice line)
{
    size_t mark;
    enum kind kind = kind_of(line, &mark);
    bool list = kind == KIND_BULLET || kind == KIND_NUMBER, first = blocks->kind != kind;
    if (first) {
        block_end(blocks);
        block_begin(blocks, kind);
    }
    line = (struct slice){line.at + mark, line.len - mark};
    if (list) {
        buffer_add(blocks->out, SLICE("<li>"));
        inline_write(blocks->markup, line, WITHIN_NOTHING, blocks->out);
        buffer_add(blocks->out, SLICE("</li>\n"));
        return;
    }
    if (!first)
        buffer_add_byte(&blocks->lines, '\n');
    buffer_add(&blocks->lines, line);
}

static struct slice line_at(const char *at, const char *end)
{
    const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return (struct slice){at, (size_t)((stop ? stop : end) - at)};
}

/* The line of the next fence after this one; absent: nothing closes it. */
static struct slice fence_next(struct slice line, const char *end)
{
    while (line.at + line.len < end) {
        line = line_at(line.at + line.len + 1, end);
        if (slice_starts(line, FENCE))
            return line;
    }
    return (struct slice){NULL, 0};
}

static void code_write(struct blocks *blocks, const char *from, const char *to)
{
    block_end(blocks);
    buffer_add(blocks->out, SLICE("<pre dir=\"ltr\"><code>"));
    if (to > from)
        markup_plain((struct slice){from, (size_t)(to - from) - 1}, blocks->out);
    buffer_add(blocks->out, SLICE("</code></pre>\n"));
}

/* True when the line was one, and is written. */
static bool file_write(struct blocks *blocks, struct slice line)
{
    const struct markup *markup = blocks->markup;
    struct slice words;
    struct buffer where;
    int64_t file;
    if (!markup->picture || !file_read(line, &words, &file))
        return false;
    buffer_init(&where, WHERE_BYTES);
    bool there = markup->picture(markup->context, file, &where);
    if (there) {
        bool picture = *line.at == '!';
        block_end(blocks);
        buffer_add(blocks->out, picture ? SLICE("<img src=\"") : SLICE("<p><a href=\""));
        buffer_add(blocks->out, buffer_slice(&where));
        buffer_add(blocks->out, picture ? SLICE("\" alt=\"") : SLICE("\">"));
        markup_plain(words, blocks->out);
        buffer_add(blocks->out, picture ? SLICE("\">\n") : SLICE("</a></p>\n"));
    }
    buffer_done(&where);
    return there;
}

void markup_write(const struct markup *markup, struct slice text, struct buffer *out)
{
    struct blocks blocks = {.markup = markup, .out = out};
    const char *end = text.at + text.len;
    struct slice line = line_at(text.at, end), close;
    buffer_init(&blocks.lines, TEXT_BYTES);
    for (;;) {
        close = (struct slice){NULL, 0};
        if (slice_starts(line, FENCE))
            close = fence_next(line, end);
        if (close.at) {
            code_write(&blocks, line.at + line.len + 1, close.at);
            line = close;
        } else if (!file_write(&blocks, line)) {
            line_add(&blocks, line);
        }
        if (line.at + line.len >= end)
            break;
        line = line_at(line.at + line.len + 1, end);
    }
    block_end(&blocks);
    buffer_done(&blocks.lines);
}
