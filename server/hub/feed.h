/* SPDX-License-Identifier: Apache-2.0
 *
 * A feed is a tape and those who follow it: one for every audience and part of a room, and one
 * more for each other pace at which some are served. A subscription is a connection's place on it.
 * Shared by the files of hub/ and by nobody else.
 */
#ifndef MUSTER_HUB_FEED_H
#define MUSTER_HUB_FEED_H

#include "core/room.h"
#include "hub/subscriber.h"
#include "hub/tape.h"

struct live;

/* A person in a room: all their subscriptions here, whatever the device. */
struct attendee {
    struct slice id;            /* the map's key */
    struct subscription *first; /* list through next_of_attendee */
    int64_t gone_tick_ms;       /* when the last one ended; 0 while there is one */
    bool renamed;               /* came under another name than the journal knows */
    bool moving;                /* in live->movers or live->moved */
    bool signalled;             /* ever, here */
    uint32_t signal_tick_ms;    /* when last, on a clock that goes round */
    struct attendee *next_moving;
};

/* How a connection is served. A lean one gets what happened composed every few seconds; where that
 * is not worth it (parts of rooms, inboxes, plain channels) each event as everybody else. A packed
 * one is lean, and all its frames are packed. */
enum pace { PACE_FULL, PACE_LEAN, PACE_PACKED, PACE_COUNT };

/* A tape and its followers: one per audience and part of a room, at full pace, which owns those of
 * the same for the other paces. */
struct feed {
    struct live *live;
    struct viewer viewer;
    char *channel;                  /* owned: what clients call it */
    struct feed *full;              /* of another pace: whose it is; NULL at full pace */
    struct feed *paces[PACE_COUNT]; /* owned: at other paces; NULL until someone follows */
    struct json *pending; /* owned: what waits for the lean ones, composed; NULL: nothing */
    bool pending_event;   /* an entry's event is in it, so it carries an offset */
    struct tape tape;
    struct subscription **followers; /* order changes as people leave */
    size_t followers_count, followers_capacity;
    size_t flush_at;       /* next follower of the flush under way */
    uint64_t flush_end;    /* end of the tape when that flush began */
    int64_t dirty_tick_ms; /* since when it is */
    bool dirty;            /* in the hub's list of feeds to flush */
    struct feed *dirty_next;
    struct feed *next;  /* of this room */
    struct buffer view; /* the shared view, made once per seq */
    int64_t view_seq;
};

struct subscription {
    struct subscriber *subscriber;
    struct slice channel; /* owned: what the client calls it */
    struct feed *feed;    /* NULL while it waits */
    struct attendee *attendee;
    size_t index;    /* in feed->followers */
    uint64_t cursor; /* position on the tape */
    enum role role;
    struct subscription *next_of_subscriber, *next_of_attendee;
    struct joining *joining; /* hub/subscribe.c: the pending call, until answered */
};

/* feed.c: tapes, followers, views. */
/* An empty feed of nobody's. `pack` as tape_init has it. */
struct feed *feed_new(struct live *live, const struct viewer *viewer, struct slice channel,
                      struct pack *pack);
/* The feed of a viewer, made when missing. */
struct feed *feed_get(struct live *live, const struct viewer *viewer, struct slice channel);
void feed_free(struct feed *feed);
/* Writes the whole view of one person: the shared part, made once per seq for all who need it, and
 * `me`, an object. `bodies` may be NULL for the room itself. A view beyond its bound makes `out`
 * full. */
void feed_write_view(struct feed *feed, const struct bodies *bodies, struct slice me,
                     struct buffer *out);
/* Brings a subscriber that fell behind the tape to its end: by the view, as patches in one frame; a
 * part of a room by subscribing anew. */
void feed_catch_up(struct subscription *subscription);
/* Writes a publication that is no single event: `type` "tally" or "batch", with an offset when
 * `seq` > 0. */
void feed_write_patch(const char *type, struct slice patch, int64_t seq, struct buffer *out);
/* Writes the push of a publication. */
void feed_write_push(struct slice channel, struct slice publication, struct buffer *out);
/* The root feeds a room of this kind always keeps. */
void feed_make_roots(struct live *live);

/* lean.c: one composed patch every few seconds instead of an event each. */

/* The feed a connection follows: `feed` itself, or that of its pace. */
struct feed *lean_choose(struct feed *feed, const struct subscriber *subscriber);
/* Whether anybody follows `feed` at another pace than its own. */
bool lean_followed(const struct feed *feed);
/* Takes what `feed` has just published for the followers of other paces: composes `patch` into
 * what waits, or passes `publication` on where nothing is composed. */
void lean_take(struct feed *feed, struct slice patch, struct slice publication, bool event);
/* Makes frames of what waits, and ends the paces that nobody follows. */
void lean_publish(struct live *live);
/* Composes an array of publications into one, in place; nothing when it is empty. */
void lean_compose(struct buffer *publications, int64_t seq);
/* From now on `subscription` is served lean. */
void lean_follow(struct subscription *subscription);

/* flush.c: frames to connections, once per turn, in slices. */
void flush_feed(struct feed *feed);
void flush_outbox(struct subscriber *subscriber);
void flush_forget(struct subscriber *subscriber);
void flush_forget_feed(struct feed *feed);
void flush_follow(struct feed *feed, struct subscription *subscription);
void flush_unfollow(struct subscription *subscription);
void flush_run(void *hub);

/* subscribe.c */
/* Unlinks a subscription from room and subscriber and frees it. */
void subscription_end(struct subscription *subscription);
/* Makes the client subscribe again (push `unsubscribe`, code 2500), and ends it. */
void subscription_renew(struct subscription *subscription);

#endif
