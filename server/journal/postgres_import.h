/* SPDX-License-Identifier: Apache-2.0
 *
 * Fills an empty journal in PostgreSQL with what another journal holds: entries with their numbers,
 * links and salts as they are, erased ones too; marks; rows of accounts. All of it is one
 * transaction. For one thread, with no server on either journal.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_IMPORT_H
#define MUSTER_JOURNAL_POSTGRES_IMPORT_H

#include "journal/accounts_store.h"
#include "journal/backend.h"

struct postgres_import;

/* Reaches the database at `url`, makes its tables, and begins. NULL, and one sentence in `why`,
 * when it cannot, or there is a room or an account in it already. */
struct postgres_import *postgres_import_open(const char *url, char *why, size_t why_bytes);
/* What follows is of this room, which must not have been named before. */
bool postgres_import_room(struct postgres_import *import, struct slice room);
/* The next entry of that room. */
bool postgres_import_record(struct postgres_import *import, const struct record *record);
/* A room that was dropped there, and ended so (backend_ops.dropped); not named before. */
bool postgres_import_grave(struct postgres_import *import, const struct record *grave);
/* A mark; a row of accounts. */
bool postgres_import_mark(struct postgres_import *import, const struct mark *mark);
bool postgres_import_account(struct postgres_import *import, const struct account *row);
/* Keeps all of it, or (`keep` false, or something before gave false) nothing. Frees *import and
 * sets it to NULL. False, and one sentence in `why`, when it could not be kept. */
bool postgres_import_close(struct postgres_import **import, bool keep, char *why, size_t why_bytes);

#endif
