/* SPDX-License-Identifier: Apache-2.0
 *
 * Votes, and questions that ask the same. One that is merged into another keeps its own votes; the
 * other counts everybody who voted for either, once. So that it can be taken apart again exactly.
 * Functions of core/row.h for question.vote, question.unvote, question.merge and question.unmerge.
 */
#ifndef MUSTER_FEATURES_QUESTION_MERGE_H
#define MUSTER_FEATURES_QUESTION_MERGE_H

#include "core/feature.h"

/* Members of the rows question.vote and question.unvote. */
enum err question_vote_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void question_vote_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err question_unvote_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void question_unvote_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of question.merge and question.unmerge. */
enum err question_merge_read(const struct json *data, struct writer *out);
enum err question_merge_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void question_merge_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err question_unmerge_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void question_unmerge_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
