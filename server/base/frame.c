/* SPDX-License-Identifier: Apache-2.0
 * The length is 7 bits, or 16 after 126, or 64 after 127. */
#include "base/frame.h"

#include "base/check.h"

enum { LENGTH_16 = 126, LENGTH_64 = 127, LENGTH = 0x7f };

void frame_write_header(struct buffer *out, enum frame_kind kind, size_t payload_bytes)
{
    unsigned char header[FRAME_HEADER_BYTES_MAX] = {(unsigned char)kind};
    unsigned extra = payload_bytes < LENGTH_16 ? 0 : payload_bytes <= UINT16_MAX ? 2 : 8;
    header[1] = extra == 0   ? (unsigned char)payload_bytes
                : extra == 2 ? (unsigned char)LENGTH_16
                             : (unsigned char)LENGTH_64;
    for (unsigned i = 0; i < extra; i++)
        header[2 + i] = (unsigned char)((uint64_t)payload_bytes >> (8 * (extra - 1 - i)) & 0xff);
    buffer_add(out, (struct slice){(const char *)header, 2 + extra});
}

void frame_write(struct buffer *out, enum frame_kind kind, struct slice payload)
{
    if (out->max - out->len < payload.len + FRAME_HEADER_BYTES_MAX) {
        out->full = true;
        return;
    }
    frame_write_header(out, kind, payload.len);
    buffer_add(out, payload);
}

size_t frame_header_bytes(const char *frame)
{
    unsigned char length = (unsigned char)frame[1] & LENGTH;
    return length < LENGTH_16 ? 2 : length == LENGTH_16 ? 4 : FRAME_HEADER_BYTES_MAX;
}

static struct slice payload_of(struct slice run)
{
    const unsigned char *at = (const unsigned char *)run.at;
    check(run.len >= 2);
    size_t header = frame_header_bytes(run.at);
    check(run.len >= header);
    uint64_t payload = header == 2 ? at[1] & LENGTH : 0;
    for (size_t i = 2; i < header; i++)
        payload = payload << 8 | at[i];
    check(payload <= run.len - header);
    return (struct slice){run.at + header, (size_t)payload};
}

struct slice frame_next(struct slice *run)
{
    struct slice payload = payload_of(*run);
    size_t end = (size_t)(payload.at - run->at) + payload.len;
    *run = (struct slice){run->at + end, run->len - end};
    return payload;
}

size_t frame_boundary(struct slice run, size_t sent)
{
    struct slice rest = run;
    while (run.len - rest.len < sent)
        (void)frame_next(&rest);
    return run.len - rest.len;
}
