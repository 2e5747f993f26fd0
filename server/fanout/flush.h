/* SPDX-License-Identifier: Apache-2.0
 *
 * Frames to connections, once per turn: outboxes first, then small feeds, then large ones in
 * slices.
 */
#ifndef MUSTER_FANOUT_FLUSH_H
#define MUSTER_FANOUT_FLUSH_H

#include "fanout/subscriber.h"

/* Flushes what is due; `fanout` is the struct fanout. Called at the end of a turn (fanout_new). */
void flush_run(void *fanout);
/* The transport of `subscriber` can take bytes again: sends what waits for it. */
void flush_ready(struct subscriber *subscriber);

#endif
