/* SPDX-License-Identifier: Apache-2.0
 *
 * How staff move a question from one state to another: the functions of core/row.h for
 * question.approve, question.take, question.answer, question.dismiss and question.reopen; and for
 * question.amend, which gives an answer other words. An answer may be for who asked alone: then it
 * is in the bytes of nobody else but staff.
 */
#ifndef MUSTER_FEATURES_QUESTION_MOVE_H
#define MUSTER_FEATURES_QUESTION_MOVE_H

#include "core/feature.h"
#include "features/question_state.h"

/* Members of the rows that move one; question.answer has its own. */
enum err question_move_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void question_move_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Its author, who sees in `me` what the others do not see; and of what left the list for it. The
 * author alone, for rows that take nothing off the list. */
size_t question_move_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX]);
size_t question_author_touches(const void *state, const struct entry *entry,
                               struct slice out[TOUCH_MAX]);
enum err question_dismiss_read(const struct json *data, struct writer *out);

/* Of question.answer. */
enum err question_answer_read(const struct json *data, struct writer *out);
enum err question_answer_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void question_answer_apply(void *state, const struct entry *entry, const struct scene *scene);
/* And of question.amend. */
enum err question_amend_read(const struct json *data, struct writer *out);
enum err question_amend_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void question_amend_apply(void *state, const struct entry *entry, const struct scene *scene);
/* The answer is what the entry says, by whoever says it; there is none. */
void question_answer_say(struct questions *questions, struct question *question,
                         const struct entry *entry);
/* For struct keep: whether there were words, and how long. */
void question_answer_keep(const void *state, const struct entry *entry, struct writer *out);

#endif
