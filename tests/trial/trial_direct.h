/* SPDX-License-Identifier: Apache-2.0
 *
 * Private conversations: each is a part of the room, between one person and its staff.
 */
#ifndef MUSTER_TESTS_TRIAL_DIRECT_H
#define MUSTER_TESTS_TRIAL_DIRECT_H

#include "core/feature.h"

extern const struct feature trial_direct_feature;

#endif
