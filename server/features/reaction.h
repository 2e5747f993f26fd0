/* SPDX-License-Identifier: Apache-2.0
 *
 * Reactions of a fixed list. What one person shows is a signal and leaves no trace of its own: the
 * server appends how many there were of each kind, and all see the sums.
 */
#ifndef MUSTER_FEATURES_REACTION_H
#define MUSTER_FEATURES_REACTION_H

#include "core/feature.h"

extern const struct feature reaction_feature;

#endif
