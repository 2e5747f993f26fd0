/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries gather in arrays and go some hundreds at a time. Once something has failed the server has
 * ended the transaction, and whatever follows is not sent any more.
 */
#include "journal/postgres_import.h"

#include <stdio.h>

#include "base/mem.h"
#include "journal/postgres_store.h"

enum { COLUMNS = 11, GATHERED = 500, GATHERED_BYTES = 4 << 20 };

/* $1 to $11. Rows of entries are as postgres_schema.c explains them. */
static const char entries_add[] =
    "INSERT INTO muster.entry "
    "(room, seq, at_ms, type, person, name, op, text, chain, salt, content) "
    "SELECT room, seq, at_ms, type, person, name, op, text, chain, nullif(salt, ''), "
    "nullif(content, '') FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::text[], $5::text[], "
    "$6::text[], $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[]) "
    "AS n (room, seq, at_ms, type, person, name, op, text, chain, salt, content)";

struct postgres_import {
    struct postgres_store store;
    int64_t room, head; /* the room's id, its last entry */
    struct hash chain;  /* that one's link */
    struct postgres_array columns[COLUMNS];
    size_t gathered, bytes;
    bool failed;
};

static void columns_init(struct postgres_import *import)
{
    static const enum postgres_type types[COLUMNS] = {
        POSTGRES_INT8, POSTGRES_INT8, POSTGRES_INT8,  POSTGRES_TEXT,  POSTGRES_TEXT, POSTGRES_TEXT,
        POSTGRES_TEXT, POSTGRES_TEXT, POSTGRES_BYTEA, POSTGRES_BYTEA, POSTGRES_BYTEA};
    for (int i = 0; i < COLUMNS; i++)
        postgres_array_init(&import->columns[i], types[i]);
    import->gathered = import->bytes = 0;
}

static void columns_done(struct postgres_import *import)
{
    for (int i = 0; i < COLUMNS; i++)
        postgres_array_done(&import->columns[i]);
}

/* One statement by itself. */
static bool run(struct postgres_import *import, const char *sql,
                const struct postgres_params *params)
{
    struct postgres_link *link = &import->store.link;
    if (import->failed)
        return false;
    postgres_link_send_text(link, sql, params);
    import->failed = postgres_link_wait(link) != ERR_NONE;
    return !import->failed;
}

static bool entries_send(struct postgres_import *import)
{
    struct postgres_params params = {.count = 0};
    if (import->gathered == 0)
        return !import->failed;
    for (int i = 0; i < COLUMNS; i++)
        postgres_params_array(&params, &import->columns[i]);
    bool good = run(import, entries_add, &params);
    columns_done(import);
    columns_init(import);
    return good;
}

/* The end of the room that is being filled. */
static bool room_end(struct postgres_import *import)
{
    struct postgres_params params = {.count = 0};
    if (!entries_send(import))
        return false;
    if (import->head == 0)
        return true;
    postgres_params_int(&params, import->room);
    postgres_params_int(&params, import->head);
    postgres_params_text(&params, (struct slice){(const char *)import->chain.bytes, HASH_BYTES});
    import->head = 0;
    return run(import,
               "UPDATE muster.room SET head = $2::int8, chain = $3::bytea WHERE id = $1::int8",
               &params);
}

/* Others may only read until the end. */
static bool begin(struct postgres_import *import, char *why, size_t why_bytes)
{
    struct postgres_link *link = &import->store.link;
    if (postgres_link_ready(link) != ERR_NONE)
        return false;
    if (!run(import, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL) ||
        !run(import, "LOCK TABLE muster.room, muster.account IN SHARE ROW EXCLUSIVE MODE", NULL) ||
        !run(import,
             "SELECT EXISTS (SELECT FROM muster.room) OR EXISTS (SELECT FROM muster.account)",
             NULL))
        return false;
    if (!postgres_column_bool(link->answers[0], 0, 0))
        return true;
    snprintf(why, why_bytes, "the database holds a journal already: copy into an empty one");
    return false;
}

struct postgres_import *postgres_import_open(const char *url, char *why, size_t why_bytes)
{
    const struct postgres_link link = {.patient = true};
    struct postgres_import *import = mem_new(sizeof *import);
    bool good = postgres_store_open(&import->store, &link, url, why, why_bytes);
    columns_init(import);
    *why = good ? '\0' : *why;
    if (good && begin(import, why, why_bytes))
        return import;
    if (!*why)
        snprintf(why, why_bytes, "the journal in PostgreSQL cannot be filled: %s",
                 import->store.link.why);
    char unused[8];
    postgres_import_close(&import, false, unused, sizeof unused);
    return NULL;
}

bool postgres_import_room(struct postgres_import *import, struct slice room)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, room);
    if (!room_end(import) ||
        !run(import, "INSERT INTO muster.room (name) VALUES ($1::text) RETURNING id", &params))
        return false;
    import->room = postgres_column_int(import->store.link.answers[0], 0, 0);
    return true;
}

bool postgres_import_grave(struct postgres_import *import, const struct record *grave)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, grave->room);
    postgres_params_int(&params, grave->seq);
    postgres_params_text(&params, (struct slice){(const char *)grave->chain.bytes, HASH_BYTES});
    postgres_params_int(&params, grave->at_ms);
    return room_end(import) && run(import,
                                   "INSERT INTO muster.room (name, head, chain, dropped_ms) VALUES "
                                   "($1::text, $2::int8, $3::bytea, $4::int8)",
                                   &params);
}

bool postgres_import_record(struct postgres_import *import, const struct record *record)
{
    struct postgres_array *columns = import->columns;
    struct slice content = {(const char *)record->content.bytes, record->erased ? HASH_BYTES : 0};
    postgres_array_int(&columns[0], import->room);
    postgres_array_int(&columns[1], record->seq);
    postgres_array_int(&columns[2], record->at_ms);
    postgres_array_text(&columns[3], record->type);
    postgres_array_text(&columns[4], record->by);
    postgres_array_text(&columns[5], record->name);
    postgres_array_text(&columns[6], record->op);
    postgres_array_text(&columns[7], record->text);
    postgres_array_hash(&columns[8], &record->chain);
    postgres_array_text(&columns[9], record_salt(record));
    postgres_array_text(&columns[10], content);
    import->head = record->seq;
    import->chain = record->chain;
    import->bytes += record->text.len;
    if (++import->gathered < GATHERED && import->bytes < GATHERED_BYTES)
        return !import->failed;
    return entries_send(import);
}

bool postgres_import_mark(struct postgres_import *import, const struct mark *mark)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, mark->name);
    postgres_params_text(&params, mark->room);
    postgres_params_int(&params, mark->value);
    postgres_params_int(&params, mark->seq);
    return run(import,
               "INSERT INTO muster.mark (name, room, value, seq) "
               "VALUES ($1::text, $2::text, $3::int8, $4::int8)",
               &params);
}

bool postgres_import_account(struct postgres_import *import, const struct account *row)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, row->kind);
    postgres_params_text(&params, row->id);
    postgres_params_text(&params, row->person);
    postgres_params_text(&params, row->value);
    postgres_params_int(&params, row->expires_ms);
    return run(import,
               "INSERT INTO muster.account (kind, id, person, value, expires_ms) VALUES "
               "($1::text, $2::text, $3::text, $4::text, $5::int8)",
               &params);
}

bool postgres_import_close(struct postgres_import **import, bool keep, char *why, size_t why_bytes)
{
    struct postgres_import *old = *import;
    bool good = keep && room_end(old) && run(old, "COMMIT", NULL);
    if (keep && !good)
        snprintf(why, why_bytes, "the journal in PostgreSQL cannot be filled: %s",
                 old->store.link.why);
    columns_done(old);
    postgres_store_close(&old->store);
    mem_free(old);
    *import = NULL;
    return good;
}
