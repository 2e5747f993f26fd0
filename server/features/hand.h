/* SPDX-License-Identifier: Apache-2.0
 *
 * Raised hands: a queue in the order in which they came. Staff see who is in it and call on them;
 * everybody else sees how many, and of their own hand since when it is up and whether they were
 * called. A hand is lowered by its owner or by staff, never by itself.
 */
#ifndef MUSTER_FEATURES_HAND_H
#define MUSTER_FEATURES_HAND_H

#include "core/feature.h"

extern const struct feature hand_feature;

#endif
