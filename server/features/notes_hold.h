/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may hold a paragraph of shared notes, and when a hold ends by itself: after some time of
 * silence, and at once when its person has left or may not write any more. The timekeeper says so,
 * to those who look at the text.
 */
#ifndef MUSTER_FEATURES_NOTES_HOLD_H
#define MUSTER_FEATURES_NOTES_HOLD_H

#include "features/notes_state.h"

/* Whether the sender may hold one more: ERR_LIMIT_EXCEEDED. */
enum err notes_holds_check(const struct notes *notes, const struct entry *entry);
/* Whether the sender may write in that paragraph (NULL: there is none): nobody else does. */
enum err notes_hold_check(const struct notes *notes, const struct entry *entry,
                          const struct paragraph *paragraph);

/* Members of the row `notes.expire`, and of struct feature. */
enum err notes_expire_read(const struct json *data, struct writer *out);
enum err notes_expire_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
bool notes_due(const void *state, enum phase phase, struct due *out);

/* For what is heard of others: somebody was sent away, or reads only; people left. */
void notes_sent_heard(void *state, const struct entry *entry, const struct scene *scene);
void notes_left_heard(void *state, const struct entry *entry, const struct scene *scene);
/* In a group: somebody goes to another one; the groups end, unless some seconds are left. */
void notes_moved_heard(void *state, const struct entry *entry, const struct scene *scene);
void notes_closed_heard(void *state, const struct entry *entry, const struct scene *scene);

#endif
