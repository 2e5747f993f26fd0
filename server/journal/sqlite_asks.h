/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the index that sqlite_search.c explains, private to journal/sqlite*.c.
 */
#ifndef MUSTER_JOURNAL_SQLITE_ASKS_H
#define MUSTER_JOURNAL_SQLITE_ASKS_H

#include <sqlite3.h>

#include "journal/search_backend.h"

/* The last document of room ?1 that is not above seq ?2: its time, and its seq. */
#define SQLITE_DOC_BEFORE                                                                          \
    "SELECT at_ms, seq FROM doc WHERE room = ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT 1"

/* What stands between a room's id and a word, or the begin of words; they follow one another, so
 * that a room's lie together. */
#define SQLITE_WORD  '='
#define SQLITE_BEGIN '>'
/* Of how many letters there are begins. */
enum { SQLITE_BEGIN_MIN = 2, SQLITE_BEGIN_MAX = 3 };

/* Its statements. */
struct sqlite_asks;

/* The connection is borrowed, and has the index's tables. */
struct sqlite_asks *sqlite_asks_new(sqlite3 *connection);
/* Sets *asks to NULL; NULL is ignored. */
void sqlite_asks_free(struct sqlite_asks **asks);
/* Fills a page that is empty. False on failure. */
bool sqlite_asks_page(struct sqlite_asks *asks, const struct search_asked *asked,
                      struct search_page *page);

#endif
