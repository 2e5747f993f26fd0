/* SPDX-License-Identifier: Apache-2.0
 *
 * Copies of SQLite files of ours: of one moment, also beside the process that writes to them. A
 * copy needs no log: it is read where nothing can be written.
 */
#ifndef MUSTER_JOURNAL_SQLITE_COPY_H
#define MUSTER_JOURNAL_SQLITE_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "journal/accounts_store.h"
#include "journal/backend.h"

/* Copies the file `from` to `to`, which is made (mode 0600), whole and on disk when this returns.
 * Meanwhile whoever writes goes on; their log grows. False, and one sentence in `why`, when it
 * cannot, or `to` is there already; what is left of it then is removed. */
bool sqlite_copy(const char *from, const char *to, char *why, size_t why_bytes);
/* Gives the journal in the file `path`, which nobody else has open, another epoch: whoever knows it
 * from before begins anew with it. */
bool sqlite_copy_renew(const char *path, char *why, size_t why_bytes);
/* Call `each` for every mark of the journal in the file `path`, for every row of the accounts in
 * `path`; texts are valid for the call. False, and one sentence in `why`, when it cannot be read,
 * or `each` gave false, which has said why itself. */
typedef bool sqlite_mark_fn(void *context, const struct mark *mark);
bool sqlite_copy_marks(const char *path, char *why, size_t why_bytes, sqlite_mark_fn *each,
                       void *context);
typedef bool sqlite_account_fn(void *context, const struct account *row);
bool sqlite_copy_accounts(const char *path, char *why, size_t why_bytes, sqlite_account_fn *each,
                          void *context);

/* Adds to `copy` (sqlite_open) what another journal has: records with their numbers, links and
 * salts as they are, erased ones too, each the next of its room with a link that fits; and marks.
 * All or none. After an error the copy is to be opened again. */
enum err sqlite_take(struct backend *copy, const struct batch *batch);
/* The room of that name was dropped there, and ended so (backend_ops.dropped): its first entries go
 * from the copy too, and backend_ops.drop takes the rest. */
enum err sqlite_bury(struct backend *copy, const struct record *grave);

#endif
