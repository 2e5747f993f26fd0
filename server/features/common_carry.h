/* SPDX-License-Identifier: Apache-2.0
 *
 * What a feature takes along into a room that is a copy of its own: each of its things, in the
 * order in which people see them, as the command that makes it there.
 */
#ifndef MUSTER_FEATURES_COMMON_CARRY_H
#define MUSTER_FEATURES_COMMON_CARRY_H

#include "core/effect.h"
#include "features/common_order.h"

struct common_carriage {
    const char *word; /* "poll": effects are named by it and the seq of the thing */
    const char *type; /* the row that makes one there: "poll.prepare" */
    /* Writes its data, whose object is open; false: nothing of this thing is taken along. */
    bool (*write)(const void *thing, struct writer *out);
};

/* Of the row "….carry": its data names the room `to`, its `start` and `zone` where they are said,
 * and where one entry may not cause as much as
 * is to be taken along, which `part` of it: from 0, each of CARRY_PART effects. */
enum { CARRY_PART = 200 };
enum err common_carry_read(const struct json *data, struct writer *out);
/* Whether the thing with that place among all, from 0, is in the part of the entry. */
bool common_carry_takes(const struct entry *entry, int64_t place);
/* An effect for each of `things` (by seq). */
void common_carry(const struct common_carriage *carriage, const struct common_order *order,
                  const struct map *things, const struct entry *entry, struct emitter *emitter);

#endif
