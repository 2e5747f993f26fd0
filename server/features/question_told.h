/* SPDX-License-Identifier: Apache-2.0
 *
 * Who has asked a question hears in their inbox that it was answered in words: once, wherever the
 * answer was given. Whoever asked without a name is known to nobody, and is not told.
 */
#ifndef MUSTER_FEATURES_QUESTION_TOLD_H
#define MUSTER_FEATURES_QUESTION_TOLD_H

#include "core/effect.h"
#include "core/news.h"

/* For struct row: of question.answer and question.return. */
void question_told_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter);
extern const struct news question_news;

#endif
