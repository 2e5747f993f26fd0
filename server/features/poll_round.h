/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of a poll that is closed: it is asked once more, its answer is told, it is put away.
 * Members of the rows of that name.
 */
#ifndef MUSTER_FEATURES_POLL_ROUND_H
#define MUSTER_FEATURES_POLL_ROUND_H

#include "core/feature.h"

/* Of poll.round: the poll opens without ballots; those of the round before are kept. */
enum err poll_round_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_round_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of poll.reveal: everybody is told what is correct. */
enum err poll_reveal_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_reveal_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of poll.archive: participants do not see it any more, or again. */
enum err poll_archive_read(const struct json *data, struct writer *out);
enum err poll_archive_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void poll_archive_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
