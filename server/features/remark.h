/* SPDX-License-Identifier: Apache-2.0
 *
 * Notes that the staff of a room write on its people, for each other. They stand in no view: they
 * are asked for, and nobody is ever told those on themselves, not as one of the staff either. A
 * view for staff says only that something has changed.
 */
#ifndef MUSTER_FEATURES_REMARK_H
#define MUSTER_FEATURES_REMARK_H

#include "core/feature.h"

extern const struct feature remark_feature;

#endif
