/* SPDX-License-Identifier: Apache-2.0
 *
 * The index in tables beside the journal's (postgres_schema.c):
 *
 * - search_room: id, name, upto. Whoever writes to a room's segments holds this row's lock.
 * - search_segment: id, room; what segment.h says of it (documents, low_seq …, times); weight.
 * - search_block: shard (the room's id modulo 16), segment, key, body. A partition for each shard.
 * - search_gone: room, segment, seq of what was taken out, while it is still in that segment, if it
 *   ever was. Nothing finds it.
 * - search_shard: id; taken, how often segments were dropped for the sake of what was taken out
 *   since the partition was cleaned.
 *
 * A batch becomes a segment. Where there would be four of about the same weight one is made of
 * them, in the same transaction: so a room has few, and each document is written again some times,
 * not each time. A megabyte is never merged again.
 *
 * A row of meta, `search`, says by which rules the rows were made. Who opens it with other rules
 * empties it; instances that still run with the older ones are refused from then on.
 *
 * What was dropped stands in its pages until PostgreSQL writes others there, and is found by
 * nobody. So that there is always room for others, whoever merges cleans a partition now and then
 * (VACUUM). search_clean makes segments anew without what was taken out of them, then writes the
 * partition and its index anew (VACUUM FULL), and whoever asks for it waits meanwhile.
 */
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "journal/postgres_segments.h"
#include "journal/postgres_store.h"
#include "journal/search_backend.h"
#include "journal/segment_merge.h"

enum {
    LEVEL_FIRST = 1 << 14, /* weight of segments that are not merged with heavier ones */
    LEVEL_MORE = 4,        /* of the next level; four of one level are merged */
    WEIGHT_WHOLE = 1 << 20,
    SEGMENTS_MAX = 64,    /* of a room, that may be merged: there are far fewer */
    DEAD_BYTES = 1 << 18, /* in a partition, before it is cleaned: each has as much to spare */
};

/* Beside those of the words: of this format. */
#define RULES_OF_FORMAT " 3"

enum statement {
    ROOM_UPTO = POSTGRES_SEGMENTS,
    ROOM_ADD,
    ROOM_LOCK,
    ROOM_LOCK_ID,
    ROOM_SET,
    ROOM_SEGMENTS,
    RULES,
    RULES_LOCK,
    TAKE,
    GONE_FIRST,
    SHARD_FIND,
    SHARD_CLEAN,
    STATEMENTS
};

static const char *const statements[STATEMENTS] = {
    POSTGRES_ASKS_TEXTS,
    POSTGRES_SEGMENTS_TEXTS,
    [ROOM_UPTO] = "SELECT upto FROM muster.search_room WHERE name = $1::text",
    [ROOM_ADD] = "INSERT INTO muster.search_room (name) VALUES ($1::text) "
                 "ON CONFLICT (name) DO NOTHING",
    [ROOM_LOCK] = "SELECT id, upto FROM muster.search_room WHERE name = $1::text FOR UPDATE",
    [ROOM_LOCK_ID] = "SELECT FROM muster.search_room WHERE id = $1::int8 FOR UPDATE",
    [ROOM_SET] = "UPDATE muster.search_room SET upto = $2::int8 WHERE id = $1::int8",
    [ROOM_SEGMENTS] = "SELECT s.id, s.weight FROM muster.search_segment AS s "
                      "WHERE s.room = (SELECT id FROM muster.search_room WHERE name = $1::text) "
                      "AND s.weight < $2::int8 ORDER BY s.id LIMIT $3::int8",
    [RULES] = "SELECT value = $1::text FROM muster.meta WHERE key = 'search'",
    [RULES_LOCK] = "SELECT value = $1::text FROM muster.meta WHERE key = 'search' FOR SHARE",
    [TAKE] = "INSERT INTO muster.search_gone (room, segment, seq) SELECT s.room, s.id, n.seq "
             "FROM muster.search_segment AS s JOIN unnest($2::int8[]) AS n (seq) "
             "ON n.seq BETWEEN s.low_seq AND s.high_seq WHERE s.room = (SELECT id "
             "FROM muster.search_room WHERE name = $1::text) ON CONFLICT DO NOTHING",
    [GONE_FIRST] = "SELECT room, segment FROM muster.search_gone ORDER BY segment, seq LIMIT 1",
    [SHARD_FIND] = "SELECT id, taken FROM muster.search_shard WHERE taken > 0 ORDER BY id LIMIT 1",
    [SHARD_CLEAN] = "UPDATE muster.search_shard SET taken = 0 "
                    "WHERE id = $1::int8 AND taken = $2::int8",
};

struct postgres_search {
    struct search search; /* first */
    struct postgres_store store;
    char rules[SEARCH_RULES_BYTES + sizeof RULES_OF_FORMAT];
    int64_t dead[SEARCH_SHARDS]; /* bytes that were dropped here since a partition was cleaned */
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

/* A batch on its way. */
struct change {
    const struct search_group *group;
    const char *rules;
    struct segment fresh; /* of the batch */
    int64_t room, merged; /* weight of what was merged */
};

static int level_of(int64_t weight)
{
    int level = 0;
    for (int64_t most = LEVEL_FIRST; weight >= most; most *= LEVEL_MORE)
        level++;
    return level;
}

/* Moves segments that are to be merged with one of `weight` to the front; how many these are. */
static size_t segments_choose(int64_t *ids, int64_t *weights, size_t count, int64_t *weight)
{
    size_t chosen = 0;
    for (bool more = true; more && *weight < WEIGHT_WHOLE;) {
        size_t same = chosen;
        int64_t all = *weight;
        for (size_t i = chosen; i < count; i++) {
            int64_t id = ids[i], its = weights[i];
            if (level_of(its) != level_of(*weight))
                continue;
            ids[i] = ids[same];
            weights[i] = weights[same];
            ids[same] = id;
            weights[same++] = its;
            all += its;
        }
        more = same - chosen >= LEVEL_MORE - 1;
        if (more) {
            chosen = same;
            *weight = all;
        }
    }
    return chosen;
}

/* Sends what puts the batch's segment in, with those that are merged with it. */
static enum err fresh_put(struct postgres_link *link, struct change *change, const PGresult *result)
{
    int64_t ids[SEGMENTS_MAX], weights[SEGMENTS_MAX];
    int64_t own = postgres_segments_weight(&change->fresh), all = own;
    size_t count = (size_t)PQntuples(result);
    for (size_t i = 0; i < count; i++) {
        ids[i] = postgres_column_int(result, (int)i, 0);
        weights[i] = postgres_column_int(result, (int)i, 1);
    }
    const struct postgres_segments segments = {.room = change->room,
                                               .ids = ids,
                                               .count = segments_choose(ids, weights, count, &all),
                                               .fresh = &change->fresh};
    change->merged = all - own;
    return postgres_segments_replace(link, &segments);
}

static void seqs_take(struct postgres_link *link, struct slice room, const int64_t *seqs,
                      size_t count)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array list;
    postgres_array_init(&list, POSTGRES_INT8);
    for (size_t i = 0; i < count; i++)
        postgres_array_int(&list, seqs[i]);
    postgres_params_text(&params, room);
    postgres_params_array(&params, &list);
    postgres_link_send(link, TAKE, &params);
    postgres_array_done(&list);
}

static enum err index_attempt(struct postgres_link *link, void *context)
{
    struct change *change = context;
    const struct search_group *group = change->group;
    struct postgres_params rules = {.count = 0}, room = {.count = 0}, lighter = {.count = 0};
    struct postgres_params set = {.count = 0};
    int64_t seqs[BOUND_JOURNAL_BATCH];
    for (size_t i = 0; i < group->count; i++)
        seqs[i] = group->documents[i].seq;
    postgres_params_text(&rules, slice_of(change->rules));
    postgres_params_text(&room, group->room);
    postgres_params_text(&lighter, group->room);
    postgres_params_int(&lighter, WEIGHT_WHOLE);
    postgres_params_int(&lighter, SEGMENTS_MAX);
    begin_send(link);
    postgres_link_send(link, RULES_LOCK, &rules);
    postgres_link_send(link, ROOM_ADD, &room);
    postgres_link_send(link, ROOM_LOCK, &room);
    seqs_take(link, group->room, seqs, group->count);
    postgres_link_send(link, ROOM_SEGMENTS, &lighter);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    const PGresult *row = link->answers[3];
    if (!yes(link->answers[1]) || PQntuples(row) != 1)
        return give_up(link, ERR_NOT_AVAILABLE);
    if (postgres_column_int(row, 0, 1) != group->from)
        return give_up(link, ERR_ALREADY_EXISTS);
    change->room = postgres_column_int(row, 0, 0);
    change->merged = 0;
    if (change->fresh.documents > 0)
        error = fresh_put(link, change, link->answers[5]);
    if (error != ERR_NONE)
        return error;
    postgres_params_int(&set, change->room);
    postgres_params_int(&set, group->upto);
    postgres_link_send(link, ROOM_SET, &set);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

static enum err vacuum_attempt(struct postgres_link *link, void *context)
{
    char sql[128];
    snprintf(sql, sizeof sql,
             "VACUUM (SKIP_LOCKED, TRUNCATE OFF) muster.search_block_%lld, muster.search_segment",
             (long long)*(const int64_t *)context);
    postgres_link_send_text(link, sql, NULL);
    return postgres_link_wait(link);
}

/* What was merged makes room for what comes. */
static void dead_add(struct postgres_search *postgres, int64_t room, int64_t bytes)
{
    int64_t shard = room % SEARCH_SHARDS;
    postgres->dead[shard] += bytes;
    if (postgres->dead[shard] < DEAD_BYTES)
        return;
    postgres->dead[shard] = 0;
    (void)postgres_link_try(&postgres->store.link, vacuum_attempt, &shard);
}

static enum err index_group(struct search *search, const struct search_group *group)
{
    struct postgres_search *postgres = postgres_of(search);
    struct change change = {.group = group, .rules = postgres->rules};
    segment_init(&change.fresh);
    enum err error = ERR_TEXT_TOO_LONG;
    if (segment_make(group->documents, group->count, &change.fresh))
        error = postgres_link_try(&postgres->store.link, index_attempt, &change);
    segment_done(&change.fresh);
    if (error == ERR_NONE && change.merged > 0)
        dead_add(postgres, change.room, change.merged);
    return error;
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
    ask->page->count = 0;
    postgres_link_send_text(link, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", NULL);
    /* Before anything is seen: who cleans waits for whoever still sees what was taken out. */
    postgres_link_send_text(link, "LOCK TABLE muster.search_block IN ACCESS SHARE MODE", NULL);
    postgres_link_send(link, RULES, &rules);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    if (!yes(link->answers[2]))
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

/* What is forgotten. */
struct forgetting {
    struct slice room;
    const int64_t *seqs;
    size_t count;
};

static enum err forget_attempt(struct postgres_link *link, void *context)
{
    const struct forgetting *forgetting = context;
    struct postgres_params room = {.count = 0};
    postgres_params_text(&room, forgetting->room);
    begin_send(link);
    postgres_link_send(link, ROOM_LOCK, &room);
    seqs_take(link, forgetting->room, forgetting->seqs, forgetting->count);
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

static enum err forget(struct search *search, struct slice room, const int64_t *seqs, size_t count)
{
    struct forgetting forgetting = {room, seqs, count};
    return postgres_link_try(&postgres_of(search)->store.link, forget_attempt, &forgetting);
}

/* Makes a segment of a room anew, without what was taken out of it. */
static enum err segment_clean(struct postgres_link *link, int64_t room, int64_t segment)
{
    struct postgres_params params = {.count = 0};
    const struct postgres_segments segments = {.room = room, .ids = &segment, .count = 1};
    postgres_params_int(&params, room);
    begin_send(link);
    postgres_link_send(link, ROOM_LOCK_ID, &params);
    enum err error = postgres_link_wait(link);
    if (error == ERR_NONE)
        error = postgres_segments_replace(link, &segments);
    if (error != ERR_NONE)
        return error;
    postgres_link_send_text(link, "COMMIT", NULL);
    return postgres_link_wait(link);
}

/* Writes a partition anew from which something was dropped; *left: there was one. */
static enum err shard_clean(struct postgres_link *link, const PGresult *found, bool *left)
{
    char sql[64];
    struct postgres_params done = {.count = 0};
    *left = PQntuples(found) > 0;
    if (!*left)
        return ERR_NONE;
    int64_t shard = postgres_column_int(found, 0, 0);
    postgres_params_int(&done, shard);
    postgres_params_int(&done, postgres_column_int(found, 0, 1));
    snprintf(sql, sizeof sql, "VACUUM (FULL) muster.search_block_%lld", (long long)shard);
    postgres_link_send_text(link, sql, NULL);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    postgres_link_send(link, SHARD_CLEAN, &done);
    return postgres_link_wait(link);
}

static enum err clean_attempt(struct postgres_link *link, void *context)
{
    bool *left = context;
    postgres_link_send(link, GONE_FIRST, NULL);
    postgres_link_send(link, SHARD_FIND, NULL);
    enum err error = postgres_link_wait(link);
    if (error != ERR_NONE)
        return error;
    const PGresult *gone = link->answers[0];
    if (PQntuples(gone) == 0)
        return shard_clean(link, link->answers[1], left);
    *left = true;
    return segment_clean(link, postgres_column_int(gone, 0, 0), postgres_column_int(gone, 0, 1));
}

static enum err clean(struct search *search, bool *left)
{
    return postgres_link_try(&postgres_of(search)->store.link, clean_attempt, left);
}

/* Everything goes; our rules stay. */
static void empty_send(struct postgres_link *link)
{
    postgres_link_send_text(link,
                            "TRUNCATE muster.search_room, muster.search_segment, "
                            "muster.search_block, muster.search_gone",
                            NULL);
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
    memcpy(postgres->rules + strlen(postgres->rules), RULES_OF_FORMAT, sizeof RULES_OF_FORMAT);
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
