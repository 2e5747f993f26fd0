/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of shared notes. The room's own view says who writes; the text is in the part
 * "notes/text". Where the notes are those of a part of another kind, both stand in its view.
 */
#ifndef MUSTER_FEATURES_NOTES_VIEW_H
#define MUSTER_FEATURES_NOTES_VIEW_H

#include "features/shelf.h"

/* The part of the text: its one id is "text". */
extern const struct part_kind notes_parts[1];

/* Members of struct feature and of rows: of those that change paragraphs, of the one that sets who
 * writes, and of those that take earlier events about a paragraph back. */
void notes_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out);
void notes_text_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void notes_set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
void notes_gone_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void notes_text_part(const void *state, const struct entry *entry, struct parts *out);

#endif
