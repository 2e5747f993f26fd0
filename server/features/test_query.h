/* SPDX-License-Identifier: Apache-2.0
 *
 * What is asked about tests: one's own paper and what became of it, the questions as staff wrote
 * them, and how people did whose work one sees.
 */
#ifndef MUSTER_FEATURES_TEST_QUERY_H
#define MUSTER_FEATURES_TEST_QUERY_H

#include "core/feature.h"

/* As query->answer. */
enum err test_paper_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);
enum err test_dates_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);
enum err test_read_answer(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out);
enum err test_results_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);

#endif
