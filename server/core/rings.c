/* SPDX-License-Identifier: Apache-2.0
 * Sets of rings. */
#include "core/rings.h"

bool rings_meet(struct rings a, struct rings b)
{
    return (a.all & b.all) || (a.staff & b.staff);
}

bool rings_equal(struct rings a, struct rings b)
{
    return a.all == b.all && a.staff == b.staff && a.since == b.since;
}

struct rings rings_both(struct rings a, struct rings b)
{
    int64_t since = a.since > b.since ? a.since : b.since;
    return (struct rings){a.all | b.all, a.staff | b.staff, since};
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

/* Lower-case hexadecimal digits: everybody who comes in is told them. */
static void write_word(uint64_t word, struct buffer *out)
{
    enum { DIGITS = 16 };
    char digits[DIGITS];
    size_t at = DIGITS;
    do {
        digits[--at] = "0123456789abcdef"[word & 15];
        word >>= 4;
    } while (word > 0);
    buffer_add(out, (struct slice){digits + at, DIGITS - at});
}

void rings_write(struct rings rings, struct buffer *out)
{
    write_word(rings.all, out);
    if (rings.staff) {
        buffer_add_byte(out, 's');
        write_word(rings.staff, out);
    }
    if (rings.since) {
        buffer_add_byte(out, 'n');
        write_word((uint64_t)rings.since, out);
    }
}

/* Lower-case hexadecimal digits, at most 16, up to the end or to another letter. How many. */
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

/* A word behind `letter`, if the rest of the text begins with that. False: no word follows. */
static bool read_behind(char letter, struct slice *rest, uint64_t *word)
{
    if (rest->len == 0 || rest->at[0] != letter)
        return true;
    struct slice text = {rest->at + 1, rest->len - 1};
    size_t len = read_word(text, word);
    *rest = (struct slice){text.at + len, text.len - len};
    return len > 0;
}

bool rings_read(struct slice text, struct rings *out)
{
    uint64_t since = 0;
    *out = (struct rings){0};
    size_t len = read_word(text, &out->all);
    struct slice rest = {text.at + len, text.len - len};
    if (len == 0 || !read_behind('s', &rest, &out->staff) || !read_behind('n', &rest, &since))
        return false;
    out->since = (int64_t)(since & INT64_MAX);
    return rest.len == 0;
}
