/* SPDX-License-Identifier: Apache-2.0
 * Rows of accounts in muster.account (postgres_schema.c): one statement each, so that instances
 * that ask at once are told apart by the server. */
#include "base/bounds.h"
#include "base/mem.h"
#include "journal/accounts_store.h"
#include "journal/postgres_store.h"

enum statement { PUT, CHANGE, GET, TAKE, TAKE_SPARE, LIST, DROP, SWEEP, STATEMENTS };

#define COLUMNS "kind, id, person, value, expires_ms"
#define ALIVE_3 "(expires_ms = 0 OR expires_ms > $3::int8)"
#define ALIVE_6 "(expires_ms = 0 OR expires_ms > $6::int8)"
#define THIS    "kind = $1::text AND id = $2::text"
/* The index of people is used only where the query says that there is one. */
#define OF_PERSON "person = $1::text AND person <> ''"

/* PUT gives a number: 0 for a row that was there, 1 for one too many, 2 when it is made. What has
 * expired makes room; the bound may be passed by as many as write at the same moment. */
#define PUT_SQL                                                                                    \
    "WITH full_ AS (SELECT $3::text <> '' AND count(*) >= $7::int8 AS yes FROM muster.account"     \
    " WHERE person = $3::text AND person <> '' AND kind = $1::text AND " ALIVE_6 "), made AS ("    \
    "INSERT INTO muster.account (" COLUMNS ") SELECT $1::text, $2::text, $3::text, $4::text,"      \
    " $5::int8 FROM full_ WHERE NOT yes ON CONFLICT (kind, id) DO UPDATE SET"                      \
    " person = excluded.person, value = excluded.value, expires_ms = excluded.expires_ms"          \
    " WHERE muster.account.expires_ms > 0 AND muster.account.expires_ms <= $6::int8"               \
    " RETURNING 1)"                                                                                \
    " SELECT CASE WHEN EXISTS (SELECT FROM made) THEN 2 WHEN yes THEN 1 ELSE 0 END::int8"          \
    " FROM full_"

/* The locks make those who take at once do it one after another; whoever waited for a row that is
 * gone does not count it. A row of nothing says that the one asked for is the last. */
#define TAKE_SPARE_SQL                                                                             \
    "WITH one AS (SELECT person FROM muster.account WHERE " THIS " AND " ALIVE_3 "),"              \
    " mine AS (SELECT a.id FROM muster.account a, one WHERE a.person = one.person"                 \
    " AND a.person <> ''"                                                                          \
    " AND a.kind = $1::text AND " ALIVE_3 " ORDER BY a.id FOR UPDATE OF a),"                       \
    " gone AS (DELETE FROM muster.account WHERE " THIS " AND (SELECT count(*) FROM mine) > 1"      \
    " AND EXISTS (SELECT FROM mine WHERE id = $2::text) RETURNING " COLUMNS ")"                    \
    " SELECT " COLUMNS " FROM gone UNION ALL"                                                      \
    " SELECT '', '', '', '', 0 WHERE EXISTS (SELECT FROM mine WHERE id = $2::text)"                \
    " AND NOT EXISTS (SELECT FROM gone)"

static const char *const statements[STATEMENTS] = {
    [PUT] = PUT_SQL,
    [CHANGE] = "UPDATE muster.account SET value = $3::text, expires_ms = $4::int8"
               " WHERE " THIS " AND value = $5::text AND " ALIVE_6 " RETURNING " COLUMNS,
    [GET] = "SELECT " COLUMNS " FROM muster.account WHERE " THIS " AND " ALIVE_3,
    [TAKE] = "DELETE FROM muster.account WHERE " THIS " AND " ALIVE_3 " RETURNING " COLUMNS,
    [TAKE_SPARE] = TAKE_SPARE_SQL,
    [LIST] = "SELECT " COLUMNS " FROM muster.account WHERE " OF_PERSON " AND kind = $2::text"
             " AND " ALIVE_3 " ORDER BY n",
    [DROP] = "DELETE FROM muster.account WHERE " OF_PERSON " AND ($2::text = ''"
             " OR kind = $2::text) AND id <> $3::text RETURNING " COLUMNS,
    [SWEEP] = "DELETE FROM muster.account WHERE n IN (SELECT n FROM muster.account"
              " WHERE expires_ms > 0 AND expires_ms <= $1::int8 LIMIT 1000)",
};

struct store {
    struct accounts_store accounts; /* first */
    struct postgres_store store;
};

/* One statement on its way, and its answer: in the link until the next. */
struct ask {
    enum statement statement;
    struct postgres_params params;
};

static struct postgres_link *link_of(struct accounts_store *store)
{
    return &((struct store *)store)->store.link;
}

static enum err attempt(struct postgres_link *link, void *context)
{
    const struct ask *ask = context;
    postgres_link_send(link, ask->statement, &ask->params);
    return postgres_link_wait(link);
}

static struct account row_of(const PGresult *result, int row)
{
    return (struct account){.kind = postgres_column_text(result, row, 0),
                            .id = postgres_column_text(result, row, 1),
                            .person = postgres_column_text(result, row, 2),
                            .value = postgres_column_text(result, row, 3),
                            .expires_ms = postgres_column_int(result, row, 4)};
}

/* Asks, and calls `each` for every row of the answer: how many in *count. */
static enum err ask_rows(struct accounts_store *store, struct ask *ask, account_each_fn *each,
                         void *context, int *count)
{
    enum err error = postgres_link_try(link_of(store), attempt, ask);
    *count = 0;
    if (error != ERR_NONE)
        return error;
    const PGresult *result = link_of(store)->answers[0];
    *count = PQntuples(result);
    for (int i = 0; i < *count; i++) {
        const struct account row = row_of(result, i);
        if (each && row.kind.len > 0)
            each(context, &row);
    }
    return ERR_NONE;
}

static enum err put(struct accounts_store *store, const struct account *row, int64_t now_ms)
{
    struct ask ask = {.statement = PUT};
    postgres_params_text(&ask.params, row->kind);
    postgres_params_text(&ask.params, row->id);
    postgres_params_text(&ask.params, row->person);
    postgres_params_text(&ask.params, row->value);
    postgres_params_int(&ask.params, row->expires_ms);
    postgres_params_int(&ask.params, now_ms);
    postgres_params_int(&ask.params, BOUND_ACCOUNTS_PERSON);
    enum err error = postgres_link_try(link_of(store), attempt, &ask);
    if (error != ERR_NONE)
        return error;
    int64_t made = postgres_column_int(link_of(store)->answers[0], 0, 0);
    return made == 2 ? ERR_NONE : made == 1 ? ERR_LIMIT_EXCEEDED : ERR_ALREADY_EXISTS;
}

static enum err change(struct accounts_store *store, const struct account *row, struct slice was,
                       int64_t now_ms)
{
    struct ask ask = {.statement = CHANGE};
    int count;
    postgres_params_text(&ask.params, row->kind);
    postgres_params_text(&ask.params, row->id);
    postgres_params_text(&ask.params, row->value);
    postgres_params_int(&ask.params, row->expires_ms);
    postgres_params_text(&ask.params, was);
    postgres_params_int(&ask.params, now_ms);
    enum err error = ask_rows(store, &ask, NULL, NULL, &count);
    return error == ERR_NONE && count == 0 ? ERR_NOT_FOUND : error;
}

static void like_add(struct ask *ask, const struct account *like, int64_t now_ms)
{
    postgres_params_text(&ask->params, like->kind);
    postgres_params_text(&ask->params, like->id);
    postgres_params_int(&ask->params, now_ms);
}

static enum err get(struct accounts_store *store, const struct account *like, int64_t now_ms,
                    account_each_fn *each, void *context)
{
    struct ask ask = {.statement = GET};
    int count;
    like_add(&ask, like, now_ms);
    enum err error = ask_rows(store, &ask, each, context, &count);
    return error == ERR_NONE && count == 0 ? ERR_NOT_FOUND : error;
}

static enum err take(struct accounts_store *store, const struct account *like, bool spare,
                     int64_t now_ms, account_each_fn *each, void *context)
{
    struct ask ask = {.statement = spare ? TAKE_SPARE : TAKE};
    int count;
    like_add(&ask, like, now_ms);
    enum err error = ask_rows(store, &ask, each, context, &count);
    if (error != ERR_NONE)
        return error;
    if (count == 0)
        return ERR_NOT_FOUND;
    return row_of(link_of(store)->answers[0], 0).kind.len > 0 ? ERR_NONE : ERR_LAST_WAY_IN;
}

static enum err list(struct accounts_store *store, const struct account *like, int64_t now_ms,
                     account_each_fn *each, void *context)
{
    struct ask ask = {.statement = LIST};
    int count;
    postgres_params_text(&ask.params, like->person);
    postgres_params_text(&ask.params, like->kind);
    postgres_params_int(&ask.params, now_ms);
    return ask_rows(store, &ask, each, context, &count);
}

static enum err drop(struct accounts_store *store, const struct account_drop *what,
                     account_each_fn *each, void *context)
{
    struct ask ask = {.statement = DROP};
    int count;
    postgres_params_text(&ask.params, what->person);
    postgres_params_text(&ask.params, what->kind);
    postgres_params_text(&ask.params, what->but);
    return ask_rows(store, &ask, each, context, &count);
}

static enum err sweep(struct accounts_store *store, int64_t now_ms)
{
    struct ask ask = {.statement = SWEEP};
    postgres_params_int(&ask.params, now_ms);
    return postgres_link_try(link_of(store), attempt, &ask);
}

static void finish(struct accounts_store *accounts)
{
    struct store *store = (struct store *)accounts;
    postgres_store_close(&store->store);
    mem_free(store);
}

static const struct accounts_ops postgres_ops = {
    .name = "postgresql",
    .put = put,
    .change = change,
    .get = get,
    .take = take,
    .list = list,
    .drop = drop,
    .sweep = sweep,
    .close = finish,
};

struct accounts_store *postgres_accounts_open(const char *url, char *why, size_t why_bytes)
{
    struct store *store = mem_new(sizeof *store);
    store->accounts.ops = &postgres_ops;
    const struct postgres_link link = {.statements = statements, .statements_count = STATEMENTS};
    if (postgres_store_open(&store->store, &link, url, why, why_bytes))
        return &store->accounts;
    finish(&store->accounts);
    return NULL;
}
