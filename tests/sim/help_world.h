/* SPDX-License-Identifier: Apache-2.0
 *
 * The simulated academy: one webinar and one course on a fake loop, a memory journal, one or more
 * instances that are sometimes started again, and people with several devices who do everything
 * people can do.
 */
#ifndef MUSTER_TESTS_SIM_HELP_WORLD_H
#define MUSTER_TESTS_SIM_HELP_WORLD_H

#include "followers/indexing.h"
#include "help/away.h"
#include "sim/help_bus.h"
#include "sim/help_canaries.h"
#include "sim/help_cohorts_played.h"
#include "sim/help_firsts_played.h"
#include "sim/help_guests_played.h"
#include "sim/help_handed_played.h"
#include "sim/help_late_played.h"
#include "sim/help_nameless_played.h"
#include "sim/help_passages_played.h"
#include "sim/help_people.h"
#include "sim/help_posted_played.h"
#include "sim/help_sent.h"

enum {
    INSTANCES = 5,
    PEOPLE = 6,
    DEVICES = 8,
    VISITORS = 3, /* strangers, with a device each behind those */
    DEVICES_ALL = DEVICES + VISITORS,
    SECRETS_MAX = 256,
    REPEATS = 8,
    BURSTS_MAX = 64
};

/* A stranger of the webinar, by a plain reckoning of the commands that were answered. */
struct visitor {
    bool let_in;        /* they may be inside, or have been since `from` */
    bool banned, wrote; /* wrote: in the chat */
    /* How much they had heard when they were last sent out; SIZE_MAX: words may be on their way. */
    size_t from;
};

struct world {
    uint64_t dice;
    struct loop *loop;
    struct journal *journal;
    struct away *away; /* its backend */
    struct searcher *searcher;
    struct indexing *indexing; /* it follows the journal */
    struct post *post;         /* NULL: one instance, alone */
    struct bus *buses[INSTANCES];
    struct hub *hubs[INSTANCES];
    unsigned instances;
    unsigned acted; /* the instance that took the last command */
    struct device devices[DEVICES_ALL];
    struct visitor visitors[VISITORS];
    bool asks, was_open; /* strangers wait now; some instance may still let them in */
    bool ended;
    unsigned told; /* words told before the door */
    struct known questions, messages, threads, posts, files, reports, direct, movable, surveys;
    struct known captions, decks; /* lines of captions; decks of slides */
    struct known notes;           /* paragraphs, and the entries that gave their words */
    int64_t notes_versions[KNOWN_MAX];
    int64_t all_read[PEOPLE];    /* the last read.all of each; 0: none */
    struct known prepared;       /* announcements, chapters, handouts; hands too */
    int64_t versions[KNOWN_MAX]; /* of the posts: the entry that gave the text */
    struct secret secrets[SECRETS_MAX];
    unsigned secrets_count;
    struct repeat repeats[REPEATS];
    unsigned repeats_count;
    struct burst bursts[BURSTS_MAX];
    unsigned bursts_count;
    struct polls_played polls;
    struct groups_played groups;
    struct cohorts_played cohorts;
    struct passages_played passages;
    struct firsts_played firsts;
    struct guests_played guests;
    struct late_played late;
    struct nameless_played nameless;
    struct posted_played posted;
    struct staff_played staff;
    struct asked_seen asked;
    struct mentions_seen mentions;
    struct units_played units;
    struct works_played works;
    struct tests_played tests;
    struct known group_things, group_notes; /* messages and polls of groups; paragraphs of theirs */
    unsigned ops;
    int64_t recording; /* the last that was attached */
    bool moderated, approving;
    unsigned mentioned, unmentioned; /* messages that mentioned somebody; that do so no more */
    unsigned delay;                  /* seconds that the chat holds back what participants write */
    unsigned delayed;                /* messages that were */
    bool words;                      /* the list of the chat has one that some messages hold */
    unsigned direct_read;            /* words that pages of direct messages held */
    uint64_t looked, found;          /* words that were looked for, and were found (help_finds.h) */
    uint64_t read_back;              /* words that pages of history held */
    uint64_t behind;                 /* how often somebody fell behind a tape */
    /* Entries that instances took from what others told, and what they did not believe. */
    uint64_t bells, forged;
};

/* The first of them; the last of these three changes its role. Who follows is a participant; behind
 * these stand the visitors. */
enum { WORLD_HOST, WORLD_MODERATOR, WORLD_CHANGING, WORLD_FIRST_PLAIN };
extern const char *const world_people[PEOPLE + VISITORS];

/* Whose device it is, as their place in world_people. */
unsigned world_person(unsigned device);

void world_open(struct world *world, uint64_t seed, unsigned instances);
void world_close(struct world *world);
/* One random thing happens. */
void world_step(struct world *world);
/* Devices do what they do between two things that happen: come back, take bytes again. */
void world_turn(struct world *world);
/* Everybody online, nobody stalled, all on its way has arrived. */
void world_settle(struct world *world);
/* Sends a command to some instance; `awaited` is filled in a later turn. */
void world_send(struct world *world, const char *by, const char *method, const char *data,
                struct awaited *awaited);
/* Connects a device that is offline, to any instance. */
void world_connect(struct world *world, struct device *device);
/* Runs one command to its answer: the seq, or -(error). */
int64_t world_command(struct world *world, unsigned person, const char *method, const char *data);
/* The same; its data, beside room and op, is given by printf's rules. */
int64_t world_act(struct world *world, unsigned person, const char *method, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Any person, and any of the host and the moderator, as their place in world_people. */
unsigned world_anybody(struct world *world);
unsigned world_staff(struct world *world);
/* A word nobody else uses, which nobody but its author and staff may hear: remembered, to be given
 * the seq of the entry that holds it. The oldest is forgotten. */
struct secret *world_secret(struct world *world, unsigned author);
/* Remembers what was made, unless it was refused; the oldest is forgotten. */
void world_learn(struct known *known, int64_t seq);
/* Runs one by whoever it is, "system" too; it is not sent again later. */
int64_t world_run(struct world *world, const char *by, const char *method, const char *data);

/* All may see what the entry `seq` says. */
void world_secret_open(struct world *world, int64_t seq);
/* How much each device has heard; SIZE_MAX: what is taken back now may be on its way to it. */
void world_heard(const struct world *world, size_t heard[DEVICES_ALL]);
/* From now on the words of that text are nowhere, except on their way to a device that was being
 * served. */
void world_secret_gone(struct world *world, int64_t seq);

#endif
