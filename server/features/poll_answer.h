/* SPDX-License-Identifier: Apache-2.0
 *
 * What was written in answer to polls, and what everybody sees of it: staff show single answers,
 * and put away single words of a cloud.
 */
#ifndef MUSTER_FEATURES_POLL_ANSWER_H
#define MUSTER_FEATURES_POLL_ANSWER_H

#include "core/feature.h"
#include "features/poll_state.h"

/* Members of the row poll.show: "answer", the seq of one, or "word", the id of one; "shown". */
enum err poll_show_read(const struct json *data, struct writer *out);
enum err poll_show_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_show_apply(void *state, const struct entry *entry, const struct scene *scene);

/* The query poll.answers: those that stand, the newest first, for staff. */
enum err poll_answers(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out);

/* What was written goes with the poll, as its edits do. */
void poll_answers_go(struct polls *polls, const struct poll *poll);
/* As feature->forget, of an answer. */
bool poll_answer_forget(const struct polls *polls, int64_t seq);

#endif
