/* SPDX-License-Identifier: Apache-2.0
 *
 * The queue of a lobby: who waits, where they are connected, and what the last entry changed of the
 * first of them, whom views show.
 */
#ifndef MUSTER_FEATURES_LOBBY_STATE_H
#define MUSTER_FEATURES_LOBBY_STATE_H

#include "base/map.h"
#include "core/feature.h"

enum { LOBBY_NODES = 8 };

struct waiting {
    int64_t ticket;           /* rising; what stands in views for their place */
    int64_t at_ms, seq;       /* of the first coming; of the last */
    char *name;               /* owned */
    char *nodes[LOBBY_NODES]; /* owned; the instances that they are connected to */
    char *told;               /* owned; what staff told them alone; NULL: nothing */
    int64_t told_seq;         /* the entry that did */
    bool stranger;            /* staff must admit them; else they wait for a place alone */
};

/* What was decided of somebody at the door. */
enum standing { STANDING_NONE, STANDING_ADMITTED, STANDING_SENT_OUT };

struct pass {
    enum standing standing;
    bool seat;     /* a place is kept for them */
    int64_t at_ms; /* since when */
};

struct lobby {
    struct map *queue;  /* id -> struct waiting, owned; the first first */
    struct map *passes; /* id -> struct pass, owned */
    int64_t capacity;   /* people inside; 0: any number */
    int64_t inside;     /* as presence counts them */
    int64_t seats;      /* kept for people who were let in and are not inside yet */
    int64_t hopeful;    /* those of the queue who wait for a place alone */
    int64_t tickets;    /* given so far */
    int64_t moved_seq;  /* the last entry that changed who waits or how many places are free */
    char *told;         /* owned; what staff told all; NULL: nothing */
    int64_t told_ms, told_seq;
    /* By the last entry. */
    int64_t last_shown; /* the last ticket in sight before it */
    int64_t *gone;      /* owned: tickets that were in sight */
    size_t gone_count;
    bool turned; /* of somebody in sight: whether they are a stranger; the line is told anew */
};

/* Nobody waits. Frees all. */
void lobby_init(struct lobby *lobby);
void lobby_done(struct lobby *lobby);
/* To be called before an entry changes the queue: remembers what is in sight. */
void lobby_begin(struct lobby *lobby, int64_t seq);
/* The instance that an entry speaks of: one that is alone says none, and is named "". */
struct slice lobby_node(const struct entry *entry);
/* Somebody waits there from now on, by the entry. */
void lobby_add(struct lobby *lobby, const struct entry *entry, struct slice id, struct slice name);
/* Says whether staff must admit them. */
void lobby_turn(struct lobby *lobby, struct waiting *waiting, bool stranger);
/* They do not any more; nothing when they did not. */
void lobby_drop(struct lobby *lobby, struct slice id);
/* Not at that instance; true when they are at no other. */
bool lobby_part(struct waiting *waiting, struct slice node);
/* Whether they are connected to that instance. */
bool lobby_is_at(const struct waiting *waiting, struct slice node);
/* Says what was decided of somebody, and keeps no place for them. */
void lobby_decide(struct lobby *lobby, struct slice id, enum standing standing);
/* Keeps a place for them; and does not any more. What was decided stays. */
void lobby_seat(struct lobby *lobby, struct slice id, int64_t at_ms);
void lobby_unseat(struct lobby *lobby, struct slice id);
/* How many places nobody has; a room without capacity has any number. */
int64_t lobby_free(const struct lobby *lobby);
/* Drops seats given before `before_ms`, whose people did not come, and says when the next is due;
 * INT64_MAX: none is. */
void lobby_lapse(struct lobby *lobby, int64_t before_ms);
int64_t lobby_oldest_seat(const struct lobby *lobby);

#endif
