/* SPDX-License-Identifier: Apache-2.0
 *
 * Who reads on behind the journal is told that there is more: in the loop, of each entry that was
 * committed from here. What others commit who share the journal is not told.
 */
#ifndef MUSTER_JOURNAL_TAIL_H
#define MUSTER_JOURNAL_TAIL_H

struct entry;
struct journal;

/* May ask the journal, and not end it. */
typedef void journal_tail_fn(void *context, const struct entry *entry);
/* One alone is told; NULL: nobody any longer. */
void journal_tail(struct journal *journal, journal_tail_fn *tail, void *context);

#endif
