/* SPDX-License-Identifier: Apache-2.0
 *
 * utf8proc's own ordering of marks takes quadratic time over a run of them, and people may send
 * thousands: so only the tables, the decomposition of one character and the composition are its,
 * and a run of marks has a maximum.
 */
#include "base/text_points.h"

#include <utf8proc.h>

#include "base/check.h"
#include "base/mem.h"

enum { MARKS_MAX = 30 };

void points_init(struct points *points, size_t capacity)
{
    *points = (struct points){.capacity = capacity};
    if (capacity > 0)
        points->at = mem_new(capacity * sizeof *points->at);
}

void points_done(struct points *points)
{
    mem_free(points->at);
    *points = (struct points){0};
}

void points_add(struct points *points, int32_t point)
{
    if (points->count == points->capacity) {
        size_t bytes = points->capacity * sizeof *points->at;
        points->capacity = points->capacity ? points->capacity * 2 : 64;
        points->at = mem_resize(points->at, bytes, points->capacity * sizeof *points->at);
    }
    points->at[points->count++] = point;
}

int point_combining(int32_t point)
{
    return utf8proc_get_property(point)->combining_class;
}

void points_add_decomposed(struct points *points, int32_t point, int options)
{
    /* The longest decomposition in Unicode, of U+FDFA, has 18 code points. */
    int32_t parts[32];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(point, parts, sizeof parts / sizeof *parts,
                                                     (utf8proc_option_t)options, &boundary);
    check(count >= 0 && count <= (utf8proc_ssize_t)(sizeof parts / sizeof *parts));
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        bool mark = point_combining(parts[i]) > 0;
        points->marks = mark ? points->marks + 1 : 0;
        if (points->marks <= MARKS_MAX)
            points_add(points, parts[i]);
    }
}

/* Stable insertion sort of each run of marks by combining class (Unicode 15 §3.11, D109). */
static void marks_order(struct points *points)
{
    for (size_t i = 1; i < points->count; i++) {
        int32_t mark = points->at[i];
        int class = point_combining(mark);
        size_t to = i;
        while (class > 0 && to > 0 && point_combining(points->at[to - 1]) > class) {
            points->at[to] = points->at[to - 1];
            to--;
        }
        points->at[to] = mark;
    }
}

void points_compose(struct points *points)
{
    marks_order(points);
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(points->at, (utf8proc_ssize_t)points->count,
                                 (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    check(count >= 0 && (size_t)count <= points->count);
    points->count = (size_t)count;
}

bool point_is_space(int32_t point)
{
    utf8proc_category_t kind = utf8proc_category(point);
    return point == '\n' || kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
           kind == UTF8PROC_CATEGORY_ZP;
}

bool point_is_blank(int32_t point)
{
    enum { BRAILLE_BLANK = 0x2800, MUSIC_NULL_NOTEHEAD = 0x1d159 };
    return point_is_space(point) || point == BRAILLE_BLANK || point == MUSIC_NULL_NOTEHEAD;
}

bool point_is_hidden(int32_t point)
{
    return utf8proc_category(point) == UTF8PROC_CATEGORY_CF ||
           utf8proc_get_property(point)->ignorable;
}

bool point_is_word(int32_t point)
{
    utf8proc_category_t kind = utf8proc_category(point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO;
}

const char *points_version(void)
{
    return utf8proc_unicode_version();
}

bool points_write(const struct points *points, struct buffer *out)
{
    unsigned char bytes[4];
    size_t len = 0;
    for (size_t i = 0; i < points->count; i++)
        len += (size_t)utf8proc_encode_char(points->at[i], bytes);
    char *to = buffer_reserve(out, len);
    if (!to)
        return false;
    for (size_t i = 0; i < points->count; i++)
        to += utf8proc_encode_char(points->at[i], (unsigned char *)to);
    out->len += len;
    return true;
}
