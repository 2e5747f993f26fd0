/* SPDX-License-Identifier: Apache-2.0
 *
 * Coarse deadlines for very many things with one timer: a wheel of one-second slots. Setting and
 * unsetting cost the same whatever the number. What is late is late by less than two seconds. The
 * places are embedded in what they belong to; the wheel never frees one.
 */
#ifndef MUSTER_NET_WHEEL_H
#define MUSTER_NET_WHEEL_H

#include "loop/loop.h"

enum { WHEEL_SLOTS = 64 }; /* longer waits come round early and ask again */

struct wheel_at;

/* Called when the wait is over, with the place off the wheel. Returns the seconds to wait next, or
 * 0 for none: then the place may be gone. */
typedef int64_t wheel_fn(struct wheel_at *at);

struct wheel_at {
    wheel_fn *fn;
    struct wheel_at *next;  /* private */
    struct wheel_at **link; /* private; NULL: not on the wheel */
};

struct wheel;

/* An empty wheel that turns with `loop`. */
struct wheel *wheel_new(struct loop *loop);
/* Frees *wheel and sets it to NULL. Every place must be off. */
void wheel_free(struct wheel **wheel);
/* Puts `at` (or moves it) to be called after `seconds`, at least 1, at most WHEEL_SLOTS - 1. */
void wheel_set(struct wheel *wheel, struct wheel_at *at, int64_t seconds);
/* Takes `at` off; does nothing when it is not on. */
void wheel_unset(struct wheel_at *at);

#endif
