/* SPDX-License-Identifier: Apache-2.0
 *
 * What counts of somebody's time, and whether it is enough by the rule. Pure.
 */
#ifndef MUSTER_FEATURES_ATTENDANCE_RECKON_H
#define MUSTER_FEATURES_ATTENDANCE_RECKON_H

#include "features/presence_state.h"

/* What counts of their time at `at_ms`: what the team says, or what was counted. */
int64_t attendance_total_ms(const struct presence *presence, const struct attendance *attendance,
                            int64_t at_ms);
/* Whether they meet the rule; of a session that goes on, whether they do by now. */
bool attendance_completed(const struct presence *presence, const struct attendance *attendance,
                          int64_t at_ms);
/* The same; where there is no rule, whether anything counts of their time. */
bool attendance_took_part(const struct presence *presence, const struct attendance *attendance,
                          int64_t at_ms);

#endif
