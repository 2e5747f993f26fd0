/* SPDX-License-Identifier: Apache-2.0
 *
 * Attendance: for how long everybody was in a session while it was live, from what presence knows
 * (features/presence_state.h); what the team says instead, with a reason; and the rule by which
 * somebody has taken part. Rows and queries of presence_session_feature.
 */
#ifndef MUSTER_FEATURES_ATTENDANCE_H
#define MUSTER_FEATURES_ATTENDANCE_H

#include "features/presence_state.h"

/* `attendance.rule` {percent?, checks?}: what it takes; neither: there is no rule. */
enum err attendance_rule_read(const struct json *data, struct writer *out);
void attendance_rule_apply(void *state, const struct entry *entry, const struct scene *scene);
void attendance_rule_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out);
/* `attendance.correct` {whom, minutes?, why}; without minutes it is as it was counted again. */
enum err attendance_correct_read(const struct json *data, struct writer *out);
enum err attendance_correct_check(const void *state, const struct entry *entry,
                                  const struct scene *scene);
void attendance_correct_apply(void *state, const struct entry *entry, const struct scene *scene);
void attendance_correct_patch(const void *state, const struct entry *entry,
                              const struct viewer *viewer, struct writer *out);
/* Its share of presence's view, beside the count. */
void attendance_view(const struct presence *presence, const struct viewer *viewer,
                     struct writer *out);
/* For feature->forget: the reason of the correction `seq`. */
bool attendance_forget(void *state, int64_t seq);

/* `attendance.list`, and `attendance.own`, which is anybody's. */
enum err attendance_list_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);
enum err attendance_own_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out);

#endif
