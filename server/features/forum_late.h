/* SPDX-License-Identifier: Apache-2.0
 *
 * A course that is made without history: who comes into it sees the threads that are begun from
 * then on, and of those before not that they are there. That is said once, when it is made.
 *
 * A person comes when they are given a role, and comes anew when they had none meanwhile. All who
 * come between two threads see the same. Strangers, whom an open course lets in without a role of
 * their own, have never come, and see no thread. The team sees all, and so does that of a cohort.
 */
#ifndef MUSTER_FEATURES_FORUM_LATE_H
#define MUSTER_FEATURES_FORUM_LATE_H

#include "core/feature.h"

/* As struct hearing has it: of stage.create, and of what gives people a role. */
void forum_late_heard_made(void *state, const struct entry *entry, const struct scene *scene);
void forum_late_heard_role(void *state, const struct entry *entry, const struct scene *scene);
/* As struct feature has it: `since` alone. */
struct rings forum_late_rings(const void *state, struct slice person);

#endif
