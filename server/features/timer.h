/* SPDX-License-Identifier: Apache-2.0
 *
 * The timer of a room: everybody sees how long is left for something ("Group work"). People count
 * down for themselves: it is told once when it starts, and again when it is stopped.
 */
#ifndef MUSTER_FEATURES_TIMER_H
#define MUSTER_FEATURES_TIMER_H

#include "core/feature.h"

extern const struct feature timer_feature;

#endif
