/* SPDX-License-Identifier: Apache-2.0
 * Found by its scheme, then cut at its end. */
#include "followers/markup_links.h"

#include <strings.h>

#include "base/text.h"
#include "base/text_points.h"

bool markup_links_blank(int32_t point)
{
    enum { BYTE_ORDER_MARK = 0xfeff };
    return point_is_space(point) || (point >= '\t' && point <= '\r') || point == BYTE_ORDER_MARK;
}

/* What turns the direction of text would hide where an address leads. */
static bool turns(int32_t point)
{
    return point == 0x200e || point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069);
}

static bool ends(int32_t point)
{
    return markup_links_blank(point) || turns(point) || (point < 0x80 && strchr("<>\"'`", point));
}

/* The bytes of the scheme that begins there; 0: none does. */
static size_t scheme_at(const char *at, const char *end)
{
    static const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(schemes[i]);
        if ((size_t)(end - at) > len && strncasecmp(at, schemes[i], len) == 0)
            return len;
    }
    return 0;
}

/* How many brackets are closed that were not opened. */
static long surplus(struct slice text, char open, char close)
{
    long count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (text.at[i] == close) - (text.at[i] == open);
    return count;
}

static bool trails(int32_t point)
{
    static const char marks[] = ".,;:!?…،؛؟»”’";
    const char *at = marks;
    while (*at)
        if (text_point(&at) == point)
            return true;
    return false;
}

/* One pass from the end. */
static struct slice trimmed(struct slice address)
{
    long round = surplus(address, '(', ')'), square = surplus(address, '[', ']');
    while (address.len > 0) {
        const char *last = address.at + address.len - 1, *at;
        while (last > address.at && (*last & 0xc0) == 0x80)
            last--;
        at = last;
        int32_t point = text_point(&at);
        long *more = point == ')' ? &round : &square;
        bool bracket = (point == ')' || point == ']') && *more > 0;
        if (!bracket && !trails(point))
            break;
        *more -= bracket;
        address.len = (size_t)(last - address.at);
    }
    return address;
}

/* Whether there is a host, and nobody's name before it. */
static bool safe(struct slice address, size_t scheme)
{
    const char *at = address.at + scheme, *end = address.at + address.len;
    size_t host = 0;
    for (; at < end && !strchr("/?#\\", *at); at++, host++)
        if (*at == '@' || *at == '%' || *at == '|' || *at == '^')
            return false;
    return host > 0 && address.at[scheme] != ':';
}

struct slice markup_links_next(const char **at, const char *end)
{
    while (*at < end) {
        const char *from = *at;
        size_t scheme = scheme_at(from, end);
        if (scheme == 0) {
            *at = from + 1;
            continue;
        }
        const char *to = from + scheme;
        for (const char *next = to; to < end && !ends(text_point(&next)); to = next)
            ;
        *at = to;
        struct slice address = trimmed((struct slice){from, (size_t)(to - from)});
        if (to == from + scheme || address.len <= scheme || !safe(address, scheme))
            continue;
        *at = address.at + address.len;
        return address;
    }
    return (struct slice){NULL, 0};
}

bool markup_links_is(struct slice text)
{
    const char *at = text.at;
    struct slice found = markup_links_next(&at, text.at + text.len);
    return found.at == text.at && found.len == text.len;
}
