/* SPDX-License-Identifier: Apache-2.0
 * The length is 7 bits, or 16 after 126, or 64 after 127. */
#include "base/frame.h"

#include "base/check.h"

void frame_write_header(struct buffer *out, enum frame_kind kind, size_t payload_bytes)
{
    unsigned char header[FRAME_HEADER_BYTES_MAX] = {(unsigned char)kind};
    unsigned extra = payload_bytes < FRAME_LENGTH_16 ? 0 : payload_bytes <= UINT16_MAX ? 2 : 8;
    header[1] = extra == 0   ? (unsigned char)payload_bytes
                : extra == 2 ? (unsigned char)FRAME_LENGTH_16
                             : (unsigned char)FRAME_LENGTH_64;
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

struct frame_control frame_control(enum frame_opcode opcode, struct slice payload)
{
    struct frame_control frame;
    check(payload.len <= FRAME_CONTROL_PAYLOAD_MAX);
    frame.bytes[0] = (char)(FRAME_FINAL | opcode);
    frame.bytes[1] = (char)payload.len;
    if (payload.len > 0)
        memcpy(frame.bytes + 2, payload.at, payload.len);
    frame.len = 2 + payload.len;
    return frame;
}

struct frame_control frame_close(unsigned code, const char *reason)
{
    char payload[FRAME_CONTROL_PAYLOAD_MAX];
    size_t len = strnlen(reason, sizeof payload - 2);
    if (code == FRAME_CLOSE_NO_CODE)
        return frame_control(FRAME_OP_CLOSE, (struct slice){NULL, 0});
    payload[0] = (char)(code >> 8);
    payload[1] = (char)(code & 0xff);
    memcpy(payload + 2, reason, len);
    return frame_control(FRAME_OP_CLOSE, (struct slice){payload, 2 + len});
}

size_t frame_header_bytes(const char *frame)
{
    unsigned char length = (unsigned char)frame[1] & FRAME_LENGTH;
    return length < FRAME_LENGTH_16 ? 2 : length == FRAME_LENGTH_16 ? 4 : FRAME_HEADER_BYTES_MAX;
}

static struct slice payload_of(struct slice run)
{
    const unsigned char *at = (const unsigned char *)run.at;
    check(run.len >= 2);
    size_t header = frame_header_bytes(run.at);
    check(run.len >= header);
    uint64_t payload = header == 2 ? at[1] & FRAME_LENGTH : 0;
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
