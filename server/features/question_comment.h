/* SPDX-License-Identifier: Apache-2.0
 *
 * What people say to a question, where the room allows it; staff always may. Who may see the
 * question sees what is said to it. Functions of core/row.h for question.comment and
 * question.uncomment.
 */
#ifndef MUSTER_FEATURES_QUESTION_COMMENT_H
#define MUSTER_FEATURES_QUESTION_COMMENT_H

#include "core/feature.h"

/* Members of the row question.comment. */
bool question_comment_allows(const void *state, enum role role);
enum err question_comment_read(const struct json *data, struct writer *out);
enum err question_comment_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void question_comment_apply(void *state, const struct entry *entry, const struct scene *scene);

/* And of question.uncomment. */
enum err question_uncomment_read(const struct json *data, struct writer *out);
enum err question_uncomment_check(const void *state, const struct entry *entry,
                                  const struct scene *scene);
void question_uncomment_apply(void *state, const struct entry *entry, const struct scene *scene);
void question_uncomment_erases(const void *state, const struct entry *entry,
                               struct withdrawal *withdrawal);

#endif
