/* SPDX-License-Identifier: Apache-2.0
 *
 * The index in three tables beside the journal's (postgres_schema.c):
 *
 * - search_room: id, name, upto. Whoever indexes a room holds this row's lock.
 * - search: shard (the room's id modulo 16), room, seq, at_ms, part, stamp; words, a tsvector given
 *   as a literal, without positions: the document's words and `=<id of the room>`, so that one
 *   lookup in the index of words answers a question in few rooms. A partition for each shard. The
 *   index takes words in at once (fastupdate off): a list of what is still to be taken in would be
 *   walked by every question. The shard stands last in the key, so that no question for words goes
 *   that way. In a room times never fall with the seqs, whatever the clocks of instances say.
 * - search_shard: id; taken, how often documents were taken out since it was cleaned.
 *
 * A row of meta, `search`, says by which rules the rows were made. Who opens it with other rules
 * empties it; instances that still run with the older ones are refused from then on.
 *
 * A lexeme never leaves an index of type GIN, whatever becomes of the rows: search_clean writes a
 * partition and its indexes anew (VACUUM FULL), and whoever asks for it waits meanwhile.
 */
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "journal/postgres_asks.h"
#include "journal/postgres_store.h"
#include "journal/search_backend.h"

enum { LITERAL_BYTES_MAX = 1 << 20 };

/* Beside those of the words: of rows whose times could fall with their seqs. */
#define RULES_OF_TIMES " 2"

enum statement {
    ROOM_UPTO = POSTGRES_ASKS,
    ROOM_ADD,
    ROOM_LOCK,
    ROOM_SET,
    RULES,
    RULES_LOCK,
    TAKE,
    PUT,
    FORGET,
    SHARD_FIND,
    SHARD_CLEAN,
    STATEMENTS
};

#define TAKEN                                                                                      \
    "UPDATE muster.search_shard SET taken = taken + 1 WHERE id IN (SELECT shard FROM gone)"

static const char *const statements[STATEMENTS] = {
    POSTGRES_ASKS_TEXTS,
    [ROOM_UPTO] = "SELECT upto FROM muster.search_room WHERE name = $1::text",
    [ROOM_ADD] = "INSERT INTO muster.search_room (name) VALUES ($1::text) "
                 "ON CONFLICT (name) DO NOTHING",
    [ROOM_LOCK] = "SELECT id, upto FROM muster.search_room WHERE name = $1::text FOR UPDATE",
    [ROOM_SET] = "UPDATE muster.search_room SET upto = $2::int8 WHERE id = $1::int8",
    [RULES] = "SELECT value = $1::text FROM muster.meta WHERE key = 'search'",
    [RULES_LOCK] = "SELECT value = $1::text FROM muster.meta WHERE key = 'search' FOR SHARE",
    [TAKE] = "WITH gone AS (DELETE FROM muster.search WHERE shard = $1::int8 AND room = $2::int8 "
             "AND seq = ANY ($3::int8[]) RETURNING shard) " TAKEN,
    [PUT] = "INSERT INTO muster.search (shard, room, seq, at_ms, part, stamp, words) "
            "SELECT $1::int8, $2::int8, n.seq, greatest(max(n.at_ms) OVER (ORDER BY n.seq), "
            "(SELECT s.at_ms FROM muster.search AS s WHERE s.shard = $1::int8 "
            "AND s.room = $2::int8 AND s.seq < n.seq ORDER BY s.seq DESC LIMIT 1)), "
            "n.part, n.stamp, n.words::tsvector "
            "FROM unnest($3::int8[], $4::int8[], $5::text[], $6::text[], $7::text[]) "
            "AS n (seq, at_ms, part, stamp, words)",
    [FORGET] = "WITH room AS (SELECT id FROM muster.search_room WHERE name = $1::text), "
               "gone AS (DELETE FROM muster.search AS s USING room WHERE s.shard = room.id % 16 "
               "AND s.room = room.id AND s.seq = ANY ($2::int8[]) RETURNING s.shard) " TAKEN,
    [SHARD_FIND] = "SELECT id, taken FROM muster.search_shard WHERE taken > 0 ORDER BY id LIMIT 1",
    [SHARD_CLEAN] = "UPDATE muster.search_shard SET taken = 0 "
                    "WHERE id = $1::int8 AND taken = $2::int8",
};

struct postgres_search {
    struct search search; /* first */
    struct postgres_store store;
    char rules[SEARCH_RULES_BYTES + sizeof RULES_OF_TIMES];
};

static struct postgres_search *postgres_of(struct search *search)
{
    return (struct postgres_search *)search;
}

static void begin_send(struct postgres_link *link)
{
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL READ COMMITTED", NULL);
}

/* Ends a transaction that has nothing to write. */
static enum err give_up(struct postgres_link *link, enum err why)
{
    postgres_link_send_text(link, "ROLLBACK", NULL);
    enum err error = postgres_link_wait(link);
    return error == ERR_NONE ? why : error;
}

static bool yes(const PGresult *result)
{
    return PQntuples(result) == 1 && postgres_column_bool(result, 0, 0);
}

/* ---- how far -----------------------------------------------------------------------------------
 */

struct upto_ask {
    struct slice room;
    int64_t upto;
};

static enum err upto_attempt(struct postgres_link *link, void *context)
{
    struct upto_ask *ask = context;
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, ask->room);
    postgres_link_send(link, ROOM_UPTO, &params);
    enum err error = postgres_link_wait(link);
    if (error == ERR_NONE && PQntuples(link->answers[0]) == 1)
        ask->upto = postgres_column_int(link->answers[0], 0, 0);
    return error;
}

static enum err room_upto(struct search *search, struct slice room, int64_t *upto)
{
    struct upto_ask ask = {.room = room};
    enum err error = postgres_link_try(&postgres_of(search)->store.link, upto_attempt, &ask);
    *upto = ask.upto;
    return error;
}

/* ---- index -------------------------------------------------------------------------------------
 */

/* A group as columns. */
struct rows {
    const struct search_group *group;
    const char *rules;
    struct postgres_array gone; /* seqs of all */
    struct postgres_array seqs, times, parts, stamps, words;
};

/* Words as a literal: each in quotes; there is no letter that would have to be escaped. */
static void literal(struct slice words, struct buffer *out)
{
    buffer_clear(out);
    for (struct slice word; search_words_next(&words, &word);) {
        buffer_add_byte(out, '\'');
        buffer_add(out, word);
        buffer_add(out, SLICE("' "));
    }
}

/* False when it is more than one statement takes. */
static bool rows_fill(struct rows *rows, int64_t room)
{
    struct buffer words;
    buffer_init(&words, LITERAL_BYTES_MAX);
    bool fits = true;
    for (size_t i = 0; i < rows->group->count; i++) {
        const struct search_document *document = &rows->group->documents[i];
        postgres_array_int(&rows->gone, document->seq);
        if (document->text.len == 0)
            continue;
        literal(document->text, &words);
        buffer_addf(&words, "'=%lld'", (long long)room);
        postgres_array_int(&rows->seqs, document->seq);
        postgres_array_int(&rows->times, document->at_ms);
        postgres_array_text(&rows->parts, document->part);
        postgres_array_text(&rows->stamps, document->stamp);
        postgres_array_text(&rows->words, buffer_slice(&words));
        fits = fits && !words.full;
    }
    buffer_done(&words);
    return fits && !rows->words.bytes.full;
}

static enum err rows_write(struct postgres_link *link, const struct rows *rows, int64_t room)
{
    struct postgres_params take = {.count = 0}, put = {.count = 0}, set = {.count = 0};
    postgres_params_int(&take, room % SEARCH_SHARDS);
    postgres_params_int(&take, room);
    put = take;
    put.values[0] = put.numbers[0];
    put.values[1] = put.numbers[1];
    postgres_params_array(&take, &rows->gone);
    postgres_params_array(&put, &rows->seqs);
    postgres_params_array(&put, &rows->times);
    postgres_params_array(&put, &rows->parts);
    postgres_params_array(&put, &rows->stamps);
    postgres_params_array(&put, &rows->words);
    postgres_params_int(&set, room);
    postgres_params_int(&set, rows->group->upto);
    postgres_link_send(link, TAKE, &take);
    postgres_link_send(link, PUT, &put);
    postgres_link_send(link, ROOM_SET, &set);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

static enum err rows_put(struct postgres_link *link, struct rows *rows, int64_t room)
{
    postgres_array_init(&rows->gone, POSTGRES_INT8);
    postgres_array_init(&rows->seqs, POSTGRES_INT8);
    postgres_array_init(&rows->times, POSTGRES_INT8);
    postgres_array_init(&rows->parts, POSTGRES_TEXT);
    postgres_array_init(&rows->stamps, POSTGRES_TEXT);
    postgres_array_init(&rows->words, POSTGRES_TEXT);
    enum err error =
        rows_fill(rows, room) ? rows_write(link, rows, room) : give_up(link, ERR_TEXT_TOO_LONG);
    postgres_array_done(&rows->gone);
    postgres_array_done(&rows->seqs);
    postgres_array_done(&rows->times);
    postgres_array_done(&rows->parts);
    postgres_array_done(&rows->stamps);
    postgres_array_done(&rows->words);
    return error;
}

static enum err index_attempt(struct postgres_link *link, void *context)
{
    struct rows *rows = context;
    struct postgres_params rules = {.count = 0}, room = {.count = 0};
    postgres_params_text(&rules, slice_of(rows->rules));
    postgres_params_text(&room, rows->group->room);
    begin_send(link);
    postgres_link_send(link, RULES_LOCK, &rules);
    postgres_link_send(link, ROOM_ADD, &room);
    postgres_link_send(link, ROOM_LOCK, &room);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    const PGresult *row = link->answers[3];
    if (!yes(link->answers[1]) || PQntuples(row) != 1)
        return give_up(link, ERR_NOT_AVAILABLE);
    if (postgres_column_int(row, 0, 1) != rows->group->from)
        return give_up(link, ERR_ALREADY_EXISTS);
    return rows_put(link, rows, postgres_column_int(row, 0, 0));
}

static enum err index_group(struct search *search, const struct search_group *group)
{
    struct postgres_search *postgres = postgres_of(search);
    struct rows rows = {.group = group, .rules = postgres->rules};
    return postgres_link_try(&postgres->store.link, index_attempt, &rows);
}

/* ---- ask, forget, clean ------------------------------------------------------------------------
 */

/* A question on its way. */
struct ask {
    const struct search_asked *asked;
    struct search_page *page;
    const char *rules;
};

static enum err ask_attempt(struct postgres_link *link, void *context)
{
    const struct ask *ask = context;
    struct postgres_params rules = {.count = 0};
    postgres_params_text(&rules, slice_of(ask->rules));
    begin_send(link);
    postgres_link_send(link, RULES, &rules);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    if (!yes(link->answers[1]))
        return give_up(link, ERR_NOT_AVAILABLE);
    error = postgres_asks_page(link, ask->asked, ask->page);
    return error != ERR_NONE ? error : give_up(link, ERR_NONE);
}

static enum err ask(struct search *search, const struct search_asked *asked,
                    struct search_page *page)
{
    struct postgres_search *postgres = postgres_of(search);
    struct ask ask = {.asked = asked, .page = page, .rules = postgres->rules};
    return postgres_link_try(&postgres->store.link, ask_attempt, &ask);
}

static enum err forget_attempt(struct postgres_link *link, void *context)
{
    const struct postgres_params *params = context;
    postgres_link_send(link, FORGET, params);
    return postgres_link_wait(link);
}

static enum err forget(struct search *search, struct slice room, const int64_t *seqs, size_t count)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array list;
    postgres_array_init(&list, POSTGRES_INT8);
    for (size_t i = 0; i < count; i++)
        postgres_array_int(&list, seqs[i]);
    postgres_params_text(&params, room);
    postgres_params_array(&params, &list);
    enum err error = postgres_link_try(&postgres_of(search)->store.link, forget_attempt, &params);
    postgres_array_done(&list);
    return error;
}

static enum err clean_attempt(struct postgres_link *link, void *context)
{
    bool *left = context;
    char sql[64];
    struct postgres_params done = {.count = 0};
    *left = false;
    postgres_link_send(link, SHARD_FIND, NULL);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE || PQntuples(link->answers[0]) == 0)
        return error;
    int64_t shard = postgres_column_int(link->answers[0], 0, 0);
    *left = true;
    postgres_params_int(&done, shard);
    postgres_params_int(&done, postgres_column_int(link->answers[0], 0, 1));
    snprintf(sql, sizeof sql, "VACUUM (FULL) muster.search_%lld", (long long)shard);
    postgres_link_send_text(link, sql, NULL);
    error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    postgres_link_send(link, SHARD_CLEAN, &done);
    return postgres_link_wait(link);
}

static enum err clean(struct search *search, bool *left)
{
    return postgres_link_try(&postgres_of(search)->store.link, clean_attempt, left);
}

/* Everything goes; our rules stay. */
static void empty_send(struct postgres_link *link)
{
    postgres_link_send_text(link, "TRUNCATE muster.search, muster.search_room", NULL);
    postgres_link_send_text(link, "UPDATE muster.search_shard SET taken = 0", NULL);
}

static enum err empty_attempt(struct postgres_link *link, void *context)
{
    UNUSED(context);
    begin_send(link);
    empty_send(link);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

static enum err empty(struct search *search)
{
    return postgres_link_try(&postgres_of(search)->store.link, empty_attempt, NULL);
}

/* ---- opening -----------------------------------------------------------------------------------
 */

static void finish(struct search *search)
{
    struct postgres_search *postgres = postgres_of(search);
    postgres_store_close(&postgres->store);
    mem_free(postgres);
}

static const struct search_ops postgres_ops = {
    .name = "postgresql",
    .upto = room_upto,
    .index = index_group,
    .ask = ask,
    .forget = forget,
    .clean = clean,
    .empty = empty,
    .close = finish,
};

/* Empties the index unless its words are of our rules. */
static enum err rules_attempt(struct postgres_link *link, void *context)
{
    struct postgres_search *postgres = context;
    struct postgres_params rules = {.count = 0};
    postgres_params_text(&rules, slice_of(postgres->rules));
    begin_send(link);
    postgres_link_send_text(link,
                            "INSERT INTO muster.meta VALUES ('search', $1::text) "
                            "ON CONFLICT (key) DO NOTHING",
                            &rules);
    postgres_link_send_text(
        link, "SELECT value = $1::text FROM muster.meta WHERE key = 'search' FOR UPDATE", &rules);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    if (!yes(link->answers[2])) {
        empty_send(link);
        postgres_link_send_text(
            link, "UPDATE muster.meta SET value = $1::text WHERE key = 'search'", &rules);
    }
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

struct search *postgres_search_open(const char *url, char *why, size_t why_bytes)
{
    struct postgres_search *postgres = mem_new(sizeof *postgres);
    postgres->search.ops = &postgres_ops;
    search_words_rules(postgres->rules);
    memcpy(postgres->rules + strlen(postgres->rules), RULES_OF_TIMES, sizeof RULES_OF_TIMES);
    const struct postgres_link link = {
        .statements = statements, .statements_count = STATEMENTS, .patient = true};
    bool good = postgres_store_open(&postgres->store, &link, url, why, why_bytes);
    if (good && postgres_link_try(&postgres->store.link, rules_attempt, postgres) != ERR_NONE) {
        snprintf(why, why_bytes, "the index in PostgreSQL cannot be opened: %s",
                 postgres->store.link.why);
        good = false;
    }
    if (good)
        return &postgres->search;
    finish(&postgres->search);
    return NULL;
}
