/* SPDX-License-Identifier: Apache-2.0
 *
 * What happens in a room because time passes: its deadlines become entries, sums that changed are
 * told, what waits for lean connections leaves.
 */
#ifndef MUSTER_HUB_TIMEKEEPER_H
#define MUSTER_HUB_TIMEKEEPER_H

#include "hub/live.h"

/* Looks at an awake room, a few times a second. */
void timekeeper_tick(struct live *live, int64_t tick_ms);
/* Frees what is kept of the room. */
void timekeeper_end(struct live *live);

#endif
