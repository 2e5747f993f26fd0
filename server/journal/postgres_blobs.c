/* SPDX-License-Identifier: Apache-2.0
 * Contents as rows of muster.blob (postgres_schema.c): one statement each. */
#include "base/bounds.h"
#include "base/mem.h"
#include "journal/blobs.h"
#include "journal/postgres_store.h"

enum statement { PUT, GET, DROP, SETTLE, WAITING, WEIGH, STATEMENTS };

#define NOW_MS "(extract(epoch FROM clock_timestamp()) * 1000)::int8"

static const char *const statements[STATEMENTS] = {
    [PUT] = "INSERT INTO muster.blob (hash, content, waits, put_ms) "
            "VALUES ($1::bytea, $2::bytea, true, " NOW_MS ") "
            "ON CONFLICT (hash) DO UPDATE SET waits = true, put_ms = " NOW_MS,
    [GET] = "SELECT content FROM muster.blob WHERE hash = $1::bytea",
    [DROP] = "DELETE FROM muster.blob WHERE hash = $1::bytea",
    [SETTLE] = "UPDATE muster.blob SET waits = false WHERE hash = $1::bytea AND waits",
    [WAITING] = "SELECT hash, substr(content, 1, $2::int8::int4) FROM muster.blob "
                "WHERE waits AND put_ms < $1::int8 ORDER BY put_ms LIMIT $3::int8",
    [WEIGH] = "SELECT (sum(bytes) FILTER (WHERE name = 'blob'))::int8,"
              " coalesce(sum(bytes) FILTER (WHERE name <> 'blob'), 0)::int8 "
              "FROM (SELECT relname AS name, pg_total_relation_size(oid) AS bytes FROM pg_class"
              " WHERE relnamespace = 'muster'::regnamespace AND relkind = 'r') AS tables",
};

struct store {
    struct blobs blobs; /* first */
    struct postgres_store store;
};

/* One statement on its way, and its answer: in the link until the next. */
struct ask {
    enum statement statement;
    struct postgres_params params;
};

static enum err attempt(struct postgres_link *link, void *context)
{
    const struct ask *ask = context;
    postgres_link_send(link, ask->statement, &ask->params);
    return postgres_link_wait(link);
}

static void hash_add(struct ask *ask, const struct hash *hash)
{
    postgres_params_text(&ask->params, (struct slice){(const char *)hash->bytes, HASH_BYTES});
}

static struct postgres_link *link_of(struct blobs *blobs)
{
    return &((struct store *)blobs)->store.link;
}

static enum err put(struct blobs *blobs, struct slice content, struct hash *hash)
{
    struct ask ask = {.statement = PUT};
    if (content.len > BOUND_BLOB_BYTES)
        return ERR_TEXT_TOO_LONG;
    *hash = hash_of(&content, 1);
    hash_add(&ask, hash);
    postgres_params_text(&ask.params, content);
    return postgres_link_try(link_of(blobs), attempt, &ask);
}

static enum err get(struct blobs *blobs, const struct hash *hash, struct buffer *out)
{
    struct ask ask = {.statement = GET};
    hash_add(&ask, hash);
    enum err error = postgres_link_try(link_of(blobs), attempt, &ask);
    if (error != ERR_NONE)
        return error;
    const PGresult *result = link_of(blobs)->answers[0];
    if (PQntuples(result) == 0)
        return ERR_NOT_FOUND;
    struct slice content = postgres_column_text(result, 0, 0);
    struct hash found = hash_of(&content, 1);
    if (memcmp(&found, hash, sizeof found) != 0)
        return ERR_INTERNAL;
    if (content.len > out->max - out->len)
        return ERR_TEXT_TOO_LONG;
    buffer_add(out, content);
    return ERR_NONE;
}

static enum err drop(struct blobs *blobs, const struct hash *hash)
{
    struct ask ask = {.statement = DROP};
    hash_add(&ask, hash);
    return postgres_link_try(link_of(blobs), attempt, &ask);
}

static enum err settle(struct blobs *blobs, const struct hash *hash)
{
    struct ask ask = {.statement = SETTLE};
    hash_add(&ask, hash);
    return postgres_link_try(link_of(blobs), attempt, &ask);
}

static enum err waiting(struct blobs *blobs, int64_t before_ms, blobs_each_fn *each, void *context)
{
    struct ask ask = {.statement = WAITING};
    postgres_params_int(&ask.params, before_ms);
    postgres_params_int(&ask.params, BLOBS_HEAD_BYTES);
    postgres_params_int(&ask.params, BLOBS_WAITING);
    enum err error = postgres_link_try(link_of(blobs), attempt, &ask);
    const PGresult *result = link_of(blobs)->answers[0];
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++) {
        struct hash hash;
        if (postgres_column_hash(result, row, 0, &hash))
            each(context, &hash, postgres_column_text(result, row, 1));
    }
    return error;
}

static enum err weigh(struct blobs *blobs, struct blobs_weight *weight)
{
    struct ask ask = {.statement = WEIGH};
    enum err error = postgres_link_try(link_of(blobs), attempt, &ask);
    if (error == ERR_NONE)
        *weight = (struct blobs_weight){
            .bytes = postgres_column_int(link_of(blobs)->answers[0], 0, 0),
            .beside_bytes = postgres_column_int(link_of(blobs)->answers[0], 0, 1)};
    return error;
}

static void finish(struct blobs *blobs)
{
    struct store *store = (struct store *)blobs;
    postgres_store_close(&store->store);
    mem_free(store);
}

static const struct blobs_ops postgres_ops = {.name = "postgresql",
                                              .put = put,
                                              .get = get,
                                              .drop = drop,
                                              .settle = settle,
                                              .waiting = waiting,
                                              .weigh = weigh,
                                              .close = finish};

/* A large content takes longer than a group of entries: the link is patient. */
struct blobs *postgres_blobs_open(const char *url, char *why, size_t why_bytes)
{
    struct store *store = mem_new(sizeof *store);
    store->blobs.ops = &postgres_ops;
    const struct postgres_link link = {
        .statements = statements, .statements_count = STATEMENTS, .patient = true};
    if (postgres_store_open(&store->store, &link, url, why, why_bytes))
        return &store->blobs;
    finish(&store->blobs);
    return NULL;
}
