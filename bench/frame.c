/* SPDX-License-Identifier: Apache-2.0
 * WebSocket frames, read strictly and written plainly. */
#include "bench/frame.h"

#include <string.h>

/* The payload length at `bytes + 1`; the number of header bytes so far, 0 when cut, -1 when wrong.
 */
static int length_read(const unsigned char *bytes, size_t have, uint64_t *len)
{
    unsigned wide = bytes[1] & 0x7f;
    unsigned more = wide == 127 ? 8 : wide == 126 ? 2 : 0;
    if (have < 2U + more)
        return 0;
    *len = more ? 0 : wide;
    for (unsigned i = 0; i < more; i++)
        *len = *len << 8 | bytes[2 + i];
    bool shortest = more == 0 || (more == 2 && *len > 125) || (more == 8 && *len > 0xffff);
    bool control = (bytes[0] & 0x08) != 0;
    uint64_t most = control ? FRAME_CONTROL_MAX : FRAME_PAYLOAD_MAX;
    return shortest && *len <= most ? 2 + (int)more : -1;
}

static bool first_byte_is_known(unsigned char first)
{
    unsigned op = first & 0x0f;
    bool whole = (first & 0x80) != 0;
    bool reserved = (first & 0x70) != 0;
    return whole && !reserved &&
           (op == FRAME_TEXT || op == FRAME_BINARY || op == FRAME_CLOSE || op == FRAME_PING ||
            op == FRAME_PONG);
}

enum frame_verdict frame_read(char *bytes, size_t len, struct frame *frame, size_t *taken)
{
    const unsigned char *at = (const unsigned char *)bytes;
    if (len < 2)
        return FRAME_CUT;
    if (!first_byte_is_known(at[0]))
        return FRAME_BAD;
    uint64_t payload;
    int header = length_read(at, len, &payload);
    if (header <= 0)
        return header == 0 ? FRAME_CUT : FRAME_BAD;
    bool masked = (at[1] & 0x80) != 0;
    size_t start = (size_t)header + (masked ? 4 : 0);
    if (len < start + payload)
        return FRAME_CUT;
    *frame = (struct frame){.op = (enum frame_op)(at[0] & 0x0f),
                            .masked = masked,
                            .payload = bytes + start,
                            .len = (size_t)payload};
    if (masked)
        memcpy(frame->mask, at + header, 4);
    *taken = start + (size_t)payload;
    return FRAME_WHOLE;
}

void frame_unmask(struct frame *frame)
{
    for (size_t i = 0; i < frame->len; i++)
        frame->payload[i] = (char)((uint8_t)frame->payload[i] ^ frame->mask[i % 4]);
}

size_t frame_header(char *out, enum frame_op op, size_t len)
{
    out[0] = (char)(0x80U | (unsigned)op);
    if (len < 126) {
        out[1] = (char)len;
        return 2;
    }
    unsigned more = len <= 0xffff ? 2 : 8;
    out[1] = (char)(more == 2 ? 126 : 127);
    for (unsigned i = 0; i < more; i++)
        out[2 + i] = (char)(uint8_t)((uint64_t)len >> (8 * (more - 1 - i)));
    return 2 + more;
}

size_t frame_masked(char *out, enum frame_op op, const char *payload, size_t len)
{
    static const uint8_t mask[4] = {0x4d, 0x75, 0x73, 0x74};
    size_t header = frame_header(out, op, len);
    out[1] = (char)((uint8_t)out[1] | 0x80U);
    memcpy(out + header, mask, sizeof mask);
    char *to = out + header + sizeof mask;
    for (size_t i = 0; i < len; i++)
        to[i] = (char)((uint8_t)payload[i] ^ mask[i % 4]);
    return header + sizeof mask + len;
}
