/* SPDX-License-Identifier: Apache-2.0
 *
 * What waits for an organiser of the academy to be done: one query, to which each feature of the
 * room adds what it knows (struct gate, `tasks`).
 */
#ifndef MUSTER_FEATURES_TASKS_H
#define MUSTER_FEATURES_TASKS_H

#include "core/feature.h"

extern const struct feature tasks_feature;

#endif
