/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing segments of the index in PostgreSQL that postgres_search.c explains, private to
 * journal/postgres*.c: one in place of some, in a transaction that holds the lock of their room.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_SEGMENTS_H
#define MUSTER_JOURNAL_POSTGRES_SEGMENTS_H

#include "journal/postgres_asks.h"
#include "journal/postgres_link.h"
#include "journal/segment.h"

/* After those of postgres_asks.h, of the same link; POSTGRES_SEGMENTS_TEXTS are their texts. */
enum postgres_segments_statement {
    POSTGRES_SEGMENTS_BLOCKS = POSTGRES_ASKS,
    POSTGRES_SEGMENTS_GONE,
    POSTGRES_SEGMENTS_PUT,
    POSTGRES_SEGMENTS_DROP,
    POSTGRES_SEGMENTS_KEEP,
    POSTGRES_SEGMENTS_TAKEN,
    POSTGRES_SEGMENTS
};

#define POSTGRES_SEGMENTS_TEXTS                                                                    \
    [POSTGRES_SEGMENTS_BLOCKS] =                                                                   \
        "SELECT n.id, b.key, b.body FROM unnest($2::int8[]) AS n (id) "                            \
        "CROSS JOIN LATERAL (SELECT b.key, b.body FROM muster.search_block AS b "                  \
        "WHERE b.shard = $1::int8 AND b.segment = n.id ORDER BY b.key) AS b",                      \
    [POSTGRES_SEGMENTS_GONE] = "SELECT segment, seq FROM muster.search_gone "                      \
                               "WHERE segment = ANY ($1::int8[]) ORDER BY segment, seq",           \
    [POSTGRES_SEGMENTS_PUT] =                                                                      \
        "WITH made AS (INSERT INTO muster.search_segment "                                         \
        "(room, weight, documents, low_seq, high_seq, low_ms, high_ms, times) VALUES ($2::int8, "  \
        "$3::int8, $4::int8, $5::int8, $6::int8, $7::int8, $8::int8, $9::bytea) RETURNING id) "    \
        "INSERT INTO muster.search_block (shard, segment, key, body) "                             \
        "SELECT $1::int8, made.id, b.key, b.body FROM made "                                       \
        "CROSS JOIN unnest($10::bytea[], $11::bytea[]) AS b (key, body)",                          \
    [POSTGRES_SEGMENTS_DROP] =                                                                     \
        "WITH segment AS (DELETE FROM muster.search_segment WHERE room = $2::int8 "                \
        "AND id = ANY ($3::int8[])), "                                                             \
        "gone AS (DELETE FROM muster.search_gone WHERE segment = ANY ($3::int8[])) "               \
        "DELETE FROM muster.search_block WHERE shard = $1::int8 AND segment = ANY ($3::int8[])",   \
    [POSTGRES_SEGMENTS_KEEP] = "DELETE FROM muster.search_gone WHERE segment = ANY ($1::int8[])",  \
    [POSTGRES_SEGMENTS_TAKEN] =                                                                    \
        "UPDATE muster.search_shard SET taken = taken + 1 WHERE id = $1::int8"

/* Of a segment, how much there is to write when it is merged: bytes, but for tiny documents. */
int64_t postgres_segments_weight(const struct segment *segment);

struct postgres_segments {
    int64_t room;
    const int64_t *ids; /* of segments of that room, borrowed */
    size_t count;
    const struct segment *fresh; /* borrowed; NULL: none */
};
/* Puts one segment in place of those with `ids` and `fresh`, without the documents that are gone
 * from them. A single one that held none of these is kept. What is written is sent, and not waited
 * for. ERR_INTERNAL: what was kept is broken. */
enum err postgres_segments_replace(struct postgres_link *link,
                                   const struct postgres_segments *segments);

#endif
