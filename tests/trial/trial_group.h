/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is in which group of the room: the rings for what others show to one group.
 */
#ifndef MUSTER_TESTS_TRIAL_GROUP_H
#define MUSTER_TESTS_TRIAL_GROUP_H

#include "core/feature.h"

enum { TRIAL_GROUPS = RING_COUNT - RING_GROUP };

extern const struct feature trial_group_feature;

/* A group's people and its own staff, or these alone. Group 0: everybody, or the room's staff. */
struct rings trial_group_stamp(int64_t group, bool staff);

#endif
