/* SPDX-License-Identifier: Apache-2.0
 *
 * The veil of a hub (core/veil.h): its key, which the journal has beside it, asked for at the start
 * and lent to every room.
 */
#ifndef MUSTER_HUB_VEILS_H
#define MUSTER_HUB_VEILS_H

#include "core/veil.h"
#include "journal/journal.h"

struct veils;

/* Asks the journal for the key. */
struct veils *veils_new(struct loop *loop, struct journal *journal);
/* Wipes the key, and sets *veils to NULL. */
void veils_free(struct veils **veils);
/* Asks again when the journal was away, or has lost the key, which is made anew in the end. A few
 * times a second. */
void veils_tick(struct veils *veils);
/* To be lent to rooms, for as long as `veils` lives. */
const struct veil *veils_lend(const struct veils *veils);

#endif
