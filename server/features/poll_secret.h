/* SPDX-License-Identifier: Apache-2.0
 *
 * Secret polls: the functions of core/ballots.h, and the row that tells their sums. Who has voted
 * is known; what they chose is kept sealed, and dropped when the sums are told or never will be.
 */
#ifndef MUSTER_FEATURES_POLL_SECRET_H
#define MUSTER_FEATURES_POLL_SECRET_H

#include "core/feature.h"
#include "features/poll_state.h"

extern const struct ballots poll_secret_ballots;

/* Whether the data holds a sealed choice. */
bool poll_secret_sealed(const struct json *data);
/* Keeps the sealed choice of a vote. */
void poll_secret_keep(struct poll *poll, const struct entry *entry);
/* The poll has been closed: whether there will be sums. */
void poll_secret_close(struct poll *poll);

/* Members of the row poll.sums. */
enum err poll_sums_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_sums_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
