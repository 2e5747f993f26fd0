/* SPDX-License-Identifier: Apache-2.0
 *
 * The hash chain over a room's entries: link n covers link n-1 and everything of entry n, its content
 * by its own hash, so that an entry's content can later be erased by law and the chain still verified.
 */
#ifndef MUSTER_JOURNAL_CHAIN_H
#define MUSTER_JOURNAL_CHAIN_H

#include "journal/backend.h"

/* The hash of an entry's content: name and text. */
struct hash chain_content(const struct record *record);
/* The link of `record` (seq set) after `before` (all zero for seq 1). */
struct hash chain_link(const struct hash *before, const struct record *record);

#endif
