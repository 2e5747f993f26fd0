/* SPDX-License-Identifier: Apache-2.0
 *
 * What those who moderate a thread do with it as it stands: they pin it, close it, which ends the
 * writing but no reading, marking or reporting, and open it again; and a deleted post stands again
 * while its words are still there. Functions of core/row.h.
 */
#ifndef MUSTER_FEATURES_FORUM_HOLD_H
#define MUSTER_FEATURES_FORUM_HOLD_H

#include "core/row.h"

struct thread;

/* Whether the person of the scene, who sees the thread, may write in it: ERR_FORUM_CLOSED. */
enum err forum_hold_check(const struct thread *thread, const struct scene *scene);

/* Members of the row forum.pin. */
enum err forum_pin_read(const struct json *data, struct writer *out);
enum err forum_pin_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_pin_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of forum.close, and of forum.reopen. */
enum err forum_close_read(const struct json *data, struct writer *out);
enum err forum_close_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_close_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_reopen_read(const struct json *data, struct writer *out);
enum err forum_reopen_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_reopen_apply(void *state, const struct entry *entry, const struct scene *scene);

/* The reason that was given before. */
void forum_reason_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal);

/* Members of the row forum.restore. */
enum err forum_restore_read(const struct json *data, struct writer *out);
enum err forum_restore_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void forum_restore_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
