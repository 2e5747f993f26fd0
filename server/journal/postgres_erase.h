/* SPDX-License-Identifier: Apache-2.0
 *
 * Erasing in PostgreSQL, private to journal/postgres.c: the words of entries, and later what the
 * tables still hold of them.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_ERASE_H
#define MUSTER_JOURNAL_POSTGRES_ERASE_H

#include "journal/backend.h"
#include "journal/postgres_link.h"

/* As the backend's erase. Goes on trying while PostgreSQL is away, for some seconds. */
enum err postgres_erase(struct postgres_link *link, struct slice room,
                        const struct journal_erasure *things, size_t count);
/* As the backend's drop. */
enum err postgres_drop(struct postgres_link *link, struct slice room, int64_t at_ms,
                       struct journal_end *end);
/* As the backend's clean, over a link of its own: patient, with the `stop` that ends it. */
enum err postgres_clean(struct postgres_link *link);

#endif
