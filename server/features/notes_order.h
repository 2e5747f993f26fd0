/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of the paragraphs of a text, by their seqs. People are told of it only what does not
 * follow from the seqs: the paragraphs up to the last that does not stand where it came; those
 * behind come as they came. So a text that is only ever written on says nothing of it.
 */
#ifndef MUSTER_FEATURES_NOTES_ORDER_H
#define MUSTER_FEATURES_NOTES_ORDER_H

#include "base/writer.h"
#include "core/entry.h"

struct notes_order {
    int64_t *seqs; /* owned; all of them */
    size_t count, capacity;
    int64_t changed_seq; /* the entry that last changed what is told */
};

/* Where to put one. */
enum { NOTES_FIRST = 0, NOTES_LAST = -1 };

/* Frees what it has; it is empty then. */
void notes_order_done(struct notes_order *order);
/* Puts it behind `after`, a seq that is there, or one of the above. */
void notes_order_put(struct notes_order *order, const struct entry *entry, int64_t seq,
                     int64_t after);
void notes_order_take(struct notes_order *order, const struct entry *entry, int64_t seq);
/* Which it stands behind: a seq, or NOTES_FIRST. */
int64_t notes_order_before(const struct notes_order *order, int64_t seq);

/* Write the member "order": of a view, nothing when there is none to tell; of a patch, when the
 * entry changed it, or `whole`: null when there is none. */
void notes_order_write(const struct notes_order *order, struct writer *out);
void notes_order_patch(const struct notes_order *order, const struct entry *entry, bool whole,
                       struct writer *out);

#endif
