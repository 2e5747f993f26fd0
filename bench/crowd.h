/* SPDX-License-Identifier: Apache-2.0
 *
 * The people beside somebody: they sit in a webinar room and write to it in turn, at a natural rate
 * of all together, and others keep coming, half of them to that room and half to a long thread of a
 * course. Everything is due at a time of its own and measured from then on, whether or not what was
 * before it has been answered. Whoever is cut off or refused comes back and is counted, never a
 * fault: what they feel is the figure.
 */
#ifndef MUSTER_BENCH_CROWD_H
#define MUSTER_BENCH_CROWD_H

#include "bench/latency.h"
#include "bench/load.h"
#include "bench/tokens.h"

enum {
    CROWD_PHASES = 3,
    CROWD_SECONDS_MAX = 6, /* of a phase */
    CROWD_MESSAGES_PER_SECOND = 10,
    CROWD_JOINS_PER_SECOND = 8,
};

/* What they felt in one phase. Whatever was not over when it ended counts as if it were then. */
struct crowd_figures {
    struct latency chat;   /* from when a message was due until everybody had it */
    struct latency room;   /* from when somebody came until connect and subscribe were answered */
    struct latency thread; /* the same of those who came to the thread */
    unsigned messages, unseen;
    unsigned joins, unjoined;
    uint64_t refused, cut; /* commands; connections */
};

struct crowd_message {
    int64_t due_ns;
    unsigned seen; /* by how many people */
};

struct crowd {
    const struct load_options *options;
    struct swarm swarm;   /* the people, then those who join */
    struct tokens tokens; /* the same, and one more for somebody else */
    unsigned people;
    char thread[64]; /* its channel */
    char run[20];    /* makes the ops of this run its own */
    unsigned ids, answered;
    struct crowd_message *messages; /* owned; of all phases */
    bool *seen;                     /* owned; by message and person */
    unsigned messages_count, messages_begun;
    unsigned joins_count, joins_begun;
    int64_t start_ns, end_ns; /* of the phase */
    unsigned open;            /* messages and joins that are not over */
    struct crowd_figures figures;
};

/* Connects options->subscribers people and fills the thread. False, and said, when that cannot be;
 * crowd_done is due in either case. */
bool crowd_init(struct crowd *crowd, const struct load_options *options);
void crowd_done(struct crowd *crowd);
/* The token of a person who is not among them. */
const char *crowd_token(const struct crowd *crowd);
/* Begins a phase of `seconds`. */
void crowd_start(struct crowd *crowd, unsigned seconds);
/* Sends and connects what is due, then reads until `until_ns`, or until something is due. */
void crowd_turn(struct crowd *crowd, int64_t until_ns);
/* The phase has ended and everything begun in it is over. */
bool crowd_over(const struct crowd *crowd);
/* Ends the phase: figures are whole. */
void crowd_end(struct crowd *crowd);

#endif
