/* SPDX-License-Identifier: Apache-2.0 */
#include "help_random_text.h"

#include <utf8proc.h>

struct range {
    int32_t first, last;
};

static const struct range marks[] = {
    {'a', 'z'},       {'A', 'Z'},       {0xc0, 0x17f},    {0x300, 0x36f},   {0x300, 0x330},
    {0x340, 0x345},   {0x1ea0, 0x1ef9}, {0x1f00, 0x1fbc}, {0xac00, 0xd7a3}, {0x1100, 0x1112},
    {0x1161, 0x1175}, {0x11a8, 0x11c2}, {0x5b0, 0x5c2},   {0x622, 0x626},   {0x64b, 0x655},
    {0x915, 0x94d},   {0x958, 0x95f},   {0xe30, 0xe4b},   {0xfb1d, 0xfb4e}, {0x1d15e, 0x1d16d},
    {0x212a, 0x212b}, {0x3099, 0x309a}, {0x304b, 0x3069}, {0xf900, 0xfa0d}, {0x2adc, 0x2adc},
};

static const struct range anything[] = {
    {1, 0x20},        {' ', ' '},       {'\n', '\n'},       {0x80, 0xa0},     {0x200b, 0x200f},
    {0x2028, 0x202f}, {0x202a, 0x202e}, {0x2066, 0x2069},   {0x2066, 0x2069}, {0x2060, 0x206f},
    {0x3000, 0x3000}, {0xfe0f, 0xfe0f}, {0xe000, 0x10ffff}, {0xa0, 0xd7ff},   {0x1f600, 0x1f64f},
};

static int32_t random_point(uint64_t *seed, enum random_kind kind)
{
    const struct range *ranges = marks;
    unsigned count = sizeof marks / sizeof *marks;
    if (kind == RANDOM_ANYTHING && random_below(seed, 2)) {
        ranges = anything;
        count = sizeof anything / sizeof *anything;
    }
    struct range range = ranges[random_below(seed, count)];
    return range.first + (int32_t)random_below(seed, (unsigned)(range.last - range.first + 1));
}

void random_text(uint64_t *seed, unsigned chars_max, enum random_kind kind, struct buffer *out)
{
    for (unsigned chars = random_below(seed, chars_max + 1); chars > 0; chars--) {
        char *to = buffer_reserve(out, 4);
        out->len += (size_t)utf8proc_encode_char(random_point(seed, kind), (unsigned char *)to);
    }
}
