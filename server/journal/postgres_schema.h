/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal's tables in PostgreSQL, private to journal/postgres.c: what they are, and how an
 * older version becomes the newest.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_SCHEMA_H
#define MUSTER_JOURNAL_POSTGRES_SCHEMA_H

#include "journal/postgres_link.h"

/* Checks the server and, when `writes`, makes the tables or brings them to the newest version; then
 * reads the journal's epoch. False, with one sentence in link->why, when it is none to work
 * with. `link` is connected and patient. */
bool postgres_schema_open(struct postgres_link *link, bool writes,
                          char epoch[POSTGRES_EPOCH_BYTES]);

#endif
