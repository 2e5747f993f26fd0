/* SPDX-License-Identifier: Apache-2.0
 *
 * A peer is one connection of a client as its session sees it: the contract between a session and
 * whatever carries its bytes (net/ws.c, net/lws_ws.c, net/lws_stream.c). It is embedded in the
 * carrier's own struct and owned there. A carrier calls session_open, session_receive,
 * session_ready and session_close; the session calls these operations.
 */
#ifndef MUSTER_NET_PEER_H
#define MUSTER_NET_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "net/stats.h"

struct stranger;

struct peer {
    const struct peer_ops *ops;
    struct stranger *stranger; /* until the session knows who it is; the carrier makes it, whoever
                                  of the two is first lets go of it */
};

/* What the kernel knows of a connection; zeros when it does not. */
struct peer_progress {
    uint64_t acked;    /* bytes the other side has confirmed */
    uint64_t received; /* bytes that came, of whatever kind */
    bool waiting;      /* bytes were given to the kernel that are not confirmed */
};

struct peer_ops {
    enum carrier carrier;
    /* As subscriber_ops.send: whole frames, without blocking; returns up to a frame's end. When it
     * is less than `len`, session_ready follows. */
    size_t (*send)(struct peer *peer, const char *frames, size_t len);
    /* As subscriber_ops.direct, and sending on when some of it has left by that socket. NULL where
     * there is none. */
    int (*direct)(const struct peer *peer);
    size_t (*send_rest)(struct peer *peer, const char *frames, size_t len, size_t gone);
    /* As subscriber_ops.kept; NULL where it is not known. */
    size_t (*kept)(const struct peer *peer);
    /* Ends the connection in a later turn with this WebSocket close code; `reason` is a constant
     * text. Nothing is received or sent any more; session_close follows within seconds. */
    void (*close)(struct peer *peer, unsigned code, const char *reason);
    /* As peer_progress_of. */
    struct peer_progress (*progress)(const struct peer *peer, uint64_t explained);
    /* Reads no more of what comes until it is asked to again: it waits in the kernel, and then with
     * the sender. NULL where messages come another way. */
    void (*listen)(struct peer *peer, bool listens);
    /* NULL where messages come the way the frames go. Else a secret is made, by which the session
     * can be spoken to from now on (net/emulation.h); asked once; takes text frames alone. */
    const char *(*secret)(struct peer *peer);
};

/* What the kernel knows of the socket `fd`. Where more came than `explained`, what waits there to
 * be read counts as not come yet: much at once is no flood while we are slow to read. */
struct peer_progress peer_progress_of(int fd, uint64_t explained);
/* Whether recv, by what it returned and errno, says that nothing more will come. */
bool peer_failed(ssize_t len);
/* Whether less has passed on the socket `fd`, both ways, than an exchange has to move in `seconds`,
 * since *moved was noted, which is noted anew. */
bool peer_is_slow(int fd, uint64_t *moved, int64_t seconds);

#endif
