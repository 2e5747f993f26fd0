/* SPDX-License-Identifier: Apache-2.0
 *
 * A row is one kind of entry, which is also the RPC method and the event type ("poll.vote").
 *
 * The way of an entry through a row:
 *   read   arrival    what the client sent -> canonical data (only known members, cleaned texts)
 *   check  arrival, and again in the journal's order -> refusal or none
 *   apply  in the journal's order; cannot fail; the only place where state changes
 *   patch  after apply, once per set of rings: the RFC 7396 patch that brings a view up to date
 *   effects  after apply: entries for other rooms that follow from it
 */
#ifndef MUSTER_CORE_ROW_H
#define MUSTER_CORE_ROW_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/entry.h"
#include "core/keep.h"
#include "core/part.h"
#include "core/scene.h"
#include "core/veiling.h"
#include "core/withdrawn.h"

/* How what it does reaches people. */
enum delivery {
    DELIVER_EACH,  /* one event per entry, with the entry's seq as offset */
    DELIVER_TALLY, /* no event: the feature's `tally` carries the new sums, at most 4 a second */
    DELIVER_BOTH,  /* an event of what it did, and what it did to sums by the tally */
    DELIVER_RAW,   /* plain channels: the data itself is the event */
};

/* What a command costs of the budget of its sender (core/budget.h); staff pay less. */
enum cost {
    COST_WRITE, /* others will read it */
    COST_CHEAP, /* many do it at once, or it concerns its sender alone */
    COST_FREE,  /* the rate of the connection is bound enough */
};

struct emitter;

/* Whose places in the room end, and what they are told: a code (fanout/publication.h), and why. */
struct expelled {
    struct slice person; /* borrowed from the entry */
    unsigned code;
    struct slice why; /* as it was written; absent: not said */
};

enum { TOUCH_MAX = 128, TOUCH_ALL = TOUCH_MAX + 2, MOVED_MAX = BOUND_PRESENCE_PEOPLE };

/* Whose standing in the room has changed: some people, or perhaps anybody's. */
struct moved {
    bool all;
    size_t count;
    struct slice people[MOVED_MAX]; /* borrowed from the entry or the state */
};

struct row {
    const char *name; /* "poll.vote" */
    /* What remains of it when its words are erased. Read back, with entry->erased, it must pass
     * `check` as the whole did, and change as much. */
    struct keep keep;
    unsigned roles, phases; /* bits: who may, ROLE_SYSTEM alone: no client may; and when */
    enum delivery delivery;
    enum cost cost;
    /* The member of the data that names the thing (a poll) it is about; NULL: what it makes. */
    const char *thing;
    /* What comes while another entry of this row is being written becomes one entry. */
    struct {
        /* Whoever it is of: core/acts.h. `thing` is named; what else the data says is best one
         * member, `rest` (NULL: nothing). It is delivered as a tally, and does without names.
         * `check` and `apply` are called for each act as for an entry of its own. */
        bool acts;
        const char *rest;
        /* Of one person: writes the data that says what `first`, which may say several, and `then`
         * say. Said again it must change nothing, for the ops of those merged are not kept. */
        void (*merge)(const struct json *first, const struct json *then, struct writer *out);
    } gather;
    /* Takes back what earlier events about that thing showed: they are not sent any more, so that
     * its own patch must say the whole thing anew, with null for what is gone. */
    struct {
        bool thing, sums; /* sums: the same of tallies, which are told anew behind it */
        bool beside;      /* the room's view showed more by them: who lacks any reads it anew */
        const char *const *several; /* members that make it about many things; NULL at the end */
        const char *unless;         /* a boolean member of the data: true takes nothing back */
        const char *only;           /* a member of the data without which nothing is taken back */
    } hides;
    /* How staff lock participants out of it (feature.locks). */
    struct {
        const char *name; /* by which it is locked; NULL: its feature's */
        bool never;       /* not at all: it takes one's own back */
        bool moves;       /* what `allows` says of a row may be another thing afterwards */
    } lock;
    /* Whether people of that role may just now, beside roles and phases. NULL: they may. */
    bool (*allows)(const void *state, enum role role);
    enum err (*read)(const struct json *data, struct writer *out);
    enum err (*check)(const void *state, const struct entry *entry, const struct scene *scene);
    void (*apply)(void *state, const struct entry *entry, const struct scene *scene);
    /* Members of its share of the view, whose object is open. NULL: nothing. */
    void (*patch)(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out);
    /* Whose `me` may have changed, beside entry->by: fills at most TOUCH_MAX, returns how many, or
     * TOUCH_ALL: perhaps anybody's. NULL: none. */
    size_t (*touches)(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX]);
    /* Members of the feature's share of `me` of `person`. NULL: no change to anybody's `me`. */
    void (*patch_me)(const void *state, const struct entry *entry, struct slice person,
                     struct writer *out);
    /* What the hub does with it beside. */
    struct {
        /* Not NULL: a signal, never an entry of its own. The hub counts each "kind" of its data,
         * and once a second appends an entry of this type, {"sums":{<kind>:<count>}}. */
        const char *sums;
        bool shown;    /* a signal of which the last alone is shown, as it is (hub/signals.h) */
        bool hides_by; /* who does it is told to those alone who stand with the staff */
        /* The member of the data that names another room, in which `upto` is the seq of an entry:
         * the sender must be allowed to enter it, and the entry be there. NULL: none. */
        const char *seqs_of;
        const char *seqs_in;       /* the one that is an object of several such: the seq by room */
        const char *touches_scope; /* of pseudonyms among what `touches` gives; NULL: none */
        /* The member of the data that names a content beside the journal (journal/contents.h),
         * which goes with the words of the entry; only who kept it says it. NULL: none. */
        const char *content;
        /* The same of one that another room lends, and that stays. NULL: none. */
        const char *borrows;
        bool works;   /* it is work for this instance: hub_on_work (hub/hub.h) */
        bool settles; /* answered once its effects are there: who did it goes there next */
        bool renews;  /* no patch can say what its parts show now: these are read anew */
    } hub;
    /* The parts that this entry changes too. NULL: none. */
    void (*parts)(const void *state, const struct entry *entry, struct parts *out);
    /* Calls `withdraw` for each entry that loses its words by this one for good. NULL: none. */
    void (*erases)(const void *state, const struct entry *entry, struct withdrawal *withdrawal);
    /* The same for those that stay after all, and were withdrawn. */
    void (*restores)(const void *state, const struct entry *entry, struct withdrawal *withdrawal);
    /* Whose role or rings, in the room or a part, may be others afterwards. NULL: nobody's. */
    void (*moved)(const void *state, const struct entry *entry, struct moved *out);
    /* Whose connections to the room it ends, everywhere and without grace. False: nobody's. */
    bool (*expels)(const void *state, const struct entry *entry, struct expelled *out);
    /* What this entry takes out of everybody's `me`: members of the feature's share of it, null
     * alone. It travels with the event, for all at once. NULL: nothing. */
    void (*wipe_me)(const void *state, const struct entry *entry, struct writer *out);
    struct veiling veil; /* who does it is to be known to nobody */
    /* What follows from the entry in other rooms: an effect_emit (core/effect.h) for each. Asked
     * right after apply, live and on replay, and must name the same then. NULL: nothing. */
    void (*effects)(const void *state, const struct entry *entry, const struct scene *scene,
                    struct emitter *emitter);
};

#endif
