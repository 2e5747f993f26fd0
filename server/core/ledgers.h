/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking all features of a room what somebody has done in it: core/ledger.h.
 */
#ifndef MUSTER_CORE_LEDGERS_H
#define MUSTER_CORE_LEDGERS_H

#include "core/ledger.h"
#include "core/room.h"

/* Calls `fn` for everybody whom any feature knows, perhaps several times. */
void ledgers_people(const struct room *room, ledger_fn *fn, void *context);
/* The sums of that person, in *out. */
void ledgers_sum(const struct room *room, struct slice person, struct deeds *out);
/* Writes what features tell beside them into the open object; `whole`: thing by thing. */
void ledgers_write(const struct room *room, struct slice person, bool whole, struct writer *out);

#endif
