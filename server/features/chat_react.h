/* SPDX-License-Identifier: Apache-2.0
 *
 * Reactions on messages of the view: each person each kind once, counted from what each person has
 * chosen. The sums go with the message when it leaves the view; what a person chose is forgotten
 * when they choose more.
 */
#ifndef MUSTER_FEATURES_CHAT_REACT_H
#define MUSTER_FEATURES_CHAT_REACT_H

#include "core/feature.h"

/* Members of the row `chat.react`, and of struct feature. */
enum err chat_react_read(const struct json *data, struct writer *out);
enum err chat_react_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_react_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_react_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);
void chat_react_me(const void *state, struct slice person, struct writer *out);
void chat_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);
void chat_tally_sent(void *state);

#endif
