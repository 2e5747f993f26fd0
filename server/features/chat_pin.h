/* SPDX-License-Identifier: Apache-2.0
 *
 * Who pins which message: the row `chat.pin`.
 */
#ifndef MUSTER_FEATURES_CHAT_PIN_H
#define MUSTER_FEATURES_CHAT_PIN_H

#include "core/feature.h"

/* Members of the row `chat.pin`. */
enum err chat_pin_read(const struct json *data, struct writer *out);
enum err chat_pin_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_pin_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                    struct writer *out);

#endif
