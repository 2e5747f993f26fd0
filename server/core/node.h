/* SPDX-License-Identifier: Apache-2.0
 *
 * An instance of the server at which people of a room are counted, as the room's fold knows it.
 */
#ifndef MUSTER_CORE_NODE_H
#define MUSTER_CORE_NODE_H

#include <stdint.h>

#include "base/slice.h"

struct room_node {
    struct slice name; /* empty: one that is alone */
    int64_t joined;    /* seq of the last entry that has counted somebody there */
    /* ms since 1970: of the first, and of the room's last entry before it; 0: not known. */
    int64_t first_ms, before_ms;
};
typedef void room_node_fn(void *context, const struct room_node *node);

#endif
