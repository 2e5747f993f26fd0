/* SPDX-License-Identifier: Apache-2.0
 *
 * The feature contract. A feature is a constant struct: its name, its rows (core/row.h), its state
 * and its share of the view. Who may, when, who sees it and how it is delivered are data in the
 * row. All functions are pure: no clock, no I/O, no randomness. Time is entry->at_ms.
 */
#ifndef MUSTER_CORE_FEATURE_H
#define MUSTER_CORE_FEATURE_H

#include "base/buffer.h"
#include "core/area.h"
#include "core/ballots.h"
#include "core/gate.h"
#include "core/node.h"
#include "core/query.h"
#include "core/row.h"

/* A deadline: an entry that the timekeeper appends when due. */
struct due {
    int64_t at_ms; /* since 1970; 0: at once */
    const char *type;
    char op[64];         /* derived from it: several may try, one entry results */
    struct buffer *data; /* out: canonical data, provided by the caller; NULL: not asked for */
};

/* An entry of another feature that this one's state follows too, after the row's own `apply`: what
 * that changes of its share. `me` is told of those whom the row itself touches. */
struct hearing {
    const char *type; /* "member.ban"; a kind that has no such row is fine */
    void (*apply)(void *state, const struct entry *entry, const struct scene *scene);
    void (*patch)(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out); /* NULL: nothing */
    void (*patch_me)(const void *state, const struct entry *entry, struct slice person,
                     struct writer *out); /* NULL: nothing */
};

/* What is not to be sent any more though no event takes it back: sums, by tallies or events too. */
enum taken_back { TAKES_NOTHING, TAKES_SUMS, TAKES_EVENTS };

struct feature {
    const char *name; /* key of its share in the view */
    struct {
        /* Its share is also for those who stand outside and wait, and its share of `me` for them
         * alone: what it writes for viewers without RING_INSIDE is its own to bound. */
        bool outside;
        /* Its share of `me` is for visitors too: what they did in the areas that are theirs. */
        bool visitors;
        /* It hears side rooms too (scene->side), not only the features that are held there. */
        bool sides;
    } beyond; /* the people and the entries of the room itself */
    const struct row *rows;
    size_t rows_count;
    const struct query *queries;
    size_t queries_count;
    struct {
        const struct hearing *list;
        size_t count;
    } hears;
    /* What follows in other rooms from entries that it hears, as row->effects. NULL: nothing. */
    void (*echoes)(const void *state, const struct entry *entry, const struct scene *scene,
                   struct emitter *emitter);
    /* Of `room` there is only its name and its kind yet. */
    void *(*state_new)(const struct room *room);
    void (*state_free)(void *state);
    /* The words of the entry `seq`, and their author's name, are gone: the state is as if it had
     * been read with what its row keeps. True when people see something of it. NULL: none. */
    bool (*forget)(void *state, int64_t seq);
    /* That person's name is gone, wherever it has it from entries whose words stay (core/keep.h).
     * True likewise. NULL: it has none. */
    bool (*forget_name)(void *state, struct slice person);
    /* Whether the person of the scene sees the thing `seq`, and so may report it; NULL: none. */
    bool (*shows)(const void *state, int64_t seq, const struct scene *scene);
    /* Whether they see a thing that holds the file `seq` of the room, and so may have it too. */
    bool (*lends)(const void *state, int64_t file, const struct scene *scene);
    /* Members of its share of the shared view; the caller has opened the object. NULL: no share. */
    void (*view)(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out);
    const struct ballots *ballots; /* NULL: it has no secret ones */
    struct {
        const struct gate *gate;     /* of who may come in at all; NULL: nothing */
        const struct ledger *ledger; /* of what people have done; NULL: nothing */
        const struct late *late;    /* of what came after the session: core/film.h; NULL: nothing */
        const struct news *news;    /* of what is new to somebody: core/news.h; NULL: nothing */
        const struct news_own *own; /* of what its owner has read and follows; NULL: nothing */
        const struct dates *dates;  /* until when what is asked: core/dates.h; NULL: nothing */
        const struct finds *finds;  /* what of it is found: core/finds.h; NULL: nothing */
        const struct areas *areas;  /* into which visitors are let: core/area.h; NULL: none */
    } knows;
    /* Members of its share of `me`. NULL: no share. */
    void (*me)(const void *state, struct slice person, struct writer *out);
    /* How long its sums may wait for others to leave with; 0: as fast as they may. */
    int64_t tally_ms;
    /* Sums that changed since tally_sent, or all of them when `all`. Same shape as `view`. */
    void (*tally)(const void *state, const struct viewer *viewer, bool all, struct writer *out);
    void (*tally_sent)(void *state);
    /* What these people were told of sums and is not to be told any more, since words left them by
     * this entry, a tally's: whoever was not sent it never is. NULL: nothing. */
    enum taken_back (*takes_back)(const void *state, const struct entry *entry,
                                  const struct viewer *viewer);
    /* The role of a person who has `before` by the features before it, the first by none. NULL: it
     * has no say. Where no feature has, everybody is a participant. */
    enum role (*role)(const void *state, const struct room *room, struct slice person,
                      enum role before);
    /* Rings in which a person stands who is in the room, beside those of their role. NULL: none. */
    struct rings (*rings)(const void *state, struct slice person);
    /* Whether that visitor was let into that area. One feature of a kind. NULL: it has no say. */
    bool (*visits)(const void *state, struct slice person, struct area area);
    /* The stamp of what is written now for the cohort of that number alone, and its staff; false:
     * there is none. One feature of a kind. */
    bool (*cohort)(const void *state, int64_t number, struct rings *stamp);
    /* What a text, owned, says that comes along from the room of which this one is a copy: the
     * addresses in it are those of what came from there. One feature of a kind. */
    void (*readdress)(const void *state, char **text);
    enum phase (*phase)(const void *state); /* one feature of a kind decides it */
    /* Whether participants, or `person` alone (absent: all), are locked out of what has that name,
     * a feature's or a row's own `lock`. One of a kind; rows that lock all are `lock.moves`. */
    bool (*locks)(const void *state, struct slice person, const char *name);
    /* How one of the staff is called, whether they ever came or not; absent: no name is kept. */
    struct slice (*staff_name)(const void *state, struct slice person);
    /* Whether others are not told which of the staff does something. One feature of a kind. */
    bool (*veils_staff)(const void *state);
    /* Whether the room was created. One feature of a kind; without it a room always exists. */
    bool (*exists)(const void *state);
    /* The next deadline, past or to come, in a room of this phase; false when there is none. */
    bool (*due)(const void *state, enum phase phase, struct due *out);
    /* Its kinds of part, each the key of a share in the part's view. The entry that ends a part
     * takes its share out of the views. */
    const struct part_kind *parts;
    size_t parts_count;
    /* Presence, counted by instance ("node"): whether `person` is counted there (absent: anywhere)
     * and under which name, a walk over who is, and one over the instances that anybody is counted
     * at, with the seq of the last join there. */
    bool (*is_present)(const void *state, struct slice node, struct slice person);
    struct slice (*present_name)(const void *state, struct slice person);
    void (*present_each)(const void *state, struct slice node,
                         void (*fn)(void *context, struct slice person), void *context);
    int64_t (*present_count)(const void *state);
    /* The same of those who wait at that instance, of the feature that keeps their queue; the
     * instances of both are walked over. */
    bool (*is_waiting)(const void *state, struct slice node, struct slice person);
    void (*waiting_each)(const void *state, struct slice node,
                         void (*fn)(void *context, struct slice person), void *context);
    void (*nodes_each)(const void *state, room_node_fn *fn, void *context);
};

#endif
