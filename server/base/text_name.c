/* SPDX-License-Identifier: Apache-2.0
 *
 * Names stand beside one another and must not pass for one another: what nobody sees goes, except
 * where writing needs it. Joiners stay in scripts that join and between emoji, selectors stay
 * behind emoji and Han characters.
 */
#include "base/text_name.h"

#include <utf8proc.h>

static bool is_joiner(int32_t point)
{
    return point == 0x200c || point == 0x200d;
}

static bool is_emoji(int32_t point)
{
    return utf8proc_get_property(point)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_emoji_selector(int32_t point)
{
    return point == 0xfe0e || point == 0xfe0f;
}

static bool is_skin_tone(int32_t point)
{
    return point >= 0x1f3fb && point <= 0x1f3ff;
}

/* Arabic to Sinhala, Myanmar, Khmer and Mongolian: where a joiner changes what is read. */
static bool is_joined_script(int32_t point)
{
    return (point >= 0x0600 && point <= 0x0dff) || (point >= 0x1000 && point <= 0x109f) ||
           (point >= 0x1780 && point <= 0x18af);
}

static bool is_mark(int32_t point)
{
    return point_combining(point) > 0 || utf8proc_category(point) == UTF8PROC_CATEGORY_MN;
}

/* Neither end of a joint is a mark: they change places when the text is normalised. */
static bool may_join(int32_t point)
{
    return (is_joined_script(point) && !is_mark(point)) || is_emoji(point) || is_skin_tone(point);
}

/* Whether a name shows `point` after `before`. */
static bool shows(int32_t point, int32_t before)
{
    if (is_emoji_selector(point))
        return is_emoji(before);
    if (point >= 0xe0100 && point <= 0xe01ef)
        return before >= 0x3400 && utf8proc_category(before) == UTF8PROC_CATEGORY_LO;
    return !point_is_hidden(point);
}

void name_strip(struct points *points)
{
    size_t kept = 0;
    int32_t joiner = 0, base = ' ';
    for (size_t i = 0; i < points->count; i++) {
        int32_t point = points->at[i], before = kept > 0 ? points->at[kept - 1] : ' ';
        if (is_joiner(point)) {
            joiner = point;
            continue;
        }
        if (point_is_blank(point))
            point = ' ';
        if ((point == ' ' && before == ' ') || !shows(point, before))
            continue;
        if (joiner && may_join(base) && may_join(point))
            points->at[kept++] = joiner;
        joiner = 0;
        base = is_mark(point) ? base : point;
        points->at[kept++] = point;
    }
    points->count = kept;
}

void name_cut(struct points *points, size_t chars_max)
{
    int32_t state = 0;
    size_t end = 0;
    for (size_t i = 1; i <= chars_max && i < points->count; i++)
        if (utf8proc_grapheme_break_stateful(points->at[i - 1], points->at[i], &state))
            end = i;
    /* A single character longer than a name may be is cut in its middle. */
    points->count = end > 0 ? end : chars_max;
    while (points->count > 0 && (point_is_blank(points->at[points->count - 1]) ||
                                 is_joiner(points->at[points->count - 1])))
        points->count--;
}
