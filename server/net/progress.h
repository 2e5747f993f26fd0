/* SPDX-License-Identifier: Apache-2.0
 *
 * What the kernel knows of a TCP connection.
 */
#ifndef MUSTER_NET_PROGRESS_H
#define MUSTER_NET_PROGRESS_H

#include "net/transport.h"

/* Of the socket `fd`. What waits there to be read counts as not come yet: much at once is no flood
 * while we are slow to read. */
struct peer_progress progress_of(int fd);

#endif
