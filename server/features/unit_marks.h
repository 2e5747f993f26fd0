/* SPDX-License-Identifier: Apache-2.0
 *
 * What each person has opened and done of a course: marks of their own, which follow them from
 * one device to another. Beside them only those see any who see their work (unit_ledger.h).
 */
#ifndef MUSTER_FEATURES_UNIT_MARKS_H
#define MUSTER_FEATURES_UNIT_MARKS_H

#include "base/map.h"
#include "core/row.h"

/* Nobody has marked anything. */
void unit_marks_init(struct map **marks);
/* Frees all of it and sets *marks to NULL. */
void unit_marks_done(struct map **marks);
/* That person has opened the item, or done it, or not. There must be room: unit_marks_full is
 * false. */
void unit_marks_set(struct map *marks, struct slice person, int64_t item, bool done);
/* How far into a video or a sound they are, in seconds; they have opened it. */
void unit_marks_place(struct map *marks, struct slice person, int64_t item, int64_t place);
/* Whether one more person cannot be remembered. */
bool unit_marks_full(const struct map *marks, struct slice person);
/* Whether that person has opened the item, or done it. */
bool unit_marks_have(const struct map *marks, struct slice person, int64_t item);
/* Whether they have done it. */
bool unit_marks_did(const struct map *marks, struct slice person, int64_t item);
/* The item is gone by the entry `seq`. Who had marked it, for row->touches; and what is said to
 * them, to nobody else: the member `marks` with null for each that they had. */
void unit_marks_drop(struct map *marks, int64_t item, int64_t seq);
size_t unit_marks_touches(const struct map *marks, int64_t seq, struct slice out[TOUCH_MAX]);
void unit_marks_write_gone(const struct map *marks, struct slice person, int64_t seq,
                           struct writer *out);
/* Writes the member `marks`: an object of the items that the person has opened, each
 * {"done":true?,"place":<seconds>?}. */
void unit_marks_write(const struct map *marks, struct slice person, struct writer *out);
/* Writes one of them, into the open object: as a change. */
void unit_marks_write_one(const struct map *marks, struct slice person, int64_t item,
                          struct writer *out);

#endif
