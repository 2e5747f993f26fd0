/* SPDX-License-Identifier: Apache-2.0
 *
 * The units of a course, or the sections of what has no dates: what is learned in a week, said in
 * up to four languages. A unit has a time at which it opens by itself, or staff open it; before
 * that nobody else finds anything of it anywhere. Each is a part of its own, "course:c1/unit/12",
 * whose door is shut until then. A copy of a course takes its units along, with their days.
 */
#ifndef MUSTER_FEATURES_UNIT_H
#define MUSTER_FEATURES_UNIT_H

#include "core/feature.h"

extern const struct feature unit_feature;

#endif
