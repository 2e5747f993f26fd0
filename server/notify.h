/* SPDX-License-Identifier: Apache-2.0
 *
 * What systemd is told of a service (a protocol of datagrams that it promises to keep): when it is
 * ready, that it is alive, when it stops. Without systemd nothing happens.
 */
#ifndef MUSTER_NOTIFY_H
#define MUSTER_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "loop/loop.h"

struct notify;

/* Whether what is written to standard error goes to journald. */
bool notify_has_log(void);
/* Begins to say that the loop turns, if that is wanted (WatchdogSec=). Owned by the caller. */
struct notify *notify_new(struct loop *loop);
/* Frees *notify and sets it to NULL; NULL is ignored. */
void notify_free(struct notify **notify);
/* People can come. */
void notify_ready(const struct notify *notify);
/* It will end by itself, within `ms`; it goes on to say that it is alive. */
void notify_stopping(const struct notify *notify, int64_t ms);

#endif
