/* SPDX-License-Identifier: Apache-2.0
 *
 * What is asked about polls that no view holds.
 */
#ifndef MUSTER_FEATURES_POLL_QUERY_H
#define MUSTER_FEATURES_POLL_QUERY_H

#include "core/feature.h"

/* poll.ballots: who chose what in a named poll, for staff, by pages. */
enum err poll_ballots_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);
/* poll.results: the sums as they stand, where who asks may see them: they have voted, and the poll
 * is one whose results are shown after voting. */
enum err poll_tally_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
