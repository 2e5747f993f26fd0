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

/* The payload of the frame at the start of `run`. */
static struct slice payload_of(struct slice run)
{
    const unsigned char *at = (const unsigned char *)run.at;
    check(run.len >= 2);
    unsigned len = at[1];
    check(len <= 127);
    unsigned extra = len == 126 ? 2 : len == 127 ? 8 : 0;
    check(run.len >= 2 + extra);
    uint64_t payload = extra ? number(at + 2, extra) : len;
    check(payload <= run.len - 2 - extra);
    return (struct slice){run.at + 2 + extra, (size_t)payload};
}

struct slice frames_next(struct slice *run)
{
    struct slice payload = payload_of(*run);
    size_t end = (size_t)(payload.at - run->at) + payload.len;
    *run = (struct slice){run->at + end, run->len - end};
    return payload;
}

size_t frames_end(struct slice run, size_t sent)
{
    struct slice rest = run;
    while (run.len - rest.len < sent)
        (void)frames_next(&rest);
    return run.len - rest.len;
}
