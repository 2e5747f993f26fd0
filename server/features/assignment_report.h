/* SPDX-License-Identifier: Apache-2.0
 *
 * What was handed in for an assignment as rows, for files: each time of everybody whose work one
 * sees, with its words and files, and what was said on it; to everybody else their own.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_REPORT_H
#define MUSTER_FEATURES_ASSIGNMENT_REPORT_H

#include "core/feature.h"

/* Members of the query assignment.report. */
size_t assignment_report_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max);
enum err assignment_report_answer(const void *state, const struct json *data,
                                  const struct scene *scene, struct writer *out);

#endif
