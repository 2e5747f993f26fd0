/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is mentioned in a message: a short list of ids beside its text, which says it in any words.
 * The staff may mention whoever was here, others those who wrote and the staff: so nobody learns
 * from it who is in the room.
 */
#ifndef MUSTER_FEATURES_CHAT_MENTION_H
#define MUSTER_FEATURES_CHAT_MENTION_H

#include "core/feature.h"

struct knowns;

/* Reads the optional member `mentions`. */
enum err chat_mention_read(const struct json *data, struct writer *out);
/* ERR_NOT_FOUND when somebody whom the entry mentions is not to be mentioned by its sender. */
enum err chat_mention_check(const struct knowns *knowns, const struct entry *entry,
                            const struct scene *scene);
/* The list as JSON text, owned by the caller; NULL: nobody is mentioned. */
char *chat_mention_copy(const struct entry *entry);
/* Writes it as `mentions`, unless there is none. */
void chat_mention_write(const char *mentions, struct writer *out);

#endif
