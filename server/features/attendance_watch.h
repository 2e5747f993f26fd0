/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody watched again of a session that is over: the moments of it that were played to
 * them, each once, however often and on however many devices. What counts is the time of the
 * session (features/session_time.h) within them, apart from what they were there for. The page says
 * what it played, and no more is taken than can have been played since it last said so.
 */
#ifndef MUSTER_FEATURES_ATTENDANCE_WATCH_H
#define MUSTER_FEATURES_ATTENDANCE_WATCH_H

#include "features/presence_state.h"

/* `attendance.watch` {spans: [[from, to], …]}, in ms since 1970. */
enum err attendance_watch_read(const struct json *data, struct writer *out);
enum err attendance_watch_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void attendance_watch_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
