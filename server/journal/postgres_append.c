/* SPDX-License-Identifier: Apache-2.0
 *
 * A group is one transaction. Mostly it is one statement, and so one round trip: where all its
 * rooms are thought to end where this writer left them (journal/postgres_ends.h), numbers and links
 * are made before it is sent, and it does nothing when, under the locks, a room ends elsewhere or
 * an op is there already. Then, and where nothing can be guessed, it takes two round trips.
 *
 * The first locks the rooms, in the order of their names (so that instances wait for one another in
 * a line and never in a circle), and looks for repeated ops: whatever another instance has
 * committed is seen, since the locks come first. The numbers and links are made here. The second
 * inserts, moves the rooms' ends and commits. When a room turns out to be new, the transaction
 * begins again, and adds it first: to add it under the locks that are held could be such a circle.
 *
 * When the connection is lost after the last was sent, nobody knows whether it was committed: the
 * group is in doubt and is tried again. An op that is found then, with an entry that is the same in
 * every byte, is taken as our own (it gets its number and is not `repeated`): it is, or it cannot
 * be told from our own. The locks make this sound: the lost transaction has ended, one way or the
 * other, before they are ours.
 */
#include "journal/postgres_append.h"

#include <stdlib.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/chain.h"
#include "journal/postgres_record.h"

enum statement {
    BEGIN,
    ROLLBACK,
    COMMIT,
    TIMEOUT_OFF,
    ROOMS_ADD,
    ROOMS_LOCK,
    ROOMS_SET,
    OPS_FIND,
    ENTRIES_ADD,
    MARKS_SET,
    MARKS_RAISE,
    AT_ONCE,
    STATEMENTS
};

/* The columns of what is inserted, $1 to $10. */
#define ENTRIES                                                                                    \
    "(room, seq, at_ms, type, person, name, op, text, chain, salt) "                               \
    "SELECT room, seq, at_ms, type, person, name, op, text, chain, nullif(salt, '') "              \
    "FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::text[], "                                 \
    "$5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[], "                                \
    "$10::bytea[]) "                                                                               \
    "AS n (room, seq, at_ms, type, person, name, op, text, chain, salt) "
enum { ENTRY_COLUMNS = 10 };

/* In the order of their names, so that instances wait for one another in a line here too. */
#define MARKS_ADD                                                                                  \
    "INSERT INTO muster.mark AS m (name, room, value, seq) "                                       \
    "SELECT * FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[]) "                        \
    "AS n (name, room, value, seq) "                                                               \
    "WHERE NOT EXISTS (SELECT FROM muster.room AS r WHERE r.name = n.room "                        \
    "AND r.dropped_ms IS NOT NULL) "                                                               \
    "ORDER BY n.name COLLATE \"C\", n.room COLLATE \"C\" "                                         \
    "ON CONFLICT (name, room) DO UPDATE SET value = excluded.value, seq = excluded.seq"

static const char *const statements[STATEMENTS] = {
    [BEGIN] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    [ROLLBACK] = "ROLLBACK",
    [COMMIT] = "COMMIT",
    /* Cut short while it waits for a standby, a commit would claim to have succeeded. */
    [TIMEOUT_OFF] = "SET LOCAL statement_timeout = 0",
    [ROOMS_ADD] = "INSERT INTO muster.room (name) SELECT n FROM unnest($1::text[]) AS n "
                  "WHERE NOT EXISTS (SELECT FROM muster.room WHERE name = n) "
                  "ORDER BY n COLLATE \"C\" ON CONFLICT (name) DO NOTHING",
    [ROOMS_LOCK] = "SELECT name, id, head, chain, dropped_ms IS NOT NULL FROM muster.room WHERE "
                   "name = ANY ($1::text[]) "
                   "ORDER BY name FOR UPDATE",
    [ROOMS_SET] = "UPDATE muster.room AS r SET head = n.head, chain = n.chain "
                  "FROM unnest($1::int8[], $2::int8[], $3::bytea[]) AS n (id, head, chain) "
                  "WHERE r.id = n.id",
    [OPS_FIND] = POSTGRES_OPS_FIND,
    [ENTRIES_ADD] = "INSERT INTO muster.entry " ENTRIES,
    [MARKS_SET] = MARKS_ADD " WHERE excluded.seq >= m.seq",
    [MARKS_RAISE] = MARKS_ADD " WHERE excluded.value > m.value",
    /* $11 to $15: ids of the rooms, rising; heads and chains as they must be, and as they become.
     * What is locked is seen as it is then, also where another instance has just committed. Ops
     * are looked for in what was committed before; whoever has added one since has moved the head.
     * Without a transaction around it the commit is not under statement_timeout, which the server
     * ends before. */
    [AT_ONCE] =
        "WITH locked AS MATERIALIZED (SELECT id, head, chain FROM muster.room "
        "WHERE id = ANY ($11::int8[]) AND dropped_ms IS NULL ORDER BY name FOR UPDATE), "
        "good AS MATERIALIZED (SELECT coalesce((SELECT array_agg(head ORDER BY id) = $12::int8[] "
        "AND array_agg(chain ORDER BY id) = $13::bytea[] FROM locked), false) AND NOT EXISTS "
        "(SELECT FROM unnest($1::int8[], $7::text[], $5::text[]) AS n (room, op, person) "
        "CROSS JOIN LATERAL (SELECT FROM muster.entry AS e WHERE e.room = n.room AND e.op = n.op "
        "AND e.person = n.person OFFSET 0) AS e) AS yes), "
        "moved AS (UPDATE muster.room AS r SET head = n.head, chain = n.chain "
        "FROM unnest($11::int8[], $14::int8[], $15::bytea[]) AS n (id, head, chain) "
        "WHERE r.id = n.id AND (SELECT yes FROM good)), "
        "added AS (INSERT INTO muster.entry " ENTRIES "WHERE (SELECT yes FROM good)) "
        "SELECT yes FROM good",
};

void postgres_append_init(struct postgres_link *link)
{
    link->statements = statements;
    link->statements_count = STATEMENTS;
}

/* The end of one room: as it was found under its lock, or guessed, and as the group makes it. */
struct end {
    struct postgres_end before, after;
    bool moved, dropped;
};

/* A group on its way. */
struct group {
    struct record *records;
    struct journal_result *results;
    size_t count;
    const struct mark *marks;
    size_t marks_count;
    struct postgres_ends *known; /* borrowed */
    bool in_doubt;               /* an attempt may have been committed */
    struct map *ends;            /* of one attempt: room's name to struct end, owned */
    struct map *ops;             /* of one attempt: what was decided so far, key to record */
    struct buffer key;           /* owned */
};

static struct slice op_key(struct group *group, const struct record *record)
{
    const struct slice parts[] = {record->room, record->op, record->by};
    buffer_clear(&group->key);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buffer_add(&group->key, (struct slice){(const char *)&parts[i].len, sizeof parts[i].len});
        buffer_add(&group->key, parts[i]);
    }
    check(!group->key.full);
    return buffer_slice(&group->key);
}

/* Sends the first round trip; `anew`: for the second time, and rooms that are not there are added.
 * Its last two answers are those of ROOMS_LOCK and OPS_FIND. */
static void group_lock(struct postgres_link *link, const struct group *group, bool anew)
{
    struct postgres_array rooms, ops[3];
    struct postgres_params names = {.count = 0}, keys = {.count = 0};
    struct map_at at = {0};
    postgres_array_init(&rooms, POSTGRES_TEXT);
    while (map_next(group->ends, &at))
        postgres_array_text(&rooms, at.key);
    postgres_params_array(&names, &rooms);
    for (size_t i = 0; i < 3; i++)
        postgres_array_init(&ops[i], POSTGRES_TEXT);
    for (size_t i = 0; i < group->count; i++) {
        postgres_array_text(&ops[0], group->records[i].room);
        postgres_array_text(&ops[1], group->records[i].op);
        postgres_array_text(&ops[2], group->records[i].by);
    }
    for (size_t i = 0; i < 3; i++)
        postgres_params_array(&keys, &ops[i]);
    if (anew)
        postgres_link_send(link, ROLLBACK, NULL);
    postgres_link_send(link, BEGIN, NULL);
    if (anew)
        postgres_link_send(link, ROOMS_ADD, &names);
    postgres_link_send(link, ROOMS_LOCK, &names);
    postgres_link_send(link, OPS_FIND, &keys);
    postgres_array_done(&rooms);
    for (size_t i = 0; i < 3; i++)
        postgres_array_done(&ops[i]);
}

static bool ends_read(const struct group *group, const PGresult *result)
{
    int rows = PQntuples(result);
    for (int row = 0; row < rows; row++) {
        struct end *end = map_find(group->ends, postgres_column_text(result, row, 0));
        if (!end)
            return false;
        end->before.room = postgres_column_int(result, row, 1);
        end->before.seq = postgres_column_int(result, row, 2);
        if (!postgres_column_hash(result, row, 3, &end->before.chain))
            return false;
        end->after = end->before;
        end->dropped = postgres_column_bool(result, row, 4);
        postgres_ends_found(group->known, postgres_column_text(result, row, 0), &end->before);
    }
    return (size_t)rows == map_count(group->ends);
}

/* Whether a record found in the journal is one of ours, committed by an attempt that was lost. */
static bool ours(const struct group *group, const struct record *found, const struct record *record)
{
    return group->in_doubt && found->salt.there && record->salt.there &&
           memcmp(found->salt.bytes, record->salt.bytes, RECORD_SALT_BYTES) == 0;
}

/* `found`: what the journal holds of this op; its seq is 0 when it holds nothing. */
static void record_decide(struct group *group, const struct record *found, size_t i)
{
    struct record *record = &group->records[i];
    struct journal_result *result = &group->results[i];
    struct slice key = op_key(group, record);
    const struct record *first = map_find(group->ops, key);
    struct end *end = map_find(group->ends, record->room);
    *result = (struct journal_result){.error = end->dropped ? ERR_ROOM_DROPPED : ERR_NONE};
    if (end->dropped)
        return;
    if (first || (found->seq > 0 && !ours(group, found, record))) {
        *result = record_repeat(first ? first : found, record);
        return;
    }
    if (found->seq > 0) {
        record->seq = found->seq;
        record->chain = found->chain;
    } else {
        record->seq = end->after.seq + 1;
        record->chain = chain_link(&end->after.chain, record);
        end->after.seq = record->seq;
        end->after.chain = record->chain;
        end->moved = true;
        map_put(group->ops, key, record);
    }
    result->seq = record->seq;
}

/* Gives every record its number and link, or finds that it repeats. Rows of OPS_FIND come in no
 * order. */
static bool group_decide(struct group *group, const PGresult *ops)
{
    int rows_of[BOUND_JOURNAL_BATCH] = {0}; /* plus 1; 0: none */
    for (int row = 0; row < PQntuples(ops); row++) {
        int64_t n = postgres_column_int(ops, row, POSTGRES_OP_PLACE);
        check(n >= 1 && n <= (int64_t)group->count);
        rows_of[n - 1] = row + 1;
    }
    for (size_t i = 0; i < group->count; i++) {
        struct record found = {0};
        if (rows_of[i] &&
            !postgres_record_read(ops, rows_of[i] - 1, group->records[i].room, &found))
            return false;
        record_decide(group, &found, i);
    }
    return true;
}

static void entries_columns(const struct group *group, struct postgres_array *columns)
{
    static const enum postgres_type types[ENTRY_COLUMNS] = {
        POSTGRES_INT8, POSTGRES_INT8, POSTGRES_INT8, POSTGRES_TEXT,  POSTGRES_TEXT,
        POSTGRES_TEXT, POSTGRES_TEXT, POSTGRES_TEXT, POSTGRES_BYTEA, POSTGRES_BYTEA};
    for (int i = 0; i < ENTRY_COLUMNS; i++)
        postgres_array_init(&columns[i], types[i]);
    struct map_at at = {0};
    while (map_next(group->ops, &at)) {
        const struct record *record = at.value;
        const struct end *end = map_find(group->ends, record->room);
        postgres_array_int(&columns[0], end->before.room);
        postgres_array_int(&columns[1], record->seq);
        postgres_array_int(&columns[2], record->at_ms);
        postgres_array_text(&columns[3], record->type);
        postgres_array_text(&columns[4], record->by);
        postgres_array_text(&columns[5], record->name);
        postgres_array_text(&columns[6], record->op);
        postgres_array_text(&columns[7], record->text);
        postgres_array_hash(&columns[8], &record->chain);
        postgres_array_text(&columns[9], record_salt(record));
    }
}

/* Sends a statement with these arrays, and ends them. */
static void arrays_send(struct postgres_link *link, enum statement statement,
                        struct postgres_array *arrays, int count)
{
    struct postgres_params params = {.count = 0};
    for (int i = 0; i < count; i++)
        postgres_params_array(&params, &arrays[i]);
    postgres_link_send(link, statement, &params);
    for (int i = 0; i < count; i++)
        postgres_array_done(&arrays[i]);
}

static void entries_send(struct postgres_link *link, const struct group *group)
{
    struct postgres_array columns[ENTRY_COLUMNS];
    entries_columns(group, columns);
    arrays_send(link, ENTRIES_ADD, columns, ENTRY_COLUMNS);
}

static void ends_send(struct postgres_link *link, const struct group *group)
{
    struct postgres_array columns[3]; /* ids, heads, chains */
    struct map_at at = {0};
    postgres_array_init(&columns[0], POSTGRES_INT8);
    postgres_array_init(&columns[1], POSTGRES_INT8);
    postgres_array_init(&columns[2], POSTGRES_BYTEA);
    while (map_next(group->ends, &at)) {
        const struct end *end = at.value;
        if (!end->moved)
            continue;
        postgres_array_int(&columns[0], end->after.room);
        postgres_array_int(&columns[1], end->after.seq);
        postgres_array_hash(&columns[2], &end->after.chain);
    }
    arrays_send(link, ROOMS_SET, columns, 3);
}

/* Marks come after the rooms are locked, so that no two groups wait for each other in a circle.
 * Only those that set one mark and raise another could, the other way round: PostgreSQL ends one,
 * which is tried again. */
static void marks_send(struct postgres_link *link, const struct group *group, bool raise)
{
    struct postgres_array names, rooms, values, seqs;
    struct postgres_params params = {.count = 0};
    postgres_array_init(&names, POSTGRES_TEXT);
    postgres_array_init(&rooms, POSTGRES_TEXT);
    postgres_array_init(&values, POSTGRES_INT8);
    postgres_array_init(&seqs, POSTGRES_INT8);
    for (size_t i = 0; i < group->marks_count; i++) {
        if (group->marks[i].raise != raise)
            continue;
        postgres_array_text(&names, group->marks[i].name);
        postgres_array_text(&rooms, group->marks[i].room);
        postgres_array_int(&values, group->marks[i].value);
        postgres_array_int(&seqs, group->marks[i].seq);
    }
    postgres_params_array(&params, &names);
    postgres_params_array(&params, &rooms);
    postgres_params_array(&params, &values);
    postgres_params_array(&params, &seqs);
    if (names.count > 0)
        postgres_link_send(link, raise ? MARKS_RAISE : MARKS_SET, &params);
    postgres_array_done(&names);
    postgres_array_done(&rooms);
    postgres_array_done(&values);
    postgres_array_done(&seqs);
}

static enum err commit(struct postgres_link *link)
{
    postgres_link_send(link, TIMEOUT_OFF, NULL);
    postgres_link_send(link, COMMIT, NULL);
    int last = link->sent - 1;
    enum err error = postgres_link_wait(link);
    if (error == ERR_NONE && strcmp(PQcmdStatus(link->answers[last]), "COMMIT") != 0)
        return ERR_INTERNAL;
    return error;
}

static void ends_remember(const struct group *group)
{
    struct map_at at = {0};
    while (map_next(group->ends, &at)) {
        const struct end *end = at.value;
        postgres_ends_left(group->known, at.key, &end->after);
    }
}

static enum err group_write(struct postgres_link *link, struct group *group)
{
    int locks = 0;
    enum err error = ERR_NONE;
    for (int time = 0; time < 2 && error == ERR_NONE; time++) {
        group_lock(link, group, time > 0);
        locks = link->sent - 2;
        error = postgres_link_wait(link);
        if (error == ERR_NONE && PQntuples(link->answers[locks]) == (int)map_count(group->ends))
            break;
    }
    if (error != ERR_NONE)
        return error;
    if (!ends_read(group, link->answers[locks]) || !group_decide(group, link->answers[locks + 1]))
        return ERR_INTERNAL;
    if (map_count(group->ops) > 0) {
        entries_send(link, group);
        ends_send(link, group);
    }
    marks_send(link, group, false);
    marks_send(link, group, true);
    error = commit(link);
    if (error != ERR_NONE)
        group->in_doubt = true;
    else
        ends_remember(group);
    return error;
}

/* ---- at once ----------------------------------------------------------------------------------
 */

/* Numbers and links from guesses. False when there is none for a room; then all is as it was. */
static bool ends_guess(const struct group *group)
{
    struct map_at at = {0};
    if (group->in_doubt || group->marks_count > 0 || group->count == 0)
        return false;
    while (map_next(group->ends, &at)) {
        struct end *end = at.value;
        if (!postgres_ends_guess(group->known, at.key, &end->before))
            return false;
        end->after = end->before;
    }
    return true;
}

static int by_room(const void *a, const void *b)
{
    const struct end *const *one = a, *const *other = b;
    return ((*one)->before.room > (*other)->before.room) -
           ((*one)->before.room < (*other)->before.room);
}

static void at_once_send(struct postgres_link *link, const struct group *group)
{
    enum { ENDS = 5 };
    static const enum postgres_type types[ENDS] = {POSTGRES_INT8, POSTGRES_INT8, POSTGRES_BYTEA,
                                                   POSTGRES_INT8, POSTGRES_BYTEA};
    const struct end *sorted[BOUND_JOURNAL_BATCH];
    struct postgres_array arrays[ENTRY_COLUMNS + ENDS], *ends = arrays + ENTRY_COLUMNS;
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(group->ends, &at))
        sorted[count++] = at.value;
    qsort(sorted, count, sizeof sorted[0], by_room);
    entries_columns(group, arrays);
    for (int i = 0; i < ENDS; i++)
        postgres_array_init(&ends[i], types[i]);
    for (size_t i = 0; i < count; i++) {
        postgres_array_int(&ends[0], sorted[i]->before.room);
        postgres_array_int(&ends[1], sorted[i]->before.seq);
        postgres_array_hash(&ends[2], &sorted[i]->before.chain);
        postgres_array_int(&ends[3], sorted[i]->after.seq);
        postgres_array_hash(&ends[4], &sorted[i]->after.chain);
    }
    arrays_send(link, AT_ONCE, arrays, ENTRY_COLUMNS + ENDS);
}

/* *done: it is committed. */
static enum err group_at_once(struct postgres_link *link, struct group *group, bool *done)
{
    const struct record nothing = {0};
    *done = false;
    if (!ends_guess(group))
        return ERR_NONE;
    for (size_t i = 0; i < group->count; i++)
        record_decide(group, &nothing, i);
    at_once_send(link, group);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE) {
        group->in_doubt = true;
        return error;
    }
    *done = PQntuples(link->answers[0]) == 1 && postgres_column_bool(link->answers[0], 0, 0);
    if (*done)
        ends_remember(group);
    return ERR_NONE;
}

static void group_begin(struct group *group)
{
    group->ends = map_new(group->count + 1);
    group->ops = map_new(group->count + 1);
    for (size_t i = 0; i < group->count; i++) {
        if (!map_find(group->ends, group->records[i].room))
            map_put(group->ends, group->records[i].room, mem_new(sizeof(struct end)));
    }
}

static void group_end(struct group *group)
{
    map_free(&group->ends, mem_free);
    map_free(&group->ops, NULL);
}

/* Rooms and ops of an attempt are found anew: another instance may have been there. */
static enum err group_attempt(struct postgres_link *link, void *context)
{
    struct group *group = context;
    bool done;
    group_begin(group);
    enum err error = group_at_once(link, group, &done);
    if (error == ERR_NONE && !done) {
        group_end(group);
        group_begin(group);
        error = group_write(link, group);
    }
    group_end(group);
    return error;
}

enum err postgres_append(struct postgres_link *link, struct postgres_ends *ends,
                         const struct batch *batch)
{
    struct group group = {.known = ends,
                          .records = batch->records,
                          .results = batch->results,
                          .count = batch->count,
                          .marks = batch->marks,
                          .marks_count = batch->marks_count};
    check(batch->count <= BOUND_JOURNAL_BATCH && batch->marks_count <= BOUND_JOURNAL_BATCH);
    buffer_init(&group.key, BOUND_ENTRY_BYTES);
    enum err error = postgres_link_try(link, group_attempt, &group);
    buffer_done(&group.key);
    return error;
}

/* ---- the secret -------------------------------------------------------------------------------
 */

/* Of several that are the first, one adds its own, and all read that one: the second statement sees
 * what the first has waited for. Not prepared: it is asked once, and a role that may not read the
 * table can still do everything else. */
static enum err secret_attempt(struct postgres_link *link, void *context)
{
    unsigned char *secret = context;
    struct postgres_params params = {.count = 0};
    struct hash found;
    hash_random(secret, JOURNAL_SECRET_BYTES);
    postgres_params_text(&params, (struct slice){(const char *)secret, JOURNAL_SECRET_BYTES});
    postgres_link_send_text(link,
                            "INSERT INTO muster.secret VALUES ('cluster', $1::bytea)"
                            " ON CONFLICT (name) DO NOTHING",
                            &params);
    postgres_link_send_text(link, "SELECT value FROM muster.secret WHERE name = 'cluster'", NULL);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    const PGresult *result = link->answers[1];
    if (PQntuples(result) != 1 || !postgres_column_hash(result, 0, 0, &found))
        return ERR_INTERNAL;
    memcpy(secret, found.bytes, JOURNAL_SECRET_BYTES);
    return ERR_NONE;
}

enum err postgres_secret(struct postgres_link *link, unsigned char *secret)
{
    return postgres_link_try(link, secret_attempt, secret);
}
