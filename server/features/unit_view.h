/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of units: in the room their titles and when they opened, in the part of one its
 * words. Staff see all of them, and when they are to open.
 */
#ifndef MUSTER_FEATURES_UNIT_VIEW_H
#define MUSTER_FEATURES_UNIT_VIEW_H

#include "core/feature.h"

/* Members of struct feature and struct row. */
void unit_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out);
void unit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                struct writer *out);
/* The same for a unit that was given other words, whose earlier events are taken back. */
void unit_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
/* When the next unit opens: it is told by itself, for what is taken back of a unit must not take
 * that away. */
void unit_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);
void unit_tally_sent(void *state);

#endif
