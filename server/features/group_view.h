/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of the groups. In the room, everybody who is inside: whether they are open, since
 * when and how long, and, once participants know of them, their names and how many are in each;
 * staff besides who is where and which group has called. In a group: its people. In `me`: one's own
 * group.
 */
#ifndef MUSTER_FEATURES_GROUP_VIEW_H
#define MUSTER_FEATURES_GROUP_VIEW_H

#include "features/group_state.h"

/* By enum groups_phase; ends with NULL. */
extern const char *const group_phases[];

/* For struct feature, struct row and struct hearing. */
void group_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out);
void group_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                 struct writer *out);
void group_me(const void *state, struct slice person, struct writer *out);
void group_patch_me(const void *state, const struct entry *entry, struct slice person,
                    struct writer *out);

#endif
