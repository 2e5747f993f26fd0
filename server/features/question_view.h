/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of questions: the functions of core/feature.h that write their share of a view,
 * of `me`, of tallies and of patches.
 */
#ifndef MUSTER_FEATURES_QUESTION_VIEW_H
#define MUSTER_FEATURES_QUESTION_VIEW_H

#include "core/feature.h"

/* Members of struct feature: the questions that the viewer may see, and in `me` a person's votes
 * and hidden questions. */
void question_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                   struct writer *out);
void question_me(const void *state, struct slice person, struct writer *out);
void question_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);

/* Members of the rows of that name. */
void question_ask_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void question_ask_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out);
void question_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_move_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_dismiss_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void question_withdraw_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void question_intake_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out);

/* Of question.edit and question.withdraw. */
void question_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_edit_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_withdraw_patch(const void *state, const struct entry *entry,
                             const struct viewer *viewer, struct writer *out);
void question_withdraw_patch_me(const void *state, const struct entry *entry, struct slice person,
                                struct writer *out);

#endif
