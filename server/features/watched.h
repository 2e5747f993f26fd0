/* SPDX-License-Identifier: Apache-2.0
 *
 * What one person watched again: the moments of a session that were played to them, each once. A
 * fixed size: of more pieces than it holds the shortest goes. Pure.
 */
#ifndef MUSTER_FEATURES_WATCHED_H
#define MUSTER_FEATURES_WATCHED_H

#include <stddef.h>
#include <stdint.h>

#include "features/session_time.h"

enum { WATCHED_SPANS = 128 };

struct span {
    int64_t from_ms, to_ms;
};

struct watched {
    int64_t told_ms; /* the last report */
    size_t count;
    struct span spans[WATCHED_SPANS + 1]; /* one more, for a moment */
};

/* Frees *watched, which may be NULL, and sets it to NULL. */
void watched_free(struct watched **watched);
/* How much of the session's time lies in it; NULL: nothing. */
int64_t watched_ms(const struct watched *watched, const struct session_time *time);
/* How much of the span it does not hold, in ms. */
int64_t watched_new_ms(const struct watched *watched, struct span span);
void watched_put(struct watched *watched, struct span span);

#endif
