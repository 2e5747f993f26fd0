/* SPDX-License-Identifier: Apache-2.0
 *
 * Life at the door and in the room: strangers come, wait, are admitted, refused, told something,
 * sent out, banned and taken back; people are silenced, things locked; the session ends and is
 * taken up again. Beside it stands a plain reckoning of who may be inside.
 */
#ifndef MUSTER_TESTS_SIM_HELP_LIFE_H
#define MUSTER_TESTS_SIM_HELP_LIFE_H

#include "sim/help_world.h"

/* Stands in what is told to one of those who wait, with their place behind it. */
#define LIFE_TOLD "doorword"

/* How much there was to be kept from whom. */
struct life {
    unsigned waited; /* visitors who heard something, and were never let in */
    unsigned out;    /* who heard nothing more, after they were sent out */
    unsigned told;   /* who were told something of their own */
};

/* Whoever has a name in the room is its member; strangers are let in, or wait. */
void life_open(struct world *world);
/* One of them does one thing. */
void life_step(struct world *world);
/* Nothing holds any more that keeps a member from voting. */
void life_lift(struct world *world);
/* Fails when those before the door, or sent away, were sent a word of the room or a name, or what
 * was told to somebody else; adds to `life`. */
void life_expect(struct world *world, struct life *life);

#endif
