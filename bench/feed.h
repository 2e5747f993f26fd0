/* SPDX-License-Identifier: Apache-2.0
 *
 * A feed: numbered messages that one client publishes on a channel and others must get, each once,
 * in order, with rising offsets; on a plain channel without any hole. A message carries its number
 * and the moment at which it was due (not the moment at which the generator got round to it), so
 * that a server or a generator that falls behind shows it. The feed borrows the swarm and the
 * options.
 */
#ifndef MUSTER_BENCH_FEED_H
#define MUSTER_BENCH_FEED_H

#include "bench/dialect.h"
#include "bench/latency.h"
#include "bench/load.h"

struct feed {
    struct swarm *swarm;
    const struct load_options *options;
    const char *channel;
    struct client *publisher;
    bool plain;                    /* offsets have no holes */
    const struct dialect *dialect; /* of a peer: no offsets, no acknowledgements; or NULL */
    char run[20];                  /* makes the ops of this run its own */
    char *padding;                 /* owned */
    uint32_t published;            /* the number of the last message */
    unsigned spoken;               /* messages of this publisher since feed_turn gave it the word */
    uint32_t reset_at;             /* `published` at feed_reset */
    unsigned acknowledged;         /* from here on: since feed_reset */
    uint64_t delivered, delivered_bytes;
    uint64_t others; /* pushes that are not of the feed: tallies and the like */
    struct latency latency;
};

void feed_init(struct feed *feed, struct swarm *swarm, const struct load_options *options,
               const char *channel, struct client *publisher);
void feed_done(struct feed *feed);
/* Starts the figures anew; numbers go on. */
void feed_reset(struct feed *feed);

/* Gives the word to the next of `count` publishers (from `first` on), so that none passes what
 * Muster grants one connection, or one person who chats; but only while no answer is due: two
 * sockets have no common order. Waits for the answers when one has spoken for long. */
void feed_turn(struct feed *feed, struct client *first, unsigned count);
/* Publishes `together` messages in one piece, all due at `due_ns`. */
void feed_publish(struct feed *feed, unsigned together, int64_t due_ns);
/* Checks every message of the feed in `text`: a push, or the reply to a resuming subscribe. In a
 * push of a chat message the offset follows the text, as everywhere. */
void feed_take(struct feed *feed, struct client *client, struct slice text);
/* The publisher's command was answered. */
void feed_acknowledge(struct feed *feed);
/* Turns until `deliveries` and `acknowledgements` are reached since feed_reset, a fault occurs,
 * nothing arrives for 10 s, or 2 minutes pass. The floor acknowledges nothing. */
void feed_await(struct feed *feed, uint64_t deliveries, unsigned acknowledgements);
/* Counts as missing what `client` has not got. */
void feed_check_end(struct feed *feed, const struct client *client);

#endif
