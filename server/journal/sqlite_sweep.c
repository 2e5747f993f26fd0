/* SPDX-License-Identifier: Apache-2.0
 * What a room has begins with its id and one of two marks that follow one another. */
#include "journal/sqlite_sweep.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/check.h"
#include "base/mem.h"
#include "journal/search_backend.h"
#include "journal/sqlite_asks.h"
#include "journal/sqlite_row.h"
#include "journal/sqlite_statement.h"

enum { DOCUMENTS = 256, TERM_BYTES = BOUND_SEARCH_WORD_BYTES + 32 };

struct sqlite_sweep {
    sqlite3 *connection;
    int64_t room;
    size_t count;
    int64_t seqs[DOCUMENTS];        /* rising */
    struct buffer words[DOCUMENTS]; /* what was read of each, a space behind each word */
    char from[TERM_BYTES];          /* where to go on */
};

static int shard_of(const struct sqlite_sweep *sweep)
{
    return (int)(sweep->room % SEARCH_SHARDS);
}

struct sqlite_sweep *sqlite_sweep_new(sqlite3 *connection, int64_t room)
{
    struct sqlite_sweep *sweep = mem_new(sizeof *sweep);
    sweep->connection = connection;
    sweep->room = room;
    snprintf(sweep->from, sizeof sweep->from, "%lld%c", (long long)room, SQLITE_WORD);
    return sweep;
}

void sqlite_sweep_free(struct sqlite_sweep **sweep)
{
    struct sqlite_sweep *old = *sweep;
    *sweep = NULL;
    if (!old)
        return;
    for (size_t i = 0; i < old->count; i++)
        buffer_done(&old->words[i]);
    mem_free(old);
}

bool sqlite_sweep_add(struct sqlite_sweep *sweep, int64_t seq)
{
    check(sweep->count == 0 || sweep->seqs[sweep->count - 1] < seq);
    if (sweep->count == DOCUMENTS)
        return false;
    buffer_init(&sweep->words[sweep->count], SEARCH_GROUP_WORDS);
    sweep->seqs[sweep->count++] = seq;
    return true;
}

int64_t sqlite_sweep_room(const struct sqlite_sweep *sweep)
{
    return sweep->room;
}

size_t sqlite_sweep_count(const struct sqlite_sweep *sweep)
{
    return sweep->count;
}

int64_t sqlite_sweep_seq(const struct sqlite_sweep *sweep, size_t which)
{
    return sweep->seqs[which];
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void keep(struct sqlite_sweep *sweep, struct slice term, int64_t seq)
{
    const int64_t *at = bsearch(&seq, sweep->seqs, sweep->count, sizeof seq, by_number);
    if (!at)
        return;
    struct buffer *words = &sweep->words[at - sweep->seqs];
    buffer_add(words, term);
    buffer_add_byte(words, ' ');
    check(!words->full);
}

/* Goes on with another word of the room; false when it is none. */
static bool term_begin(struct sqlite_sweep *sweep, struct slice term)
{
    char room[TERM_BYTES];
    size_t len = (size_t)snprintf(room, sizeof room, "%lld", (long long)sweep->room);
    bool ours = term.len > len && slice_starts(term, slice_of(room)) &&
                (term.at[len] == SQLITE_WORD || term.at[len] == SQLITE_BEGIN);
    if (!ours)
        return false;
    check(term.len < sizeof sweep->from);
    memcpy(sweep->from, term.at, term.len);
    sweep->from[term.len] = '\0';
    return true;
}

/* A word is read as a whole: the next step begins with the next one. */
bool sqlite_sweep_read(struct sqlite_sweep *sweep, int64_t rows, bool *done)
{
    sqlite3_stmt *statement = sqlite_statement_new(
        sweep->connection, "SELECT term, doc FROM vocab_# WHERE term >= ?1", shard_of(sweep));
    bool stops = false;
    int code = SQLITE_ERROR;
    *done = false;
    if (!statement)
        return false;
    char from[TERM_BYTES];
    memcpy(from, sweep->from, sizeof from);
    sqlite_row_text(statement, 1, slice_of(from));
    while (!stops && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct slice term = sqlite_row_column(statement, 0);
        bool other = !slice_is(term, sweep->from);
        *done = other && !term_begin(sweep, term);
        stops = *done || (other && rows <= 0);
        if (!stops)
            keep(sweep, term, sqlite3_column_int64(statement, 1));
        rows--;
    }
    sqlite3_finalize(statement);
    *done = *done || code == SQLITE_DONE;
    return *done || stops;
}

bool sqlite_sweep_drop(struct sqlite_sweep *sweep)
{
    sqlite3_stmt *drop = sqlite_statement_new(
        sweep->connection, "INSERT INTO words_# (words_#, rowid, words) VALUES ('delete', ?1, ?2)",
        shard_of(sweep));
    bool good = drop;
    for (size_t i = 0; good && i < sweep->count; i++) {
        if (sweep->words[i].len == 0)
            continue;
        sqlite_row_int(drop, 1, sweep->seqs[i]);
        sqlite_row_text(drop, 2, buffer_slice(&sweep->words[i]));
        good = sqlite_row_run(drop);
    }
    sqlite3_finalize(drop);
    return good;
}
