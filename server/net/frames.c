/* SPDX-License-Identifier: Apache-2.0
 * The length is 7 bits, or 16 after 126, or 64 after 127. */
#include "net/frames.h"

#include "base/check.h"

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static size_t frame_bytes(const unsigned char *at, size_t left)
{
    check(left >= 2);
    unsigned len = at[1];
    check(len <= 127);
    unsigned extra = len == 126 ? 2 : len == 127 ? 8 : 0;
    check(left >= 2 + extra);
    uint64_t payload = extra ? number(at + 2, extra) : len;
    check(payload <= left - 2 - extra);
    return 2 + extra + (size_t)payload;
}

size_t frames_end(struct slice run, size_t sent)
{
    size_t end = 0;
    while (end < sent)
        end += frame_bytes((const unsigned char *)run.at + end, run.len - end);
    return end;
}
