/* SPDX-License-Identifier: Apache-2.0
 *
 * Sums by the minute of the clock, of a session as long as a day: what a report tells of what was
 * never said one by one.
 */
#ifndef MUSTER_FEATURES_COMMON_MINUTES_H
#define MUSTER_FEATURES_COMMON_MINUTES_H

#include <stdint.h>

#include "base/bounds.h"
#include "base/writer.h"

enum { COMMON_MINUTES_SUMS = 5 };

struct common_minute {
    int64_t at_ms; /* its beginning, since 1970 */
    int64_t sums[COMMON_MINUTES_SUMS];
};

/* Zero is none; only minutes in which something was stand in it. */
struct common_minutes {
    struct common_minute *list; /* owned; rising */
    size_t count, room;
};

/* Frees what it holds. */
void common_minutes_done(struct common_minutes *minutes);
/* The minute of that moment, made if it is not there; the last one, when there are BOUND_MINUTES.
 * Moments never go back. */
struct common_minute *common_minutes_at(struct common_minutes *minutes, int64_t at_ms);
/* The same of any moment; NULL when it is not there and there are BOUND_MINUTES. */
struct common_minute *common_minutes_any(struct common_minutes *minutes, int64_t at_ms);
/* Writes the member `key`: each with `at` and its sums, by these names (NULL at the end). */
void common_minutes_write(const struct common_minutes *minutes, const char *key,
                          const char *const *names, struct writer *out);

#endif
