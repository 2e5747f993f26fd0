/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain channels: anybody publishes any JSON, everybody who follows gets it as it is. There is no
 * view. The hub serves them only when they are configured.
 */
#ifndef MUSTER_FEATURES_CHANNEL_H
#define MUSTER_FEATURES_CHANNEL_H

#include "core/feature.h"

extern const struct feature channel_feature;

#endif
