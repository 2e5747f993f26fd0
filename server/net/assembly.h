/* SPDX-License-Identifier: Apache-2.0
 *
 * Puts WebSocket messages together from the slices in which a transport delivers them, and holds
 * them to their bounds before the bytes have come: a message whose frame header announces too much
 * is refused at once, as is one in too many fragments, empty ones included. A message that came in
 * one slice is handed on without a copy. Idle, an assembly holds no memory.
 */
#ifndef MUSTER_NET_ASSEMBLY_H
#define MUSTER_NET_ASSEMBLY_H

#include "base/buffer.h"

/* SDKs send one frame per message; proxies may cut it, but not into crumbs. */
enum { ASSEMBLY_FRAGMENTS = 32 };

struct assembly {
    struct buffer message; /* what has come of it */
    unsigned fragments;    /* frames of this message */
    bool inside;           /* a frame's end is still to come */
};

/* A piece of one frame. */
struct assembly_part {
    struct slice bytes;
    uint64_t left; /* of the frame's payload after `bytes` */
    bool final;    /* the frame is its message's last */
};

enum assembly_state { ASSEMBLY_MORE, ASSEMBLY_WHOLE, ASSEMBLY_TOO_LARGE, ASSEMBLY_TOO_MANY };

/* An empty assembly of messages up to `bytes_max`. */
void assembly_init(struct assembly *assembly, size_t bytes_max);
void assembly_done(struct assembly *assembly);
/* Takes the next piece. ASSEMBLY_WHOLE: *message is the whole message, valid until assembly_clear,
 * which the caller owes. */
enum assembly_state assembly_add(struct assembly *assembly, const struct assembly_part *part,
                                 struct slice *message);
/* Forgets a whole message and its memory. */
void assembly_clear(struct assembly *assembly);

#endif
