/* SPDX-License-Identifier: Apache-2.0
 *
 * What can be chosen about a hub, and its figures.
 */
#ifndef MUSTER_HUB_OPTIONS_H
#define MUSTER_HUB_OPTIONS_H

#include "bus/bus.h"
#include "fanout/fanout.h"
#include "hub/bell.h"

struct contents;
struct searcher;

/* There may be work in that room: it has woken here, or an entry of ours, or one that another room
 * caused, says so (row->hub.works).
 * In the loop. */
typedef void hub_work_fn(void *context, struct slice room);

struct hub_options {
    bool channels_open;        /* plain channels exist for everybody */
    int64_t grace_ms;          /* a lost connection shorter than this is no leave; 0: the default */
    int64_t sleep_ms;          /* an idle room sleeps after this; 0: the default (60 s) */
    size_t tape_frames;        /* a tape keeps this many; 0: the default (BOUND_TAPE_FRAMES) */
    int64_t tally_ms;          /* 0: the default (BOUND_TALLY_MS) */
    const char *academy;       /* the room that says who may come in; NULL: nobody is asked for */
    bool academy_members;      /* once it has an organiser, whom it does not know stays outside */
    int64_t away_ms;           /* the journal is away this long before nobody is let in any more; 0:
                                  the default (BOUND_GATE_AWAY_SECONDS) */
    int64_t erase_ms;          /* withdrawn words are erased after this; 0: the default (7 days) */
    struct contents *contents; /* borrowed: what entries name goes with their words; NULL: none */
    struct searcher *searcher; /* borrowed: the index of what people wrote; NULL: none */
    int64_t find_ms;           /* a search begins no further page after this; less than 0: after the
                                  first; 0: the default (2 s) */
};

/* Entries that others caused. */
struct caused_stats {
    uint64_t appended; /* here */
    uint64_t voids;    /* void at their turn */
    uint64_t folds;    /* of rooms, to do again what was lost */
    uint64_t alarms;   /* rooms woken by theirs */
};

/* Figures for /metrics and /health. */
/* Rooms that could not be read: how often, and whether one within the last minute. */
struct broken_stats {
    uint64_t count;
    bool lately;
};

struct hub_stats {
    uint64_t rooms, subscriptions;
    uint64_t commands, refusals, repeats, voids;
    uint64_t entries; /* applied */
    uint64_t views, recoveries;
    struct bell_stats bells;
    struct fanout_stats fanout;
    struct bus_stats bus;
};

#endif
