/* SPDX-License-Identifier: Apache-2.0
 *
 * Tempo: a standing choice of each person, faster, fine, slower or lost, which they may change at
 * any time. Staff see how many have chosen what; nobody is told who.
 */
#ifndef MUSTER_FEATURES_TEMPO_H
#define MUSTER_FEATURES_TEMPO_H

#include "core/feature.h"

extern const struct feature tempo_feature;

#endif
