/* SPDX-License-Identifier: Apache-2.0
 *
 * The topics of a course, for one that is a copy of it: empty, each with the unit there that came
 * of its unit here. A topic of some cohorts stays, for people are put into cohorts anew; so does
 * one whose unit is gone before it opened.
 */
#ifndef MUSTER_FEATURES_FORUM_TOPIC_CARRY_H
#define MUSTER_FEATURES_FORUM_TOPIC_CARRY_H

#include "core/feature.h"

/* Of the row topic.carry. */
void forum_topic_carry_effects(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter);

#endif
