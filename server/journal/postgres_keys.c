/* SPDX-License-Identifier: Apache-2.0
 * make or find -> else put the copy back, or make it anew -> compare with the print -> keep it. */
#include "journal/postgres_keys.h"

#include "base/mem.h"

/* Three times 122 random bits of the server's own, from the system's generator; and their hash, so
 * that none of them shows. Of several instances that are the first one's insert counts, and the
 * second statement sees what the first has waited for. */
static const char make_sql[] =
    "WITH made AS (INSERT INTO muster.key_bytes (hash, value)"
    " SELECT $1::text, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
    " || uuid_send(gen_random_uuid()))"
    " WHERE NOT EXISTS (SELECT FROM muster.key WHERE hash = $1::text)"
    " ON CONFLICT (hash) DO NOTHING RETURNING value)"
    " INSERT INTO muster.key (hash, print)"
    " SELECT $1::text, sha256(convert_to('muster key print 1' || chr(10), 'UTF8') || value)"
    " FROM made ON CONFLICT (hash) DO NOTHING";

static const char find_sql[] = "SELECT k.state = 'made', k.print, b.value FROM muster.key k"
                               " LEFT JOIN muster.key_bytes b USING (hash) WHERE k.hash = $1::text";

/* A made key without bytes. Whoever puts the old ones back meanwhile was first, or finds these. */
static const char renew_sql[] =
    "WITH made AS (INSERT INTO muster.key_bytes (hash, value)"
    " SELECT $1::text, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
    " || uuid_send(gen_random_uuid()))"
    " WHERE EXISTS (SELECT FROM muster.key WHERE hash = $1::text AND state = 'made')"
    " ON CONFLICT (hash) DO NOTHING RETURNING value)"
    " UPDATE muster.key SET print ="
    " sha256(convert_to('muster key print 1' || chr(10), 'UTF8') || value)"
    " FROM made WHERE hash = $1::text AND state = 'made'";

static const char put_back_sql[] =
    "INSERT INTO muster.key_bytes (hash, value) SELECT $1::text, $2::bytea"
    " WHERE EXISTS (SELECT FROM muster.key WHERE hash = $1::text AND state = 'made'"
    " AND print = $3::bytea)"
    " ON CONFLICT (hash) DO NOTHING";

static const char *const hide_sql[] = {
    "INSERT INTO muster.key (hash, print, state) VALUES ($1::text, '', 'gone')"
    " ON CONFLICT (hash) DO UPDATE SET state = 'gone' WHERE muster.key.state = 'made'",
    "DELETE FROM muster.key_bytes WHERE hash = $1::text",
    "SELECT state = 'wiped' FROM muster.key WHERE hash = $1::text",
};

/* What is left is kept in the server's memory meanwhile. Deleted rows would lie in the file until
 * others overwrite them, also after VACUUM. */
static const char wipe_sql[] = "DO $do$ DECLARE kept muster.key_bytes[]; BEGIN"
                               " LOCK TABLE muster.key_bytes IN ACCESS EXCLUSIVE MODE;"
                               " SELECT array_agg(k) INTO kept FROM muster.key_bytes k;"
                               " TRUNCATE muster.key_bytes;"
                               " INSERT INTO muster.key_bytes SELECT (unnest(kept)).*;"
                               " END $do$";

static const char wiped_sql[] = "UPDATE muster.key SET state = 'wiped' WHERE hash = $1::text";

/* Of those there are copies of: destroyed by others, or gone from the table with a crash. */
static const char sweep_sql[] =
    "SELECT k.hash, k.state <> 'made', k.print FROM muster.key k WHERE k.hash = ANY ($1::text[])"
    " AND (k.state <> 'made'"
    " OR NOT EXISTS (SELECT FROM muster.key_bytes b WHERE b.hash = k.hash))";

/* What is asked, and found. */
struct ask {
    const struct key_hash *hash;
    bool is_made, has_bytes;
    struct hash print;
    struct hash key; /* of the same size */
    bool wiped;
};

static struct postgres_params ask_params(const struct ask *ask)
{
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, slice_of(ask->hash->hex));
    return params;
}

static enum err find_attempt(struct postgres_link *link, void *context)
{
    struct ask *ask = context;
    struct postgres_params params = ask_params(ask);
    postgres_link_send_text(link, make_sql, &params);
    postgres_link_send_text(link, find_sql, &params);
    enum err error = postgres_link_wait(link);
    if (error)
        return error;
    const PGresult *found = link->answers[1];
    if (PQntuples(found) != 1)
        return ERR_INTERNAL;
    ask->is_made = postgres_column_bool(found, 0, 0);
    ask->has_bytes = ask->is_made && !PQgetisnull(found, 0, 2);
    if (ask->is_made && !postgres_column_hash(found, 0, 1, &ask->print))
        return ERR_INTERNAL;
    return ask->has_bytes && !postgres_column_hash(found, 0, 2, &ask->key) ? ERR_INTERNAL
                                                                           : ERR_NONE;
}

static struct slice bytes_of(const struct hash *hash)
{
    return (struct slice){(const char *)hash->bytes, HASH_BYTES};
}

static enum err put_back_attempt(struct postgres_link *link, void *context)
{
    const struct ask *ask = context;
    struct postgres_params params = ask_params(ask);
    postgres_params_text(&params, bytes_of(&ask->key));
    postgres_params_text(&params, bytes_of(&ask->print));
    postgres_link_send_text(link, put_back_sql, &params);
    return postgres_link_wait(link);
}

static enum err renew_attempt(struct postgres_link *link, void *context)
{
    struct postgres_params params = ask_params(context);
    postgres_link_send_text(link, renew_sql, &params);
    return postgres_link_wait(link);
}

_Static_assert((int)JOURNAL_KEY_BYTES == (int)HASH_BYTES, "a key is as long as a digest");

/* Whether it is the key that was made. */
static bool is_it(const struct ask *ask)
{
    const struct slice parts[] = {SLICE("muster key print 1\n"), bytes_of(&ask->key)};
    struct hash print = hash_of(parts, 2);
    return hash_same(bytes_of(&print), bytes_of(&ask->print));
}

/* Keeps a copy. One of another key is from before that was made anew. */
static enum err keep(struct key_store *copies, const struct ask *ask)
{
    struct hash copy;
    enum err error = key_store_put(copies, ask->hash, ask->key.bytes);
    if (error != ERR_ALREADY_EXISTS)
        return error;
    error = key_store_find(copies, ask->hash, copy.bytes);
    bool same = !error && hash_same(bytes_of(&copy), bytes_of(&ask->key));
    explicit_bzero(&copy, sizeof copy);
    if (error || same)
        return error;
    error = key_store_forget(copies, ask->hash);
    return error ? error : key_store_put(copies, ask->hash, ask->key.bytes);
}

/* Brings the bytes of a key that was made: back from the copy here, or new ones. */
static enum err bring(struct postgres_link *link, struct key_store *copies, struct ask *ask,
                      bool renews)
{
    enum err error = key_store_find(copies, ask->hash, ask->key.bytes);
    bool here = !error && is_it(ask);
    if (error && error != ERR_NOT_FOUND)
        return error;
    if (!here && !renews)
        return ERR_NOT_AVAILABLE;
    error = postgres_link_try(link, here ? put_back_attempt : renew_attempt, ask);
    /* Somebody else may have been quicker. */
    return error ? error : postgres_link_try(link, find_attempt, ask);
}

static enum err get(struct postgres_link *link, struct key_store *copies, struct ask *ask,
                    bool renews)
{
    enum err error = postgres_link_try(link, find_attempt, ask);
    if (!error && ask->is_made && !ask->has_bytes)
        error = bring(link, copies, ask, renews);
    if (error)
        return error;
    if (!ask->is_made)
        return key_store_destroy(copies, ask->hash) ? ERR_INTERNAL : ERR_EXPIRED;
    if (!ask->has_bytes)
        return ERR_NOT_AVAILABLE;
    return is_it(ask) ? keep(copies, ask) : ERR_INTERNAL;
}

enum err postgres_keys_get(struct postgres_link *link, struct key_store *copies, struct slice name,
                           bool renews, unsigned char *key)
{
    struct key_hash hash = key_store_hash(name);
    struct ask ask = {.hash = &hash};
    enum err error = get(link, copies, &ask, renews);
    if (!error)
        memcpy(key, ask.key.bytes, JOURNAL_KEY_BYTES);
    explicit_bzero(&ask.key, sizeof ask.key);
    return error;
}

static enum err hide_attempt(struct postgres_link *link, void *context)
{
    struct ask *ask = context;
    struct postgres_params params = ask_params(ask);
    for (size_t i = 0; i < sizeof hide_sql / sizeof hide_sql[0]; i++)
        postgres_link_send_text(link, hide_sql[i], &params);
    enum err error = postgres_link_wait(link);
    if (!error)
        ask->wiped =
            PQntuples(link->answers[2]) == 1 && postgres_column_bool(link->answers[2], 0, 0);
    return error;
}

/* Once, with a short patience: the writer has more to do than to wait for a dump. */
static enum err wipe(struct postgres_link *link, const struct ask *ask)
{
    struct postgres_params params = ask_params(ask);
    enum err error = postgres_link_ready(link);
    if (error)
        return error;
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL);
    postgres_link_send_text(link, "SET LOCAL lock_timeout = 200", NULL);
    postgres_link_send_text(link, wipe_sql, NULL);
    postgres_link_send_text(link, wiped_sql, &params);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

enum err postgres_keys_destroy(struct postgres_link *link, struct key_store *copies,
                               struct slice name)
{
    struct key_hash hash = key_store_hash(name);
    struct ask ask = {.hash = &hash};
    enum err error = postgres_link_try(link, hide_attempt, &ask);
    if (!error)
        error = key_store_destroy(copies, &hash);
    return error || ask.wiped ? error : wipe(link, &ask);
}

/* Beyond this many copies the rest has to wait until it is asked for. */
enum { SWEEP_MAX = 1024 };

struct sweep {
    struct postgres_params params;
    struct key_hash stale[SWEEP_MAX];
    bool destroyed[SWEEP_MAX];
    struct hash prints[SWEEP_MAX];
    size_t count;
};

static enum err sweep_attempt(struct postgres_link *link, void *context)
{
    struct sweep *sweep = context;
    postgres_link_send_text(link, sweep_sql, &sweep->params);
    enum err error = postgres_link_wait(link);
    const PGresult *found = link->answers[0];
    sweep->count = 0;
    for (int row = 0; !error && row < PQntuples(found); row++) {
        struct slice hex = postgres_column_text(found, row, 0);
        size_t at = sweep->count;
        sweep->destroyed[at] = postgres_column_bool(found, row, 1);
        if (hex.len != HASH_HEX ||
            (!sweep->destroyed[at] && !postgres_column_hash(found, row, 2, &sweep->prints[at])))
            continue;
        memcpy(sweep->stale[at].hex, hex.at, HASH_HEX);
        sweep->count++;
    }
    return error;
}

static void mend(struct postgres_link *link, struct key_store *copies, const struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->count; i++) {
        struct ask ask = {.hash = &sweep->stale[i], .print = sweep->prints[i]};
        if (sweep->destroyed[i])
            (void)key_store_destroy(copies, ask.hash);
        else if (!key_store_find(copies, ask.hash, ask.key.bytes) && is_it(&ask))
            (void)postgres_link_try(link, put_back_attempt, &ask);
        explicit_bzero(&ask.key, sizeof ask.key);
    }
}

void postgres_keys_sweep(struct postgres_link *link, struct key_store *copies)
{
    struct sweep *sweep = mem_new(sizeof *sweep);
    struct postgres_array hashes;
    size_t count = key_store_list(copies, sweep->stale, SWEEP_MAX);
    postgres_array_init(&hashes, POSTGRES_TEXT);
    for (size_t i = 0; i < count; i++)
        postgres_array_text(&hashes, slice_of(sweep->stale[i].hex));
    postgres_params_array(&sweep->params, &hashes);
    if (count > 0 && postgres_link_try(link, sweep_attempt, sweep) == ERR_NONE)
        mend(link, copies, sweep);
    postgres_array_done(&hashes);
    mem_free(sweep);
}
