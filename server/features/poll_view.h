/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of polls: the functions of core/feature.h that write their share of a view, of
 * `me`, of tallies and of patches.
 */
#ifndef MUSTER_FEATURES_POLL_VIEW_H
#define MUSTER_FEATURES_POLL_VIEW_H

#include "core/feature.h"
#include "features/poll_state.h"

/* Members of struct feature: the polls that the viewer may see, and a person's ballots. */
void poll_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out);
void poll_me(const void *state, struct slice person, struct writer *out);
void poll_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);

/* Members of the rows of that name. */
void poll_prepare_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void poll_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
void poll_retract_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void poll_order_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void poll_open_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
void poll_close_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void poll_sums_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
void poll_publish_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void poll_round_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void poll_past_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void poll_reveal_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out);
void poll_archive_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void poll_show_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
void poll_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out);
void poll_delete_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void poll_late_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);
void poll_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);

#endif
