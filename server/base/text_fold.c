/* SPDX-License-Identifier: Apache-2.0
 *
 * Arabic as in Lucene's ArabicNormalizer: forms of
 * alef, yeh and heh that people write for one another become one.
 */
#include "base/text_fold.h"

#include <utf8proc.h>

#include "base/text.h"
#include "base/text_points.h"

/* The letter that stands for `point` in a search; 0 when it is left out. */
static int32_t letter(int32_t point)
{
    switch (point) {
    case 0x0640: /* tatweel */
        return 0;
    case 0x0671: /* alef wasla */
        return 0x0627;
    case 0x0649: /* alef maksura */
    case 0x06cc: /* Farsi yeh */
        return 0x064a;
    case 0x0629: /* teh marbuta */
        return 0x0647;
    case 0x06a9: /* keheh */
        return 0x0643;
    default:
        return point;
    }
}

/* Ligatures that are letters of their own, but are written in two by whoever lacks the key; 0: it
 * is none. The first of the two. */
static int32_t ligature(int32_t point)
{
    return point == 0x0153 ? 'o' : point == 0x00e6 ? 'a' : 0;
}

/* Accents, Hebrew points and Arabic marks, by combining class. The vowel signs of Thai, the viramas
 * and nuktas of India, the voicing marks of Japanese and the strokes of mathematics have other
 * classes: they make other words. */
static bool is_accent(int32_t point)
{
    int class = point_combining(point);
    return (class >= 10 && class <= 36) || class >= 200;
}

enum err text_fold(struct slice text, struct buffer *out)
{
    const int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE | UTF8PROC_CASEFOLD |
                        UTF8PROC_IGNORE;
    struct points decomposed, folded;
    if (!text_is_utf8(text))
        return ERR_TEXT_INVALID;
    points_init(&decomposed, text_chars(text));
    const char *at = text.at, *end = text.at + text.len;
    while (at < end)
        points_add_decomposed(&decomposed, text_point(&at), options);
    points_init(&folded, 2 * decomposed.count);
    for (size_t i = 0; i < decomposed.count; i++) {
        int32_t first = ligature(decomposed.at[i]);
        int32_t point = first ? 'e' : letter(decomposed.at[i]);
        if (first)
            points_add(&folded, first);
        if (point && !is_accent(point))
            points_add(&folded, point);
    }
    points_compose(&folded);
    bool written = points_write(&folded, out);
    points_done(&folded);
    points_done(&decomposed);
    return written ? ERR_NONE : ERR_TEXT_TOO_LONG;
}
