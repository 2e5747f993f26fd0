/* SPDX-License-Identifier: Apache-2.0
 *
 * An erasure is one transaction for its batch: each row is written anew without its words. From its
 * end no query shows them. What is left of them in PostgreSQL's files goes in steps:
 *
 * - The old row, and long texts in the table's TOAST table, stand in their pages until these are
 *   cleaned by a plain VACUUM, which is asked for here a minute after an erasure, once more an hour
 *   later (a transaction that was open, a backup's, may have held rows back), and after each start.
 *   It runs beside everything else, on a connection of its own. The role must own the table, as it
 *   does when it has made it.
 * - VACUUM makes room and does not overwrite: a piece of an old row may stand in the free space of
 *   its page until another row is written there. `VACUUM FULL muster.entry` in a quiet hour leaves
 *   none: it writes the table anew, and holds up everything meanwhile.
 * - PostgreSQL's own log, standbys that lag, and backups hold the words as long as they are kept.
 *
 * A room that is dropped goes some hundreds of entries at a time, each a transaction, and the same
 * is left of it.
 */
#include "journal/postgres_erase.h"

#include <stdlib.h>

#include "base/map.h"
#include "journal/chain.h"
#include "journal/postgres_record.h"

static const char get[] =
    POSTGRES_ENTRY_OF_ROOM "AND e.seq = ANY ($2::int8[]) ORDER BY e.seq FOR UPDATE OF e";
static const char set[] =
    "UPDATE muster.entry AS e SET name = '', text = n.text, content = n.content, salt = NULL "
    "FROM unnest($2::int8[], $3::text[], $4::bytea[]) AS n (seq, text, content) "
    "WHERE e.room = (SELECT id FROM muster.room WHERE name = $1::text) AND e.seq = n.seq";

struct erasure {
    struct slice room;
    const struct journal_erasure *things;
    size_t count;
    struct map *by_seq; /* seq to journal_erasure */
};

static void get_send(struct postgres_link *link, const struct erasure *erasure)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array seqs;
    postgres_array_init(&seqs, POSTGRES_INT8);
    for (size_t i = 0; i < erasure->count; i++)
        postgres_array_int(&seqs, erasure->things[i].seq);
    postgres_params_text(&params, erasure->room);
    postgres_params_array(&params, &seqs);
    postgres_link_send_text(link, get, &params);
    postgres_array_done(&seqs);
}

/* What changes: rows are not written anew for nothing when a batch is repeated. */
struct changes {
    struct postgres_array seqs, texts, contents;
};

static bool changes_add(struct changes *changes, const struct erasure *erasure,
                        const PGresult *result)
{
    for (int row = 0; row < PQntuples(result); row++) {
        struct record record;
        if (!postgres_record_read(result, row, erasure->room, &record))
            return false;
        const struct journal_erasure *thing = map_find(erasure->by_seq, slice_of_seq(&record.seq));
        if (!thing)
            return false;
        if (record.erased && slice_equal(record.text, thing->kept))
            continue;
        const struct hash content = chain_content(&record);
        postgres_array_int(&changes->seqs, record.seq);
        postgres_array_text(&changes->texts, thing->kept);
        postgres_array_hash(&changes->contents, &content);
    }
    return true;
}

static enum err set_commit(struct postgres_link *link, const struct erasure *erasure,
                           const struct changes *changes)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, erasure->room);
    postgres_params_array(&params, &changes->seqs);
    postgres_params_array(&params, &changes->texts);
    postgres_params_array(&params, &changes->contents);
    postgres_link_send_text(link, set, &params);
    /* As every commit: see postgres_append.c. */
    postgres_link_send_text(link, "SET LOCAL statement_timeout = 0", NULL);
    postgres_link_send_text(link, "COMMIT", NULL);
    enum err error = postgres_link_wait(link);
    if (error == ERR_NONE && strcmp(PQcmdStatus(link->answers[2]), "COMMIT") != 0)
        return ERR_INTERNAL;
    return error;
}

static enum err erase_attempt(struct postgres_link *link, void *context)
{
    const struct erasure *erasure = context;
    struct changes changes;
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL);
    get_send(link, erasure);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    if (PQntuples(link->answers[1]) != (int)erasure->count) {
        postgres_link_send_text(link, "ROLLBACK", NULL);
        error = postgres_link_wait(link);
        return error == ERR_NONE ? ERR_NOT_FOUND : error;
    }
    postgres_array_init(&changes.seqs, POSTGRES_INT8);
    postgres_array_init(&changes.texts, POSTGRES_TEXT);
    postgres_array_init(&changes.contents, POSTGRES_BYTEA);
    error = ERR_INTERNAL;
    if (changes_add(&changes, erasure, link->answers[1]))
        error = set_commit(link, erasure, &changes);
    postgres_array_done(&changes.seqs);
    postgres_array_done(&changes.texts);
    postgres_array_done(&changes.contents);
    return error;
}

enum err postgres_erase(struct postgres_link *link, struct slice room,
                        const struct journal_erasure *things, size_t count)
{
    struct erasure erasure = {room, things, count, map_new(count + 1)};
    for (size_t i = 0; i < count; i++)
        map_put(erasure.by_seq, slice_of_seq(&things[i].seq), (void *)&things[i]);
    enum err error = postgres_link_try(link, erase_attempt, &erasure);
    map_free(&erasure.by_seq, NULL);
    return error;
}

/* ---- dropping a room ---------------------------------------------------------------------------
 */

struct dropping {
    struct slice room;
    int64_t at_ms;
    struct journal_end *end;
};

/* Entries that go at once: whoever appends to other rooms does not wait for it, but PostgreSQL's
 * log grows by all of them. */
#define DROPPED_AT_ONCE  500
#define TEXT_OF(number)  TEXT_OF_(number)
#define TEXT_OF_(number) #number

/* The room's row first, as everybody who locks it, then its marks. */
static const char *const drops[] = {
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    "UPDATE muster.room SET dropped_ms = coalesce(dropped_ms, $2::int8) WHERE name = $1::text "
    "RETURNING head, chain",
    "DELETE FROM muster.mark WHERE room = $1::text",
    "DELETE FROM muster.entry WHERE room = (SELECT id FROM muster.room WHERE name = $1::text) "
    "AND seq IN (SELECT seq FROM muster.entry WHERE room = (SELECT id FROM muster.room "
    "WHERE name = $1::text) ORDER BY seq LIMIT " TEXT_OF(DROPPED_AT_ONCE) ")",
    /* As every commit: see postgres_append.c. */
    "SET LOCAL statement_timeout = 0",
    "COMMIT",
};
enum { DROP_BEGIN, DROP_ROOM, DROP_MARKS, DROP_ENTRIES, DROP_LIMIT, DROP_COMMIT };

static void drop_send(struct postgres_link *link, const struct dropping *dropping, int which)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, dropping->room);
    if (which == DROP_ROOM)
        postgres_params_int(&params, dropping->at_ms);
    bool asks = which >= DROP_ROOM && which <= DROP_ENTRIES;
    postgres_link_send_text(link, drops[which], asks ? &params : NULL);
}

static enum err drop_attempt(struct postgres_link *link, void *context)
{
    const struct dropping *dropping = context;
    for (int which = DROP_BEGIN; which <= DROP_COMMIT; which++)
        drop_send(link, dropping, which);
    enum err error = postgres_link_wait(link);
    if (error)
        return error;
    const PGresult *room = link->answers[DROP_ROOM], *entries = link->answers[DROP_ENTRIES];
    if (PQntuples(room) != 1)
        return ERR_NOT_FOUND;
    dropping->end->seq = postgres_column_int(room, 0, 0);
    dropping->end->left =
        strtoll(PQcmdTuples((PGresult *)(uintptr_t)entries), NULL, 10) == DROPPED_AT_ONCE;
    bool good = postgres_column_hash(room, 0, 1, &dropping->end->chain) &&
                strcmp(PQcmdStatus(link->answers[DROP_COMMIT]), "COMMIT") == 0;
    return good ? ERR_NONE : ERR_INTERNAL;
}

enum err postgres_drop(struct postgres_link *link, struct slice room, int64_t at_ms,
                       struct journal_end *end)
{
    struct dropping dropping = {room, at_ms, end};
    *end = (struct journal_end){0};
    return postgres_link_try(link, drop_attempt, &dropping);
}

enum err postgres_clean(struct postgres_link *link)
{
    enum err error = postgres_link_ready(link);
    if (error == ERR_NONE) {
        postgres_link_send_text(link, "VACUUM (INDEX_CLEANUP OFF, TRUNCATE OFF) muster.entry",
                                NULL);
        error = postgres_link_wait(link);
    }
    postgres_link_drop(link);
    return error;
}
