/* SPDX-License-Identifier: Apache-2.0
 * A header is looked at when it is there as a whole; a control frame, which is short, too. */
#include "base/client_frames.h"

#include "base/frame.h"
#include "base/text.h"

enum { MASK_BYTES = 4 };

/* The header of a frame. */
struct header {
    unsigned opcode;
    bool final;
    uint64_t payload;
    size_t bytes; /* of the header, the mask included */
    unsigned char mask[MASK_BYTES];
};

static bool is_control(unsigned opcode)
{
    return opcode >= FRAME_OP_CLOSE;
}

/* Whether a frame may begin like this (§5.2, §5.4, §5.5). */
static bool first_bytes_good(const struct client_frames *frames, unsigned first, unsigned second)
{
    unsigned opcode = first & FRAME_OPCODE;
    if ((first & FRAME_RESERVED) || !(second & FRAME_MASKED))
        return false;
    if (is_control(opcode))
        return opcode <= FRAME_OP_PONG && (first & FRAME_FINAL) &&
               (second & FRAME_LENGTH) < FRAME_LENGTH_16;
    return opcode <= FRAME_OP_BINARY && (opcode == FRAME_OP_CONTINUATION) == frames->open;
}

/* The length of the payload, of which the first seven bits are `len` and the rest is at `at`; false
 * when it could have been shorter or is beyond 63 bits. */
static bool length_read(const unsigned char *at, unsigned len, unsigned bytes, uint64_t *payload)
{
    *payload = len;
    if (bytes == 0)
        return true;
    *payload = 0;
    for (unsigned i = 0; i < bytes; i++)
        *payload = *payload << 8 | at[i];
    return bytes == 2 ? *payload >= FRAME_LENGTH_16
                      : *payload > UINT16_MAX && *payload <= INT64_MAX;
}

/* DATA: *header is read. */
static enum client_frame header_read(const struct client_frames *frames, struct slice bytes,
                                     struct header *header)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    if (bytes.len < 2)
        return CLIENT_FRAME_NONE;
    if (!first_bytes_good(frames, at[0], at[1]))
        return CLIENT_FRAME_BAD;
    unsigned len = at[1] & FRAME_LENGTH;
    unsigned more = len == FRAME_LENGTH_64 ? 8 : len == FRAME_LENGTH_16 ? 2 : 0;
    header->opcode = at[0] & FRAME_OPCODE;
    header->final = at[0] & FRAME_FINAL;
    header->bytes = 2 + more + MASK_BYTES;
    if (bytes.len < header->bytes)
        return CLIENT_FRAME_NONE;
    memcpy(header->mask, at + 2 + more, MASK_BYTES);
    return length_read(at + 2, len, more, &header->payload) ? CLIENT_FRAME_DATA : CLIENT_FRAME_BAD;
}

/* Unmasks `len` bytes (§5.3) and turns the mask for those that follow. */
static void unmask(char *bytes, size_t len, unsigned char mask[MASK_BYTES])
{
    unsigned char turned[MASK_BYTES];
    uint64_t word, wide;
    memcpy(&wide, mask, MASK_BYTES);
    memcpy((char *)&wide + MASK_BYTES, mask, MASK_BYTES);
    size_t i = 0;
    for (; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        word ^= wide;
        memcpy(bytes + i, &word, sizeof word);
    }
    for (; i < len; i++)
        bytes[i] = (char)(bytes[i] ^ mask[i % MASK_BYTES]);
    for (size_t k = 0; k < MASK_BYTES; k++)
        turned[k] = mask[(len + k) % MASK_BYTES];
    memcpy(mask, turned, MASK_BYTES);
}

static void step(char **at, size_t *len, size_t by)
{
    *at += by;
    *len -= by;
}

static enum client_frame data_piece(struct client_frames *frames, char **at, size_t *len,
                                    struct client_piece *piece)
{
    size_t take = frames->left < *len ? (size_t)frames->left : *len;
    unmask(*at, take, frames->mask);
    frames->left -= take;
    *piece = (struct client_piece){.bytes = {*at, take},
                                   .left = frames->left,
                                   .final = frames->final,
                                   .binary = frames->binary};
    if (frames->left == 0)
        frames->open = !frames->final;
    step(at, len, take);
    return CLIENT_FRAME_DATA;
}

static enum client_frame control_frame(struct header *header, char **at, size_t *len,
                                       struct client_piece *piece)
{
    size_t payload = (size_t)header->payload;
    if (*len < header->bytes + payload)
        return CLIENT_FRAME_NONE;
    step(at, len, header->bytes);
    unmask(*at, payload, header->mask);
    *piece = (struct client_piece){.bytes = {*at, payload}, .final = true};
    step(at, len, payload);
    return header->opcode == FRAME_OP_PING   ? CLIENT_FRAME_PING
           : header->opcode == FRAME_OP_PONG ? CLIENT_FRAME_PONG
                                             : CLIENT_FRAME_CLOSE;
}

enum client_frame client_frame_next(struct client_frames *frames, char **at, size_t *len,
                                    struct client_piece *piece)
{
    struct header header;
    if (frames->left > 0)
        return *len > 0 ? data_piece(frames, at, len, piece) : CLIENT_FRAME_NONE;
    enum client_frame read = header_read(frames, (struct slice){*at, *len}, &header);
    if (read != CLIENT_FRAME_DATA)
        return read;
    if (is_control(header.opcode))
        return control_frame(&header, at, len, piece);
    if (header.opcode != FRAME_OP_CONTINUATION)
        frames->binary = header.opcode == FRAME_OP_BINARY;
    frames->left = header.payload;
    frames->final = header.final;
    frames->open = true;
    memcpy(frames->mask, header.mask, MASK_BYTES);
    step(at, len, header.bytes);
    return data_piece(frames, at, len, piece);
}

/* Codes that may stand in a frame (§7.4): those that are defined, registered or private. */
static bool code_good(unsigned code)
{
    bool defined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    return defined || (code >= 3000 && code < 5000);
}

unsigned client_close_code(struct slice payload)
{
    const unsigned char *at = (const unsigned char *)payload.at;
    if (payload.len == 0)
        return FRAME_CLOSE_NO_CODE;
    if (payload.len == 1 || !code_good((unsigned)at[0] << 8 | at[1]))
        return FRAME_CLOSE_PROTOCOL;
    if (!text_is_utf8((struct slice){payload.at + 2, payload.len - 2}))
        return FRAME_CLOSE_NOT_UTF8;
    return (unsigned)at[0] << 8 | at[1];
}
