/* SPDX-License-Identifier: Apache-2.0
 *
 * The stage: that a webinar or course exists, what it is called, when it starts, which stream it
 * shows, and its phase. It answers `exists` and `phase` for both kinds. A webinar is created
 * scheduled, a course live; an ended room stays ended. A webinar that opens by itself goes live at
 * its start, if nobody was earlier.
 */
#ifndef MUSTER_FEATURES_STAGE_H
#define MUSTER_FEATURES_STAGE_H

#include "core/feature.h"

extern const struct feature stage_feature;

#endif
