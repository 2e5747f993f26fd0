/* SPDX-License-Identifier: Apache-2.0
 *
 * What the door shows: the first of the line, with names for the staff and as bare tickets for
 * those who wait, and what was told to them. Functions as struct feature and struct row have them;
 * `state` is a struct lobby.
 */
#ifndef MUSTER_FEATURES_LOBBY_VIEW_H
#define MUSTER_FEATURES_LOBBY_VIEW_H

#include "features/lobby_state.h"

/* The share of the view, and of `me`. */
void lobby_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out);
void lobby_me(const void *state, struct slice person, struct writer *out);
/* After an entry that changed the line; and after one that is rarely about anybody who waits. */
void lobby_line_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void lobby_sent_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
/* The same of `me`. */
void lobby_patch_me(const void *state, const struct entry *entry, struct slice person,
                    struct writer *out);
void lobby_sent_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);
/* After something was told; after another capacity. */
void lobby_tell_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void lobby_capacity_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out);
/* The query lobby.list: the line behind the ticket `after`, for staff. */
enum err lobby_list(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out);
/* The query lobby.place: how many stand in the line up to who asks. */
enum err lobby_place(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out);

#endif
