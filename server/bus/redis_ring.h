/* SPDX-License-Identifier: Apache-2.0
 * Which of several servers a name belongs to. Pure, and the same in every instance: changing it
 * parts those that run different versions. */
#ifndef MUSTER_BUS_REDIS_RING_H
#define MUSTER_BUS_REDIS_RING_H

#include "base/slice.h"

/* The server, 0 to `servers` - 1, of `name`. One server more moves 1 / (servers + 1) of the names,
 * all of them to the new one. */
unsigned redis_ring(struct slice name, unsigned servers);

#endif
