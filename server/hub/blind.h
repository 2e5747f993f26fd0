/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries that no person waits for: appended as they are, without being checked at arrival. Whether
 * one is void its turn decides. A room whose entries may cause something elsewhere is woken first,
 * so that what follows is done at once, in its order, by this instance (hub/effects.h). Any other
 * (an inbox) sleeps on.
 */
#ifndef MUSTER_HUB_BLIND_H
#define MUSTER_HUB_BLIND_H

#include "core/entry.h"
#include "journal/journal.h"

struct hub;

typedef void blind_fn(void *context, const struct journal_result *result);
/* Appends a copy of `entry`, with the room's time where that is awake. ERR_TOO_MANY_REQUESTS: not
 * now, too many wait for the room. */
void blind_append(struct hub *hub, const struct entry *entry, blind_fn *done, void *context);

#endif
