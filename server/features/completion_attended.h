/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of the course's webinars people have taken part in, as these say once they are over
 * (features/attendance_told.h). Each counts once, and for as long as it says so. Pure.
 */
#ifndef MUSTER_FEATURES_COMPLETION_ATTENDED_H
#define MUSTER_FEATURES_COMPLETION_ATTENDED_H

#include "core/feature.h"

/* Webinars of one course that are told apart; of more nothing is counted. */
enum { ATTENDED_WEBINARS = 256 };

struct attended;

/* Of nobody yet; and the end of it. */
struct attended *attended_new(void);
void attended_free(struct attended *attended);
/* Whether anything was said of them that counted, be it taken back. */
bool attended_knows(const struct attended *attended, struct slice person);
/* In how many they took part. */
int64_t attended_count(const struct attended *attended, struct slice person);
/* Writes their names as the member `webinars`, in the order in which they first told something. */
void attended_write(const struct attended *attended, struct slice person, struct writer *out);

/* `completion.attend` {of, took: […], missed: […]}: reading it, and doing what it says. */
enum err attended_read(const struct json *data, struct writer *out);
bool attended_fits(const struct attended *attended, const struct entry *entry);
void attended_apply(struct attended *attended, const struct entry *entry);
/* Calls `fn` for each person whom the entry is about, at most ATTENDANCE_BATCH. */
void attended_each(const struct entry *entry, void (*fn)(void *context, struct slice person),
                   void *context);

#endif
