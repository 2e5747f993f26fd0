/* SPDX-License-Identifier: Apache-2.0
 *
 * The hash chain over a room's entries: link n covers link n-1 and everything of entry n, its
 * content (name and text) by its own hash, so that the content can later be erased and the chain
 * still verified.
 *
 * The content's hash is over a random salt too, which is erased with the content: else a short text
 * could be found again by trying what it may have been. A record says by `salt.there` that it is of
 * this form. Entries from before version 4 have no salt and keep their hash without one, whether
 * erased or not; an erased record counts by the hash that was kept, whatever its form was. What was
 * kept of its text is not covered by the chain.
 */
#ifndef MUSTER_JOURNAL_CHAIN_H
#define MUSTER_JOURNAL_CHAIN_H

#include "journal/backend.h"

/* The hash of an entry's content: of an erased one that which was kept. */
struct hash chain_content(const struct record *record);
/* The link of `record` (seq set) after `before` (all zero for seq 1). */
struct hash chain_link(const struct hash *before, const struct record *record);
/* Reads the whole of `room` and checks that the numbers have no gap and every link fits. *broken is
 * the first seq that does not, 0 when all do; *head the last seq read. An error when it cannot be
 * read. */
enum err chain_verify(struct backend *backend, struct slice room, int64_t *head, int64_t *broken);

#endif
