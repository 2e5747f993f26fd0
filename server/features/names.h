/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether the names of staff are kept from everybody else where they act: who removes, pins,
 * closes, announces, answers. What is done while it is so stays without a name. What staff write
 * as people do, messages and comments, stays signed, and who is of the staff is no secret.
 */
#ifndef MUSTER_FEATURES_NAMES_H
#define MUSTER_FEATURES_NAMES_H

#include "core/feature.h"

extern const struct feature names_feature;

#endif
