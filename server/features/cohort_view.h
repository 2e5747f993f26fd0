/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of the cohorts of a course: members of core/feature.h. The room's staff see all
 * of them and everybody's place; others see their own cohort, and those of which they are staff,
 * with the people there. Whoever has neither is told of none.
 */
#ifndef MUSTER_FEATURES_COHORT_VIEW_H
#define MUSTER_FEATURES_COHORT_VIEW_H

#include "core/feature.h"

/* Members of struct feature. */
void cohort_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out);
/* Of any entry that cohorts_begin was called for. */
void cohort_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out);
/* As members of struct feature and struct row. */
void cohort_me(const void *state, struct slice person, struct writer *out);
void cohort_patch_me(const void *state, const struct entry *entry, struct slice person,
                     struct writer *out);

#endif
