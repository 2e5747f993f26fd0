/* SPDX-License-Identifier: Apache-2.0
 *
 * The hub: rooms alive in memory, commands in, entries out, subscribers served. It owns the live
 * rooms and their tapes; it borrows loop, journal, bus and the feature table from main.c. A room
 * wakes by replay when someone needs it and sleeps when idle. All calls and callbacks are on the
 * loop's thread; callbacks come exactly once, never before the call has returned.
 */
#ifndef MUSTER_HUB_HUB_H
#define MUSTER_HUB_HUB_H

#include "bus/bus.h"
#include "core/feature.h"
#include "hub/subscriber.h"
#include "journal/journal.h"
#include "loop/loop.h"

struct hub;

struct hub_options {
    bool channels_open; /* plain channels exist for everybody */
    int64_t grace_ms;   /* a lost connection shorter than this is no leave; 0: the default */
    int64_t sleep_ms;   /* an idle room sleeps after this; 0: the default (60 s) */
    size_t tape_frames; /* a tape keeps so many; 0: the default (BOUND_TAPE_FRAMES) */
    int64_t tally_ms;   /* 0: the default (BOUND_TALLY_MS) */
};

/* An instance's hub; everything given is borrowed and outlives it. `options` is copied. */
struct hub *hub_new(struct loop *loop, struct journal *journal, struct bus *bus,
                    const struct feature *const *features, const struct hub_options *options);
/* The first half of the end: refuses what still comes (ERR_NOT_AVAILABLE) and calls `done` once
 * nothing is under way in the journal. All subscribers must be done. */
void hub_close(struct hub *hub, loop_fn *done, void *context);
/* The second half: puts every room to sleep and frees. Nothing may be under way. Sets *hub to NULL.
 */
void hub_free(struct hub **hub);

/* What became of a command or query. */
struct hub_answer {
    enum err error;
    int64_t seq;       /* of the entry; 0 for a query or an error */
    struct slice json; /* what a query or a signal is answered with; absent for a command; valid
                          for the call */
    int64_t retry_ms;  /* with ERR_TOO_MANY_REQUESTS: when it may be tried again; 0: not known */
};
typedef void hub_answer_fn(void *context, const struct hub_answer *answer);

/* A command or query: `method` is an entry's type ("poll.vote") or a query's name; `data` holds
 * `room`, for commands `op` (text_is_id), and the rest. Answered with what the journal decided,
 * after commit and apply. Everything is borrowed for the call. */
void hub_command(struct hub *hub, const struct actor *actor, struct slice method,
                 const struct json *data, hub_answer_fn *done, void *context);
/* Whether rooms of any kind have a row or a query of that name. */
bool hub_knows(const struct hub *hub, struct slice method);
/* The verb `send`: a signal (core/feature.h), by who follows the room here; anything else is
 * nothing. Nobody is told what became of it; by hub_command it can be asked, and is answered with
 * {}. */
void hub_signal(struct hub *hub, const struct actor *actor, struct slice method,
                const struct json *data);
/* The verb `publish`: on a plain channel an entry `publish` holding `data` (any JSON value, which
 * may be unread: json_parse_around), in a webinar chat.post with `data` as its data. */
void hub_publish(struct hub *hub, const struct actor *actor, struct slice channel,
                 const struct json *data, hub_answer_fn *done, void *context);

/* Starting to follow a channel: a room ("webinar:w1"), a part of one ("course:c1/thread/55"), or
 * "inbox:me". */
struct hub_subscribe {
    struct slice channel;
    bool recover; /* `offset` and `epoch` are the last position */
    int64_t offset;
    struct slice epoch; /* empty: of a plain channel whichever it has */
    bool whole;         /* what cannot be recovered is refused: ERR_UNRECOVERABLE_POSITION */
};
struct hub_subscribed {
    enum err error;
    struct slice epoch;
    int64_t offset;    /* the room's seq: what is pushed from now on comes after it */
    bool recovered;    /* `publications` is all that was missed; else `view` is the whole */
    struct slice view; /* JSON object with `me` in it; absent when recovered or a plain channel */
    struct slice publications; /* JSON array; absent when not recovered */
    int64_t retry_ms;          /* as in hub_answer */
};
typedef void hub_subscribed_fn(void *context, const struct hub_subscribed *answer);
void hub_subscribe(struct hub *hub, struct subscriber *subscriber,
                   const struct hub_subscribe *request, hub_subscribed_fn *done, void *context);
/* Stops following. Nothing when it does not follow `channel`. */
void hub_unsubscribe(struct hub *hub, struct subscriber *subscriber, struct slice channel);

/* The verb `history` of plain channels, as a hub_answer whose json is
 * {"publications":[…],"epoch":…,"offset":N}; rooms answer ERR_NOT_AVAILABLE. */
struct hub_history {
    struct slice channel;
    int64_t limit; /* 0 asks for the position alone; at most BOUND_HISTORY_PAGE */
    int64_t since; /* entries after this offset (before it when `reverse`); < 0: from the start or
                      end */
    bool reverse;  /* newest first */
};
void hub_history(struct hub *hub, const struct actor *actor, const struct hub_history *request,
                 hub_answer_fn *done, void *context);
/* The verb `presence_stats`: json is {"num_clients":N,"num_users":M}. */
void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context);
/* The verb `presence`: json is {"presence":{…}} of the connections here, staff only and capped;
 * plain channels for everybody. */
void hub_presence(struct hub *hub, const struct actor *actor, struct slice channel,
                  hub_answer_fn *done, void *context);

/* The name of this instance in a cluster, "" when it is alone. */
struct slice hub_node(const struct hub *hub);
/* Sends a message of the floor above to the instance `node` (this one too), whose hub_on_told
 * function gets it: bus_tell. What is told may be forged by whoever can write to the bus. */
bool hub_tell(struct hub *hub, struct slice node, struct slice message);
typedef void hub_told_fn(void *context, struct slice message);
void hub_on_told(struct hub *hub, hub_told_fn *told, void *context);

/* How connections are served: X(name, its label in /metrics). */
#define CLASS_LIST(X) X(FULL, "full") X(LEAN, "lean") X(PACKED, "packed")
enum connection_class {
#define CLASS_NAME(name, label) CLASS_##name,
    CLASS_LIST(CLASS_NAME)
#undef CLASS_NAME
        CLASS_COUNT
};

/* Figures for /metrics and /health. */
struct hub_stats {
    uint64_t rooms, subscriptions;
    uint64_t commands, refusals, repeats, voids;
    uint64_t entries; /* applied */
    uint64_t frames;  /* made, once each */
    uint64_t sends;
    uint64_t sent_bytes[CLASS_COUNT];
    uint64_t lean; /* lean subscriptions now */
    uint64_t views, recoveries, behind;
    uint64_t bells, bells_refused; /* entries taken from what another instance told, or not */
    struct bus_stats bus;
};
struct hub_stats hub_stats(const struct hub *hub);

#endif
