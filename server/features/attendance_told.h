/* SPDX-License-Identifier: Apache-2.0
 *
 * What a session tells the course that it is of: who has taken part by its rule; without one, who
 * was there at all while it was live. It is told once the end stands, a batch of people an entry;
 * and again of those of whom it has become another thing, by a correction, by another rule, by what
 * they watched again. Rows of presence_session_feature.
 */
#ifndef MUSTER_FEATURES_ATTENDANCE_TOLD_H
#define MUSTER_FEATURES_ATTENDANCE_TOLD_H

#include "features/presence_state.h"

/* How many people one entry tells of: fewer than TOUCH_MAX, for the course tells each of them. */
enum { ATTENDANCE_BATCH = 100 };

/* For feature.hears: which course it is; another one knows of nobody yet. */
void attendance_course_heard(void *state, const struct entry *entry, const struct scene *scene);
/* The session is over, or goes on: it is all to be looked at. */
void attendance_told_renew(struct presence *presence);
/* What counts of that person may be another thing. */
void attendance_told_look(struct presence *presence, const struct attendance *attendance);

/* `attendance.tell` {number}, which the server says to itself. */
enum err attendance_tell_read(const struct json *data, struct writer *out);
enum err attendance_tell_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void attendance_tell_apply(void *state, const struct entry *entry, const struct scene *scene);
void attendance_tell_effects(const void *state, const struct entry *entry,
                             const struct scene *scene, struct emitter *emitter);
/* For feature.due. */
bool attendance_tell_due(const void *state, enum phase phase, struct due *out);

#endif
