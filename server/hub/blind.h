/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries for rooms that are not woken for them: appended as they are, without being checked at
 * arrival, and applied where the room is awake. Whether one is void its turn decides.
 */
#ifndef MUSTER_HUB_BLIND_H
#define MUSTER_HUB_BLIND_H

#include "core/entry.h"
#include "journal/journal.h"

struct hub;

typedef void blind_fn(void *context, const struct journal_result *result);
/* Appends a copy of `entry`, with the room's time where that is awake. */
void blind_append(struct hub *hub, const struct entry *entry, blind_fn *done, void *context);

#endif
