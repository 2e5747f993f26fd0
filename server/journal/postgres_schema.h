/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal's tables in PostgreSQL, private to journal/postgres*.c: what they are, and how an
 * older version becomes the newest.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_SCHEMA_H
#define MUSTER_JOURNAL_POSTGRES_SCHEMA_H

#include "journal/postgres_link.h"

/* With a connection of its own, for changing tables may take its time: checks the server and, when
 * `writes`, makes the tables or brings them to the newest version; then reads the journal's epoch.
 * False, with one sentence in `why` that holds no password, when it is none to work with. */
bool postgres_schema_reach(const char *url, bool writes, char epoch[POSTGRES_EPOCH_BYTES],
                           char *why, size_t why_bytes);

#endif
