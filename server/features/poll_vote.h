/* SPDX-License-Identifier: Apache-2.0
 *
 * Voting: members of the rows poll.vote and poll.answer, which put the sender's ballot into the
 * box of an open poll, and of poll.late, which puts it beside that of one that is over.
 */
#ifndef MUSTER_FEATURES_POLL_VOTE_H
#define MUSTER_FEATURES_POLL_VOTE_H

#include "core/feature.h"

/* Of poll.vote: "choices", a set of options, or "values", numbers whose order matters. */
enum err poll_vote_read(const struct json *data, struct writer *out);
/* Of poll.late: the same of a session that is over (features/poll_late.h). */
enum err poll_late_read(const struct json *data, struct writer *out);
/* A ballot alone, of one of these three: "choices", "values" or "texts". */
enum err poll_ballot_read(const struct json *data, struct writer *out);
/* Of poll.answer: "texts". */
enum err poll_answer_read(const struct json *data, struct writer *out);
/* The one before is withdrawn. */
void poll_answer_erases(const void *state, const struct entry *entry,
                        struct withdrawal *withdrawal);

/* As feature->takes_back: an answer in whose place another came, and that others had seen. */
enum taken_back poll_takes_back(const void *state, const struct entry *entry,
                                const struct viewer *viewer);

/* Of both. */
enum err poll_vote_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_vote_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of poll.late. */
enum err poll_late_vote_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void poll_late_vote_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of all three. */
struct slice poll_vote_veil(const void *state, const struct entry *entry,
                            char out[VEIL_SCOPE_BYTES]);

#endif
