/* SPDX-License-Identifier: Apache-2.0
 *
 * What people do with questions of their own while nobody has taken them: the functions of
 * core/row.h for question.edit and question.withdraw. Who asked anonymously does it under the same
 * pseudonym. Votes stay with an edited question; in a moderated room it waits for approval again.
 */
#ifndef MUSTER_FEATURES_QUESTION_OWN_H
#define MUSTER_FEATURES_QUESTION_OWN_H

#include "core/feature.h"

/* The scope of who asked it anonymously. */
struct slice question_own_veil(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES]);
/* Whether it is theirs, and still waits. */
enum err question_own_check(const void *state, const struct entry *entry,
                            const struct scene *scene);

/* For struct feature: who asked it sees it too. */
bool question_shows(const void *state, int64_t seq, const struct scene *scene);

/* Members of the row question.edit. */
enum err question_edit_read(const struct json *data, struct writer *out);
enum err question_edit_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void question_edit_apply(void *state, const struct entry *entry, const struct scene *scene);

/* And of question.withdraw. */
enum err question_withdraw_check(const void *state, const struct entry *entry,
                                 const struct scene *scene);
void question_withdraw_apply(void *state, const struct entry *entry, const struct scene *scene);
void question_withdraw_erases(const void *state, const struct entry *entry,
                              struct withdrawal *withdrawal);

#endif
