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
#include "hub/strip.h"

enum live_state { LIVE_LOADING, LIVE_AWAKE, LIVE_BROKEN };

typedef void live_fn(struct live *live, enum err error, void *context);

/* Those who wait for something of the room, in the order they came. Each is called once, with
 * ERR_NONE or why it never came. */
struct waiter {
    live_fn *fn;
    void *context;
    struct waiter *next;
};
struct waiters {
    struct waiter *first, **last;
    size_t count;
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
    struct attendee *movers,
        **movers_end;         /* whose presence may be other than what the journal says */
    struct attendee *moved;   /* of whom entries on their way speak */
    unsigned moves;           /* such entries */
    bool moves_full;          /* one was refused: the room can count nobody more */
    bool closing_node;        /* presence.gone is on its way */
    struct signals *signals;  /* owned; not told to the journal yet. NULL: there never were any */
    struct waiters waiters;   /* for the room to be awake */
    struct waiters lookers;   /* for what the journal holds now to be applied */
    struct command *awaiting; /* hub/command.c: numbered, not yet applied */
    struct entry **held;      /* committed elsewhere, ahead of a gap; sorted by seq */
    size_t held_count, held_room;
    bool looking;         /* a read of what came after room_seq is under way */
    bool look_again;      /* there may be more than that read will find */
    int64_t look_tick_ms; /* when the last one began */
    bool in_doubt;        /* an entry of ours may have been committed and not be known here */
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
    bool deaf; /* news of other instances may not arrive */
    hub_told_fn *told;
    void *told_context;
    struct timer *held; /* looks again at large strips that wait for more */
    bool flush_later;   /* a further slice is due next turn */
    struct pack *pack;  /* owned */
    size_t packed;      /* bytes worked on for single connections since the last flush */
    struct hub_stats stats;
};

/* live.c: waking, following the journal, sleeping. */

/* The live room `name`, waking it when asleep. NULL when rooms of that kind do not exist. */
struct live *live_get(struct hub *hub, struct slice name);
/* Whether a person may be in such rooms at all; asked before one is looked for or woken. */
bool live_admits(const struct actor *actor, struct slice name);
/* Calls `fn` once the room is awake, in this turn when it is already; ERR_TOO_MANY_REQUESTS when
 * too many wait. */
void live_wait(struct live *live, live_fn *fn, void *context);
/* Takes an entry that the journal has numbered, from here or elsewhere: applied in its order. */
void live_take(struct live *live, struct entry *entry);
/* Reads from the journal what came after the last entry applied; one such read at a time. */
void live_look(struct live *live);
/* Whether other instances may have committed to the room. */
bool live_has_neighbours(const struct live *live);
/* Calls `fn` once everything is applied that the journal held when this was called: at once where
 * there are no neighbours, perhaps before this returns. */
void live_catch_up(struct live *live, live_fn *fn, void *context);
/* The hub closes, and nothing is read any more: what waits for a reading gets ERR_JOURNAL_AWAY. */
void live_give_up(struct live *live);
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
/* An entry was applied: perhaps it says of an instance that it lives, or took this one for gone. */
void people_applied(struct live *live, const struct entry *entry);
/* Appends the leave of everybody whose grace is over, and closes the presence at instances that are
 * no more. */
void people_tick(struct live *live, int64_t tick_ms);
struct attendee *people_find(const struct live *live, struct slice person);

/* publish.c: entries to frames. */

/* Puts a publication (an entry's event or a tally) on a tape, to be flushed at the end of the turn.
 */
void publish_add(struct strip *strip, bool event, struct slice publication);
void publish_entry(struct live *live, const struct entry *entry, bool replaying);
void publish_tally(struct live *live);

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
/* Answers those whose entry will not be applied here with ERR_JOURNAL_AWAY: it is in the journal.
 */
void command_give_up(struct live *live);

#endif
