/* SPDX-License-Identifier: Apache-2.0
 *
 * The feature contract. A feature is a constant struct: its name, its rows, its state and its share
 * of the view. A row is one kind of entry, which is also the RPC method and the event type: one
 * name everywhere ("poll.vote"). Who may, when, who sees it and how it is delivered are data in the
 * row.
 *
 * The way of an entry through a row:
 *   read   arrival    what the client sent -> canonical data (only known members, cleaned texts)
 *   check  arrival, and again in the journal's order -> refusal or none
 *   apply  in the journal's order; cannot fail; the only place where state changes
 *   patch  after apply, once per audience: the RFC 7396 patch that brings a view up to date
 *   effects  after apply: entries for other rooms that follow from it
 * All are pure: no clock, no I/O, no randomness. Time is entry->at_ms.
 */
#ifndef MUSTER_CORE_FEATURE_H
#define MUSTER_CORE_FEATURE_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/entry.h"
#include "core/scene.h"

/* How what a row does reaches the people. */
enum delivery {
    DELIVER_EACH,  /* one event per entry, with the entry's seq as offset */
    DELIVER_TALLY, /* no event: the feature's `tally` carries the new sums, at most 4 a second */
    DELIVER_RAW,   /* plain channels: the data itself is the event */
};

/* What a command costs of the budget of its sender (hub/budget.h); staff pay less. */
enum cost {
    COST_WRITE, /* others will read it */
    COST_CHEAP, /* many do it at once, or it concerns its sender alone */
    COST_FREE,  /* the rate of the connection is bound enough */
};

/* Texts too long for the fold, read from the journal by seq while a part is shown. */
struct bodies {
    /* The entry `seq`, or NULL when it was not asked for by `needs`. */
    const struct entry *(*find)(void *context, int64_t seq);
    void *context;
};

enum { TOUCH_MAX = 4 };

struct emitter;

struct row {
    const char *name; /* "poll.vote" */
    unsigned roles;   /* who may (bits of enum role); ROLE_SYSTEM alone: no client may */
    unsigned phases;  /* when (bits of enum phase) */
    enum delivery delivery;
    enum cost cost;
    /* The member of the data that names the thing (a message, a poll) that the entry is about;
     * NULL: the thing is what it makes. */
    const char *thing;
    /* Takes back what earlier events about that thing showed: they are not sent any more, so that
     * its own patch must say the whole thing anew, with null for what is gone. */
    bool hides;
    bool hides_sums;          /* the same of tallies: all sums are told anew behind it */
    const char *hides_unless; /* a boolean member of the data: true takes nothing back */
    bool staff_only;          /* the event goes to AUDIENCE_STAFF alone */
    bool moves_roles;         /* somebody's role may be another one afterwards */
    enum err (*read)(const struct json *data, struct writer *out);
    enum err (*check)(const void *state, const struct entry *entry, const struct scene *scene);
    void (*apply)(void *state, const struct entry *entry, const struct scene *scene);
    /* Members of the feature's share of the view, whose object is open. NULL: nothing. */
    void (*patch)(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out);
    /* Whose `me` may have changed, beside entry->by: fills at most TOUCH_MAX, returns how many.
     * NULL: none. */
    size_t (*touches)(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX]);
    /* Members of the feature's share of `me` of `person`. NULL: no change to anybody's `me`. */
    void (*patch_me)(const void *state, const struct entry *entry, struct slice person,
                     struct writer *out);
    /* Not NULL: a signal, never an entry of its own. The hub counts each "kind" of its data, and
     * once a second appends an entry of this type, {"sums":{<kind>:<count>}}. */
    const char *sums;
    /* The member of the data that names another room, in which `upto` is the seq of an entry: the
     * sender must be allowed to enter it, and the entry be there. NULL: none. */
    const char *seqs_of;
    /* The part this entry changes too, or 0. NULL: none. */
    int64_t (*part)(const void *state, const struct entry *entry);
    /* What this entry takes out of everybody's `me`: members of the feature's share of it, null
     * alone. It travels with the event, for all at once. NULL: nothing. */
    void (*wipe_me)(const void *state, const struct entry *entry, struct writer *out);
    /* What follows from the entry in other rooms: an effect_emit (core/effect.h) for each. Asked
     * right after apply, live and on replay, and must name the same then. NULL: nothing. */
    void (*effects)(const void *state, const struct entry *entry, const struct scene *scene,
                    struct emitter *emitter);
};

/* A read that is not an entry: paged lists too large for a view. */
struct query {
    const char *name; /* "presence.roster" */
    unsigned roles;
    /* Writes the members of the answer; the caller has opened the object. */
    enum err (*answer)(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
};

/* A deadline: an entry that the timekeeper appends when due. */
struct due {
    int64_t at_ms; /* since 1970; 0: at once */
    const char *type;
    char op[64];         /* derived from the deadline: several may try, one entry results */
    struct buffer *data; /* out: canonical data, provided by the caller; NULL: not asked for */
};

struct feature {
    const char *name; /* key of its share in the view */
    unsigned kinds;   /* in which rooms (bits of enum kind) */
    const struct row *rows;
    size_t rows_count;
    const struct query *queries;
    size_t queries_count;
    void *(*state_new)(struct slice room);
    void (*state_free)(void *state);
    /* Members of its share of the shared view; the caller has opened the object. NULL: no share. */
    void (*view)(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out);
    /* Members of its share of `me`. NULL: no share. */
    void (*me)(const void *state, struct slice person, struct writer *out);
    /* How long its sums may wait for others to leave with; 0: as fast as they may. */
    int64_t tally_ms;
    /* Sums that changed since tally_sent, or all of them when `all`. Same shape as `view`. */
    void (*tally)(const void *state, const struct viewer *viewer, bool all, struct writer *out);
    void (*tally_sent)(void *state);
    /* One feature of a kind decides roles, one the phase; the others leave these NULL. */
    enum role (*role)(const void *state, struct slice person);
    enum phase (*phase)(const void *state);
    /* Whether the room was created. One feature of a kind; without it a room always exists. */
    bool (*exists)(const void *state);
    /* The next deadline, past or to come, in a room of this phase; false when there is none. */
    bool (*due)(const void *state, enum phase phase, struct due *out);
    /* Parts: their name in channels and views ("thread"), whether `part` exists, and which seqs its
     * view reads from the journal. The entry that ends a part takes its share out of the views. */
    const char *part_name;
    bool (*part_exists)(const void *state, int64_t part);
    size_t (*part_needs)(const void *state, int64_t part, int64_t *seqs, size_t seqs_max);
    /* Presence, counted by instance ("node"): whether `person` is counted there (absent: anywhere)
     * and under which name, a walk over who is, and one over the instances that anybody is counted
     * at, with the seq of the last join there. */
    bool (*is_present)(const void *state, struct slice node, struct slice person);
    struct slice (*present_name)(const void *state, struct slice person);
    void (*present_each)(const void *state, struct slice node,
                         void (*fn)(void *context, struct slice person), void *context);
    void (*nodes_each)(const void *state,
                       void (*fn)(void *context, struct slice node, int64_t joined), void *context);
};

#endif
