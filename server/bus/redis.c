/* SPDX-License-Identifier: Apache-2.0
 *
 * The bus of several instances: which server a name belongs to, whether all is heard, who is alive.
 *
 * Its clock moves with the tick and stands still while the loop does: after a pause (a stopped
 * process, a suspended machine) nobody is taken for silent because nobody listened.
 *
 * Nobody is given up before he could come back: those who lost Redis with us may pause for
 * retry_ms_max before they try again, and have silent_ms after that to be heard.
 */
#include "bus/redis.h"

#include "base/bounds.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "bus/nodes.h"
#include "bus/redis_ring.h"
#include "bus/redis_server.h"

enum { TICKS_BEAT = 10, PREFIX_BYTES_MAX = 32, NODE_BYTES = 23 };

struct redis {
    struct bus bus; /* first: a struct bus * of this kind is a struct redis * */
    struct redis_shared shared;
    struct redis_url url;
    struct redis_server *servers[REDIS_SERVERS_MAX];
    unsigned servers_count;
    struct nodes *nodes;
    struct timer *tick;
    int64_t tick_ms, ticked_ms; /* its interval, and when it came last */
    int64_t silent_ms, spared_ms;
    bool hearing;
    bool sound;       /* all links stand */
    int64_t sound_ms; /* since when */
    uint64_t heard, told;
    redis_state_fn *said;
    void *said_context;
    char node[NODE_BYTES];
};

static struct redis *redis_of(struct bus *bus)
{
    return (struct redis *)bus;
}

static struct redis_server *server_of(struct redis *redis, struct slice name)
{
    return redis->servers[redis_ring(name, redis->servers_count)];
}

static void publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed)
{
    redis_server_publish(server_of(redis_of(bus), room), room, seq, sealed);
}

static void follow(struct bus *bus, struct slice room)
{
    redis_server_follow(server_of(redis_of(bus), room), room);
}

static void unfollow(struct bus *bus, struct slice room)
{
    redis_server_unfollow(server_of(redis_of(bus), room), room);
}

/* ---- who is alive ------------------------------------------------------------------------------
 */

/* Whoever lives was heard since: silence counts only up to the moment for which it is certain that
 * something could be heard. */
static int64_t alive_since_ms(const struct redis *redis)
{
    int64_t heard_ms = redis->shared.clock_ms;
    for (unsigned i = 0; i < redis->servers_count; i++)
        if (redis_server_heard_ms(redis->servers[i]) < heard_ms)
            heard_ms = redis_server_heard_ms(redis->servers[i]);
    return heard_ms - redis->silent_ms;
}

/* Whether all who live have had the time to be heard. */
static bool settled(const struct redis *redis)
{
    return redis->sound && redis->shared.clock_ms - redis->sound_ms >=
                               redis->shared.retry_ms_max + redis->silent_ms;
}

/* Whether a message to it may arrive. */
static bool reaches(const struct redis *redis, struct slice node)
{
    return slice_equal(node, redis->bus.node) || !settled(redis) ||
           nodes_alive(redis->nodes, node, alive_since_ms(redis));
}

static bool knows(const struct bus *bus, struct slice node)
{
    const struct redis *redis = (const struct redis *)bus;
    return reaches(redis, node) || nodes_spared(redis->nodes, node, redis->shared.clock_ms);
}

static void see(struct bus *bus, struct slice node)
{
    struct redis *redis = redis_of(bus);
    if (!slice_equal(node, bus->node))
        nodes_spare(redis->nodes, node, redis->shared.clock_ms + redis->spared_ms);
}

static int64_t silent_ms(const struct bus *bus, struct slice node)
{
    const struct redis *redis = (const struct redis *)bus;
    int64_t last_ms = nodes_last_ms(redis->nodes, node);
    return last_ms < 0 ? -1 : redis->shared.clock_ms - last_ms;
}

static bool tell(struct bus *bus, struct slice node, struct slice message)
{
    struct redis *redis = redis_of(bus);
    if (message.len > BOUND_BUS_MESSAGE_BYTES || !text_is_id(node) || !reaches(redis, node))
        return false;
    if (!slice_equal(node, bus->node))
        return redis_server_tell(server_of(redis, node), node, message);
    redis->told++;
    if (bus->listener.told)
        bus->listener.told(bus->context, message);
    return true;
}

static void lose(void *context, struct slice node)
{
    struct redis *redis = context;
    if (redis->bus.listener.lost)
        redis->bus.listener.lost(redis->bus.context, node);
}

/* ---- what the servers say ----------------------------------------------------------------------
 */

/* One message may be news of several entries. */
static void news_heard(struct redis *redis, const struct redis_word *word)
{
    const struct bus_listener *listener = &redis->bus.listener;
    struct slice parts = word->parts;
    struct redis_part part;
    int64_t last = 0;
    redis->heard++;
    if (!listener->news)
        return;
    while (redis_words_take_part(&parts, &part) && part.seq > last && part.seq <= word->seq) {
        last = part.seq;
        listener->news(redis->bus.context, word->room, part.seq, part.sealed);
    }
    if (last < word->seq)
        listener->news(redis->bus.context, word->room, word->seq, (struct slice){NULL, 0});
}

static void word_heard(void *context, const struct redis_word *word)
{
    struct redis *redis = context;
    const struct bus_listener *listener = &redis->bus.listener;
    if (word->kind == WORD_NEWS) {
        news_heard(redis, word);
    } else if (word->kind == WORD_TOLD) {
        redis->told++;
        if (listener->told)
            listener->told(redis->bus.context, word->message);
    } else if (word->kind == WORD_ALIVE) {
        nodes_heard(redis->nodes, word->node, redis->shared.clock_ms);
    } else if (word->kind == WORD_GONE && nodes_forget(redis->nodes, word->node)) {
        lose(redis, word->node);
    }
}

static void room_followed(void *context, struct slice room)
{
    struct redis *redis = context;
    if (redis->bus.listener.followed)
        redis->bus.listener.followed(redis->bus.context, room);
}

static void server_changed(void *context)
{
    struct redis *redis = context;
    bool hearing = true, sound = true;
    for (unsigned i = 0; i < redis->servers_count; i++) {
        hearing = hearing && redis_server_hears(redis->servers[i]);
        sound = sound && redis_server_sound(redis->servers[i]);
    }
    if (sound && !redis->sound)
        redis->sound_ms = redis->shared.clock_ms;
    redis->sound = sound;
    if (hearing == redis->hearing)
        return;
    redis->hearing = hearing;
    if (redis->bus.listener.hearing)
        redis->bus.listener.hearing(redis->bus.context, hearing);
}

static void server_away(void *context, const struct redis_place *place, const char *why)
{
    struct redis *redis = context;
    if (redis->said)
        redis->said(redis->said_context, place->label, why);
}

/* ---- birth, time and end -----------------------------------------------------------------------
 */

static void tick(void *context)
{
    struct redis *redis = context;
    int64_t now_ms = loop_tick_ms(redis->shared.loop), passed_ms = now_ms - redis->ticked_ms;
    redis->ticked_ms = now_ms;
    redis->shared.clock_ms += passed_ms < 2 * redis->tick_ms ? passed_ms : 2 * redis->tick_ms;
    for (unsigned i = 0; i < redis->servers_count; i++)
        redis_server_tick(redis->servers[i]);
    if (settled(redis))
        nodes_sweep(redis->nodes, alive_since_ms(redis), redis->shared.clock_ms, lose, redis);
}

static struct bus_stats stats(const struct bus *bus)
{
    const struct redis *redis = (const struct redis *)bus;
    return (struct bus_stats){
        .hearing = redis->hearing,
        .nodes = nodes_count(redis->nodes) + 1,
        .published = redis->shared.published,
        .heard = redis->heard,
        .told = redis->told,
        .dropped = redis->shared.dropped,
        .reconnects = redis->shared.reconnects,
    };
}

static void finish(struct bus *bus)
{
    struct redis *redis = redis_of(bus);
    timer_close(&redis->tick);
    for (unsigned i = 0; i < redis->servers_count; i++)
        redis_server_close(&redis->servers[i]);
    nodes_free(&redis->nodes);
    redis_words_done(&redis->shared.words);
    redis_url_done(&redis->url);
    mem_free(redis);
}

static const struct bus_ops redis_ops = {
    .name = "redis",
    .publish = publish,
    .follow = follow,
    .unfollow = unfollow,
    .tell = tell,
    .knows = knows,
    .see = see,
    .silent_ms = silent_ms,
    .stats = stats,
    .close = finish,
};

static int64_t given(int64_t ms, int64_t ms_default)
{
    return ms > 0 ? ms : ms_default;
}

static void servers_open(struct redis *redis)
{
    const struct redis_server_owner owner = {.word = word_heard,
                                             .followed = room_followed,
                                             .changed = server_changed,
                                             .away = server_away};
    redis->servers_count = redis->url.count;
    unsigned home = redis_ring(redis->bus.node, redis->servers_count);
    for (unsigned i = 0; i < redis->servers_count; i++)
        redis->servers[i] =
            redis_server_new(&redis->shared, &redis->url.places[i], i == home, &owner, redis);
}

static struct redis *make(const struct redis_options *options)
{
    struct redis *redis = mem_new(sizeof *redis);
    redis->bus.ops = &redis_ops;
    hash_random_id(redis->node);
    redis->bus.node = slice_of(redis->node);
    redis->nodes = nodes_new();
    redis->said = options->said;
    redis->said_context = options->context;
    redis->silent_ms = given(options->silent_ms, 5000);
    redis->spared_ms = given(options->spared_ms, 30000);
    redis->shared = (struct redis_shared){
        .loop = options->loop,
        .node = redis->bus.node,
        .clock_ms = 1, /* 0 is never, to those who keep a time */
        .beat_ms = given(options->beat_ms, 1000),
        .late_ms = given(options->late_ms, 500),
        .connect_ms = given(options->connect_ms, 3000),
        .reply_ms = given(options->reply_ms, 3000),
        .retry_ms_max = given(options->retry_ms_max, 5000),
    };
    redis_words_init(&redis->shared.words, slice_of(options->prefix), redis->bus.node);
    return redis;
}

bool redis_urls_valid(const char *urls, char *why, size_t why_bytes)
{
    struct redis_url url;
    bool valid = redis_url_read(&url, urls, why, why_bytes);
    redis_url_done(&url);
    return valid;
}

struct bus *redis_open(const struct redis_options *options, char *why, size_t why_bytes)
{
    struct slice prefix = slice_of(options->prefix);
    struct redis_url url;
    if (!text_is_id(prefix) || prefix.len > PREFIX_BYTES_MAX ||
        memchr(prefix.at, ':', prefix.len)) {
        snprintf(why, why_bytes, "the prefix is 1 to %d of A-Z a-z 0-9 . _ ~ @ -",
                 PREFIX_BYTES_MAX);
        return NULL;
    }
    if (!redis_url_read(&url, options->urls, why, why_bytes)) {
        redis_url_done(&url);
        return NULL;
    }
    struct redis *redis = make(options);
    redis->url = url;
    servers_open(redis);
    redis->tick_ms =
        redis->shared.beat_ms / TICKS_BEAT > 0 ? redis->shared.beat_ms / TICKS_BEAT : 1;
    redis->ticked_ms = loop_tick_ms(options->loop);
    redis->tick = loop_every(options->loop, redis->tick_ms, tick, redis);
    return &redis->bus;
}
