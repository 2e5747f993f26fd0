/* SPDX-License-Identifier: Apache-2.0
 *
 * The catalogue of the academy's rooms: who makes them, to whom they are listed, who may come in,
 * and by which way. A row here decides; the room itself, its policy, its hosts and what stands in
 * inboxes follow as effects.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_H
#define MUSTER_FEATURES_CATALOGUE_H

#include "core/feature.h"

extern const struct feature catalogue_feature;

#endif
