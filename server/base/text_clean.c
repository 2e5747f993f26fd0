/* SPDX-License-Identifier: Apache-2.0
 *
 * What people wrote becomes what is kept, in this order, each step leaving nothing for an earlier
 * one: controls and bidi overrides go; isolates without a partner go; ends are trimmed; NFC. Of a
 * line, breaks are spaces; of a name, what nobody sees goes too (text_name.c).
 */
#include "base/text_clean.h"

#include <utf8proc.h>

#include "base/text.h"
#include "base/text_name.h"
#include "base/text_points.h"

enum shape { SHAPE_BODY, SHAPE_LINE, SHAPE_NAME };

static enum err clean(struct slice raw, enum shape shape, size_t chars_max, struct buffer *out);

enum err text_clean(struct slice raw, size_t chars_max, struct buffer *out)
{
    return clean(raw, SHAPE_BODY, chars_max, out);
}

enum err text_clean_line(struct slice raw, size_t chars_max, struct buffer *out)
{
    return clean(raw, SHAPE_LINE, chars_max, out);
}

enum err text_clean_name(struct slice raw, size_t chars_max, struct buffer *out)
{
    return clean(raw, SHAPE_NAME, chars_max, out);
}

static void filter(struct slice raw, enum shape shape, struct points *points);
static void isolates_balance(struct points *points);
static void trim(struct points *points);
static bool visible(const struct points *points);
static void normalise(struct points *points);

/* What stays as it is in every shape, as most names do: visible ASCII, single spaces within. */
static bool is_clean(struct slice raw)
{
    char before = ' ';
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (c < ' ' || c > '~' || (c == ' ' && before == ' '))
            return false;
        before = c;
    }
    return raw.len > 0 && before != ' ';
}

static enum err clean(struct slice raw, enum shape shape, size_t chars_max, struct buffer *out)
{
    struct points points;
    enum err error = ERR_TEXT_INVALID;
    if (raw.len <= chars_max && raw.len <= out->max - out->len && is_clean(raw)) {
        buffer_add(out, raw);
        return ERR_NONE;
    }
    if (!text_is_utf8(raw))
        return ERR_TEXT_INVALID;
    points_init(&points, text_chars(raw));
    filter(raw, shape, &points);
    if (shape == SHAPE_NAME)
        name_strip(&points);
    else
        isolates_balance(&points);
    trim(&points);
    if (visible(&points)) {
        normalise(&points);
        if (shape == SHAPE_NAME && points.count > chars_max)
            name_cut(&points, chars_max);
        bool written = points.count <= chars_max && points_write(&points, out);
        error = written ? ERR_NONE : ERR_TEXT_TOO_LONG;
    }
    points_done(&points);
    return error;
}

static utf8proc_category_t category(int32_t point)
{
    return utf8proc_category(point);
}

/* LRE RLE PDF LRO RLO: they reach beyond their own text, isolates do not. */
static bool is_override(int32_t point)
{
    return point >= 0x202a && point <= 0x202e;
}

/* What ends a line or moves to the next: LF VT FF CR NEL LS PS. */
static bool is_break(int32_t point)
{
    return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
}

static void filter(struct slice raw, enum shape shape, struct points *points)
{
    const char *at = raw.at, *end = raw.at + raw.len;
    while (at < end) {
        int32_t point = text_point(&at);
        bool joins = shape != SHAPE_BODY && is_break(point);
        if (joins && points->count > 0 && points->at[points->count - 1] == ' ')
            continue;
        if (joins || point == '\t')
            point = ' ';
        if (point == '\n' || (category(point) != UTF8PROC_CATEGORY_CC && !is_override(point)))
            points_add(points, point);
    }
}

static bool is_isolate(int32_t point)
{
    return point >= 0x2066 && point <= 0x2068;
}

static bool is_isolate_end(int32_t point)
{
    return point == 0x2069;
}

/* UAX #9 P1: an isolate ends with its paragraph. */
static bool is_paragraph_end(int32_t point)
{
    return point == '\n' || point == 0x2029;
}

/* Forward, an end without a beginning goes; then backward, a beginning without an end. By then
 * every end has its beginning in the same paragraph. */
static void isolates_balance(struct points *points)
{
    size_t open = 0, kept = 0;
    for (size_t i = 0; i < points->count; i++) {
        int32_t point = points->at[i];
        if (is_paragraph_end(point))
            open = 0;
        if (is_isolate_end(point) && open == 0)
            continue;
        open = open + is_isolate(point) - is_isolate_end(point);
        points->at[kept++] = point;
    }
    size_t ends = 0, first = kept;
    for (size_t i = kept; i-- > 0;) {
        int32_t point = points->at[i];
        if (is_isolate(point) && ends == 0)
            continue;
        ends = ends + is_isolate_end(point) - is_isolate(point);
        points->at[--first] = point;
    }
    points->count = kept - first;
    if (points->count > 0)
        memmove(points->at, points->at + first, points->count * sizeof *points->at);
}

static void trim(struct points *points)
{
    size_t first = 0;
    while (points->count > 0 && point_is_space(points->at[points->count - 1]))
        points->count--;
    while (first < points->count && point_is_space(points->at[first]))
        first++;
    points->count -= first;
    if (first > 0 && points->count > 0)
        memmove(points->at, points->at + first, points->count * sizeof *points->at);
}

/* A text of nothing but blanks, joiners and marks of direction is empty to whoever reads it. */
static bool visible(const struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        int32_t point = points->at[i];
        if (!point_is_blank(point) && !point_is_hidden(point))
            return true;
    }
    return false;
}

/* Below U+0300, the first combining mark, every text is in NFC. */
static bool surely_normal(const struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        if (points->at[i] >= 0x300)
            return false;
    }
    return true;
}

static void normalise(struct points *points)
{
    if (surely_normal(points))
        return;
    struct points decomposed;
    points_init(&decomposed, points->count);
    for (size_t i = 0; i < points->count; i++)
        points_add_decomposed(&decomposed, points->at[i], UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    points_compose(&decomposed);
    points_done(points);
    *points = decomposed;
}
