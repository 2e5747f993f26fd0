/* SPDX-License-Identifier: Apache-2.0
 * Two links and what goes over them: rooms to follow, news to tell, the beat that proves the way.
 */
#include "bus/redis_server.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "bus/redis_follows.h"
#include "bus/redis_link.h"

enum { WHYS_MAX = 16 };
/* Beyond this news wait in `owed`, where a room has one at most. */
enum { NEWS_WAITING_BYTES = 262144 };

/* News of a room, to be told in one message. */
struct owed {
    int64_t seq;
    struct buffer parts; /* of the first of them; redis_words.h */
    bool cut;            /* there was one that was not carried: none after it is */
};

struct redis_server {
    struct redis_shared *shared;
    const struct redis_place *place;
    struct redis_server_owner owner;
    void *context;
    bool home;
    struct redis_link *commands, *news;
    struct redis_follows *follows;
    struct map *owed;           /* room -> owed, owned */
    size_t owed_bytes;          /* of all parts in it */
    size_t awaited;             /* answers that are missing before everything is heard */
    int64_t due_ms;             /* something must be heard until then; 0: nothing in particular */
    int64_t beat_ms;            /* when the last beat left */
    bool beating;               /* that beat has not come back */
    int64_t asked_ms;           /* since when that is so */
    int64_t heard_ms;           /* when a beat last came back */
    bool sound;                 /* a beat has come back since everything is heard */
    bool late;                  /* the one under way should have come back by now */
    const char *whys[WHYS_MAX]; /* reasons told since it is away */
    unsigned whys_count;
    bool was_ready; /* the next time is a reconnect */
    struct loop_hook flush;
};

static int64_t now_ms(const struct redis_server *server)
{
    return server->shared->clock_ms;
}

static void flush_later(struct redis_server *server)
{
    loop_arm(server->shared->loop, &server->flush);
}

bool redis_server_hears(const struct redis_server *server)
{
    return server->sound && !server->late;
}

bool redis_server_sound(const struct redis_server *server)
{
    return server->sound;
}

int64_t redis_server_heard_ms(const struct redis_server *server)
{
    return server->heard_ms;
}

/* The one place where `sound` and `late` change. */
static void set_hearing(struct redis_server *server, bool sound, bool late)
{
    bool heard = redis_server_hears(server);
    if (server->sound == sound && server->late == late)
        return;
    server->sound = sound;
    server->late = late;
    if (!heard && redis_server_hears(server)) {
        server->whys_count = 0;
        server->owner.away(server->context, server->place, NULL);
    }
    server->owner.changed(server->context);
}

/* ---- following ---------------------------------------------------------------------------------
 */

static void await_one(struct redis_server *server);

void redis_server_follow(struct redis_server *server, struct slice room)
{
    if (!redis_follows_add(server->follows, room))
        server->shared->dropped++;
    flush_later(server);
}

void redis_server_unfollow(struct redis_server *server, struct slice room)
{
    if (redis_follows_drop(server->follows, room))
        await_one(server);
    flush_later(server);
}

/* ---- hearing -----------------------------------------------------------------------------------
 */

/* The beat: a life sign, and the proof that what is published here is heard here. */
static void beat(struct redis_server *server)
{
    const struct redis_shared *shared = server->shared;
    const struct slice words[] = {SLICE("PUBLISH"), slice_of(shared->words.nodes), shared->node};
    if (!redis_link_add(server->commands, words, 3))
        return;
    server->beat_ms = now_ms(server);
    if (redis_link_is_ready(server->news) && server->awaited == 0 && !server->beating) {
        server->beating = true;
        server->asked_ms = now_ms(server);
        server->due_ms = now_ms(server) + shared->reply_ms;
    }
    flush_later(server);
}

static void beat_heard(struct redis_server *server)
{
    server->beating = false;
    server->heard_ms = now_ms(server);
    if (server->awaited > 0)
        return;
    server->due_ms = 0;
    if (redis_link_is_ready(server->commands))
        set_hearing(server, true, false);
}

static void await_one(struct redis_server *server)
{
    server->due_ms = now_ms(server) + server->shared->reply_ms;
    if (--server->awaited > 0)
        return;
    server->due_ms = 0;
    beat(server);
}

static void room_answered(struct redis_server *server, struct slice room)
{
    enum follows_answer answer = redis_follows_answered(server->follows, room);
    if (answer == FOLLOWS_AWAITED)
        await_one(server);
    else if (answer == FOLLOWS_NEW)
        server->owner.followed(server->context, room);
}

static void news_heard(struct redis_server *server, const struct redis_word *word)
{
    if (!slice_equal(word->node, server->shared->node) &&
        redis_follows_has(server->follows, word->room))
        server->owner.word(server->context, word);
}

static void node_heard(struct redis_server *server, const struct redis_word *word)
{
    if (!slice_equal(word->node, server->shared->node))
        server->owner.word(server->context, word);
    else if (word->kind == WORD_ALIVE)
        beat_heard(server);
}

static const char *news_reply(void *context, const struct redis_reply *reply)
{
    struct redis_server *server = context;
    struct redis_word word = redis_words_read(&server->shared->words, reply);
    switch (word.kind) {
    case WORD_NEWS:
        news_heard(server, &word);
        break;
    case WORD_TOLD:
        server->owner.word(server->context, &word);
        break;
    case WORD_ALIVE:
    case WORD_GONE:
        node_heard(server, &word);
        break;
    case WORD_ROOM:
        room_answered(server, word.room);
        break;
    case WORD_CHANNEL:
        if (server->awaited > 0)
            await_one(server);
        break;
    case WORD_NONE:
        break;
    }
    return NULL;
}

/* ---- links come and go -------------------------------------------------------------------------
 */

static void news_ready(void *context)
{
    struct redis_server *server = context;
    const struct redis_words *names = &server->shared->words;
    const struct slice words[] = {SLICE("SUBSCRIBE"), slice_of(names->nodes),
                                  slice_of(names->mine)};
    unsigned channels = server->home ? 2 : 1;
    redis_link_add(server->news, words, 1 + channels);
    server->awaited = channels + redis_follows_begin(server->follows);
    server->due_ms = now_ms(server) + server->shared->reply_ms;
    server->shared->reconnects += server->was_ready;
    server->was_ready = true;
    flush_later(server);
}

static void commands_ready(void *context)
{
    struct redis_server *server = context;
    if (server->awaited == 0)
        beat(server);
    flush_later(server);
}

static void say_away(struct redis_server *server, const char *why)
{
    for (unsigned i = 0; i < server->whys_count; i++)
        if (strcmp(server->whys[i], why) == 0)
            return;
    if (server->whys_count == WHYS_MAX)
        return;
    server->whys[server->whys_count++] = why;
    server->owner.away(server->context, server->place, why);
}

static void news_lost(void *context, const char *why)
{
    struct redis_server *server = context;
    redis_follows_end(server->follows);
    server->awaited = 0;
    server->due_ms = 0;
    server->beating = false;
    set_hearing(server, false, false);
    say_away(server, why);
}

static void commands_lost(void *context, const char *why)
{
    struct redis_server *server = context;
    if (server->beating)
        server->due_ms = 0;
    server->beating = false;
    set_hearing(server, false, false);
    say_away(server, why);
}

static const char *commands_reply(void *context, const struct redis_reply *reply)
{
    UNUSED(context);
    return reply->self.kind == REPLY_NUMBER ? NULL : "its answers are not understood";
}

static void drained(void *context)
{
    flush_later(context);
}

/* ---- telling -----------------------------------------------------------------------------------
 */

static struct owed *owed_get(struct redis_server *server, struct slice room)
{
    struct owed *owed = map_find(server->owed, room);
    if (owed || map_full(server->owed))
        return owed;
    owed = mem_new(sizeof *owed);
    buffer_init(&owed->parts, BOUND_BELL_TURN_BYTES);
    map_put(server->owed, room, owed);
    return owed;
}

static void owed_free(void *value)
{
    struct owed *owed = value;
    buffer_done(&owed->parts);
    mem_free(owed);
}

/* Who hears of entries with one missing among them reads it, and those behind it too: what is
 * carried is what came first, without a gap of ours. */
static void carry(struct redis_server *server, struct owed *owed, struct slice sealed)
{
    size_t before = owed->parts.len;
    owed->cut = owed->cut || sealed.len == 0 || !redis_link_is_ready(server->commands) ||
                server->owed_bytes + sealed.len > BOUND_BELL_WAITING_BYTES ||
                !redis_words_add_part(&owed->parts, owed->seq, sealed);
    server->owed_bytes += owed->parts.len - before;
}

void redis_server_publish(struct redis_server *server, struct slice room, int64_t seq,
                          struct slice sealed)
{
    struct owed *owed = owed_get(server, room);
    if (!owed) {
        server->shared->dropped++;
        return;
    }
    if (seq > owed->seq) {
        owed->seq = seq;
        carry(server, owed, sealed);
    }
    flush_later(server);
}

static bool publish(struct redis_server *server, const char *before, struct slice name,
                    struct slice text)
{
    enum { CHANNEL_BYTES = 512 };
    char channel[CHANNEL_BYTES];
    size_t len = strlen(before);
    if (len + name.len > sizeof channel)
        return false;
    memcpy(channel, before, len);
    memcpy(channel + len, name.at, name.len);
    const struct slice words[] = {SLICE("PUBLISH"), {channel, len + name.len}, text};
    return redis_link_add(server->commands, words, 3);
}

static void tell_owed(struct redis_server *server)
{
    struct redis_shared *shared = server->shared;
    struct map_at at = {0};
    struct buffer text;
    buffer_init(&text, BOUND_BELL_TURN_BYTES + 2 * BOUND_ID_BYTES);
    while (redis_link_waiting(server->commands) < NEWS_WAITING_BYTES &&
           map_next(server->owed, &at)) {
        const struct owed *owed = at.value;
        buffer_clear(&text);
        buffer_addf(&text, "%.*s %lld", (int)shared->node.len, shared->node.at,
                    (long long)owed->seq);
        if (owed->parts.len > 0)
            buffer_add_byte(&text, ' ');
        buffer_add(&text, buffer_slice(&owed->parts));
        if (publish(server, shared->words.rooms, at.key, buffer_slice(&text)))
            shared->published++;
        else
            shared->dropped++;
        server->owed_bytes -= owed->parts.len;
        owed_free(map_take(server->owed, at.key));
    }
    buffer_done(&text);
}

bool redis_server_tell(struct redis_server *server, struct slice node, struct slice message)
{
    if (!publish(server, server->shared->words.nodes_each, node, message)) {
        server->shared->dropped++;
        return false;
    }
    flush_later(server);
    return true;
}

/* Whether there is more to write, and nothing under way that would call us when it is written. */
static bool more_to_write(const struct redis_server *server)
{
    bool owed = redis_link_is_ready(server->commands) && map_count(server->owed) > 0 &&
                redis_link_waiting(server->commands) == 0;
    bool pending = redis_link_is_ready(server->news) && redis_follows_pending(server->follows) &&
                   redis_link_waiting(server->news) == 0;
    return owed || pending;
}

static void flush_run(void *context)
{
    struct redis_server *server = context;
    if (redis_link_is_ready(server->commands))
        tell_owed(server);
    if (redis_link_is_ready(server->news))
        redis_follows_ask(server->follows, server->news);
    redis_link_flush(server->commands);
    redis_link_flush(server->news);
    if (more_to_write(server))
        flush_later(server);
}

/* ---- birth, time and end -----------------------------------------------------------------------
 */

static struct redis_link *link_new(struct redis_server *server, bool commands)
{
    const struct redis_shared *shared = server->shared;
    const struct redis_link_options options = {.loop = shared->loop,
                                               .place = server->place,
                                               .clock_ms = &shared->clock_ms,
                                               .connect_ms = shared->connect_ms,
                                               .reply_ms = shared->reply_ms,
                                               .retry_ms_max = shared->retry_ms_max,
                                               .answers = commands};
    const struct redis_link_owner owner = {.ready = commands ? commands_ready : news_ready,
                                           .reply = commands ? commands_reply : news_reply,
                                           .drained = drained,
                                           .lost = commands ? commands_lost : news_lost};
    return redis_link_new(&options, &owner, server);
}

struct redis_server *redis_server_new(struct redis_shared *shared, const struct redis_place *place,
                                      bool home, const struct redis_server_owner *owner,
                                      void *context)
{
    struct redis_server *server = mem_new(sizeof *server);
    server->shared = shared;
    server->place = place;
    server->home = home;
    server->owner = *owner;
    server->context = context;
    server->follows = redis_follows_new(shared->words.rooms);
    server->owed = map_new(BOUND_BUS_ROOMS);
    server->flush = (struct loop_hook){.fn = flush_run, .context = server};
    server->commands = link_new(server, true);
    server->news = link_new(server, false);
    return server;
}

/* News are looked for long before the link is given up: people wait for them. */
static void look_late(struct redis_server *server)
{
    if (!redis_server_hears(server) || !server->beating ||
        now_ms(server) - server->asked_ms <= server->shared->late_ms)
        return;
    set_hearing(server, server->sound, true);
    say_away(server, "its answers are late");
}

void redis_server_tick(struct redis_server *server)
{
    redis_link_tick(server->commands);
    redis_link_tick(server->news);
    if (server->due_ms > 0 && now_ms(server) > server->due_ms)
        redis_link_fail(server->news, "what is published does not come back");
    look_late(server);
    if (now_ms(server) - server->beat_ms >= server->shared->beat_ms)
        beat(server);
}

void redis_server_close(struct redis_server **server)
{
    struct redis_server *old = *server;
    char gone[BOUND_ID_BYTES + 8];
    *server = NULL;
    if (!old)
        return;
    if (redis_link_is_ready(old->commands))
        tell_owed(old);
    loop_disarm(old->shared->loop, &old->flush);
    snprintf(gone, sizeof gone, "%.*s gone", (int)old->shared->node.len, old->shared->node.at);
    publish(old, old->shared->words.nodes, SLICE(""), slice_of(gone));
    redis_link_close(&old->commands);
    redis_link_close(&old->news);
    redis_follows_free(&old->follows);
    map_free(&old->owed, owed_free);
    mem_free(old);
}
