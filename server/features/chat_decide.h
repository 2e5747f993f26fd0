/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of messages that wait: one, several, or all, as the moderator saw them. Whose text
 * or coming the moderator cannot have seen (`upto`) goes on waiting.
 */
#ifndef MUSTER_FEATURES_CHAT_DECIDE_H
#define MUSTER_FEATURES_CHAT_DECIDE_H

#include "core/feature.h"

/* Members of the rows `chat.approve` and `chat.refuse`. */
enum err chat_approve_read(const struct json *data, struct writer *out);
enum err chat_refuse_read(const struct json *data, struct writer *out);
enum err chat_decide_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_approve_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_refuse_apply(void *state, const struct entry *entry, const struct scene *scene);
/* The members of the data that name several; ends with NULL. */
extern const char *const chat_decide_several[];

/* For `chat.mode`: what becomes of all, the member `pending`; it waits when that is absent. */
enum err chat_pending_read(const struct json *data, struct writer *out);
void chat_pending_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
