/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting what one person was sent: whole frames, by the type of push, and by the part of the view
 * that a patch changes. Whatever is in no part is an envelope.
 */
#ifndef MUSTER_TESTS_BUDGET_HELP_BYTES_H
#define MUSTER_TESTS_BUDGET_HELP_BYTES_H

#include "budget/help_hour.h"

#include <stdio.h>

/* Adds to the part `name`, made when it is new. */
void bytes_add(struct hour_part *parts, struct slice name, uint64_t bytes);
/* Counts bytes that are no push under `type`. */
void bytes_count(struct hour_bytes *bytes, const char *type, uint64_t count);
/* Counts the members of a view or patch by their names, without what frames them. */
void bytes_count_view(struct hour_bytes *bytes, struct slice view);
/* Counts a run of whole WebSocket frames; to `record` too, when that is not NULL. */
void bytes_count_frames(struct hour_bytes *bytes, const char *frames, size_t len, FILE *record);

#endif
