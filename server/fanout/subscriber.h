/* SPDX-License-Identifier: Apache-2.0
 *
 * A subscriber is our side of one connection: who it is, what it follows, and a small bounded
 * outbox for what is for it alone. It is embedded in the transport's own struct and owned there.
 * Bytes go out as ready WebSocket frames (base/frame.h), once per loop turn: text frames, or binary
 * ones with a packed payload for whoever asked for that. Nothing is queued for a subscriber beside
 * the outbox: what waits on a feed is a number.
 */
#ifndef MUSTER_FANOUT_SUBSCRIBER_H
#define MUSTER_FANOUT_SUBSCRIBER_H

#include "base/buffer.h"
#include "core/actor.h"
#include "fanout/fanout.h"
#include "fanout/follower.h"

struct subscriber_ops {
    /* Sends a run of whole frames without blocking. The first `gone` bytes of it have left by the
     * socket of `direct` (0 where there is none). Returns the bytes that have left or are the
     * transport's own business now: always up to the end of a frame. Less than `len` means that the
     * transport is blocked and will call flush_ready once it is not. Must not call back, but for
     * subscriber_block. */
    size_t (*send)(struct subscriber *subscriber, const char *frames, size_t len, size_t gone);
    /* The socket that takes frames as they are by a send that does not block, for as long as the
     * transport is not blocked and nobody closes; PLACE_INDIRECT, or NULL, where there is none. */
    int (*direct)(const struct subscriber *subscriber);
    /* The bytes of a cut frame that the transport keeps: pending too. NULL: not known. */
    size_t (*kept)(const struct subscriber *subscriber);
    /* Asks the transport to end the connection with a Centrifuge disconnect code, in a later turn.
     */
    void (*close)(struct subscriber *subscriber, unsigned code, const char *reason);
    /* Its name among connections, as the client was told it; borrowed. */
    struct slice (*client)(const struct subscriber *subscriber);
};

/* What can be sent to it now. */
enum subscriber_state {
    SUBSCRIBER_OPEN,
    SUBSCRIBER_LATE,    /* its outbox is to leave first, in a later turn */
    SUBSCRIBER_BLOCKED, /* the transport takes nothing until flush_ready */
    SUBSCRIBER_CLOSING, /* the end was asked for: nothing more */
};

struct subscriber {
    const struct subscriber_ops *ops;
    struct fanout *fanout;
    struct actor actor;
    struct buffer outbox;       /* frames for this connection alone */
    struct follower *followers; /* list through next_of_subscriber */
    unsigned followers_count;
    uint32_t waiting; /* private: bytes of the outbox counted as pending */
    uint8_t behind;   /* how often it fell behind a tape */
    uint8_t state;    /* enum subscriber_state; private: see the functions */
    bool lean;        /* composed patches every few seconds; set by the transport before
                         subscribing, or by a feed for who falls behind */
    bool packed;      /* every frame from now on is packed; set by the transport, once, after `lean`
                         and before subscribing */
    bool late;        /* private: of the outboxes it is among the late ones */
    struct subscriber *queue_next, **queue_link; /* private: among the outboxes to flush; link NULL:
                                                    not among them */
};

/* Starts a subscriber for `actor`. */
void subscriber_init(struct subscriber *subscriber, struct fanout *fanout,
                     const struct subscriber_ops *ops, const struct actor *actor);
/* Ends it: ends all that it follows at once. The transport may free it after this. */
void subscriber_done(struct subscriber *subscriber);

/* Appends one frame with `payload`; leaves at the end of this turn, or at once when much waits, or
 * in its order in a later turn where a crowd is answered; before anything of a feed. A full outbox
 * closes the connection (3008 slow). */
void subscriber_push(struct subscriber *subscriber, struct slice payload);
/* Takes the first off the fanout's outboxes, or off its late ones; NULL: there is none. For
 * flush.c. */
struct subscriber *subscriber_next(struct fanout *fanout, bool late);
/* Sends what waits in the outbox. Returns whether more can be sent. For flush.c. */
bool subscriber_send_outbox(struct subscriber *subscriber);
/* The same, with a run of frames of a feed behind it, in one send. Of the run, returns as
 * subscriber_send; what of it has not left is not kept. The subscriber must be open. */
size_t subscriber_send_outbox_with(struct subscriber *subscriber, struct slice run);
/* Sends a run of frames of a feed, of which `gone` bytes have left by its socket; returns as
 * subscriber_ops.send. The subscriber must be open. */
size_t subscriber_send(struct subscriber *subscriber, struct slice run, size_t gone);
/* Asks the transport to close, once; nothing is sent any more. */
void subscriber_close(struct subscriber *subscriber, unsigned code, const char *reason);
/* The transport keeps bytes of its own that must leave first; flush_ready follows. */
void subscriber_block(struct subscriber *subscriber);
/* The transport can take bytes again: for flush_ready (fanout/flush.h), which sends them. */
void subscriber_unblock(struct subscriber *subscriber);

/* What can be sent to it now. */
enum subscriber_state subscriber_state(const struct subscriber *subscriber);
/* How it is served, for figures. */
enum connection_class subscriber_class(const struct subscriber *subscriber);
/* The socket for its places: subscriber_ops.direct while it is open, else PLACE_INDIRECT. */
int subscriber_direct(const struct subscriber *subscriber);

/* Puts a follower among what it follows, and takes it out again. */
void subscriber_link(struct subscriber *subscriber, struct follower *follower);
void subscriber_unlink(struct follower *follower);
/* Whether nothing that it follows has many followers (fanout/places.h), and it waits for nothing.
 */
bool subscriber_is_among_few(const struct subscriber *subscriber);
/* What it follows under that name, or NULL. */
struct follower *subscriber_find(const struct subscriber *subscriber, struct slice channel);
/* Makes the client subscribe again (push `unsubscribe`, code 2500), and ends the follower. */
void subscriber_renew(struct follower *follower);
/* There is nothing more for the client in that channel (code 2000): it does not ask again. */
void subscriber_expel(struct follower *follower);
/* The same with a code and a reason of the room's own; absent: as the code says. */
void subscriber_end(struct follower *follower, unsigned code, struct slice why);

#endif
