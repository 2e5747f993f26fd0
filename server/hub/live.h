/* SPDX-License-Identifier: Apache-2.0
 *
 * A room alive: woken by replay when someone needs it, kept up by the journal's order, put to sleep
 * when nobody does. The hub's map owns it; it owns its fold, its feeds and its attendees, and holds
 * what the files above keep of a room.
 */
#ifndef MUSTER_HUB_LIVE_H
#define MUSTER_HUB_LIVE_H

#include "base/bounds.h"
#include "core/actor.h"
#include "core/room.h"
#include "hub/attendees.h"
#include "hub/feeds.h"
#include "hub/site.h"
#include "hub/waiters.h"

struct live;

/* What the files above are told of every room. */
struct live_watch {
    void (*awake)(struct live *live);
    /* An entry to the journal, next: what waits to be handed in comes first. */
    void (*hands_in)(struct live *live);
    void (*numbered)(struct live *live, int64_t seq); /* that entry; it is applied next */
    void (*applied)(struct live *live, const struct entry *entry); /* not when it was void */
    void (*refused)(struct live *live, const struct entry *entry, enum err error); /* it was void */
    bool (*needs)(struct live *live);  /* whether something keeps it awake */
    void (*sleeps)(struct live *live); /* then `end` comes */
    /* Calls `fn` when all that our entries up to `seq` cause is there (effects_settled). */
    void (*settled)(struct live *live, int64_t seq, live_fn *fn, void *context);
    /* What became of an act of an entry that is being applied. */
    void (*acted)(struct live *live, const struct entry *whole, size_t place,
                  const struct act_result *result);
    void (*end)(struct live *live); /* frees what the files above keep of it */
};

/* What the files above keep of a room, each its own: NULL until there is something. */
struct live_parts {
    struct gather *gather;
    struct presence *presence;
    struct signals *signals;
    struct timekeeper *timekeeper;
    struct boxes *boxes; /* hub/ballots.c */
    struct erasing *erasing;
    struct effects *effects;
    struct alarm *alarm;
};

/* An empty map of rooms by their names, for the hub's. */
struct map *live_map(size_t max);

/* What a name stands for, to whoever says it. Not to be copied. */
enum { LIVE_NAME_BYTES = 2 * BOUND_ID_BYTES };
struct live_place {
    const struct kind *kind;
    struct slice name;         /* in full: "inbox:me" is their own */
    char own[LIVE_NAME_BYTES]; /* private */
};
/* False when there can be no such room, or not for `actor` (another's inbox), which is not told
 * apart from a room that is not there. */
bool live_place(const struct hub *hub, const struct actor *actor, struct slice said,
                struct live_place *place);
/* The live room of a place, waking it when asleep: *live. ERR_TOO_MANY_REQUESTS, and *retry_ms,
 * when `actor` has woken too many, or there are too many. */
enum err live_open(struct hub *hub, const struct actor *actor, const struct live_place *place,
                   struct live **live, int64_t *retry_ms);
/* Both in one; ERR_PERMISSION_DENIED where there is no such place. */
enum err live_reach(struct hub *hub, const struct actor *actor, struct slice name,
                    struct live **live, int64_t *retry_ms);
/* The same of the actor's own room of that kind, which is in use then (live_unuse). */
enum err live_use_own(struct hub *hub, const struct actor *actor, const char *kind,
                      struct live **live, int64_t *retry_ms);
/* Whether there can be such a room, and `actor` may name it: an inbox is its owner's, and anonymous
 * people have a place in plain channels alone. Asked before anything is looked for. */
bool live_admits(const struct hub *hub, const struct actor *actor, struct slice name);
/* Calls `fn` once the room is awake, in this turn when it is already; ERR_TOO_MANY_REQUESTS when
 * too many wait. */
void live_wait(struct live *live, live_fn *fn, void *context);
/* Whoever waits with this context does so no more, and is not called: true when there was one. When
 * nobody waits any more the room is not read on. */
bool live_leave(struct live *live, const void *context);
/* Calls `fn` once the entry `seq`, which the journal has numbered, is applied: in this turn when it
 * is already. ERR_JOURNAL_AWAY when it will not be applied here any more. */
void live_await(struct live *live, int64_t seq, live_fn *fn, void *context);
/* Takes an entry that the journal has numbered, from here or elsewhere: applied in its order. */
void live_take(struct live *live, struct entry *entry);
/* Reads from the journal what came after the last entry applied; one such read at a time. */
void live_read_on(struct live *live);
/* An entry of ours may have been committed and not be known here: it is looked for. */
void live_doubt(struct live *live);
/* Whether other instances may have committed to the room. */
bool live_has_neighbours(const struct live *live);
/* Calls `fn` once everything is applied that the journal held when this was called: at once where
 * there are no neighbours, perhaps before this returns. ERR_JOURNAL_AWAY for one that is not awake.
 */
void live_catch_up(struct live *live, live_fn *fn, void *context);

/* Whoever has a call under way for the room uses it: it is not freed meanwhile. */
void live_use(struct live *live);
void live_unuse(struct live *live);
bool live_in_use(const struct live *live);
/* Looks again for what a reading could not give. Now and then, while it is awake. */
void live_tick(struct live *live);
/* Frees the room when nobody has needed it for a while. */
void live_sleep_if_idle(struct live *live);
/* The hub closes, and nothing is read any more: what waits for a reading gets ERR_JOURNAL_AWAY. */
void live_give_up(struct live *live);
/* Frees a room that nobody uses. */
void live_free(struct live *live);

/* Whether it follows the journal: not while it wakes, nor when it could not be read. */
bool live_is_awake(const struct live *live);
/* The room's time, in milliseconds since 1970 UTC: the wall clock's, but never earlier than what
 * has happened there, and never standing still when that clock steps back. */
int64_t live_now_ms(const struct live *live);
struct hub *live_hub(const struct live *live);
struct room *live_room(struct live *live);
struct feeds *live_feeds(struct live *live);
struct attendees *live_attendees(struct live *live);
struct live_parts *live_parts(struct live *live);

#endif
