/* SPDX-License-Identifier: Apache-2.0
 *
 * What the gate (core/gate.h) knows of rooms that are dropped for good.
 */
#ifndef MUSTER_CORE_DROPS_H
#define MUSTER_CORE_DROPS_H

#include <stdint.h>

#include "base/slice.h"

/* A room that is to be dropped, and perhaps is not yet. Borrowed from the fold. */
struct gate_drop {
    struct slice room;
    int64_t seq; /* of the entry that says so */
};

#endif
