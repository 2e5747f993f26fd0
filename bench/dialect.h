/* SPDX-License-Identifier: Apache-2.0
 *
 * How other servers are spoken to, for the scenario `fanout` against them: one row for each, no
 * more than following one channel and publishing to it. A client whose `channel` is NULL is the
 * publisher.
 */
#ifndef MUSTER_BENCH_DIALECT_H
#define MUSTER_BENCH_DIALECT_H

#include "bench/swarm.h"

struct dialect {
    const char *name;
    const char *path;
    const char *publisher_path;
    const char *protocol; /* WebSocket sub-protocol, or NULL */
    enum frame_op op;
    unsigned patience; /* its messages come this many times more slowly than ours */
    /* The connection is upgraded: the first words. NULL: the server speaks first. */
    void (*open)(struct swarm *swarm, struct client *client);
    /* Handles answers and pings. True when `text` held no message. */
    bool (*hear)(struct swarm *swarm, struct client *client, struct slice text);
    /* Appends the command that publishes `message`, a JSON object. */
    void (*publish)(struct buffer *out, struct slice message);
};

/* The row of that name, or NULL. */
const struct dialect *dialect_find(const char *name);

#endif
