/* SPDX-License-Identifier: Apache-2.0
 *
 * How staff keep questions in order: who of them takes charge of one, tags, which one all are shown
 * first, and whose questions are heard no more. Functions of core/row.h. Who asked anonymously is
 * silenced by the pseudonym: nobody learns who it is, and under their name they may still ask.
 */
#ifndef MUSTER_FEATURES_QUESTION_DESK_H
#define MUSTER_FEATURES_QUESTION_DESK_H

#include "core/feature.h"

/* Of question.claim and question.unclaim. */
enum err question_claim_read(const struct json *data, struct writer *out);
enum err question_claim_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void question_claim_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err question_unclaim_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void question_unclaim_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of question.tags, the room's list, and question.tag. */
enum err question_tags_read(const struct json *data, struct writer *out);
void question_tags_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err question_tag_read(const struct json *data, struct writer *out);
enum err question_tag_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void question_tag_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of question.pin. */
enum err question_pin_read(const struct json *data, struct writer *out);
enum err question_pin_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void question_pin_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of question.silence and question.unsilence. */
enum err question_silence_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void question_silence_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err question_unsilence_check(const void *state, const struct entry *entry,
                                  const struct scene *scene);
void question_unsilence_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
