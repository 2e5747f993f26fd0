/* SPDX-License-Identifier: Apache-2.0
 *
 * What polls came to, as a table for the team: a row for each option of each round, or for each
 * word, or for what numbers come to. Sums alone, by the rules of the poll: who chose what is
 * told elsewhere.
 */
#ifndef MUSTER_FEATURES_POLL_REPORT_H
#define MUSTER_FEATURES_POLL_REPORT_H

#include "core/feature.h"

/* poll.report, by pages of polls. */
enum err poll_report_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out);

#endif
