/* SPDX-License-Identifier: Apache-2.0
 *
 * A room and its messages, which are due at even times: a small one whose people are to notice
 * nothing of what goes on in another. Its clients are a swarm of their own, to be read first at
 * every turn, so that what they feel is the server's doing. A plain channel.
 */
#ifndef MUSTER_BENCH_BESIDE_H
#define MUSTER_BENCH_BESIDE_H

#include "bench/feed.h"

struct beside {
    struct swarm swarm;
    struct feed feed;
    unsigned people, publishers;
    int64_t interval_ns, due_ns, next_ns;
    unsigned sent, wanted;
};

/* Connects `people` who listen and `publishers` who speak in turn (Muster grants one connection 50
 * commands a second). False, and said, when that cannot be; beside_done is due in either case. */
bool beside_open(struct beside *beside, const struct load_options *options, const char *channel);
void beside_done(struct beside *beside);
/* From now on `wanted` messages, `per_second` of them a second; the figures begin anew. */
void beside_start(struct beside *beside, unsigned per_second, unsigned wanted);
/* Publishes what is due; nobody is read. */
void beside_publish(struct beside *beside);
/* Waits for what was sent, and counts what is missing as a fault. */
void beside_check(struct beside *beside);

#endif
