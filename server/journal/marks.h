/* SPDX-License-Identifier: Apache-2.0
 *
 * Marks that wait for the writer's next group, private to journal/. Each (name, room) waits at most
 * once, and is written with its last value. A mark waits behind the entries that were handed in
 * before it: `behind` is their number since the start. Set again behind more entries, it has two
 * values, so that a busy mark is neither early nor put off for ever. The loop's alone.
 */
#ifndef MUSTER_JOURNAL_MARKS_H
#define MUSTER_JOURNAL_MARKS_H

#include "journal/backend.h"

struct marks;
/* One that was taken out to be written. */
struct mark_taken;

/* An empty list, owned by the caller. */
struct marks *marks_new(void);
/* Frees those that wait too; sets *marks to NULL. */
void marks_free(struct marks **marks);

/* Adds a mark (copied) behind the first `behind` entries. False when there are too many. */
bool marks_add(struct marks *marks, const struct mark *mark, uint64_t behind);
/* Takes out the next that waits behind no more than the first `upto` entries, and writes what is to
 * be set into *mark, which is valid as long as what is returned: the caller's. NULL: there is none.
 * What is taken in a row, without marks_add in between, are marks of different names or rooms. */
struct mark_taken *marks_take(struct marks *marks, uint64_t upto, struct mark *mark);
/* Puts back what could not be written: what was set since then stands above it. */
void marks_return(struct marks *marks, struct mark_taken *taken);
/* Frees what was taken. */
void marks_drop(struct mark_taken *taken);
/* Whether some wait. */
bool marks_wait(const struct marks *marks);

#endif
