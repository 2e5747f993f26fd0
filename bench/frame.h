/* SPDX-License-Identifier: Apache-2.0
 *
 * WebSocket frames (RFC 6455 §5.2) for both ends of a measurement: the floor and the generator.
 * Reading is strict: what a server or client must not send is an error, not a guess.
 */
#ifndef MUSTER_BENCH_FRAME_H
#define MUSTER_BENCH_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_op {
    FRAME_TEXT = 1,
    FRAME_BINARY = 2,
    FRAME_CLOSE = 8,
    FRAME_PING = 9,
    FRAME_PONG = 10,
};

enum { FRAME_HEADER_MAX = 14, FRAME_CONTROL_MAX = 125, FRAME_PAYLOAD_MAX = 16 * 1024 * 1024 };

struct frame {
    enum frame_op op;
    bool masked;
    uint8_t mask[4];
    char *payload; /* within the bytes that were read; unmasked by frame_unmask */
    size_t len;
};

enum frame_verdict { FRAME_WHOLE, FRAME_CUT, FRAME_BAD };

/* Reads the frame at the start of `bytes`. FRAME_WHOLE: *frame is filled and *taken says how long
 * it is. FRAME_CUT: more bytes are needed. FRAME_BAD: reserved bits, a fragment, an unknown opcode,
 * a length that is not the shortest form or passes its maximum. */
enum frame_verdict frame_read(char *bytes, size_t len, struct frame *frame, size_t *taken);
/* Takes the mask off the payload in place. */
void frame_unmask(struct frame *frame);
/* Writes an unmasked header for `len` bytes into `out` (FRAME_HEADER_MAX); returns its length. */
size_t frame_header(char *out, enum frame_op op, size_t len);
/* Writes a whole masked frame into `out` (len + FRAME_HEADER_MAX); returns its length. */
size_t frame_masked(char *out, enum frame_op op, const char *payload, size_t len);

#endif
