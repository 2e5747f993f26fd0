/* SPDX-License-Identifier: Apache-2.0
 *
 * Those who wait for something of a room: called once each, in the order they came, with ERR_NONE
 * or why it never came. Or for an entry: then each is called once it is there.
 */
#ifndef MUSTER_HUB_WAITERS_H
#define MUSTER_HUB_WAITERS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct live;
struct waiter;

typedef void live_fn(struct live *live, enum err error, void *context);

struct waiters {
    struct waiter *first, **last; /* owned */
    size_t count;
};

/* One more, at the end, who waits for the entry `seq` (0 where it is not an entry). */
void waiters_add(struct waiters *waiters, int64_t seq, live_fn *fn, void *context);
/* Calls all; who comes meanwhile waits for the next time. */
void waiters_wake(struct waiters *waiters, struct live *live, enum err error);
/* Calls those who wait for an entry up to `seq`, with ERR_NONE. */
void waiters_wake_upto(struct waiters *waiters, struct live *live, int64_t seq);
/* Takes out the one with this context, without calling it; whether there was one. */
bool waiters_remove(struct waiters *waiters, const void *context);

#endif
