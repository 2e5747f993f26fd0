/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries that were read by seq, for who shows their texts.
 */
#ifndef MUSTER_HUB_FOUND_H
#define MUSTER_HUB_FOUND_H

#include "core/feature.h"

/* In rising seq; borrowed. */
struct found {
    struct entry **entries;
    size_t count;
};

/* As struct bodies has it: `context` is a struct found. */
const struct entry *found_find(void *context, int64_t seq);

#endif
