/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of the chat: the functions of core/feature.h that write its share of a view, of
 * `me` and of patches.
 */
#ifndef MUSTER_FEATURES_CHAT_VIEW_H
#define MUSTER_FEATURES_CHAT_VIEW_H

#include "core/feature.h"

/* Members of struct feature: the messages that the viewer may see, and what of theirs waits. */
void chat_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out);
void chat_me(const void *state, struct slice person, struct writer *out);

/* Members of the rows that change messages. */
void chat_messages_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void chat_last_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
size_t chat_messages_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX]);
size_t chat_delete_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX]);
void chat_messages_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
/* Of the row of that name. */
void chat_mode_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);

#endif
