/* SPDX-License-Identifier: Apache-2.0
 *
 * What the hub is made of: rooms alive in memory, their strips (a tape and who follows it), the
 * people in them. Shared by the files of hub/ and by nobody else.
 *
 * Ownership: the hub owns its live rooms; a live room owns its fold, strips and attendees; an
 * outlet's subscriptions are owned by the outlet's list and unlinked from the room by
 * subscription_end.
 */
#ifndef MUSTER_HUB_LIVE_H
#define MUSTER_HUB_LIVE_H

#include "base/map.h"
#include "core/room.h"
#include "hub/hub.h"
#include "hub/tape.h"

/* A person in a room: all their subscriptions here, whatever the device. */
struct attendee {
    struct slice id;            /* the map's key */
    struct subscription *first; /* list through next_of_attendee */
    int64_t gone_tick_ms;       /* when the last one ended; 0 while there is one */
    bool joining;               /* a presence entry is on its way */
};

/* A tape and its followers: one per audience and part of a room. */
struct strip {
    struct live *live;
    struct viewer viewer;
    struct strip *lean;   /* owned: the same for lean connections; NULL until one follows */
    struct strip *full;   /* of a lean strip: whose it is */
    struct json *pending; /* of a lean strip, owned: what waits, composed; NULL: nothing */
    bool pending_event;   /* an entry's event is in it, so it carries an offset */
    struct tape tape;
    struct subscription **followers; /* order changes as people leave */
    size_t followers_count, followers_room;
    size_t flush_at;       /* next follower of the flush under way */
    uint64_t flush_end;    /* end of the tape when that flush began */
    int64_t dirty_tick_ms; /* since when it is */
    bool dirty;            /* in the hub's list of strips to flush */
    struct strip *dirty_next;
    struct strip *next; /* of this room */
    struct buffer view; /* the shared view, made once per seq */
    int64_t view_seq;
};

struct subscription {
    struct outlet *outlet;
    struct slice channel; /* owned: what the client calls it */
    struct strip *strip;  /* NULL while it waits */
    struct attendee *attendee;
    size_t index;    /* in strip->followers */
    uint64_t cursor; /* position on the tape */
    enum role role;
    struct subscription *next_of_outlet, *next_of_attendee;
    struct joining *joining; /* hub/subscribe.c: the pending call, until answered */
};

enum live_state { LIVE_LOADING, LIVE_AWAKE, LIVE_BROKEN };

/* Something that waits for the room to be awake. Called once, with ERR_NONE or why it never was. */
struct waiter {
    void (*fn)(struct live *live, enum err error, void *context);
    void *context;
    struct waiter *next;
};

struct live {
    struct hub *hub;
    struct room *room;
    enum live_state state;
    int64_t head;          /* of the journal when loading began */
    struct strip *strips;  /* root strips first */
    int64_t tally_tick_ms; /* when sums left last */
    int64_t lean_tick_ms;  /* when lean strips were served last */
    struct map *people;    /* id -> attendee */
    struct waiter *waiters, **waiters_end;
    size_t waiters_count;
    struct command *awaiting; /* hub/command.c: numbered, not yet applied */
    struct entry **held;      /* committed elsewhere, ahead of a gap; sorted by seq */
    size_t held_count, held_room;
    bool reading_gap;
    bool due_sent;        /* the timekeeper's entry is on its way */
    unsigned appending;   /* entries on their way to disk */
    unsigned in_flight;   /* calls into the journal under way */
    int64_t idle_tick_ms; /* since when nobody needs it */
    size_t subscriptions_count;
};

struct hub {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    const struct feature *const *features;
    struct hub_options options;
    struct map *rooms; /* name -> live */
    struct loop_hook flush_hook;
    struct timer *tick;
    struct outlet *outboxes; /* to flush this turn */
    struct strip *dirty, **dirty_end;
    struct timer *closing; /* set: hub_close was called */
    loop_fn *closed;
    void *closed_context;
    struct timer *held; /* looks again at large strips that wait for more */
    bool flush_later;   /* a further slice is due next turn */
    struct hub_stats stats;
};

/* live.c: waking, following the journal, sleeping. */

/* The live room `name`, waking it when asleep. NULL when rooms of that kind do not exist. */
struct live *live_get(struct hub *hub, struct slice name);
/* Calls `fn` once the room is awake, in this turn when it is already; ERR_TOO_MANY_REQUESTS when
 * too many wait. */
void live_wait(struct live *live, void (*fn)(struct live *, enum err, void *), void *context);
/* Takes an entry that the journal has numbered, from here or elsewhere: applied in its order. */
void live_take(struct live *live, struct entry *entry);
/* Frees a room that nobody uses. */
void live_free(struct live *live);
/* What the hub does four times a second: deadlines, presence, tallies, sleep. True when asleep now.
 */
bool live_tick(struct live *live);

/* people.c: who is here, and presence entries on their behalf. */
void people_join(struct live *live, struct subscription *subscription);
void people_part(struct live *live, struct subscription *subscription);
/* Those the journal counts as present after waking, before anybody has come back. */
void people_expect(struct live *live);
/* Appends the leave of everybody whose grace is over. */
void people_tick(struct live *live, int64_t tick_ms);
struct attendee *people_find(const struct live *live, struct slice person);

/* lean.c: one composed patch every few seconds instead of an event each. */

/* The strip a connection follows: `strip` itself, or its lean one. */
struct strip *lean_choose(struct strip *strip, const struct outlet *outlet);
/* Composes `patch` into what waits for the lean followers of `strip`. */
void lean_take(struct strip *strip, struct slice patch, bool event);
/* Makes frames of what waits. */
void lean_publish(struct live *live);
/* Composes an array of publications into one, in place; nothing when it is empty. */
void lean_compose(struct buffer *publications, int64_t seq);
/* From now on `subscription` is served lean. */
void lean_follow(struct subscription *subscription);
void lean_free(struct strip *strip);

/* publish.c: entries to frames. */

/* Puts a publication on a tape, to be flushed at the end of the turn, and clears it. */
void publish_add(struct strip *strip, int64_t seq, struct buffer *publication);
void publish_entry(struct live *live, const struct entry *entry, bool replaying);
void publish_tally(struct live *live);

/* strip.c: tapes, followers, views. */
struct strip *strip_new(struct live *live, const struct viewer *viewer, struct slice channel);
/* The strip of a viewer, made when missing. */
struct strip *strip_get(struct live *live, const struct viewer *viewer, struct slice channel);
void strip_free(struct strip *strip);
/* Writes the whole view of one person: the shared part, made once per seq for all who need it, and
 * `me`, an object. `bodies` may be NULL for the room itself. */
void strip_write_view(struct strip *strip, const struct bodies *bodies, struct slice me,
                      struct buffer *out);
/* Brings a subscriber that fell behind the tape to its end: by the view, as patches in one frame; a
 * part of a room by subscribing anew. */
void strip_catch_up(struct subscription *subscription);
/* Writes a publication that is no single event: `type` "tally" or "batch", with an offset when
 * `seq` > 0. */
void strip_write_patch(const char *type, struct slice patch, int64_t seq, struct buffer *out);
/* Writes the push of a publication. */
void strip_write_push(struct slice channel, struct slice publication, struct buffer *out);
/* The root strips a room of this kind always keeps. */
void strip_make_roots(struct live *live);

/* flush.c: frames to connections, once per turn, in slices. */
void flush_strip(struct strip *strip);
void flush_outbox(struct outlet *outlet);
void flush_forget(struct outlet *outlet);
void flush_forget_strip(struct strip *strip);
void flush_follow(struct strip *strip, struct subscription *subscription);
void flush_unfollow(struct subscription *subscription);
void flush_run(void *hub);

/* subscribe.c */
/* Unlinks a subscription from room and outlet and frees it. */
void subscription_end(struct subscription *subscription);
/* Makes the client subscribe again (push `unsubscribe`, code 2500), and ends it. */
void subscription_renew(struct subscription *subscription);

/* command.c */
/* Appends an entry of the server's own: `by` is the person it concerns or "system"; `data` is
 * canonical. `done` may be NULL. */
void command_own(struct live *live, const struct entry *entry, hub_answer_fn *done, void *context);
/* A new op of our own: begins with the time, so that the journal's index of ops grows at its end.
 */
enum { OP_BYTES = 40 };
void command_op(const struct hub *hub, char op[OP_BYTES]);
/* Answers those whose entry has been applied. */
void command_applied(struct live *live);

#endif
