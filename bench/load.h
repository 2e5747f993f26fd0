/* SPDX-License-Identifier: Apache-2.0
 *
 * The load generator: one scenario against one server, or several instances of one, which someone
 * else started. Results go to standard output as one line of key=value per measurement; what went
 * wrong goes to standard error.
 */
#ifndef MUSTER_BENCH_LOAD_H
#define MUSTER_BENCH_LOAD_H

#include "bench/swarm.h"

enum { TOGETHER_MAX = 256, TOGETHER_LIST = 4, SUBSCRIBERS_MAX = 18000, MESSAGES_MAX = 100000 };

struct load_options {
    const char *servers[SWARM_SERVERS_MAX]; /* 127.x.x.x:PORT; ends with NULL */
    unsigned pids[SWARM_SERVERS_MAX];       /* of the servers; ends with 0 */
    unsigned redis, postgres;               /* their processes; 0: none */
    unsigned helper;      /* a kernel thread that works for the server, counted apart; 0: none */
    const char *counters; /* prints key=value of what servers and stores have counted; or NULL */
    bool floor;           /* the server is bench/floor_loop.c */
    const char *peer;     /* the server is another one, of this name: see dialect.c; or NULL */
    const char *channel;  /* a plain channel, or a webinar room of the demo */
    unsigned subscribers;
    unsigned messages;
    unsigned message_bytes;
    unsigned frame_bytes; /* floor, peer: how long a push is made; 0: as Muster's without extras,
                             message_bytes */
    unsigned together[TOGETHER_LIST]; /* how many messages at a time; ends with 0 */
    unsigned answer_bytes;            /* votes, floor: what a vote is answered with */
    unsigned sums;                    /* votes, floor: how often everybody is sent sums */
    unsigned launch_bytes; /* votes, floor: of the push that tells of the poll; 0: none */
    bool beside;           /* votes: a small room has its messages meanwhile */
    unsigned interval_us;  /* between two times; 0: chosen by the number of subscribers */
    bool stepwise;         /* fanout: what is due waits until all have what was before it */
    unsigned at_once;      /* connections under way */
    const char *small;     /* rooms that are small, without their number; or NULL */
    unsigned small_rooms;  /* how many of them there are */
    bool inbox;            /* everybody follows their inbox too */
    const char *journal;   /* the server's SQLite file, whose growth is told; or NULL */
    const char *trace;     /* strace's table goes here, and nothing else is measured; or NULL */
};

/* A scenario returns the exit status: 0 when it was measured and nothing was wrong. */
int load_fanout(const struct load_options *options);
int load_join(const struct load_options *options);
int load_votes(const struct load_options *options);
int load_resume(const struct load_options *options);
int load_slow(const struct load_options *options);
int load_rooms(const struct load_options *options);
int load_small(const struct load_options *options);
int load_memory(const struct load_options *options);
int load_commands(const struct load_options *options);
int load_hop(const struct load_options *options);
int load_greedy(const struct load_options *options);
int load_wake(const struct load_options *options);
int load_start(const struct load_options *options);
int load_thread(const struct load_options *options);

/* Fills *swarm with `count` idle clients, spread over the options' servers in turn; false, and
 * said, when one of these is no loopback address. */
bool load_swarm(const struct load_options *options, struct swarm *swarm, unsigned count,
                const struct swarm_ops *ops, void *context);
/* What the options call the server: muster, floor, or the peer's name. */
const char *load_target(const struct load_options *options);
/* Prints the faults; the exit status they amount to. */
int load_verdict(const struct swarm *swarm);

#endif
