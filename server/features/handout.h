/* SPDX-License-Identifier: Apache-2.0
 *
 * Handouts of a session: what its team gives people to read, as addresses with a title and the
 * language that the paper itself is in.
 */
#ifndef MUSTER_FEATURES_HANDOUT_H
#define MUSTER_FEATURES_HANDOUT_H

#include "core/feature.h"

extern const struct feature handout_feature;

#endif
