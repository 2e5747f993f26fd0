/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the headers of ready server frames (RFC 6455 §5.2, unmasked), to find where one ends when
 * a send was cut short, and what it says where no frames can go.
 */
#ifndef MUSTER_NET_FRAMES_H
#define MUSTER_NET_FRAMES_H

#include "base/slice.h"

/* The end of the frame in which byte `sent` of `run` lies: the least frame boundary ≥ `sent`. `run`
 * holds whole frames and `sent` ≤ run.len. */
size_t frames_end(struct slice run, size_t sent);
/* What the first frame of `run` says; `run` becomes what follows it. */
struct slice frames_next(struct slice *run);

#endif
