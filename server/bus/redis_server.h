/* SPDX-License-Identifier: Apache-2.0
 *
 * One Redis server as the bus uses it: a link for commands and one for what is heard, the rooms
 * followed there, the news not told yet, and the beat. The beat is the life sign of this instance
 * and the proof of the whole way: it is published on one link and must come back on the other.
 */
#ifndef MUSTER_BUS_REDIS_SERVER_H
#define MUSTER_BUS_REDIS_SERVER_H

#include "bus/redis_url.h"
#include "bus/redis_words.h"
#include "loop/loop.h"

struct redis_server;

/* What all servers of a bus share; lent to them. */
struct redis_shared {
    struct loop *loop;
    struct redis_words words;
    struct slice node;
    int64_t clock_ms; /* stands still while the loop does: see redis.c */
    int64_t beat_ms, late_ms, connect_ms, reply_ms, retry_ms_max;
    uint64_t published, dropped, reconnects; /* counted by the servers */
};

struct redis_server_owner {
    /* Something of ours was heard: WORD_NEWS of a followed room, WORD_TOLD, WORD_ALIVE, WORD_GONE;
     * nothing that this instance said itself. */
    void (*word)(void *context, const struct redis_word *word);
    /* News of `room` arrive from now on. */
    void (*followed)(void *context, struct slice room);
    /* redis_server_hears or redis_server_sound may answer differently from now on. */
    void (*changed)(void *context);
    /* It is away, for the static reason `why`, told once each until it is back (`why` NULL). */
    void (*away)(void *context, const struct redis_place *place, const char *why);
};

/* A server whose links begin with the first tick. `shared` and `place` are borrowed, `owner` is
 * copied; `home`: messages to this instance arrive here. */
struct redis_server *redis_server_new(struct redis_shared *shared, const struct redis_place *place,
                                      bool home, const struct redis_server_owner *owner,
                                      void *context);
/* Says goodbye as far as that needs no waiting, and frees; sets *server to NULL. Its owner is not
 * called any more. */
void redis_server_close(struct redis_server **server);
/* What is due: attempts, time-outs, the beat. */
void redis_server_tick(struct redis_server *server);
/* Whether news of every followed room arrive, and what is published comes through, soon. */
bool redis_server_hears(const struct redis_server *server);
/* The same, if late: the links stand. */
bool redis_server_sound(const struct redis_server *server);
/* When that was last seen to be so, by the shared clock. */
int64_t redis_server_heard_ms(const struct redis_server *server);
void redis_server_follow(struct redis_server *server, struct slice room);
void redis_server_unfollow(struct redis_server *server, struct slice room);
/* Tells of `room` at the end of the turn; while the server is away only the last seq is kept. */
void redis_server_publish(struct redis_server *server, struct slice room, int64_t seq,
                          struct slice sealed);
/* Sends `message` to the instance `node` at the end of the turn. False when it cannot. */
bool redis_server_tell(struct redis_server *server, struct slice node, struct slice message);

#endif
