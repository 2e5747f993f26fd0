/* SPDX-License-Identifier: Apache-2.0
 *
 * Redis servers of the tests' own, on 127.0.0.1 and in temporary folders, and instances that use
 * them: several buses in one process on one loop, which hear and note. Servers end with their test,
 * and with the test program, however that ends.
 */
#ifndef MUSTER_TESTS_HELP_REDIS_H
#define MUSTER_TESTS_HELP_REDIS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "bus/bus.h"
#include "bus/redis.h"

/* ---- a server ---- */

struct server {
    pid_t pid; /* 0: not running */
    int port;
    bool sentinel; /* its folder holds sentinel.conf */
    char folder[32];
};

/* Starts redis-server and waits until it answers; `options` are further words of its command line,
 * ending with NULL; the port stays the same when it is started again. */
void server_start(struct server *server, const char *const *options);
/* Ends it by SIGKILL; removes its folder when it is not to come back. */
void server_kill(struct server *server);
void server_remove(struct server *server);
/* Stops and goes on: a server that is there and says nothing. */
void server_pause(struct server *server);
void server_resume(struct server *server);
/* Sends one command of `count` words and gives the first bytes of the answer. */
const char *server_ask(const struct server *server, const struct slice *words, unsigned count);
/* The same for words without spaces in one line: server_say(server, "PUBLISH a b"). */
const char *server_say(const struct server *server, const char *line);
/* A port of 127.0.0.1 that is free now. */
int free_port(void);

/* ---- somebody who is no Redis server ---- */

enum { FAKE_CONNECTIONS = 64 };

struct fake_connection {
    struct fake *fake;
    int fd;
    struct watch *watch;
    unsigned number, answers;
};

/* Answers whatever arrives on its connection `number` with what `answer` says: a text; ""
 * says nothing; NULL closes. */
struct fake {
    struct loop *loop;
    int port, fd;
    struct watch *watch;
    const char *(*answer)(struct fake *fake, unsigned number);
    const char *text; /* for `answer` */
    int ports[2];     /* the same */
    struct fake_connection connections[FAKE_CONNECTIONS];
    unsigned count;
};

void fake_open(struct fake *fake, struct loop *loop,
               const char *(*answer)(struct fake *fake, unsigned number));
void fake_close(struct fake *fake);

/* ---- instances ---- */

enum { NOTES_BYTES = 8192, BUSES_MAX = 3 };

/* One instance and what it heard, in words: "news:webinar:w1=7 told:hello lost:x deaf hearing"; of
 * news that carry something its length and first letters: "news:webinar:w1=7+6:sealed". */
enum { SEALED_SHOWN = 8 };
#define NOTHING ((struct slice){NULL, 0})
struct instance {
    struct bus *bus;
    char notes[NOTES_BYTES];
    char said[NOTES_BYTES]; /* "away:REASON;" and "back;" */
    unsigned followed;      /* answers to bus_follow: more than notes can hold */
};

struct world {
    struct loop *loop;
    struct instance instances[BUSES_MAX];
    bool patient; /* a link that does not answer is not given up: for a case that is about less */
};

/* Times of the tests: quick, so that a case ends. On a busy machine they are over before anything
 * has come: a case waits for what it wants to see (await), never for one of them to pass. */
enum { BEAT_MS = 50, SILENT_MS = 500, LATE_MS = 500, REPLY_MS = 1500, RETRY_MS = 200 };
enum { SPARED_MS = 1500, PATIENT_MS = 60000 };

void world_open(struct world *world);
/* Opens instance `number` on `urls`, with printf's rules. */
struct instance *instance_open(struct world *world, unsigned number, const char *urls, ...)
    __attribute__((format(printf, 3, 4)));
void instance_close(struct instance *instance);
/* Closes what is open. */
void world_close(struct world *world);

/* Lets the loop run until `condition` holds, or fails. The bus has a clock of its own, which may
 * take several times as long as the wall's. */
enum { AWAIT_PASSES = 15000, AWAIT_MS = 2 };
#define await(world, condition)                                                                    \
    do {                                                                                           \
        for (int passes = 0; !(condition) && passes < AWAIT_PASSES; passes++)                      \
            pass(world, AWAIT_MS);                                                                 \
        if (!(condition))                                                                          \
            fail_msg("it never came that %s", #condition);                                         \
    } while (0)
/* Lets the loop run until `text` stands in `notes` (of an instance: notes or said), or fails. */
void await_text(struct world *world, const char *notes, const char *text);
/* Lets the loop run until the bus hears, or does not. */
void await_hearing(struct world *world, const struct instance *instance, bool hearing);
/* Lets the loop run for `ms`. */
void pass(struct world *world, int64_t ms);
/* How often `text` stands in `notes`. */
unsigned count_text(const char *notes, const char *text);
/* Publishes one `seq` after another of `room` at `from` until `to` hears one: nothing else would
 * tell that it follows by now. */
void await_news(struct world *world, struct instance *from, struct instance *to, const char *room);

#endif
