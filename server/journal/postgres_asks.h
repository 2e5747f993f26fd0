/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the index in PostgreSQL that postgres_search.c explains, private to journal/postgres*.c.
 *
 * The newest segments of all rooms are asked first, in rounds: of each the blocks in which the
 * words may be, which say the numbers of the documents that have all of them. Then the newest of
 * these documents are read, until no older one can find a place in the page.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_ASKS_H
#define MUSTER_JOURNAL_POSTGRES_ASKS_H

#include "journal/postgres_link.h"
#include "journal/search_backend.h"

/* The first statements of the link that asks; POSTGRES_ASKS_TEXTS are their texts. */
enum postgres_asks_statement {
    /* Of the rooms $1 the segments with a document not newer than $2, before ($3, $4), the newest
     * $5; of each the blocks in which words from $6, below $7 may be. */
    POSTGRES_ASKS_WORDS,
    POSTGRES_ASKS_DOCUMENTS, /* blocks with key $3 of segments $1 */
    POSTGRES_ASKS_GONE,
    POSTGRES_ASKS
};

#define POSTGRES_ASKS_TEXTS                                                                        \
    [POSTGRES_ASKS_WORDS] =                                                                        \
        "WITH s AS MATERIALIZED (SELECT s.id, s.room, n.place, s.documents, s.high_ms, s.times, "  \
        "row_number() OVER (ORDER BY s.high_ms DESC, s.id DESC) AS nth "                           \
        "FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place) "                              \
        "JOIN muster.search_room AS r ON r.name = n.name "                                         \
        "JOIN muster.search_segment AS s ON s.room = r.id "                                        \
        "WHERE s.low_ms <= $2::int8 AND (s.high_ms, s.id) < ($3::int8, $4::int8) "                 \
        "ORDER BY s.high_ms DESC, s.id DESC LIMIT $5::int8) "                                      \
        "SELECT s.nth, s.id, s.room, s.place, s.documents, s.high_ms, s.times, t.place, b.body "   \
        "FROM s CROSS JOIN unnest($6::bytea[], $7::bytea[]) WITH ORDINALITY AS t (low, high, "     \
        "place) LEFT JOIN LATERAL ((SELECT b.body FROM muster.search_block AS b "                  \
        "WHERE b.shard = s.room % 16 AND b.segment = s.id AND b.key >= '=' AND b.key <= t.low "    \
        "ORDER BY b.key DESC LIMIT 1) UNION ALL "                                                  \
        "(SELECT b.body FROM muster.search_block AS b WHERE b.shard = s.room % 16 "                \
        "AND b.segment = s.id AND b.key > t.low AND b.key < t.high)) AS b ON true",                \
    [POSTGRES_ASKS_DOCUMENTS] =                                                                    \
        "SELECT n.place, b.body "                                                                  \
        "FROM unnest($1::int8[], $2::int8[], $3::bytea[]) WITH ORDINALITY "                        \
        "AS n (segment, shard, key, place) JOIN muster.search_block AS b "                         \
        "ON b.shard = n.shard AND b.segment = n.segment AND b.key = n.key",                        \
    [POSTGRES_ASKS_GONE] =                                                                         \
        "SELECT segment, seq FROM muster.search_gone WHERE segment = ANY ($1::int8[])"

/* Fills a page that is empty, in a transaction that was begun and sees one state of the tables. May
 * be tried again. */
enum err postgres_asks_page(struct postgres_link *link, const struct search_asked *asked,
                            struct search_page *page);

#endif
