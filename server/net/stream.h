/* SPDX-License-Identifier: Apache-2.0
 *
 * The body of a streaming answer: what the hub made for WebSockets is turned into lines of JSON
 * (http_stream) or server-sent events (sse, WHATWG HTML §9.2), piece by piece. A piece holds whole
 * frames, so that whoever sends one never stops inside a message. Knows nothing of sockets.
 */
#ifndef MUSTER_NET_STREAM_H
#define MUSTER_NET_STREAM_H

#include "base/buffer.h"

enum stream_form { STREAM_LINES, STREAM_EVENTS };

struct stream_shape {
    enum stream_form form;
    bool chunked; /* RFC 9112 §7.1; else the end of the connection is the end of the body */
};

enum { STREAM_PIECE_BYTES = 16384 }; /* a piece ends with the frame that passes this */

/* An empty buffer for pieces, large enough for any frame there is. */
void stream_scratch_init(struct buffer *scratch);
/* The first frames of `run` (whole text frames, at least one) as one piece; *used is how many bytes
 * of the run it stands for. Valid until `scratch` changes. */
struct slice stream_piece(const struct stream_shape *shape, struct slice run,
                          struct buffer *scratch, size_t *used);
/* The last piece of a body: the message that says why, unless `reason` is NULL, and the end. */
struct slice stream_end(const struct stream_shape *shape, unsigned code, const char *reason,
                        struct buffer *scratch);

#endif
