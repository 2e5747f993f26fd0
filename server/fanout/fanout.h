/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor fanout/: frames to many. A feed is a tape and those who follow it; a subscriber is a
 * connection; at the end of a turn a flush brings both together. This is what they share: what has
 * to be flushed, what packs, what waits, and figures. The floor knows no rooms: what a feed shows
 * as a whole it asks its source for (fanout/feed.h).
 */
#ifndef MUSTER_FANOUT_FANOUT_H
#define MUSTER_FANOUT_FANOUT_H

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/histogram.h"
#include "base/pack.h"
#include "fanout/people.h"
#include "loop/loop.h"

struct feed;
struct subscriber;

/* How connections are served: X(name, its label in /metrics). */
#define CLASS_LIST(X) X(FULL, "full") X(LEAN, "lean") X(PACKED, "packed")
enum connection_class {
#define CLASS_NAME(name, label) CLASS_##name,
    CLASS_LIST(CLASS_NAME)
#undef CLASS_NAME
        CLASS_COUNT
};

/* What waits for one connection at most: many small frames, or one with a view. */
enum { FANOUT_OUTBOX_BYTES = BOUND_VIEW_BYTES + BOUND_OUTBOX_BYTES };

struct fanout_stats {
    uint64_t frames; /* made, once each */
    uint64_t sends;
    uint64_t sent_bytes[CLASS_COUNT];
    uint64_t behind;        /* how often somebody fell behind a tape */
    uint64_t lean;          /* followers now that are not served event by event */
    struct histogram flush; /* how long a turn's flush took, of whatever many sends */
};

/* A turn's share of outboxes where a crowd is answered: as many more sends may be of feeds. */
enum { FANOUT_OUTBOXES_TURN = BOUND_SENDS_TURN / 2 };

/* Subscribers with something in their outbox, in the order in which it came. */
struct outboxes {
    struct subscriber *first, **end;
    size_t count;
};

struct fanout {
    struct loop *loop;           /* borrowed */
    struct loop_hook hook;       /* flush_run, at the end of a turn in which there is something */
    struct outboxes outboxes[2]; /* to flush this turn; late: beyond its share, in the next ones */
    struct feed *dirty, **dirty_end; /* feeds with frames that not all followers have been sent */
    struct timer *held;              /* looks again at large feeds that wait for more */
    bool again;                      /* a further slice is due next turn */
    struct pack *pack;               /* owned */
    size_t packed_bytes;             /* worked on for single connections since the last flush */
    struct people *people;           /* owned */
    struct buffer staged;            /* an outbox that leaves at once, for a moment */
    struct fanout_stats stats;
};

/* Nobody follows anything. `flush` is what is called at the end of a turn, with the fanout:
 * flush_run (fanout/flush.h). `people_max` as people_new has it. */
struct fanout *fanout_new(struct loop *loop, loop_fn *flush, size_t people_max);
/* Frees *fanout and sets it to NULL; all subscribers and feeds must be gone. */
void fanout_free(struct fanout **fanout);

#endif
