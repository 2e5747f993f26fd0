/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is in a room here: people, and the subscriptions of each, whatever the device. Nothing is
 * decided here; hub/presence.h tells the journal.
 */
#ifndef MUSTER_HUB_ATTENDEES_H
#define MUSTER_HUB_ATTENDEES_H

#include "base/map.h"
#include "fanout/subscriber.h"

struct aliases;
struct joining;
struct live;

/* A connection's following of a room or a part of it. Made and freed by hub/join.c. */
struct subscription {
    struct follower follower; /* its first member */
    struct live *live;        /* NULL until it is let in */
    struct joining *joining;  /* the pending call; NULL once it is answered */
    struct attendee *attendee;
    struct subscription *next_of_attendee;
};

/* A person in a room. */
struct attendee {
    struct slice id;            /* the map's key */
    struct subscription *first; /* list through next_of_attendee; NULL: gone, or in the grace */
    int64_t gone_tick_ms;       /* when the last one ended; 0 while there is one */
    bool expelled;              /* sent away: there is no grace */
    bool renamed;               /* came under another name than the journal knows */
    bool moving;                /* what the journal knows of them is being looked at */
    bool signalled;             /* ever, here */
    uint32_t signal_tick_ms;    /* when last, on a clock that goes round */
    struct attendee *next_moving;
};

struct attendees {
    struct map *people;      /* owned; id -> attendee, owned */
    struct aliases *aliases; /* owned; hub/aliases.h */
    size_t subscriptions_count;
    int64_t gone_due_ms; /* when those gone for good are to be looked for (hub/presence.c) */
};

/* Nobody is there. */
void attendees_init(struct attendees *attendees);
/* Frees all; no subscription may be left. */
void attendees_done(struct attendees *attendees);
/* NULL when nobody of that id is here, or was within the grace. */
struct attendee *attendees_find(const struct attendees *attendees, struct slice person);
/* The same, made when missing; NULL when the room is full. */
struct attendee *attendees_get(struct attendees *attendees, struct slice person);
/* Forgets somebody who has no subscription. */
void attendees_forget(struct attendees *attendees, struct attendee *attendee);
/* Puts a subscription with its person, where there is a place for them, and takes it from there. */
void attendees_add(struct attendees *attendees, struct subscription *subscription);
void attendees_take(struct attendees *attendees, struct subscription *subscription);

#endif
