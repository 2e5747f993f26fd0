/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection to one Redis server, and its life: found (through a sentinel where there are
 * some), connected, greeted (AUTH, ROLE), used, lost, and tried again after a pause of full jitter.
 * It never waits; time-outs are looked for at each tick. What is asked for while it is not ready is
 * not sent.
 */
#ifndef MUSTER_BUS_REDIS_LINK_H
#define MUSTER_BUS_REDIS_LINK_H

#include "bus/redis_reply.h"
#include "bus/redis_url.h"
#include "loop/loop.h"

struct redis_link;

/* Whom a link belongs to. Within `ready` and `reply` commands may be added, not flushed, and no
 * link be failed; within none of them may one be closed. */
struct redis_link_owner {
    /* It is a master and takes commands from now on. */
    void (*ready)(void *context);
    /* What arrives when ready: answers in the order of the commands, or what was subscribed to.
     * Returns NULL, or a static reason to give the link up. */
    const char *(*reply)(void *context, const struct redis_reply *reply);
    /* All that was waiting has been written. */
    void (*drained)(void *context);
    /* An attempt has failed, or a link that was ready is gone: a short English reason, static. */
    void (*lost)(void *context, const char *why);
};

struct redis_link_options {
    struct loop *loop;               /* borrowed */
    const struct redis_place *place; /* borrowed */
    const int64_t *clock_ms;         /* borrowed: a clock that stands still while the loop does */
    int64_t connect_ms;              /* for finding, connecting and greeting, each */
    int64_t reply_ms;                /* a command without an answer for this long ends the link */
    int64_t retry_ms_max;            /* the longest pause before another attempt */
    bool answers; /* each command has one answer; false: after the greeting it subscribes */
};

/* A link that connects at the first tick. `options` and `owner` are copied. */
struct redis_link *redis_link_new(const struct redis_link_options *options,
                                  const struct redis_link_owner *owner, void *context);
/* Closes the connection, after writing what can be written at once, and frees. Sets *link to NULL.
 * Not from within its owner's functions. */
void redis_link_close(struct redis_link **link);
/* Attempts and time-outs that are due. */
void redis_link_tick(struct redis_link *link);
bool redis_link_is_ready(const struct redis_link *link);
/* Adds a command of `count` words, to be written by redis_link_flush. False, and nothing is added,
 * when it is not ready or too much is waiting. */
bool redis_link_add(struct redis_link *link, const struct slice *words, unsigned count);
/* Bytes that wait to be written. */
size_t redis_link_waiting(const struct redis_link *link);
/* Commands that have no answer yet. */
uint64_t redis_link_unanswered(const struct redis_link *link);
/* Writes what the socket takes; the rest follows by itself. */
void redis_link_flush(struct redis_link *link);
/* Gives the connection up: its owner's `lost` is called with `why`, and it is tried again. */
void redis_link_fail(struct redis_link *link, const char *why);

#endif
