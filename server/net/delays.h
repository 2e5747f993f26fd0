/* SPDX-License-Identifier: Apache-2.0
 *
 * What is to be done a moment after an answer has gone, so that the time of the answer does not
 * tell what that was. Owned together: what still waits at the end is dropped.
 */
#ifndef MUSTER_NET_DELAYS_H
#define MUSTER_NET_DELAYS_H

#include "loop/loop.h"

struct delays;

/* `loop` is borrowed. */
struct delays *delays_new(struct loop *loop);
/* Drops what waits (mem_free of each context), frees *delays and sets it to NULL; NULL is ignored.
 */
void delays_free(struct delays **delays);
/* Calls `fn` once with `context`, which is taken over by it, after `ms`. */
void delays_call(struct delays *delays, int64_t ms, loop_fn *fn, void *context);

#endif
