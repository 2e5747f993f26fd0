/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions that the session left unanswered: when its end cannot be undone any more, each is
 * carried, once and with its votes, into the forum of the session's course, as a thread of the
 * host's; and what staff answer there comes back to it. What waits for approval and what was
 * dismissed stays, until staff approve or reopen it. Nothing is carried of a session without a
 * course.
 */
#ifndef MUSTER_FEATURES_QUESTION_CARRY_H
#define MUSTER_FEATURES_QUESTION_CARRY_H

#include "core/effect.h"
#include "core/feature.h"

/* For struct feature: the next that is to be carried. */
bool question_carry_due(const void *state, enum phase phase, struct due *out);
/* What is heard of the session: its course, its hosts, its end, and that it goes on. */
void question_carry_hear_course(void *state, const struct entry *entry, const struct scene *scene);
void question_carry_hear_role(void *state, const struct entry *entry, const struct scene *scene);
void question_carry_hear_phase(void *state, const struct entry *entry, const struct scene *scene);

/* Functions for the rows: question.carry. */
enum err question_carry_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void question_carry_apply(void *state, const struct entry *entry, const struct scene *scene);
void question_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter);
/* question.return: with a thread it says which one the question is; else without words the answer
 * is taken back. One that was given in the session stays. */
enum err question_return_read(const struct json *data, struct writer *out);
enum err question_return_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void question_return_apply(void *state, const struct entry *entry, const struct scene *scene);
void question_return_erases(const void *state, const struct entry *entry,
                            struct withdrawal *withdrawal);

#endif
