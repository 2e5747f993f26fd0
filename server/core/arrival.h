/* SPDX-License-Identifier: Apache-2.0
 *
 * A command when it comes: whether it may happen, and what of it goes into the journal. The entry
 * as its sender means it is checked for their rights; what is to be veiled (core/veil.h) is made
 * anonymous then, and checked by the rules for the pseudonym, as it will be in its turn. Pure.
 */
#ifndef MUSTER_CORE_ARRIVAL_H
#define MUSTER_CORE_ARRIVAL_H

#include "core/room.h"

/* Whether `entry` (seq 0) may happen now, as room_check. *veiled is what is to be appended in its
 * place, owned by the caller; NULL: it goes as it is. It is made after a refusal too, so that an op
 * that is repeated can be looked for. ERR_NOT_AVAILABLE while the room has no veil. */
enum err arrival_check(const struct room *room, const struct entry *entry, struct entry **veiled);
/* Whether `entry`, as it was sent, is to have nothing of such rows and its sender beside it though
 * it is not veiled (core/veiling.h). */
bool arrival_alone(const struct room *room, const struct entry *entry);

#endif
