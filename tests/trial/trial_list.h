/* SPDX-License-Identifier: Apache-2.0
 *
 * A list in which some things are for one group, or for staff, only.
 */
#ifndef MUSTER_TESTS_TRIAL_LIST_H
#define MUSTER_TESTS_TRIAL_LIST_H

#include "core/feature.h"

extern const struct feature trial_list_feature;

#endif
