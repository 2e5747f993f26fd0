/* SPDX-License-Identifier: Apache-2.0
 *
 * Drops rooms for good that the academy says are to go (`room.drop`): whoever is in one is sent
 * out, then goes what lies beside its entries (contents that no other room has, its texts in the
 * index, its place in people's inboxes), then the entries (journal/dropping.h), and `room.dropped`
 * says so, with the end of its chain. Each step may be done twice, so what was interrupted is done
 * again from the start, and several instances do not disturb each other. One room at a time.
 */
#ifndef MUSTER_HUB_DROPPING_H
#define MUSTER_HUB_DROPPING_H

#include <stdbool.h>
#include <stdint.h>

struct dropping;
struct hub;

/* Owned by the caller; `hub` is borrowed. */
struct dropping *dropping_new(struct hub *hub);
/* Begins nothing more: before the hub waits for the last calls. */
void dropping_stop(struct dropping *dropping);
/* Whether calls are under way for it. */
bool dropping_busy(const struct dropping *dropping);
/* Sets *dropping to NULL. */
void dropping_free(struct dropping **dropping);
/* Called several times a second. */
void dropping_tick(struct dropping *dropping, int64_t tick_ms);

#endif
