/* SPDX-License-Identifier: Apache-2.0
 *
 * What people said in a survey: their own, for whoever said it; sums and words, for the team, once
 * it is closed and enough have answered. Words come in the order of their letters, never of their
 * coming. Of a survey that was asked before and after: of those who answered both times, how many
 * moved from which answer to which.
 */
#ifndef MUSTER_FEATURES_SURVEY_RESULTS_H
#define MUSTER_FEATURES_SURVEY_RESULTS_H

#include "core/feature.h"

/* Members of struct query. */
enum err survey_own_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);
enum err survey_results_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out);
/* All of a room as rows, as poll.report is. */
enum err survey_report_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);

#endif
