/* SPDX-License-Identifier: Apache-2.0
 *
 * The code of conduct of the academy: a text in several languages, which everybody accepts before
 * they enter a room, and again when it has changed. A version is the seq of the entry that set it,
 * and each acceptance is an entry too.
 */
#ifndef MUSTER_FEATURES_CONDUCT_H
#define MUSTER_FEATURES_CONDUCT_H

#include "core/feature.h"

extern const struct feature conduct_feature;

#endif
