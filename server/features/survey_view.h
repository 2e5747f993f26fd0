/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of a survey: its questions and when they are asked; how many have answered, for
 * the team; of whoever it is, that they have. What anybody said stands in no view.
 */
#ifndef MUSTER_FEATURES_SURVEY_VIEW_H
#define MUSTER_FEATURES_SURVEY_VIEW_H

#include "features/survey_state.h"

/* For struct shelf_kind. */
void survey_write(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                  struct writer *out);

#endif
