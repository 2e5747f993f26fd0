/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of hub/ stand on: what main.c handed down, and what all rooms share. Made by
 * hub.c; the floor above sees a struct hub only as a name.
 */
#ifndef MUSTER_HUB_SITE_H
#define MUSTER_HUB_SITE_H

#include "base/buffer.h"
#include "base/map.h"
#include "bus/bus.h"
#include "core/kinds.h"
#include "fanout/fanout.h"
#include "hub/options.h"
#include "journal/journal.h"
#include "loop/loop.h"

struct bell;
struct gate_keeper;
struct recalls;
struct veils;
struct live_watch;
struct wakings;

/* Lines of hub/refusal.h in the second under way. */
struct refusals_told {
    int64_t second;
    unsigned lines, untold;
};

/* This run of the instance, and the one before. */
struct hub_life {
    int64_t before_ms;      /* the last sign of any run before this one (wall clock); 0: unknown */
    bool closing;           /* nothing new is begun */
    uint64_t broken;        /* rooms that could not be read, each time */
    int64_t broken_tick_ms; /* the last of them */
    unsigned blind;         /* entries of hub/blind.h that are not numbered yet */
    struct refusals_told refusals;
    unsigned finds; /* questions of hub/finding.h that are under way */
};

enum { HUB_WORK_MAX = 4 /* listeners */ };

/* Rooms that are awake, or wake. */
struct hub_rooms {
    struct map *awake;       /* owned; name -> live (hub/live.h) */
    struct wakings *wakings; /* owned; hub/waking.h */
    const struct kinds *kinds;
    const struct live_watch *watch;
    struct gate_keeper *gate; /* owned; hub/gate.h; NULL: there is no academy */
    struct recalls *recalls;  /* owned; hub/recall.h: of rooms as they were */
    struct {
        hub_work_fn *fn; /* hub_on_work; NULL: nobody asks */
        void *context;
    } work[HUB_WORK_MAX];
};

struct hub {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct bell *bell;     /* owned; hub/bell.h */
    struct veils *veils;   /* owned; hub/veils.h */
    struct fanout *fanout; /* owned */
    struct hub_options options;
    struct {
        struct buffer body;     /* of one answer to a join */
        struct buffer me, push; /* of one push to one person */
    } written;                  /* while it is; kept for the next one */
    struct hub_rooms rooms;
    struct hub_stats stats;
    struct caused_stats caused;
    struct hub_life life;
};

#endif
