/* SPDX-License-Identifier: Apache-2.0
 *
 * A subscriber is the hub's side of one connection: who it is, what it follows, and a small bounded
 * outbox for what is for it alone. It is embedded in the transport's own struct and owned there.
 * Bytes go out as ready WebSocket frames (RFC 6455 §5.2, unmasked, never fragmented), once per loop
 * turn: text frames, or binary ones with a packed payload (base/pack.h) for whoever asked for that.
 * Nothing is queued per subscriber beside the outbox: what waits is a cursor on a tape.
 */
#ifndef MUSTER_HUB_SUBSCRIBER_H
#define MUSTER_HUB_SUBSCRIBER_H

#include "base/buffer.h"
#include "base/frame.h"
#include "base/slice.h"

struct hub;
struct subscriber;
struct subscription;

/* A person, as the token says. Texts are borrowed from the owner of the subscriber. */
struct actor {
    struct slice id;   /* text_is_id; "system" only for the server itself */
    struct slice name; /* clean text, may be empty */
    bool metered;      /* pays for what it asks (hub/budget.h): every client does */
    bool anonymous;    /* without a token: has a place in plain channels alone */
};

struct subscriber_ops {
    /* Sends a run of whole frames without blocking. Returns the bytes that left or are the
     * transport's own business now: always up to the end of a frame. Less than `len` means that the
     * transport is blocked and will call subscriber_ready once it is not. Must not call back into
     * the hub. */
    size_t (*send)(struct subscriber *subscriber, const char *frames, size_t len);
    /* Asks the transport to end the connection with a Centrifuge disconnect code, in a later turn.
     */
    void (*close)(struct subscriber *subscriber, unsigned code, const char *reason);
    /* Its name among connections, as the client was told it; borrowed. */
    struct slice (*client)(const struct subscriber *subscriber);
};

struct subscriber {
    const struct subscriber_ops *ops;
    struct hub *hub;
    struct actor actor;
    struct buffer outbox;               /* frames for this connection alone */
    struct subscription *subscriptions; /* list through next_of_subscriber */
    unsigned subscriptions_count;
    uint32_t waiting; /* private: bytes of the outbox counted as waiting */
    uint8_t behind;   /* how often it fell behind a tape */
    bool lean;        /* composed patches every few seconds; set by the transport before
                         subscribing, or by the hub for who falls behind */
    bool packed;      /* every frame from now on is packed; set by the transport, once,
                         after `lean` and before subscribing */
    bool blocked;     /* transport said so; cleared by subscriber_ready */
    bool closing;     /* close was asked for: nothing more is sent */
    bool queued;      /* private: in the hub's list of outboxes to flush */
    struct subscriber *queue_next; /* private */
};

/* Starts a subscriber for `actor` on `hub`. */
void subscriber_init(struct subscriber *subscriber, struct hub *hub,
                     const struct subscriber_ops *ops, const struct actor *actor);
/* Ends it: unlinks every subscription at once; pending hub_subscribe calls are answered with
 * ERR_NOT_AVAILABLE in a later turn. The transport may free it after this. */
void subscriber_done(struct subscriber *subscriber);
/* Appends one frame with `payload`; leaves at the end of this turn, before any tape. A full
 * outbox closes the connection (3008 slow). */
void subscriber_push(struct subscriber *subscriber, struct slice payload);
/* The transport can take bytes again. */
void subscriber_ready(struct subscriber *subscriber);
/* Counts what waits for it, where that has changed, in the budget of its person. The hub's own. */
void subscriber_count(struct subscriber *subscriber);
/* Asks the transport to close, once; nothing is sent any more. */
void subscriber_close(struct subscriber *subscriber, unsigned code, const char *reason);

#endif
