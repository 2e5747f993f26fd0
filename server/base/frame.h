/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of the WebSocket frames a server sends (RFC 6455 §5.2): unmasked, never fragmented, a
 * header of 2, 4 or 10 bytes and the payload. Whole frames stand one behind the other in a run,
 * which is read here again to find where one ends, and what it says where no frames can go. What a
 * client sends is read by base/client_frames.h.
 */
#ifndef MUSTER_BASE_FRAME_H
#define MUSTER_BASE_FRAME_H

#include "base/buffer.h"
#include "base/slice.h"

/* The first byte of a frame: text, or a binary one with a packed payload (base/pack.h). */
enum frame_kind { FRAME_TEXT = 0x81, FRAME_PACKED = 0x82 };

/* The low half of the first byte (§5.2); from CLOSE on they are control frames. */
enum frame_opcode {
    FRAME_OP_CONTINUATION = 0,
    FRAME_OP_TEXT = 1,
    FRAME_OP_BINARY = 2,
    FRAME_OP_CLOSE = 8,
    FRAME_OP_PING = 9,
    FRAME_OP_PONG = 10
};

/* The other bits of the first two bytes, and what stands for a length of two or eight bytes. */
enum {
    FRAME_FINAL = 0x80,
    FRAME_RESERVED = 0x70,
    FRAME_OPCODE = 0x0f,
    FRAME_MASKED = 0x80,
    FRAME_LENGTH = 0x7f,
    FRAME_LENGTH_16 = 126,
    FRAME_LENGTH_64 = 127
};

/* Codes of close frames that are the protocol's own (§7.4.1); NO_CODE is in no frame. */
enum frame_close {
    FRAME_CLOSE_PROTOCOL = 1002,
    FRAME_CLOSE_NO_CODE = 1005,
    FRAME_CLOSE_NOT_UTF8 = 1007
};

enum {
    FRAME_HEADER_BYTES_MAX = 10,
    FRAME_CONTROL_PAYLOAD_MAX = 125,
    FRAME_CONTROL_BYTES_MAX = 2 + FRAME_CONTROL_PAYLOAD_MAX
};

/* A whole control frame. */
struct frame_control {
    char bytes[FRAME_CONTROL_BYTES_MAX];
    size_t len;
};

/* Appends the frame of `payload` to `out`, or nothing: then `out` is full. */
void frame_write(struct buffer *out, enum frame_kind kind, struct slice payload);
/* Appends the header of a frame of `payload_bytes` alone. */
void frame_write_header(struct buffer *out, enum frame_kind kind, size_t payload_bytes);

/* The control frame `opcode` of `payload`, at most FRAME_CONTROL_PAYLOAD_MAX bytes. */
struct frame_control frame_control(enum frame_opcode opcode, struct slice payload);
/* The close frame that says `code`, and as much of `reason` as there is room for; an empty one for
 * FRAME_CLOSE_NO_CODE. */
struct frame_control frame_close(unsigned code, const char *reason);

/* The bytes of the header of the frame that begins at `frame`: 2, 4 or 10. */
size_t frame_header_bytes(const char *frame);
/* What the first frame of `run` says; `run` becomes what follows it. */
struct slice frame_next(struct slice *run);
/* The end of the frame in which byte `sent` of `run` lies: the least frame boundary ≥ `sent`. `run`
 * holds whole frames and `sent` ≤ run.len. */
size_t frame_boundary(struct slice run, size_t sent);

#endif
