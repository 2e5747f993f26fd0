/* SPDX-License-Identifier: Apache-2.0
 * Sets of rings. */
#include "core/rings.h"

#include <inttypes.h>

bool rings_meet(struct rings a, struct rings b)
{
    return (a.all & b.all) || (a.staff & b.staff);
}

bool rings_equal(struct rings a, struct rings b)
{
    return a.all == b.all && a.staff == b.staff;
}

struct rings rings_both(struct rings a, struct rings b)
{
    return (struct rings){a.all | b.all, a.staff | b.staff};
}

bool rings_none(struct rings rings)
{
    return !rings.all && !rings.staff;
}

bool rings_inside(struct rings rings)
{
    return (rings.all | rings.staff) & RING(RING_INSIDE);
}

bool rings_visiting(struct rings rings)
{
    return rings.all & RING(RING_VISITING);
}

bool rings_of_staff(struct rings rings)
{
    return rings.staff & RING(RING_INSIDE);
}

bool rings_let(struct rings rings)
{
    return rings.staff & RING(RING_LET);
}

void rings_write(struct rings rings, struct buffer *out)
{
    buffer_addf(out, "%" PRIx64, rings.all);
    if (rings.staff)
        buffer_addf(out, "s%" PRIx64, rings.staff);
}

/* Lower-case hexadecimal digits, at most 16, up to the end or to an s. Returns how many. */
static size_t read_word(struct slice text, uint64_t *word)
{
    size_t len = 0;
    for (*word = 0; len < text.len && len < 16; len++) {
        char c = text.at[len];
        if (c >= '0' && c <= '9')
            *word = *word << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            *word = *word << 4 | (uint64_t)(c - 'a' + 10);
        else
            break;
    }
    return len;
}

bool rings_read(struct slice text, struct rings *out)
{
    *out = (struct rings){0};
    size_t len = read_word(text, &out->all);
    if (len == 0 || len == text.len)
        return len > 0;
    struct slice rest = {text.at + len + 1, text.len - len - 1};
    return text.at[len] == 's' && rest.len > 0 && read_word(rest, &out->staff) == rest.len;
}
