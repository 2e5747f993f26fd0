/* SPDX-License-Identifier: Apache-2.0
 *
 * Who came into the webinar of a course as a guest of that course (features/visitor.h), as the
 * academy's catalogue said when it let them in: everybody inside knows it, beside their name. They
 * are one here until they come as something else; what they said stays that of a guest.
 */
#ifndef MUSTER_FEATURES_GUESTS_H
#define MUSTER_FEATURES_GUESTS_H

#include "core/feature.h"

extern const struct feature guests_feature;

#endif
