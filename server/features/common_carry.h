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

/* Of the row "….carry": its data names the room `to`; an effect for each of `things` (by seq). */
enum err common_carry_read(const struct json *data, struct writer *out);
void common_carry(const struct common_carriage *carriage, const struct common_order *order,
                  const struct map *things, const struct entry *entry, struct emitter *emitter);

#endif
