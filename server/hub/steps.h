/* SPDX-License-Identifier: Apache-2.0
 *
 * One command followed by its op through every floor, in the log at `debug`: received
 * (net/verbs.c), handed to the journal, numbered by it, applied and told to who follows, answered.
 * Nothing of what it says, and nothing at all of methods by which something may be said without a
 * name.
 */
#ifndef MUSTER_HUB_STEPS_H
#define MUSTER_HUB_STEPS_H

#include "core/entry.h"
#include "hub/site.h"

/* Says that `entry` has come so far: a fixed sentence, and its seq where there is one. `error` is
 * told where it is one. `entry` NULL is ignored. */
void steps_tell(const struct hub *hub, const char *sentence, const struct entry *entry,
                enum err error);

#endif
