/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room of one person alone, their inbox, knows of how far they have read elsewhere. A query
 * that needs it gets that room (struct query, `own`), and asks it by core/room_query.h.
 */
#ifndef MUSTER_CORE_POSITIONS_H
#define MUSTER_CORE_POSITIONS_H

#include <stdint.h>

#include "base/slice.h"

/* What a feature knows. */
struct positions {
    /* Up to which entry its owner has read that thread of the room `of`; 0: nothing of it. */
    int64_t (*upto)(const void *state, struct slice of, int64_t thread);
};

#endif
