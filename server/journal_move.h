/* SPDX-License-Identifier: Apache-2.0
 *
 * A journal in SQLite becomes one in PostgreSQL, with equal chains. No server may run on either.
 */
#ifndef MUSTER_JOURNAL_MOVE_H
#define MUSTER_JOURNAL_MOVE_H

#include "config.h"

/* What was copied. */
struct journal_move_count {
    size_t rooms, files, accounts;
    int64_t entries;
};

/* Copies the journal at `from` (sqlite:PATH) into the empty one at `to` (postgresql://…): entries,
 * marks, accounts, files; then reckons every chain of both and compares them. Keys stay where they
 * are. False, and one sentence in `why`, when it cannot; then the new journal is empty, but where
 * it is the comparison that has failed. */
bool journal_move(const struct config *config, const char *from, const char *to,
                  struct journal_move_count *count, struct buffer *why);

#endif
