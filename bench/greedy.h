/* SPDX-License-Identifier: Apache-2.0
 *
 * One member who takes all they can get, on as many connections as one person may have: four write
 * long chat messages, four subscribe to a long thread and leave it, four send commands to rooms
 * that do not exist, and four ask for views and never read one. All of it as fast as the sockets
 * take it (the thread: as fast as it is answered). Whoever is cut off comes back after a short
 * pause and goes on. What the server says is counted, never a fault.
 */
#ifndef MUSTER_BENCH_GREEDY_H
#define MUSTER_BENCH_GREEDY_H

#include "bench/load.h"

enum { GREEDY_EACH = 4 };

enum greedy_role { GREEDY_CHAT, GREEDY_THREAD, GREEDY_NOWHERE, GREEDY_SILENT, GREEDY_ROLES };
enum { GREEDY_CONNECTIONS = GREEDY_EACH * GREEDY_ROLES };

/* Commands of one role; what is not answered is neither taken nor refused. */
struct greedy_count {
    uint64_t sent, taken, refused;
};

struct greedy {
    struct swarm swarm;
    const char *room, *thread;                /* borrowed */
    char *text;                               /* of a chat message; owned */
    char run[20];                             /* makes the ops of this run its own */
    struct buffer tails[GREEDY_CONNECTIONS];  /* what a socket has not taken yet */
    int64_t back_ns[GREEDY_CONNECTIONS];      /* when it comes (back) */
    int64_t awaited[GREEDY_CONNECTIONS];      /* the id of the answer before it goes on; 0: none */
    struct greedy_count counts[GREEDY_ROLES]; /* since greedy_init */
    uint64_t commands;                        /* all that were ever put together */
    uint64_t connects, closed;                /* connections begun; and ended by the server */
};

/* The member with `token`, not connected yet. False, and said, when it cannot be. */
bool greedy_init(struct greedy *greedy, const struct load_options *options, const char *token,
                 const char *thread);
void greedy_done(struct greedy *greedy);
/* Connects whoever is away, sends what the sockets take, then reads until `until_ns`. */
void greedy_turn(struct greedy *greedy, int64_t until_ns);
/* Cuts all connections. */
void greedy_stop(struct greedy *greedy);

#endif
