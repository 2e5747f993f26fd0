/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of hub/ stand on: what main.c handed down, and what all rooms share. Made by
 * hub.c; the floor above sees a struct hub only as a name.
 */
#ifndef MUSTER_HUB_SITE_H
#define MUSTER_HUB_SITE_H

#include "base/map.h"
#include "bus/bus.h"
#include "core/feature.h"
#include "fanout/fanout.h"
#include "hub/budget.h"
#include "hub/options.h"
#include "journal/journal.h"
#include "loop/loop.h"

struct live_watch;

struct hub {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct fanout *fanout; /* owned */
    const struct feature *const *features;
    struct hub_options options;
    struct budgets *budgets; /* owned */
    struct map *rooms;       /* owned; name -> live (hub/live.h) */
    const struct live_watch *watch;
    struct hub_stats stats;
    int64_t was_alive_ms; /* this instance's previous run, last sign (wall clock); 0: unknown */
    bool closing;         /* nothing new is begun */
};

#endif
