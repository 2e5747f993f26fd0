/* SPDX-License-Identifier: Apache-2.0
 *
 * How the academy is called and looks, and what it lets strangers do: set by its organisers, seen
 * by everybody (struct gate_site of core/gate.h), so that all instances agree. What is not set is
 * as the configuration says.
 */
#ifndef MUSTER_FEATURES_SETTINGS_H
#define MUSTER_FEATURES_SETTINGS_H

#include "core/feature.h"

extern const struct feature settings_feature;

#endif
