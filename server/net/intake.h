/* SPDX-License-Identifier: Apache-2.0
 *
 * Puts WebSocket messages together from the slices in which a transport delivers them, and holds
 * them to their bounds before the bytes have come: a message whose frame header announces too much
 * is refused at once, as is one in too many fragments, empty ones included. A message that came in
 * one slice is handed on without a copy. Idle, an intake holds no memory.
 */
#ifndef MUSTER_NET_INTAKE_H
#define MUSTER_NET_INTAKE_H

#include "base/buffer.h"

/* SDKs send one frame per message; proxies may cut it, but not into crumbs. */
enum { INTAKE_FRAGMENTS = 32 };

struct intake {
    struct buffer message; /* what has come of it */
    unsigned fragments;    /* frames of this message */
    bool inside;           /* a frame's end is still to come */
};

/* A piece of one frame. */
struct intake_part {
    struct slice bytes;
    uint64_t left; /* of the frame's payload after `bytes` */
    bool final;    /* the frame is its message's last */
};

enum intake_state { INTAKE_MORE, INTAKE_WHOLE, INTAKE_TOO_LARGE, INTAKE_TOO_MANY };

/* An empty intake of messages up to `bytes_max`. */
void intake_init(struct intake *intake, size_t bytes_max);
void intake_done(struct intake *intake);
/* Takes the next piece. INTAKE_WHOLE: *message is the whole message, valid until intake_clear,
 * which the caller owes. */
enum intake_state intake_add(struct intake *intake, const struct intake_part *part,
                             struct slice *message);
/* Forgets a whole message and its memory. */
void intake_clear(struct intake *intake);

#endif
