/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries as rows, private to journal/postgres*.c: the columns that statements ask for.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_RECORD_H
#define MUSTER_JOURNAL_POSTGRES_RECORD_H

#include "journal/postgres_wire.h"
#include "journal/record.h"

#define POSTGRES_ENTRY                                                                             \
    "e.seq, e.at_ms, e.type, e.person, e.name, e.op, e.text, e.chain, e.content, e.salt"

/* The entries of the room $1. */
#define POSTGRES_ENTRY_OF_ROOM                                                                     \
    "SELECT " POSTGRES_ENTRY " FROM muster.entry AS e "                                            \
    "WHERE e.room = (SELECT id FROM muster.room WHERE name = $1::text "                            \
    "AND dropped_ms IS NULL) "

/* The entries of the ops given as three arrays ($1 rooms, $2 ops, $3 persons), each with the place
 * of its op among them, from 1, in column POSTGRES_OP_PLACE; in no order. */
#define POSTGRES_OPS_FIND                                                                          \
    "SELECT " POSTGRES_ENTRY ", n.place "                                                          \
    "FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS n (room, op, person, "     \
    "place) JOIN muster.room AS r ON r.name = n.room AND r.dropped_ms IS NULL "                    \
    "CROSS JOIN LATERAL (SELECT * FROM muster.entry AS e WHERE e.room = r.id AND e.op = n.op "     \
    "AND e.person = n.person OFFSET 0) AS e"
enum { POSTGRES_OP_PLACE = 10 };

/* The row of a result with POSTGRES_ENTRY; its texts are borrowed from the result. False when it is
 * damaged. */
bool postgres_record_read(const PGresult *result, int row, struct slice room,
                          struct record *record);

#endif
