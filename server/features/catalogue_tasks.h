/* SPDX-License-Identifier: Apache-2.0
 *
 * What of the catalogue waits for an organiser: rooms that nobody can run, and courses that nobody
 * was asked into.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_TASKS_H
#define MUSTER_FEATURES_CATALOGUE_TASKS_H

#include "features/listing.h"

/* For struct gate. A host who is not active, or lacks the credential that is asked for, is none. */
void catalogue_tasks(const void *state, const struct room *room, int64_t now_ms,
                     struct writer *out);

#endif
