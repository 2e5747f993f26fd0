/* SPDX-License-Identifier: Apache-2.0
 *
 * Telling the other instances what was committed. News are hints: what they say is checked against
 * the journal, and a lost one is found by its gap. The local bus has no other instances.
 */
#ifndef MUSTER_BUS_BUS_H
#define MUSTER_BUS_BUS_H

#include "core/entry.h"
#include "loop/loop.h"

struct bus;

/* Called for an entry that another instance committed; borrowed for the call. */
typedef void bus_news_fn(void *context, struct entry *entry);

struct bus_ops {
    const char *name;
    void (*publish)(struct bus *bus, struct entry *entry);
    void (*follow)(struct bus *bus, struct slice room);
    void (*unfollow)(struct bus *bus, struct slice room);
    void (*listen)(struct bus *bus, bus_news_fn *news, void *context);
    void (*close)(struct bus *bus);
};

struct bus {
    const struct bus_ops *ops;
};

/* The bus of a single instance. */
struct bus *bus_local_new(void);

/* Names the one listener of this instance, before the first follow. */
void bus_listen(struct bus *bus, bus_news_fn *news, void *context);
/* Tells the followers of entry->room on other instances. */
void bus_publish(struct bus *bus, struct entry *entry);
/* Starts and ends hearing of `room`. */
void bus_follow(struct bus *bus, struct slice room);
void bus_unfollow(struct bus *bus, struct slice room);
/* Ends the bus; sets *bus to NULL. */
void bus_close(struct bus **bus);

#endif
