/* SPDX-License-Identifier: Apache-2.0
 *
 * A room's journal as a file: an entry a line, each an object of JSON that has all the chain is
 * made of (journal/chain.h), so that anybody can prove the whole by it alone:
 *
 *   seq, at, type, by, op   as they are
 *   name, text, salt        whose hash is the content; text is the data as it was written, a text
 *   content, kept           instead of these, where the words are gone: their hash, and what is
 *                           left of the data
 *   chain                   the link
 *
 * Hashes and salts are hexadecimal. What was withdrawn, or was refused, is written as if its words
 * were erased already, and of what is told in sums alone (an answer to a survey) nothing is left: at
 * a quiet hour its time would say whose it is. The chain does not need them.
 */
#ifndef MUSTER_FOLLOWERS_CHAINED_H
#define MUSTER_FOLLOWERS_CHAINED_H

#include "base/buffer.h"
#include "core/room.h"
#include "journal/answer.h"

/* Adds the line of an entry. `room`, folded at least so far, says what is withdrawn. */
void chained_write(const struct room *room, const struct entry *entry,
                   const struct journal_proof *proof, struct buffer *out);

/* What a file of such lines proves. */
struct chained {
    int64_t entries, erased;
    struct hash chain; /* the last link */
    int64_t broken;    /* the first line that is none, or does not fit; 0: all do */
};
/* Reads the journal of `room`. */
void chained_verify(struct slice lines, struct slice room, struct chained *out);

#endif
