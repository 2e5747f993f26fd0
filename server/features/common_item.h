/* SPDX-License-Identifier: Apache-2.0
 *
 * Items of a course's units, for features of which an item holds something (test.h, assignment.h).
 */
#ifndef MUSTER_FEATURES_COMMON_ITEM_H
#define MUSTER_FEATURES_COMMON_ITEM_H

#include "base/map.h"
#include "core/scene.h"

/* Whether the person of `scene` sees that item: what somebody does not see they do not learn to be
 * there. */
bool common_item_seen(const struct scene *scene, int64_t item);
/* Whether that person takes part in it: every participant, and a guest who may write and sees it. */
bool common_item_taken(const struct scene *scene, int64_t item, struct slice person);
/* A unit is gone, with its items: which of those that `held` is keyed by are there no more. Fills
 * in at most BOUND_ITEMS_UNIT, returns how many. */
size_t common_item_gone(const struct scene *scene, const struct map *held, int64_t *gone);

#endif
