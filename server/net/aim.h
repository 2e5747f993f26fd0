/* SPDX-License-Identifier: Apache-2.0
 *
 * What the first bytes of a socket ask for, which decides who answers it. Knows nothing of sockets.
 */
#ifndef MUSTER_NET_AIM_H
#define MUSTER_NET_AIM_H

#include "base/slice.h"

/* How a request for a WebSocket begins. */
#define AIM_WEBSOCKET SLICE("GET /connection/websocket")

/* Too little has come to tell, a WebSocket that we carry, anything else, nothing. */
enum aim { AIM_UNKNOWN, AIM_OURS, AIM_OTHER, AIM_NONE };

/* What `bytes` ask for, which may go on; `carries`: we carry WebSockets. Anything but those is
 * known once its head is whole, or `head_max` bytes have come. Never AIM_NONE. */
enum aim aim_of(struct slice bytes, size_t head_max, bool carries);

#endif
