/* SPDX-License-Identifier: Apache-2.0
 *
 * For a course that is a copy: it asks for the same, of nobody by a date yet, and has nothing of
 * what came.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_CARRY_H
#define MUSTER_FEATURES_ASSIGNMENT_CARRY_H

#include "core/feature.h"

/* Of the row assignment.carry. */
void assignment_carry_effects(const void *state, const struct entry *entry,
                              const struct scene *scene, struct emitter *emitter);

#endif
