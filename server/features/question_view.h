/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of questions: the functions of core/feature.h and core/row.h that write their
 * share of a view, of tallies and of patches. What each sees for themselves: question_me.h.
 */
#ifndef MUSTER_FEATURES_QUESTION_VIEW_H
#define MUSTER_FEATURES_QUESTION_VIEW_H

#include "core/feature.h"

struct question;

/* By enum question_state. */
extern const char *const question_states[];
/* Writes the member `reason` of a question that was dismissed with one. */
void question_reason_write(const struct question *question, struct writer *out);

/* Members of struct feature: the questions that the viewer may see. */
void question_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                   struct writer *out);
void question_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);

/* Members of the rows of that name; `move` of those that move a question or answer it, `desk` of
 * question.claim, question.unclaim and question.tag. */
void question_ask_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void question_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_desk_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_tags_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void question_silence_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out);
void question_comment_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out);
void question_intake_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out);
void question_withdraw_patch(const void *state, const struct entry *entry,
                             const struct viewer *viewer, struct writer *out);

/* Of the rows that say a question anew: question.edit, question.amend, question.uncomment. */
void question_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);

/* What came after the session: core/film.h. */
extern const struct late question_late;

#endif
