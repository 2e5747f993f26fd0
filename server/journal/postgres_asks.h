/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the index in PostgreSQL that postgres_search.c explains, private to journal/postgres*.c.
 *
 * An index of words gives what it finds in no order: of a word that every fifth document has, all
 * would be read to show fifty. So the newest documents of the rooms are looked through first, in
 * rounds; a room is left once no older document of it can find a place in the page. Where the words
 * turn out to be rare the index of words is asked, which has few to give then.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_ASKS_H
#define MUSTER_JOURNAL_POSTGRES_ASKS_H

#include "journal/postgres_link.h"
#include "journal/search_backend.h"

/* The first statements of the link that asks; POSTGRES_ASKS_TEXTS are their texts. */
enum postgres_asks_statement {
    POSTGRES_ASKS_ROOMS,  /* id, the seq of the newest document that may be found, place in $1 */
    POSTGRES_ASKS_BEHIND, /* the same, of documents that are not newer than $2, found by halves */
    POSTGRES_ASKS_NEWEST, /* of the $4 newest of each room $1 that are not above $2 */
    POSTGRES_ASKS_WORDS,
    POSTGRES_ASKS
};

#define POSTGRES_ASKS_TEXTS                                                                        \
    [POSTGRES_ASKS_ROOMS] = "SELECT r.id, 9223372036854775807, n.place "                           \
                            "FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place) "          \
                            "JOIN muster.search_room AS r ON r.name = n.name",                     \
    [POSTGRES_ASKS_BEHIND] =                                                                       \
        "WITH RECURSIVE halves (room, place, low, high) AS ("                                      \
        "SELECT r.id, n.place, 0::int8, (SELECT s.seq FROM muster.search AS s "                    \
        "WHERE s.shard = r.id % 16 AND s.room = r.id ORDER BY s.seq DESC LIMIT 1) "                \
        "FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place) "                              \
        "JOIN muster.search_room AS r ON r.name = n.name UNION ALL "                               \
        "SELECT h.room, h.place, CASE WHEN o.older THEN m.seq ELSE h.low END, "                    \
        "CASE WHEN o.older THEN h.high ELSE m.seq - 1 END FROM halves AS h "                       \
        "CROSS JOIN LATERAL (SELECT (h.low + h.high + 1) / 2 AS seq) AS m "                        \
        "CROSS JOIN LATERAL (SELECT coalesce((SELECT s.at_ms <= $2::int8 "                         \
        "FROM muster.search AS s WHERE s.shard = h.room % 16 AND s.room = h.room "                 \
        "AND s.seq <= m.seq ORDER BY s.seq DESC LIMIT 1), true) AS older) AS o "                   \
        "WHERE h.low < h.high) SELECT room, low, place FROM halves WHERE low >= high",             \
    [POSTGRES_ASKS_NEWEST] =                                                                       \
        "SELECT w.at_ms, w.seq, n.place, w.part, w.stamp, w.found, w.nth = $4::int8 "              \
        "FROM unnest($1::int8[], $2::int8[]) WITH ORDINALITY AS n (room, upto, place) "            \
        "CROSS JOIN LATERAL (SELECT s.at_ms, s.seq, s.part, s.stamp, "                             \
        "s.words @@ (SELECT $3::text::tsquery) AS found, "                                         \
        "row_number() OVER (ORDER BY s.seq DESC) AS nth FROM muster.search AS s "                  \
        "WHERE s.shard = n.room % 16 AND s.room = n.room AND s.seq <= n.upto "                     \
        "ORDER BY s.seq DESC LIMIT $4::int8) AS w WHERE w.found OR w.nth = $4::int8",              \
    [POSTGRES_ASKS_WORDS] =                                                                        \
        "SELECT s.at_ms, s.seq, r.name, s.part, s.stamp "                                          \
        "FROM muster.search AS s JOIN muster.search_room AS r ON r.id = s.room "                   \
        "WHERE s.shard = ANY ((SELECT array_agg(DISTINCT id % 16) FROM muster.search_room "        \
        "WHERE name = ANY ($1::text[]))::int8[]) "                                                 \
        "AND s.words @@ (SELECT ('(' || string_agg('''=' || id || '''', '|') || ') & ' "           \
        "|| $2::text)::tsquery FROM muster.search_room WHERE name = ANY ($1::text[])) "            \
        "AND ($3::int8 < 0 OR (s.at_ms, s.seq) < ($3::int8, $4::int8) "                            \
        "OR (s.at_ms = $3::int8 AND s.seq = $4::int8 AND r.name > $5::text)) "                     \
        "ORDER BY s.at_ms DESC, s.seq DESC, r.name LIMIT $6::int8"

/* Fills a page, in a transaction that was begun. May be tried again. */
enum err postgres_asks_page(struct postgres_link *link, const struct search_asked *asked,
                            struct search_page *page);

#endif
