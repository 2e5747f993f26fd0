/* SPDX-License-Identifier: Apache-2.0
 *
 * A follower is one connection's following of one channel: the contract between the feeds, which
 * serve it, and the floor above, which made it, embeds it and knows who it is. How far it has come
 * stands in its feed (fanout/places.h).
 */
#ifndef MUSTER_FANOUT_FOLLOWER_H
#define MUSTER_FANOUT_FOLLOWER_H

#include "base/slice.h"

struct follower;
struct places;
struct subscriber;

struct follower_ops {
    /* It is over: unlinks it (feed_unfollow, subscriber_unlink) and frees it. */
    void (*end)(struct follower *follower);
};

struct follower {
    const struct follower_ops *ops;
    struct subscriber *subscriber;
    struct follower *next_of_subscriber;
    struct slice channel;  /* what its client calls it; owned by who made the follower */
    struct places *places; /* of its feed; NULL: it waits to be let in */
    size_t place;          /* which of them is its own */
};

#endif
