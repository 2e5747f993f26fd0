/* SPDX-License-Identifier: Apache-2.0
 *
 * A feed is a tape and those who follow it: one for every audience and part of a room, and one more
 * for each other pace at which some are served. A feed knows no rooms: its source says what it
 * shows as a whole, and whether more is about to come.
 *
 * Ownership: whoever made a feed frees it; it owns its feeds of other paces. Followers belong to
 * who made them, and leave by feed_unfollow.
 */
#ifndef MUSTER_FANOUT_FEED_H
#define MUSTER_FANOUT_FEED_H

#include "base/json.h"
#include "fanout/fanout.h"
#include "fanout/places.h"
#include "fanout/subscriber.h"
#include "fanout/tape.h"

struct source;

struct source_ops {
    /* The number of the newest thing that it has told of. */
    int64_t (*seq)(const struct source *source);
    /* Writes the payload of a frame that brings the follower's copy up to date, whatever it holds,
     * as of the end of the tape. False: it cannot, and the client subscribes anew. */
    bool (*write_whole)(struct source *source, const struct follower *follower,
                        struct buffer *payload);
    /* Whether frames are about to be added: then a large feed waits a moment for them. */
    bool (*expects_more)(const struct source *source);
};

/* Embedded in whatever has feeds. */
struct source {
    const struct source_ops *ops;
};

/* How followers are served. A lean one gets what happened composed every few seconds; where that is
 * not worth it each event as everybody else. A packed one is lean, and all its frames are packed.
 */
enum pace { PACE_FULL, PACE_LEAN, PACE_PACKED, PACE_COUNT };

/* Where the flush of a feed is (fanout/flush.c). */
struct feed_flush {
    bool due;            /* it is among fanout->dirty */
    size_t served;       /* its first places, in the round under way */
    uint64_t end;        /* of the tape when that round began */
    int64_t due_tick_ms; /* since when it is due */
    struct feed *next;   /* in fanout->dirty */
};

struct feed {
    struct fanout *fanout;
    struct source *source;
    char *channel; /* owned: what clients call it */
    struct tape tape;
    struct places places;
    struct feed_flush flush;
    struct feed *full;              /* of another pace: whose it is; NULL at full pace */
    struct feed *paces[PACE_COUNT]; /* owned: at other paces; NULL until someone follows */
    struct json *waits; /* owned: what waits for the lean ones, composed; NULL: nothing (pace.c) */
    bool waits_event;   /* an entry's event is in it, so it carries an offset */
    bool composed;      /* lean followers get patches composed; else each event */
};

/* What a new feed is made of. It is complete from what its source has now. */
struct feed_options {
    struct fanout *fanout;
    struct source *source;
    struct slice channel;
    struct pack *pack; /* borrowed; NULL: text frames */
    struct tape_limits limits;
    bool composed;
};
struct feed *feed_new(const struct feed_options *options);
/* Frees it and its other paces; nobody may follow them. Sets *feed to NULL. */
void feed_free(struct feed **feed);

/* From now on the follower is served what comes, beginning at the end of the tape. */
void feed_follow(struct feed *feed, struct follower *follower);
void feed_unfollow(struct follower *follower);
/* The feed it follows; NULL while it waits. */
struct feed *feed_of(const struct follower *follower);
/* How many follow it, at this pace. */
size_t feed_followers(const struct feed *feed);

/* Puts a publication (an event of the newest thing, or a tally) on the tape, to be flushed at the
 * end of the turn. */
void feed_add(struct feed *feed, bool event, struct slice publication);
/* What happened cannot be told as one publication: all who follow catch up. */
void feed_lose(struct feed *feed, bool event);
/* Takes back what was said of `thing` (0: by tallies), as tape_hide does. Who may stand inside such
 * a frame is ended (3011). Where an event says many things, all is dropped. Of a feed at full pace.
 */
void feed_hide(struct feed *feed, int64_t thing);
/* Drops all frames: who has not been served them catches up; who may stand inside one is ended. */
void feed_drop(struct feed *feed);
/* It is to be flushed at the end of the turn. */
void feed_due(struct feed *feed);
/* Takes the feed at *at off its fanout's list of those that are due; *at is the next one then. */
void feed_flushed(struct feed **at);

#endif
