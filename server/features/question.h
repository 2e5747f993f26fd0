/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions of a webinar's audience and what becomes of them: asked, perhaps approved first, voted
 * up, taken, answered live or in writing, dismissed, opened again. A question is its seq. Pending
 * and dismissed ones are seen by staff and, as their own, by their author. Votes are one per
 * person, may be withdrawn, and are delivered as tallies.
 */
#ifndef MUSTER_FEATURES_QUESTION_H
#define MUSTER_FEATURES_QUESTION_H

#include "core/feature.h"

extern const struct feature question_feature;

#endif
