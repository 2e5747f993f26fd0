/* SPDX-License-Identifier: Apache-2.0
 *
 * A quiz: the polls that name it. When it is told how people stand (poll.board) those count whose
 * answer is known to all. People stand there under aliases: the server gives a person one in each
 * quiz, and nobody can tell whose it is.
 */
#ifndef MUSTER_FEATURES_POLL_QUIZ_H
#define MUSTER_FEATURES_POLL_QUIZ_H

#include "core/feature.h"

/* Members of the row poll.board. */
enum err poll_board_read(const struct json *data, struct writer *out);
enum err poll_board_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_board_apply(void *state, const struct entry *entry, const struct scene *scene);
void poll_board_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
/* The boards that are told, as a member of the view. */
void poll_boards_write(const void *state, struct writer *out);
/* The query poll.place: how who asks stands. */
enum err poll_place(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out);

#endif
