/* SPDX-License-Identifier: Apache-2.0
 *
 * Another text for one's own message, for a while. The text before it is withdrawn for good; what
 * is shown, read back and kept is the newest.
 */
#ifndef MUSTER_FEATURES_CHAT_EDIT_H
#define MUSTER_FEATURES_CHAT_EDIT_H

#include "core/feature.h"

/* Members of the row `chat.edit`. */
enum err chat_edit_read(const struct json *data, struct writer *out);
enum err chat_edit_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_edit_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
