/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that wait to be sent, counted for each person over all their connections and for everybody
 * together, so that neither passes its bound (protocol/bounds.def: PENDING_…). For whom nothing
 * waits takes no memory.
 */
#ifndef MUSTER_FANOUT_PENDING_H
#define MUSTER_FANOUT_PENDING_H

#include "base/slice.h"

struct pending;

/* Nothing waits. At most `people_max` people are counted at a time; those beyond only in the whole.
 * Owned by the caller. */
struct pending *pending_new(size_t people_max);
/* Frees *pending and sets it to NULL. */
void pending_free(struct pending **pending);

/* What waits for one of the person's connections was `before` bytes and is `now`. */
void pending_change(struct pending *pending, struct slice person, size_t before, size_t now);
/* Whether more waits for the person, or for everybody, than may. */
bool pending_too_much(const struct pending *pending, struct slice person);
/* How many people something waits for. */
size_t pending_people(const struct pending *pending);

#endif
