/* SPDX-License-Identifier: Apache-2.0
 *
 * The chat's delay: what participants write is seen by them and the team alone until its time has
 * come, and the team may take it away before. The timekeeper says when it has, once for all that
 * come in one second.
 */
#ifndef MUSTER_FEATURES_CHAT_DELAY_H
#define MUSTER_FEATURES_CHAT_DELAY_H

#include "core/feature.h"

struct chat;
struct message;

/* "delay": seconds, in the modes open and slow. For chat.mode. */
enum err chat_delay_read(const struct json *data, struct writer *out);
/* The delay is as the entry says; where the team decides of each message no time does any more. */
void chat_delay_apply(struct chat *chat, const struct entry *entry);
/* When what the entry says is shown, a full second; 0: at once, or when the team says so. */
int64_t chat_delay_due_ms(const struct chat *chat, const struct entry *entry,
                          const struct scene *scene);

/* As struct row and struct feature have them: of chat.show. */
enum err chat_show_read(const struct json *data, struct writer *out);
enum err chat_show_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_show_apply(void *state, const struct entry *entry, const struct scene *scene);
bool chat_show_due(const void *state, enum phase phase, struct due *out);

#endif
