/* SPDX-License-Identifier: Apache-2.0
 *
 * What the hub is made of: rooms alive in memory, their feeds (a tape and who follows it), the
 * people in them. Shared by the files of hub/ and by nobody else.
 *
 * Ownership: the hub owns its live rooms; a live room owns its fold, feeds and attendees; an
 * subscriber's subscriptions are owned by the subscriber's list and unlinked from the room by
 * subscription_end.
 */
#ifndef MUSTER_HUB_LIVE_H
#define MUSTER_HUB_LIVE_H

#include "base/map.h"
#include "core/room.h"
#include "hub/budget.h"
#include "hub/feed.h"
#include "hub/hub.h"
#include "hub/rounds.h"

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
    int64_t at_tick_ms;    /* when room_at_ms was reached here */
    struct feed *feeds;    /* root feeds first */
    int64_t tally_tick_ms; /* when sums left last */
    bool tally_anew;       /* all sums are to be told, changed or not */
    int64_t lean_tick_ms;  /* when lean feeds were served last */
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
    size_t held_count, held_capacity;
    bool looking;          /* a read of what came after room_seq is under way */
    bool look_again;       /* there may be more than that read will find */
    bool in_doubt;         /* an entry of ours may have been committed and not be known here */
    int64_t people_due_ms; /* when who is gone is to be looked for */
    int64_t parts_due_ms;  /* when parts that nobody looks at are to be looked for */
    bool due_sent;         /* the timekeeper's entry is on its way */
    unsigned appending;    /* entries on their way to disk */
    unsigned in_flight;    /* calls into the journal under way */
    int64_t idle_tick_ms;  /* since when nobody needs it */
    size_t subscriptions_count;
};

struct hub {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct bell *bell; /* owned: hub/bell.h */
    const struct feature *const *features;
    struct hub_options options;
    struct map *rooms;       /* name -> live */
    struct budgets *budgets; /* owned */
    struct rounds rounds;
    bool asking_alive;      /* that is being asked for */
    int64_t alive_due_ms;   /* when the next sign is to be given */
    int64_t budgets_due_ms; /* when they are to be looked through */
    struct loop_hook flush_hook;
    struct timer *tick;
    struct subscriber *outboxes; /* to flush this turn */
    struct feed *dirty, **dirty_end;
    struct timer *closing; /* set: hub_close was called */
    loop_fn *closed;
    void *closed_context;
    int64_t was_alive_ms; /* this instance's previous run, last sign (wall clock); 0: unknown */
    bool deaf;            /* news of other instances may not arrive */
    hub_told_fn *told;
    void *told_context;
    struct timer *held; /* looks again at large feeds that wait for more */
    bool flush_later;   /* a further slice is due next turn */
    struct pack *pack;  /* owned */
    size_t packed;      /* bytes worked on for single connections since the last flush */
    struct hub_stats stats;
};

/* live.c: waking, following the journal, sleeping. */

/* The live room `name` for `actor`, waking it when asleep: *live. "inbox:me" is their own.
 * ERR_PERMISSION_DENIED when there can be no such room, or not for them (another's inbox), which is
 * not told apart from a room that is not there; ERR_TOO_MANY_REQUESTS, and *retry_ms, when they
 * have woken too many, or there are too many. */
enum err live_reach(struct hub *hub, const struct actor *actor, struct slice name,
                    struct live **live, int64_t *retry_ms);
/* Whether there can be such a room, and `actor` may name it: an inbox is its owner's, and anonymous
 * people have a place in plain channels alone. Asked before anything is looked for. */
bool live_admits(const struct hub *hub, const struct actor *actor, struct slice name);
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
/* The room's time, in milliseconds since 1970 UTC: the wall clock's, but never earlier than what
 * has happened there, and never standing still when that clock steps back. */
int64_t live_now_ms(const struct live *live);
/* The hub closes, and nothing is read any more: what waits for a reading gets ERR_JOURNAL_AWAY. */
void live_give_up(struct live *live);
/* Frees a room that nobody uses. */
void live_free(struct live *live);
/* What the hub does four times a second: deadlines, presence, tallies, sleep. True when asleep now.
 */
bool live_tick(struct live *live);

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
