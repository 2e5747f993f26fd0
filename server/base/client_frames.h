/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading what a client sends over a WebSocket (RFC 6455 §5): from bytes as they come to pieces of
 * messages and whole control frames, unmasked where they stand. What §5 forbids a client is an
 * error: no mask, reserved bits and opcodes, lengths longer than need be, control frames in pieces,
 * a message inside another. Sizes and rates are not looked at here.
 */
#ifndef MUSTER_BASE_CLIENT_FRAMES_H
#define MUSTER_BASE_CLIENT_FRAMES_H

#include "base/slice.h"

/* At most this many bytes are left over for the next call: a control frame but for its last byte.
 */
enum { CLIENT_FRAMES_REST = 2 + 4 + 125 - 1 };

/* Zero at the start of a connection. */
struct client_frames {
    uint64_t left;         /* of the data frame under way: bytes of its payload still to come */
    unsigned char mask[4]; /* for the next of them first */
    bool final;            /* it ends its message */
    bool open;             /* a message has begun and is not over */
    bool binary;           /* and is not text */
};

enum client_frame {
    CLIENT_FRAME_NONE, /* more bytes are needed */
    CLIENT_FRAME_BAD,  /* nothing of this connection means anything any more */
    CLIENT_FRAME_DATA,
    CLIENT_FRAME_PING,
    CLIENT_FRAME_PONG,
    CLIENT_FRAME_CLOSE,
};

/* Of a data frame what has come of its payload, else all of it. The rest is for data. */
struct client_piece {
    struct slice bytes;
    uint64_t left; /* of this frame, still to come */
    bool final;    /* this frame ends its message */
    bool binary;
};

/* Takes the next piece off the front of the *len bytes at *at. */
enum client_frame client_frame_next(struct client_frames *frames, char **at, size_t *len,
                                    struct client_piece *piece);

/* What a close frame says: its code, 1005 without one, 1002 or 1007 when it is malformed (§7.4). */
unsigned client_close_code(struct slice payload);

#endif
