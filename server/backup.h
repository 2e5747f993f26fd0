/* SPDX-License-Identifier: Apache-2.0
 *
 * A journal in SQLite as a folder, made beside the server that writes it, and put back:
 *
 *   manifest     where every room's chain ends (proof.h), written last
 *   journal.db   the journal as one moment had it
 *   accounts.db  what people sign in with, as of a moment before
 *   files        contents of files, by their hash as the server keeps them, as of a moment after
 *
 * The keys of secret ballots and pseudonyms are in no backup.
 */
#ifndef MUSTER_BACKUP_H
#define MUSTER_BACKUP_H

#include "config.h"

/* What was copied. */
struct backup_count {
    size_t rooms, files;
    uint64_t file_bytes;
    size_t damaged; /* files that are not what their name says: left out */
};

/* Makes `folder`, which must not be there, of the journal of `config`; under another name until it
 * is whole and on disk. False, and one sentence in `why`, when it cannot. */
bool backup_make(const struct config *config, const char *folder, struct backup_count *count,
                 struct buffer *why);
/* Keeps the folder, which is made when it is not there, as the journal is: round after round, about
 * one a second, until `stopped` says so. Each link is reckoned before it is written. Beside the
 * backup a file `status` says, as Prometheus reads it, when it was as the journal last. False, and
 * one sentence in `why`, when it cannot go on: another journal is there, or one of both is broken.
 * A journal that cannot be read for a while, or a full disk, is waited for. */
typedef bool backup_stopped_fn(void *context);
bool backup_follow(const struct config *config, const char *folder, backup_stopped_fn *stopped,
                   void *context, struct buffer *why);
/* Proves the backup, then makes the journal of `config` of it, which must not be there: under a new
 * epoch, so that whoever was ahead of it begins anew. False, and one sentence in `why`, when it
 * cannot; then there is no journal, but perhaps some of what lies beside it. */
bool backup_restore(const struct config *config, const char *folder, struct backup_count *count,
                    struct buffer *why);

#endif
