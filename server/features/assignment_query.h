/* SPDX-License-Identifier: Apache-2.0
 *
 * What is asked about assignments: what one is asked for and what became of one's own, and to
 * those who see somebody's work, who has handed in what. Words are read from the journal.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_QUERY_H
#define MUSTER_FEATURES_ASSIGNMENT_QUERY_H

#include "core/feature.h"

/* Members of struct query. */
size_t assignment_read_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max);
enum err assignment_read_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);
enum err assignment_dates_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out);
/* Until when each is due to the person of the scene. */
extern const struct dates assignment_dates;
enum err assignment_works_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out);
size_t assignment_work_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max);
enum err assignment_work_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);

/* A member of struct feature: whoever sees somebody's work has the files that they handed in. */
bool assignment_lends(const void *state, int64_t file, const struct scene *scene);

#endif
