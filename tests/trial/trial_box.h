/* SPDX-License-Identifier: Apache-2.0
 *
 * A box for suggestions: anybody puts one in, staff read them, nobody knows whose they are.
 */
#ifndef MUSTER_TESTS_TRIAL_BOX_H
#define MUSTER_TESTS_TRIAL_BOX_H

#include "core/feature.h"

extern const struct feature trial_box_feature;

#endif
