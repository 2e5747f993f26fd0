/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing half of a journal in PostgreSQL, private to journal/postgres.c: groups of entries and
 * marks. It goes on trying while PostgreSQL is away, for some seconds, and then gives
 * ERR_JOURNAL_AWAY.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_APPEND_H
#define MUSTER_JOURNAL_POSTGRES_APPEND_H

#include "journal/backend.h"
#include "journal/postgres_ends.h"
#include "journal/postgres_link.h"

/* Gives a new link the statements it needs for what follows. */
void postgres_append_init(struct postgres_link *link);

/* As the backend's commit. `ends` is what this writer remembers. */
enum err postgres_append(struct postgres_link *link, struct postgres_ends *ends,
                         const struct batch *batch);
/* As the backend's secret. */
enum err postgres_secret(struct postgres_link *link, unsigned char *secret);

#endif
