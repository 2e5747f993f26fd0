/* SPDX-License-Identifier: Apache-2.0
 *
 * What every store beside the journal has in PostgreSQL: a link of its own, with statements of its
 * own. Part of what it is in; its url, epoch and news are the link's.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_STORE_H
#define MUSTER_JOURNAL_POSTGRES_STORE_H

#include "journal/postgres_schema.h"

struct postgres_store {
    struct postgres_link link;
    char *url; /* owned */
    char epoch[POSTGRES_EPOCH_BYTES];
    struct postgres_news *news; /* owned */
};

/* Reaches the database at `url` and brings its tables up to date. `link` says `statements`,
 * `statements_count` and `patient`. False, and one sentence in `why`, when it cannot. Ended with
 * postgres_store_close either way. */
bool postgres_store_open(struct postgres_store *store, const struct postgres_link *link,
                         const char *url, char *why, size_t why_bytes);
void postgres_store_close(struct postgres_store *store);

#endif
