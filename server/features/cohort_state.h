/* SPDX-License-Identifier: Apache-2.0
 *
 * What the cohorts of a course are made of: who has a place in which, and what the last entry
 * changed of that. cohort.c decides what changes them, cohort_view.c what people see of them.
 */
#ifndef MUSTER_FEATURES_COHORT_STATE_H
#define MUSTER_FEATURES_COHORT_STATE_H

#include "base/map.h"
#include "core/room.h"
#include "features/common_cohorts.h"

struct cohort {
    int64_t number; /* its first ring, counted from 1 */
    char *title;    /* owned; JSON by language */
    bool history;   /* who comes late sees what was written before */
    bool written;   /* something was, since its last ring was given */
    uint64_t rings; /* COHORT of each ring of its people */
    uint64_t last;  /* the one in which those stand who come now */
    size_t count;   /* of its people */
    bool changed;   /* by the last entry */
};

/* A member of the course who is a participant, or somebody who was given a place. */
struct seat {
    struct cohort *cohort; /* borrowed; NULL: none */
    uint64_t ring;         /* theirs of the cohort's; 0: none */
    uint64_t staff;        /* the cohorts of which they are staff */
    char *name;            /* owned; may be empty */
    int64_t named_seq;     /* the entry that gave it */
};

/* What the last entry changed of somebody: their cohort before, and of which they were staff. */
struct cohort_step {
    int64_t number; /* 0: none */
    uint64_t staff;
    bool known; /* they had a seat */
};

struct cohorts {
    struct map *cohorts; /* number -> struct cohort, owned */
    struct map *people;  /* id -> struct seat, owned */
    uint64_t used;       /* COHORT of each ring that was ever given */
    int64_t seq;         /* the entry that the rest is about */
    int64_t gone;        /* the cohort that it removed; 0: none */
    struct rings gone_stamp;
    struct map *topics; /* seq -> for which cohorts a topic of the forum is; owned */
    struct map *steps;  /* id -> struct cohort_step, owned: what it changed */
};

/* None; and the end of them. */
struct cohorts *cohorts_new(void);
void cohorts_free(struct cohorts *cohorts);

/* A topic of the forum is for these cohorts; 0: for everybody, or gone. And for which it is. */
void cohorts_topic(struct cohorts *cohorts, int64_t seq, uint64_t set);
uint64_t cohorts_of_topic(const struct cohorts *cohorts, int64_t seq);

/* Must come first in apply, of the feature's own rows and of what it hears. */
void cohorts_begin(struct cohorts *cohorts, const struct entry *entry);
struct cohort *cohorts_find(const struct cohorts *cohorts, int64_t number);
/* The seat of a participant; NULL: they have none yet. */
struct seat *cohorts_seat(const struct cohorts *cohorts, struct slice person);
/* How many rings are left. */
size_t cohorts_left(const struct cohorts *cohorts);
/* Whether the next who comes into it needs a new ring. */
bool cohort_takes_ring(const struct cohort *cohort);
/* The stamp of what is written for it now. */
struct rings cohort_stamp(const struct cohort *cohort);
/* In which rings somebody stands who has that seat. */
struct rings cohort_seat_rings(const struct seat *seat);

/* One more; a ring must be left. `title` is JSON, owned by it now. */
void cohorts_add(struct cohorts *cohorts, char *title, bool history);
/* Ends one: its people have no place, and its staff is none. */
void cohorts_remove(struct cohorts *cohorts, struct cohort *cohort);
/* The seat of somebody, made when there is none; there must be room. */
struct seat *cohorts_sit(struct cohorts *cohorts, struct slice person);
/* Gives them another name, that the entry says. */
void cohorts_name(struct cohorts *cohorts, const struct entry *entry, struct slice person,
                  struct slice name);
/* Somebody is no participant any more. */
void cohorts_forget(struct cohorts *cohorts, struct slice person);
/* Gives somebody a place (NULL: takes it). A ring must be left where one is needed. */
void cohorts_put(struct cohorts *cohorts, struct slice person, struct cohort *cohort);
/* They are staff of it, or no more. */
void cohorts_staff(struct cohorts *cohorts, struct slice person, const struct cohort *cohort,
                   bool is);
/* Gives everybody a place who has none and is a member, or present, each in the smallest cohort, in
 * an order of chance that the entry decides. */
void cohorts_deal(struct cohorts *cohorts, const struct entry *entry, const struct room *room);

#endif
