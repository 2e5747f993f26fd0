/* SPDX-License-Identifier: Apache-2.0
 *
 * Captions: what is said, line by line, in each of the languages that the room offers. Each
 * language is a part of the room (webinar:w1/captions/fr), so that nobody is sent another's lines.
 * A line says when it was said, so that it stands at its moment when the session is watched again;
 * it can be amended and removed at any time. The youngest lines stand in the view of the part, all
 * of them are read by captions.history. The staff writes them, and whom the staff lets
 * (captions_people.h).
 */
#ifndef MUSTER_FEATURES_CAPTIONS_H
#define MUSTER_FEATURES_CAPTIONS_H

#include "core/feature.h"

extern const struct feature captions_feature;

#endif
