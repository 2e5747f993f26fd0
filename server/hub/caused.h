/* SPDX-License-Identifier: Apache-2.0
 *
 * An effect as an entry on its way into its room: appended blind (hub/blind.h), and folded by
 * whoever has the room awake, here or elsewhere, or by the next who wakes it. Its op is made of
 * what caused it, so that any number of tries, by any instance and any build, is one entry.
 */
#ifndef MUSTER_HUB_CAUSED_H
#define MUSTER_HUB_CAUSED_H

#include "core/effect.h"
#include "hub/live.h"

/* The entry that the effect of the entry `seq` of `room` is; the caller's. NULL, and a line in the
 * log, for what no room takes: a mistake of the row. */
struct entry *caused_entry(const struct hub *hub, struct slice room, int64_t seq,
                           const struct effect *effect);
/* Whether an entry is some other entry's effect. */
bool caused_is(const struct entry *entry);

/* ERR_NONE: it is durable, by this try or an earlier one, or its room was dropped. Else nothing is
 * known of it. */
typedef void caused_fn(void *context, enum err error);
/* Appends it; held until `done` is called. `entry` may be handed in again with the same words. */
void caused_append(struct hub *hub, struct entry *entry, caused_fn *done, void *context);

#endif
