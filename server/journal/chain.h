/* SPDX-License-Identifier: Apache-2.0
 *
 * The hash chain over a room's entries: link n covers link n-1 and everything of entry n, its
 * content by its own hash, so that an entry's content can later be erased by law and the chain
 * still verified.
 */
#ifndef MUSTER_JOURNAL_CHAIN_H
#define MUSTER_JOURNAL_CHAIN_H

#include "journal/backend.h"

/* The hash of an entry's content: name and text. */
struct hash chain_content(const struct record *record);
/* The link of `record` (seq set) after `before` (all zero for seq 1). An erased record's content
 * counts by the hash kept of it. */
struct hash chain_link(const struct hash *before, const struct record *record);
/* Reads the whole of `room` and checks that the numbers have no gap and every link fits. *broken is
 * the first seq that does not, 0 when all do; *head the last seq read. An error when it cannot be
 * read. */
enum err chain_verify(struct backend *backend, struct slice room, int64_t *head, int64_t *broken);

#endif
