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

#endif
