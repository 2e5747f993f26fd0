/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of the WebSocket frames a server sends (RFC 6455 §5.2): unmasked, never fragmented, a
 * header of 2, 4 or 10 bytes and the payload. Whole frames stand one behind the other in a run,
 * which is read here again to find where one ends, and what it says where no frames can go.
 */
#ifndef MUSTER_BASE_FRAME_H
#define MUSTER_BASE_FRAME_H

#include "base/buffer.h"
#include "base/slice.h"

/* The first byte of a frame: text, or a binary one with a packed payload (base/pack.h). */
enum frame_kind { FRAME_TEXT = 0x81, FRAME_PACKED = 0x82 };

enum { FRAME_HEADER_BYTES_MAX = 10 };

/* Appends the frame of `payload` to `out`, or nothing: then `out` is full. */
void frame_write(struct buffer *out, enum frame_kind kind, struct slice payload);
/* Appends the header of a frame of `payload_bytes` alone. */
void frame_write_header(struct buffer *out, enum frame_kind kind, size_t payload_bytes);

/* The bytes of the header of the frame that begins at `frame`: 2, 4 or 10. */
size_t frame_header_bytes(const char *frame);
/* What the first frame of `run` says; `run` becomes what follows it. */
struct slice frame_next(struct slice *run);
/* The end of the frame in which byte `sent` of `run` lies: the least frame boundary ≥ `sent`. `run`
 * holds whole frames and `sent` ≤ run.len. */
size_t frame_boundary(struct slice run, size_t sent);

#endif
