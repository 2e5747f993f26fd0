/* SPDX-License-Identifier: Apache-2.0
 *
 * The bus of the configuration: Redis where it names one, else none but this instance.
 */
#ifndef MUSTER_BUS_OPEN_H
#define MUSTER_BUS_OPEN_H

#include "bus/bus.h"
#include "config.h"
#include "loop/loop.h"

/* What the bus joins, as it has been found out already. */
struct bus_about {
    struct loop *loop; /* outlives the bus */
    const struct config *config;
    bool shared;     /* the journal is one that several instances may use */
    bool media_same; /* all instances sign addresses of media with the same secret */
};

/* The bus, owned by the caller; says in the log what an operator should know of it. NULL, and one
 * sentence in `why`, when it cannot be. */
struct bus *bus_open(const struct bus_about *about, struct buffer *why);

#endif
