/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of questions for themselves alone: their votes, their own questions that others
 * do not see or do not know for theirs, why one was dismissed, what it was merged into, and the
 * answer that is for them alone. Functions of core/feature.h and core/row.h.
 */
#ifndef MUSTER_FEATURES_QUESTION_ME_H
#define MUSTER_FEATURES_QUESTION_ME_H

#include "core/feature.h"

/* Member of struct feature. */
void question_me(const void *state, struct slice person, struct writer *out);

/* Members of the rows of that name; of those that move or answer one, `move`. */
void question_ask_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out);
void question_move_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_edit_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_withdraw_patch_me(const void *state, const struct entry *entry, struct slice person,
                                struct writer *out);
void question_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_silence_patch_me(const void *state, const struct entry *entry, struct slice person,
                               struct writer *out);
void question_dismiss_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void question_withdraw_wipe_me(const void *state, const struct entry *entry, struct writer *out);

#endif
