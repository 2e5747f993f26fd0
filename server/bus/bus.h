/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the instances. A bus is a doorbell: it says that a room's journal has grown, and what was
 * committed is read there; so a forged, late, repeated or lost message changes nothing but the
 * moment of the reading. It may carry what was committed, sealed so that who hears it can tell
 * whether it is true: the bus looks at none of it and promises nothing. It also carries small
 * messages from one instance to another, and knows which instances are alive. The local bus has no
 * other instances.
 *
 * All calls and callbacks are on the loop's thread.
 */
#ifndef MUSTER_BUS_BUS_H
#define MUSTER_BUS_BUS_H

#include "base/slice.h"
#include "loop/loop.h"

struct bus;

/* What an instance hears; every slice is borrowed for the call. Functions may be NULL. */
struct bus_listener {
    /* Another instance says that `room` holds `seq` entries; `sealed` is the last of them as that
     * instance gave it to bus_publish, or absent. */
    void (*news)(void *context, struct slice room, int64_t seq, struct slice sealed);
    /* An instance (perhaps this one) sent this message here: bus_tell. Whoever can write to the bus
     * can forge it. */
    void (*told)(void *context, struct slice message);
    /* The instance `node` is taken for gone: it was not heard for long enough, though it could
     * have been. It may come back. */
    void (*lost)(void *context, struct slice node);
    /* News of `room`, which was followed a moment ago, arrive from now on: what was said before is
     * to be looked for once. Not called for rooms that are followed again with a `hearing`. */
    void (*followed)(void *context, struct slice room);
    /* Whether news of every followed room arrive now. After a false they must be looked for in the
     * journal; after a true once more, for what was missed in between. At the beginning it is as
     * bus_stats says. */
    void (*hearing)(void *context, bool hearing);
};

/* Figures for /metrics and /health. */
struct bus_stats {
    bool hearing;
    size_t nodes; /* alive, this one too */
    uint64_t published, heard, told;
    uint64_t dropped; /* messages that could not leave */
    uint64_t reconnects;
};

struct bus_ops {
    const char *name;
    void (*publish)(struct bus *bus, struct slice room, int64_t seq, struct slice sealed);
    void (*follow)(struct bus *bus, struct slice room);
    void (*unfollow)(struct bus *bus, struct slice room);
    bool (*tell)(struct bus *bus, struct slice node, struct slice message);
    bool (*knows)(const struct bus *bus, struct slice node);
    void (*see)(struct bus *bus, struct slice node);
    int64_t (*silent_ms)(const struct bus *bus, struct slice node); /* NULL: -1 */
    struct bus_stats (*stats)(const struct bus *bus);
    void (*close)(struct bus *bus);
};

struct bus {
    const struct bus_ops *ops;
    struct bus_listener listener;
    void *context;
    struct slice node; /* this instance's name on the bus; "" on the local one */
};

/* The bus of a single instance. */
struct bus *bus_local_new(void);

/* Names the one listener of this instance, before the first follow. `listener` is copied. */
void bus_listen(struct bus *bus, const struct bus_listener *listener, void *context);
/* This instance's name, another one at every start: text_is_id, and "" on the local bus. */
struct slice bus_node(const struct bus *bus);
/* Tells the followers of `room` on other instances that it holds `seq` entries. Never waits, may be
 * lost. News of one turn may become one; `sealed`, the last of these entries in any bytes that
 * stand for themselves, or absent, is left out where it is too much. */
void bus_publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed);
/* Starts and ends hearing of `room`. */
void bus_follow(struct bus *bus, struct slice room);
void bus_unfollow(struct bus *bus, struct slice room);
/* Sends at most BOUND_BUS_MESSAGE_BYTES to the instance `node`. False when it is not known, or the
 * message cannot leave; true promises nothing. */
bool bus_tell(struct bus *bus, struct slice node, struct slice message);
/* Whether `node` is this instance, was heard or seen lately, or is too early to give up. */
bool bus_knows(const struct bus *bus, struct slice node);
/* The journal has just shown that the instance `node` lives. If it was given up because it is not
 * heard here, it is not given up again for a while. */
void bus_see(struct bus *bus, struct slice node);
/* For how long `node`, another instance, has not been heard here; -1: it never was. */
int64_t bus_silent_ms(const struct bus *bus, struct slice node);
struct bus_stats bus_stats(const struct bus *bus);
/* Ends the bus; sets *bus to NULL. */
void bus_close(struct bus **bus);

#endif
