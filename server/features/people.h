/* SPDX-License-Identifier: Apache-2.0
 *
 * The people of the academy: who they are, their roles and countries, who is suspended, and what
 * the gate knows (core/gate.h). They stand in no view; directory_query.h answers who may ask.
 */
#ifndef MUSTER_FEATURES_PEOPLE_H
#define MUSTER_FEATURES_PEOPLE_H

#include "core/feature.h"

extern const struct feature people_feature;

#endif
