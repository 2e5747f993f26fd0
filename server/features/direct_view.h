/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of direct messages: the team the last message of each conversation with it, and
 * each person those of their own, in `me`.
 */
#ifndef MUSTER_FEATURES_DIRECT_VIEW_H
#define MUSTER_FEATURES_DIRECT_VIEW_H

#include "core/feature.h"

/* As struct feature has them. */
void direct_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out);
void direct_me(const void *state, struct slice person, struct writer *out);
/* As struct row has them: of the conversation that the entry changed. */
void direct_talk_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out);
size_t direct_talk_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX]);
void direct_talk_patch_me(const void *state, const struct entry *entry, struct slice person,
                          struct writer *out);

struct talk;
/* Writes a conversation, as the open object, for who stands on the side `side` of it (the team: 1).
 * In a patch what it has not is null. */
void direct_write_talk(const struct talk *talk, int side, bool patch, struct writer *out);

#endif
