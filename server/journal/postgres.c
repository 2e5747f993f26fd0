/* SPDX-License-Identifier: Apache-2.0
 * Opening and reading, over the tables that postgres_schema.c explains; postgres_append.c and
 * postgres_erase.c write. Each thread has a connection of its own: the writer's, the cleaner's
 * while it works, and one for each reader. */
#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"
#include "journal/postgres_append.h"
#include "journal/postgres_erase.h"
#include "journal/postgres_keys.h"
#include "journal/postgres_record.h"
#include "journal/postgres_schema.h"

enum statement {
    READ_AFTER,
    READ_SEQS,
    READ_HEADS,
    READ_ROOMS,
    READ_DROPPED,
    READ_MARK,
    READ_MARKS,
    READ_BEHIND,
    READ_ROOMS_AFTER,
    OPS_FIND,
    STATEMENTS
};

static const char *const statements[STATEMENTS] = {
    [READ_AFTER] = POSTGRES_ENTRY_OF_ROOM "AND e.seq > $2::int8 ORDER BY e.seq LIMIT $3::int8",
    [READ_SEQS] = POSTGRES_ENTRY_OF_ROOM "AND e.seq = ANY ($2::int8[]) ORDER BY e.seq",
    [READ_HEADS] =
        "SELECT coalesce(r.head, 0) FROM unnest($1::text[]) WITH ORDINALITY AS w(name, n)"
        " LEFT JOIN muster.room r ON r.name = w.name COLLATE \"C\" AND r.dropped_ms IS NULL"
        " ORDER BY w.n",
    [READ_ROOMS] = "SELECT name FROM muster.room WHERE dropped_ms IS NULL ORDER BY name",
    [READ_DROPPED] = "SELECT name, head, chain, dropped_ms FROM muster.room "
                     "WHERE dropped_ms IS NOT NULL ORDER BY name",
    [READ_MARK] = "SELECT value FROM muster.mark WHERE name = $1::text AND room = $2::text",
    [READ_MARKS] = "SELECT room, value, 0::int8 FROM muster.mark WHERE name = $1::text "
                   "AND room > $2::text AND value <= $4::int8 ORDER BY room LIMIT $3::int8",
    [READ_BEHIND] = "SELECT m.room, m.value, r.head FROM muster.mark AS m "
                    "JOIN muster.room AS r ON r.name = m.room WHERE m.name = $1::text "
                    "AND m.room > $2::text AND r.head > m.value AND r.dropped_ms IS NULL "
                    "ORDER BY m.room LIMIT $3::int8",
    [READ_ROOMS_AFTER] = "SELECT name, 0::int8, head FROM muster.room WHERE name > $1::text "
                         "AND head > 0 AND dropped_ms IS NULL ORDER BY name LIMIT $2::int8",
    [OPS_FIND] = POSTGRES_OPS_FIND,
};

struct postgres {
    struct backend backend; /* first */
    char *url;              /* owned */
    char epoch[POSTGRES_EPOCH_BYTES];
    bool reads_only;
    struct postgres_link writer;
    struct postgres_link reader;
    struct postgres_link cleaner;
    struct postgres_news *writes, *reads; /* owned; NULL of what reader() gives */
    struct key_store *copies;             /* the same: keys; writer's thread */
    struct postgres_ends *ends;           /* the same, and its thread */
    unsigned probes;                      /* writer's thread: appends of nothing, since a sweep */
    unsigned swept;                       /* the same: the writer's session of that sweep */
};

enum { PROBES_PER_SWEEP = 120 /* a minute of them: journal/writer.c */ };

static struct postgres *postgres_of(struct backend *backend)
{
    return (struct postgres *)backend;
}

/* A question with its parameters, and who wants each record of the answer. */
struct read {
    enum statement statement;
    struct postgres_params params;
    struct slice room;
    backend_each_fn *each;
    void *context;
};

/* Records are handed on when all of the answer is here: an attempt that fails has shown none. */
static enum err read_attempt(struct postgres_link *link, void *context)
{
    const struct read *read = context;
    postgres_link_send(link, read->statement, &read->params);
    enum err error = postgres_link_wait(link);
    const PGresult *result = link->answers[0];
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++) {
        struct record record;
        if (!postgres_record_read(result, row, read->room, &record))
            return ERR_INTERNAL;
        if (!read->each(read->context, &record))
            break;
    }
    return error;
}

static enum err read_after(struct backend *backend, struct slice room, int64_t after, size_t limit,
                           backend_each_fn *each, void *context)
{
    struct read read = {.statement = READ_AFTER, .room = room, .each = each, .context = context};
    postgres_params_text(&read.params, room);
    postgres_params_int(&read.params, after);
    postgres_params_int(&read.params, (int64_t)limit);
    return postgres_link_try(&postgres_of(backend)->reader, read_attempt, &read);
}

static enum err read_seqs(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context)
{
    struct read read = {.statement = READ_SEQS, .room = room, .each = each, .context = context};
    struct postgres_array array;
    postgres_array_init(&array, POSTGRES_INT8);
    for (size_t i = 0; i < count; i++)
        postgres_array_int(&array, seqs[i]);
    postgres_params_text(&read.params, room);
    postgres_params_array(&read.params, &array);
    enum err error = postgres_link_try(&postgres_of(backend)->reader, read_attempt, &read);
    postgres_array_done(&array);
    return error;
}

struct search {
    const struct record *like;
    struct postgres_params params;
    struct journal_result *result;
};

static enum err find_attempt(struct postgres_link *link, void *context)
{
    const struct search *search = context;
    struct record first;
    *search->result = (struct journal_result){0};
    postgres_link_send(link, OPS_FIND, &search->params);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE || PQntuples(link->answers[0]) == 0)
        return error;
    if (!postgres_record_read(link->answers[0], 0, search->like->room, &first))
        return ERR_INTERNAL;
    *search->result = record_repeat(&first, search->like);
    return ERR_NONE;
}

static enum err find(struct backend *backend, const struct record *like,
                     struct journal_result *result)
{
    const struct slice texts[] = {like->room, like->op, like->by};
    struct search search = {.like = like, .result = result};
    struct postgres_array keys[3];
    for (size_t i = 0; i < 3; i++) {
        postgres_array_init(&keys[i], POSTGRES_TEXT);
        postgres_array_text(&keys[i], texts[i]);
        postgres_params_array(&search.params, &keys[i]);
    }
    enum err error = postgres_link_try(&postgres_of(backend)->reader, find_attempt, &search);
    for (size_t i = 0; i < 3; i++)
        postgres_array_done(&keys[i]);
    return error;
}

struct heads {
    struct postgres_params params;
    size_t count;
    int64_t *heads;
};

static enum err heads_attempt(struct postgres_link *link, void *context)
{
    const struct heads *heads = context;
    postgres_link_send(link, READ_HEADS, &heads->params);
    enum err error = postgres_link_wait(link);
    const PGresult *result = link->answers[0];
    if (error == ERR_NONE && (size_t)PQntuples(result) != heads->count)
        return ERR_INTERNAL;
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++)
        heads->heads[row] = postgres_column_int(result, row, 0);
    return error;
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct heads heads = {.count = count, .heads = out};
    struct postgres_array names;
    postgres_array_init(&names, POSTGRES_TEXT);
    for (size_t i = 0; i < count; i++)
        postgres_array_text(&names, rooms[i]);
    postgres_params_array(&heads.params, &names);
    enum err error = postgres_link_try(&postgres_of(backend)->reader, heads_attempt, &heads);
    postgres_array_done(&names);
    return error;
}

struct names {
    backend_each_fn *each;
    void *context;
};

static enum err rooms_attempt(struct postgres_link *link, void *context)
{
    const struct names *names = context;
    postgres_link_send(link, READ_ROOMS, NULL);
    enum err error = postgres_link_wait(link);
    const PGresult *result = link->answers[0];
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++) {
        struct record record = {.room = postgres_column_text(result, row, 0)};
        if (!names->each(names->context, &record))
            break;
    }
    return error;
}

static enum err rooms(struct backend *backend, backend_each_fn *each, void *context)
{
    struct names names = {each, context};
    return postgres_link_try(&postgres_of(backend)->reader, rooms_attempt, &names);
}

static enum err dropped_attempt(struct postgres_link *link, void *context)
{
    const struct names *names = context;
    postgres_link_send(link, READ_DROPPED, NULL);
    enum err error = postgres_link_wait(link);
    const PGresult *result = link->answers[0];
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++) {
        struct record record = {.room = postgres_column_text(result, row, 0),
                                .seq = postgres_column_int(result, row, 1),
                                .at_ms = postgres_column_int(result, row, 3)};
        if (!postgres_column_hash(result, row, 2, &record.chain))
            return ERR_INTERNAL;
        if (!names->each(names->context, &record))
            break;
    }
    return error;
}

static enum err dropped(struct backend *backend, backend_each_fn *each, void *context)
{
    struct names names = {each, context};
    return postgres_link_try(&postgres_of(backend)->reader, dropped_attempt, &names);
}

/* Now and then, when it is asked for nothing; and once behind a connection that was lost, for the
 * server may have crashed, and others wait for the copies that are here. */
static bool sweep_due(struct postgres *postgres, const struct batch *batch)
{
    bool idle = batch->count == 0 && batch->marks_count == 0;
    if (idle)
        postgres->probes++;
    if (postgres->swept == postgres->writer.sessions && postgres->probes < PROBES_PER_SWEEP)
        return false;
    postgres->probes = 0;
    postgres->swept = postgres->writer.sessions;
    return true;
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    if (sweep_due(postgres, batch))
        postgres_keys_sweep(&postgres->writer, postgres->copies);
    return postgres_append(&postgres->writer, postgres->ends, batch);
}

static enum err mark_attempt(struct postgres_link *link, void *context)
{
    struct mark *mark = context;
    struct postgres_params params = {.count = 0};
    postgres_params_text(&params, mark->name);
    postgres_params_text(&params, mark->room);
    postgres_link_send(link, READ_MARK, &params);
    enum err error = postgres_link_wait(link);
    if (error == ERR_NONE && PQntuples(link->answers[0]) > 0)
        mark->value = postgres_column_int(link->answers[0], 0, 0);
    return error;
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    struct mark mark = {.name = name, .room = room};
    enum err error = postgres_link_try(&postgres_of(backend)->reader, mark_attempt, &mark);
    *value = mark.value;
    return error;
}

struct marks {
    const struct marks_asked *asked;
    backend_mark_fn *each;
    void *context;
};

static enum err marks_attempt(struct postgres_link *link, void *context)
{
    const struct marks *marks = context;
    const struct marks_asked *asked = marks->asked;
    struct postgres_params params = {.count = 0};
    if (!asked->rooms)
        postgres_params_text(&params, asked->name);
    postgres_params_text(&params, asked->after);
    postgres_params_int(&params, (int64_t)asked->limit);
    if (!asked->rooms && !asked->behind)
        postgres_params_int(&params, asked->upto);
    int behind = asked->behind ? READ_BEHIND : READ_MARKS;
    postgres_link_send(link, asked->rooms ? READ_ROOMS_AFTER : behind, &params);
    enum err error = postgres_link_wait(link);
    const PGresult *result = link->answers[0];
    for (int row = 0; error == ERR_NONE && row < PQntuples(result); row++) {
        const struct journal_mark mark = {.room = postgres_column_text(result, row, 0),
                                          .value = postgres_column_int(result, row, 1),
                                          .head = postgres_column_int(result, row, 2)};
        marks->each(marks->context, &mark);
    }
    return error;
}

static enum err marks(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context)
{
    struct marks marks = {asked, each, context};
    return postgres_link_try(&postgres_of(backend)->reader, marks_attempt, &marks);
}

static enum err erase(struct backend *backend, struct slice room,
                      const struct journal_erasure *things, size_t count)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    return postgres_erase(&postgres->writer, room, things, count);
}

static enum err drop(struct backend *backend, struct slice room, int64_t at_ms,
                     struct journal_end *end)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    return postgres_drop(&postgres->writer, room, at_ms, end);
}

static enum err clean(struct backend *backend, const atomic_bool *stop)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    postgres->cleaner = (struct postgres_link){
        .url = postgres->url, .epoch = postgres->epoch, .patient = true, .stop = stop};
    return postgres_clean(&postgres->cleaner);
}

static enum err secret(struct backend *backend, unsigned char *out)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    return postgres_secret(&postgres->writer, out);
}

static enum err key(struct backend *backend, struct slice name, bool renews, unsigned char *out)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    return postgres_keys_get(&postgres->writer, postgres->copies, name, renews, out);
}

static enum err key_destroy(struct backend *backend, struct slice name)
{
    struct postgres *postgres = postgres_of(backend);
    check(!postgres->reads_only);
    return postgres_keys_destroy(&postgres->writer, postgres->copies, name);
}

static struct slice epoch(struct backend *backend)
{
    return slice_of(postgres_of(backend)->epoch);
}

static void finish(struct backend *backend)
{
    struct postgres *postgres = postgres_of(backend);
    postgres_link_drop(&postgres->writer);
    postgres_link_drop(&postgres->reader);
    postgres_news_free(&postgres->writes);
    postgres_news_free(&postgres->reads);
    key_store_free(&postgres->copies);
    postgres_ends_free(&postgres->ends);
    mem_free(postgres->url);
    mem_free(postgres);
}

static struct backend *reader(struct backend *backend);

static const char *why(struct backend *backend)
{
    return postgres_of(backend)->writer.why;
}

static const struct backend_ops postgres_ops = {
    .name = "postgresql",
    .reader = reader,
    .remote = true,
    .commit = commit,
    .read = read_after,
    .read_seqs = read_seqs,
    .find = find,
    .heads = heads,
    .mark_get = mark_get,
    .marks = marks,
    .erase = erase,
    .drop = drop,
    .dropped = dropped,
    .clean = clean,
    .secret = secret,
    .key = key,
    .key_destroy = key_destroy,
    .rooms = rooms,
    .why = why,
    .epoch = epoch,
    .close = finish,
};

/* Shares everything with the first but its connection, which is made when it is needed. */
static struct backend *reader(struct backend *backend)
{
    const struct postgres_link *first = &postgres_of(backend)->reader;
    struct postgres *postgres = mem_new(sizeof *postgres);
    postgres->backend.ops = &postgres_ops;
    postgres->reads_only = true;
    memcpy(postgres->epoch, first->epoch, sizeof postgres->epoch);
    postgres->reader = (struct postgres_link){.url = first->url,
                                              .statements = first->statements,
                                              .statements_count = first->statements_count,
                                              .epoch = first->epoch,
                                              .reads_only = first->reads_only,
                                              .news = first->news};
    return &postgres->backend;
}

static bool link_open(struct postgres_link *link, char *why, size_t why_bytes)
{
    if (postgres_link_ready(link) == ERR_NONE)
        return true;
    snprintf(why, why_bytes, "the journal in PostgreSQL cannot be opened: %s", link->why);
    return false;
}

static struct backend *open_as(const char *url, bool reads_only, char *why, size_t why_bytes)
{
    struct postgres *postgres = mem_new(sizeof *postgres);
    postgres->backend.ops = &postgres_ops;
    postgres->url = mem_text(slice_of(url));
    postgres->reads_only = reads_only;
    postgres->ends = postgres_ends_new();
    postgres->writes = postgres_news_new();
    postgres->reads = postgres_news_new();
    postgres->writer = (struct postgres_link){
        .url = postgres->url, .epoch = postgres->epoch, .news = postgres->writes};
    postgres_append_init(&postgres->writer);
    postgres->reader = (struct postgres_link){.url = postgres->url,
                                              .statements = statements,
                                              .statements_count = STATEMENTS,
                                              .epoch = postgres->epoch,
                                              .reads_only = reads_only,
                                              .news = postgres->reads};
    if (postgres_schema_reach(url, !reads_only, postgres->epoch, why, why_bytes) &&
        link_open(&postgres->reader, why, why_bytes) &&
        (reads_only || link_open(&postgres->writer, why, why_bytes)))
        return &postgres->backend;
    finish(&postgres->backend);
    return NULL;
}

struct backend *postgres_open(const char *url, const char *keys, char *why, size_t why_bytes)
{
    struct key_store *copies = key_store_new(keys && *keys ? keys : NULL);
    bool good = key_store_usable(copies, why, why_bytes);
    struct backend *backend = good ? open_as(url, false, why, why_bytes) : NULL;
    if (backend)
        postgres_of(backend)->copies = copies;
    else
        key_store_free(&copies);
    return backend;
}

struct backend *postgres_open_readonly(const char *url, char *why, size_t why_bytes)
{
    return open_as(url, true, why, why_bytes);
}
