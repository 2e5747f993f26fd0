/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal in one PostgreSQL database, in a schema of its own, `muster`; all texts in UTF-8,
 * names compared by their bytes (collation "C").
 *
 * - schema_version: a row for each migration done, with its time.
 *
 * - meta: key, value. `epoch` is made with the first version, and anew when `history` is another:
 *   the cluster, timeline and database that hold it.  (`mark/<name>` was a mark before
 *   version 4, and stays.)
 *
 * - mark: name, room (may be empty), value, seq; journal/journal.h.
 *
 * - room: id, name, and its end: head is the number of its entries, chain the link of the last.
 *   Whoever appends to a room holds this row's lock, so that numbers have no gap and links fit
 *   whatever the number of instances. dropped_ms is NULL, or when the room was dropped: its end
 *   stays as it was, and its entries are gone, or go.
 *
 * - entry: room (its id), seq, at_ms, type, person, name, op, text as they are; chain is its link
 *   (journal/chain.h); salt is of its content, NULL in entries from before version 4; content is
 *   NULL, or the hash of what name and text were before they were erased, and the salt with them.
 *   (room, seq) is the key. (room, op, person) is unique: a repeated op finds its first
 *   entry. An op that begins with the time makes neighbours of what is inserted together.
 *
 * - blob: hash (SHA-256), content; waits, put_ms: not settled, and since when; journal/blobs.h.
 *   Attachments are packed already.
 *
 * - account: kind, id, person, value, expires_ms (0: never), n, which rises; journal/accounts.h.
 *   No entry and no command shows it; a restored older one brings back what was taken since.
 *
 * - secret: name, value. `cluster` is 32 random bytes under which instances seal what they tell
 * each other (JOURNAL_SECRET_BYTES). No entry and no command shows it; whoever may read this table
 * can read and forge that. Deleted, another is made when the instances start again, all of them:
 * that is to be done when an older state of the database is restored.
 *
 * - key, key_bytes: keys beside the journal, see postgres_keys.h. `hash` is that of a key's name,
 *   `print` one of its bytes; state is made, gone (its bytes are deleted) or wiped (and their file
 *   removed).
 *
 * - search_room, search_segment, search_block, search_gone, search_shard: the index, see
 *   postgres_search.c. (`meta` has the rules of its words, `search`. The table `search` was the
 *   index before version 9, and stays, empty.)
 *
 * Migrations are only ever added at the end; each is one transaction under one advisory lock, so
 * that of several instances starting at once one does it and the others find it done. A program
 * older than the tables refuses to start; one that already runs goes on, so a migration may add
 * but not take away.
 */
#include "journal/postgres_schema.h"

#include <stdio.h>

#include "base/check.h"

/* "Must": advisory locks are shared by all programs of a database. */
#define LOCK_KEY "1299542900"

enum { HISTORY_BYTES = 64 };

enum { SERVER_OLDEST = 140000 }; /* client_connection_check_interval, pipelines that fail well */

static const char *const version_1[] = {
    "CREATE TABLE muster.meta (key text COLLATE \"C\" PRIMARY KEY, value text NOT NULL)",
    "CREATE TABLE muster.room (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " name text COLLATE \"C\" NOT NULL UNIQUE, head bigint NOT NULL DEFAULT 0,"
    " chain bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'))",
    "CREATE TABLE muster.entry (room bigint NOT NULL, seq bigint NOT NULL, at_ms bigint NOT NULL,"
    " type text COLLATE \"C\" NOT NULL, person text COLLATE \"C\" NOT NULL, name text NOT NULL,"
    " op text COLLATE \"C\" NOT NULL, text text NOT NULL, chain bytea NOT NULL, content bytea,"
    " PRIMARY KEY (room, seq), UNIQUE (room, op, person))",
    NULL,
};

/* A room's row is written anew by every group: in half-empty pages the new one lies beside the old,
 * and no index has to be told (a HOT update). */
static const char *const version_2[] = {
    "ALTER TABLE muster.room SET (fillfactor = 50)",
    NULL,
};

static const char *const version_3[] = {
    "CREATE TABLE muster.secret (name text COLLATE \"C\" PRIMARY KEY, value bytea NOT NULL)",
    NULL,
};

/* A mark is written anew as often as a room. No entry is rewritten: what is added is NULL. */
static const char *const version_4[] = {
    "CREATE TABLE muster.mark (name text COLLATE \"C\" NOT NULL, room text COLLATE \"C\" NOT NULL,"
    " value bigint NOT NULL, PRIMARY KEY (name, room)) WITH (fillfactor = 50)",
    "INSERT INTO muster.mark SELECT substr(key, 6), '', value::bigint FROM muster.meta"
    " WHERE key LIKE 'mark/%'",
    "ALTER TABLE muster.entry ADD COLUMN salt bytea",
    "CREATE TABLE muster.key (hash text COLLATE \"C\" PRIMARY KEY, print bytea NOT NULL,"
    " state text COLLATE \"C\" NOT NULL DEFAULT 'made')",
    "CREATE UNLOGGED TABLE muster.key_bytes (hash text COLLATE \"C\" PRIMARY KEY,"
    " value bytea NOT NULL)",
    "CREATE TABLE muster.blob (hash bytea PRIMARY KEY, content bytea NOT NULL)",
    "ALTER TABLE muster.blob ALTER COLUMN content SET STORAGE EXTERNAL",
    NULL,
};

static const char *const version_5[] = {
    "CREATE TABLE muster.account (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " kind text COLLATE \"C\" NOT NULL, id text COLLATE \"C\" NOT NULL,"
    " person text COLLATE \"C\" NOT NULL, value text NOT NULL, expires_ms bigint NOT NULL,"
    " UNIQUE (kind, id))",
    "CREATE INDEX account_person ON muster.account (person, kind) WHERE person <> ''",
    "CREATE INDEX account_end ON muster.account (expires_ms) WHERE expires_ms > 0",
    NULL,
};

/* The shards are made by one statement: a run of statements has an end. */
static const char *const version_6[] = {
    "CREATE TABLE muster.search_room (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " name text COLLATE \"C\" NOT NULL UNIQUE, upto bigint NOT NULL DEFAULT 0)",
    "CREATE TABLE muster.search (shard bigint NOT NULL, room bigint NOT NULL, seq bigint NOT NULL,"
    " at_ms bigint NOT NULL, part text NOT NULL, stamp text NOT NULL, words tsvector NOT NULL,"
    " PRIMARY KEY (room, seq, shard)) PARTITION BY LIST (shard)",
    "CREATE INDEX ON muster.search USING gin (words) WITH (fastupdate = off)",
    "CREATE TABLE muster.search_shard (id bigint PRIMARY KEY, taken bigint NOT NULL DEFAULT 0)",
    "DO 'BEGIN FOR n IN 0..15 LOOP"
    " EXECUTE format(''CREATE TABLE muster.search_%s PARTITION OF muster.search"
    " FOR VALUES IN (%s)'', n, n);"
    " INSERT INTO muster.search_shard (id) VALUES (n); END LOOP; END'",
    NULL,
};

/* An older program puts contents that do not wait. */
static const char *const version_7[] = {
    "ALTER TABLE muster.blob ADD COLUMN waits boolean NOT NULL DEFAULT false,"
    " ADD COLUMN put_ms bigint NOT NULL DEFAULT 0",
    "CREATE INDEX blob_waits ON muster.blob (put_ms) WHERE waits",
    NULL,
};

static const char *const version_8[] = {
    "ALTER TABLE muster.room ADD COLUMN dropped_ms bigint",
    "ALTER TABLE muster.mark ADD COLUMN seq bigint NOT NULL DEFAULT 0",
    NULL,
};

/* Of keys, which are words, no samples are taken for the planner: an erasure would not reach them.
 * Those of the older index go when its column is altered (ATExecAlterColumnType). Two blocks are a
 * page. */
static const char *const version_9[] = {
    "CREATE TABLE muster.search_segment (id bigint GENERATED ALWAYS AS IDENTITY,"
    " room bigint NOT NULL, weight bigint NOT NULL, documents bigint NOT NULL,"
    " low_seq bigint NOT NULL, high_seq bigint NOT NULL, low_ms bigint NOT NULL,"
    " high_ms bigint NOT NULL, times bytea NOT NULL, PRIMARY KEY (room, id))",
    "CREATE TABLE muster.search_gone (room bigint NOT NULL, segment bigint NOT NULL,"
    " seq bigint NOT NULL, PRIMARY KEY (segment, seq))",
    "CREATE TABLE muster.search_block (shard bigint NOT NULL, segment bigint NOT NULL,"
    " key bytea NOT NULL, body bytea NOT NULL, PRIMARY KEY (segment, key, shard))"
    " PARTITION BY LIST (shard)",
    "DO 'BEGIN FOR n IN 0..15 LOOP"
    " EXECUTE format(''CREATE TABLE muster.search_block_%s PARTITION OF muster.search_block"
    " FOR VALUES IN (%s) WITH (toast_tuple_target = 8160)'', n, n); END LOOP; END'",
    "ALTER TABLE muster.search_block ALTER COLUMN key SET STATISTICS 0,"
    " ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN body SET STORAGE EXTERNAL",
    "TRUNCATE muster.search",
    "ALTER TABLE muster.search ALTER COLUMN words TYPE tsvector",
    NULL,
};

static const char *const *const versions[] = {version_1, version_2, version_3, version_4, version_5,
                                              version_6, version_7, version_8, version_9};

enum { NEWEST = sizeof versions / sizeof versions[0] };

static bool refuse(struct postgres_link *link, const char *sentence)
{
    snprintf(link->why, sizeof link->why, "%s", sentence);
    return false;
}

/* The one row of `sql`, or NULL. */
static const PGresult *row_get(struct postgres_link *link, const char *sql)
{
    postgres_link_send_text(link, sql, NULL);
    if (postgres_link_wait(link) != ERR_NONE)
        return NULL;
    return PQntuples(link->answers[0]) == 1 ? link->answers[0] : NULL;
}

static bool server_check(struct postgres_link *link)
{
    if (PQserverVersion(link->connection) < SERVER_OLDEST)
        return refuse(link, "the server is too old: PostgreSQL 14 or newer is needed");
    const PGresult *row = row_get(link, "SELECT current_setting('server_encoding') = 'UTF8',"
                                        " current_setting('fsync') = 'on'");
    if (!row)
        return false;
    if (!postgres_column_bool(row, 0, 0))
        return refuse(link, "the database's encoding is not UTF8");
    if (!postgres_column_bool(row, 0, 1))
        return refuse(link, "the server runs with fsync = off, so it would lose what it has "
                            "acknowledged");
    return true;
}

/* The version of the tables; 0 when there are none. */
static bool version_read(struct postgres_link *link, int64_t *version)
{
    const PGresult *row = row_get(link, "SELECT to_regclass('muster.schema_version') IS NOT NULL");
    *version = 0;
    if (!row || !postgres_column_bool(row, 0, 0))
        return row;
    row = row_get(link, "SELECT coalesce(max(version), 0)::bigint FROM muster.schema_version");
    if (row)
        *version = postgres_column_int(row, 0, 0);
    return row;
}

/* The table of versions comes first; a role that may not make schemas uses one made for it. */
static bool foundation_make(struct postgres_link *link)
{
    postgres_link_send_text(link, "SELECT to_regnamespace('muster') IS NOT NULL", NULL);
    if (postgres_link_wait(link) != ERR_NONE)
        return false;
    if (!postgres_column_bool(link->answers[1], 0, 0))
        postgres_link_send_text(link, "CREATE SCHEMA muster", NULL);
    postgres_link_send_text(link,
                            "CREATE TABLE IF NOT EXISTS muster.schema_version (version bigint"
                            " PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())",
                            NULL);
    return postgres_link_wait(link) == ERR_NONE;
}

static void epoch_make(struct postgres_link *link, struct postgres_params *params,
                       char id[POSTGRES_EPOCH_BYTES])
{
    hash_random_id(id);
    postgres_params_text(params, slice_of(id));
    postgres_link_send_text(link, "INSERT INTO muster.meta VALUES ('epoch', $1)", params);
}

/* One transaction, under the lock. */
static bool migrate(struct postgres_link *link, int64_t version)
{
    struct postgres_params epoch = {.count = 0}, number = {.count = 0};
    char id[POSTGRES_EPOCH_BYTES];
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL);
    if (version == 1 && !foundation_make(link))
        return false;
    for (const char *const *sql = versions[version - 1]; *sql; sql++)
        postgres_link_send_text(link, *sql, NULL);
    if (version == 1)
        epoch_make(link, &epoch, id);
    postgres_params_int(&number, version);
    postgres_link_send_text(link, "INSERT INTO muster.schema_version VALUES ($1::bigint)", &number);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link) == ERR_NONE;
}

/* Whether tables of this version can be used or brought up to date. */
static bool version_check(struct postgres_link *link, int64_t version, bool writes)
{
    if (version > NEWEST)
        return refuse(link, "the journal was written by a newer version of Muster: start that one "
                            "again, or put back the backup that was made before the upgrade "
                            "(docs/operations.md, Go back)");
    if (version == NEWEST || writes)
        return true;
    if (version == 0)
        return refuse(link, "the database holds no journal");
    return refuse(link, "the journal is of an older version of Muster: start the server once to "
                        "bring it up to date");
}

/* The lock is the session's: taken inside a transaction it would be followed by what that
 * transaction remembers of the tables from before. */
static bool newest_reach(struct postgres_link *link, bool writes)
{
    int64_t version;
    if (!version_read(link, &version) || !version_check(link, version, writes))
        return false;
    if (version == NEWEST)
        return true;
    if (!row_get(link, "SELECT pg_advisory_lock(" LOCK_KEY ")") || !version_read(link, &version))
        return false;
    for (; version < NEWEST; version++) {
        if (!migrate(link, version + 1))
            return false;
    }
    return version_check(link, version, writes) &&
           row_get(link, "SELECT pg_advisory_unlock(" LOCK_KEY ")");
}

/* Where this database came to be: cluster, timeline, and database. A database that was put back,
 * from a dump or to a point in time, and one whose standby has taken over, is another in one of
 * them. */
static const char history[] =
    "SELECT (SELECT system_identifier FROM pg_control_system())::text || '.' ||"
    " left(pg_walfile_name(pg_current_wal_lsn()), 8) || '.' || oid::text,"
    " (SELECT value FROM muster.meta WHERE key = 'history')"
    " FROM pg_database WHERE datname = current_database()";

/* What is to be known of it stands beside the epoch; *changed: something else stood there. */
static bool history_read(struct postgres_link *link, char is[HISTORY_BYTES], bool *changed)
{
    const PGresult *row = row_get(link, history);
    struct slice now = row ? postgres_column_text(row, 0, 0) : (struct slice){NULL, 0};
    if (!row || now.len == 0 || now.len >= HISTORY_BYTES)
        return false;
    snprintf(is, HISTORY_BYTES, "%.*s", (int)now.len, now.at);
    *changed = PQgetisnull(row, 0, 1) || !slice_is(postgres_column_text(row, 0, 1), is);
    return true;
}

static bool history_write(struct postgres_link *link, const char *is)
{
    struct postgres_params now = {.count = 0}, epoch = {.count = 0};
    char id[POSTGRES_EPOCH_BYTES];
    hash_random_id(id);
    postgres_params_text(&now, slice_of(is));
    postgres_params_text(&epoch, slice_of(id));
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL);
    postgres_link_send_text(link,
                            "UPDATE muster.meta SET value = $1::text WHERE key = 'epoch'"
                            " AND EXISTS (SELECT FROM muster.meta WHERE key = 'history')",
                            &epoch);
    postgres_link_send_text(link,
                            "INSERT INTO muster.meta VALUES ('history', $1::text)"
                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                            &now);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link) == ERR_NONE;
}

/* Whoever was ahead of what was put back begins anew by the new epoch. A server that does not say
 * where it came from is taken for the same. */
static bool history_follow(struct postgres_link *link)
{
    char is[HISTORY_BYTES];
    bool changed;
    if (!history_read(link, is, &changed) || !changed)
        return true;
    return row_get(link, "SELECT pg_advisory_lock(" LOCK_KEY ")") &&
           (!history_read(link, is, &changed) || !changed || history_write(link, is)) &&
           row_get(link, "SELECT pg_advisory_unlock(" LOCK_KEY ")");
}

static bool schema_open(struct postgres_link *link, bool writes, char epoch[POSTGRES_EPOCH_BYTES])
{
    if (!server_check(link) || !newest_reach(link, writes) || (writes && !history_follow(link)))
        return false;
    const PGresult *row = row_get(link, "SELECT value FROM muster.meta WHERE key = 'epoch'");
    struct slice value = row ? postgres_column_text(row, 0, 0) : (struct slice){NULL, 0};
    if (value.len != POSTGRES_EPOCH_BYTES - 1)
        return refuse(link, "the journal has no epoch");
    memcpy(epoch, value.at, value.len);
    epoch[value.len] = '\0';
    return true;
}

/* A password with a character that should have been written as %XX ends up in what libpq takes for
 * the host or the port, and then in its messages: such a URL is refused before. */
static bool url_check(const char *url)
{
    char *error = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &error);
    bool good = options;
    for (const PQconninfoOption *option = options; good && option->keyword; option++) {
        const char *value = option->val ? option->val : "";
        if (strcmp(option->keyword, "host") == 0)
            good = !strchr(value, '@');
        else if (strcmp(option->keyword, "port") == 0)
            good = strspn(value, "0123456789,") == strlen(value);
    }
    PQconninfoFree(options);
    PQfreemem(error);
    return good;
}

bool postgres_schema_reach(const char *url, bool writes, char epoch[POSTGRES_EPOCH_BYTES],
                           char *why, size_t why_bytes)
{
    if (!url_check(url)) {
        snprintf(why, why_bytes,
                 "the journal's URL is not one of PostgreSQL: special characters "
                 "in the password are written as %%XX");
        return false;
    }
    struct postgres_link link = {.url = url, .reads_only = !writes, .patient = true};
    bool good = postgres_link_ready(&link) == ERR_NONE && schema_open(&link, writes, epoch);
    if (!good)
        snprintf(why, why_bytes, "the journal in PostgreSQL cannot be opened: %s", link.why);
    postgres_link_drop(&link);
    return good;
}
