/* SPDX-License-Identifier: Apache-2.0
 *
 * The order in which people see things that are known by their seqs, as staff have put them. What
 * is not in it comes behind, by seq.
 */
#ifndef MUSTER_FEATURES_COMMON_ORDER_H
#define MUSTER_FEATURES_COMMON_ORDER_H

#include "base/map.h"
#include "core/entry.h"
#include "core/feature.h"

struct common_order {
    int64_t *seqs; /* owned */
    size_t count;
    int64_t changed_seq; /* the entry that last changed it */
};
void common_order_done(struct common_order *order);

/* For row->read: the member `key`, an array of at most `max` seqs, each once. More are
 * ERR_LIMIT_EXCEEDED. */
enum err common_read_order(const struct json *data, const char *key, size_t max,
                           struct writer *out);
/* That order; what is not in `things` (keyed by seq) is left out. */
void common_order_set(struct common_order *order, const struct entry *entry, const char *key,
                      const struct map *things);
/* The thing is gone. */
void common_order_take(struct common_order *order, const struct entry *entry, int64_t seq);
/* Calls `fn` with each of `things` (keyed by seq) as people see them. */
void common_order_each(const struct common_order *order, const struct map *things,
                       void (*fn)(void *context, int64_t seq, const void *thing), void *context);
/* Write the member "order": of a view, nothing when it is empty; of a patch, when `entry` changed
 * it, null then. */
void common_write_order(const struct common_order *order, struct writer *out);
void common_write_order_change(const struct common_order *order, const struct entry *entry,
                               struct writer *out);

#endif
