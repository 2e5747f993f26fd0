/* SPDX-License-Identifier: Apache-2.0
 *
 * What the polls of a room are made of. poll.c decides what changes them and poll_view.c what
 * people see of them; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_POLL_STATE_H
#define MUSTER_FEATURES_POLL_STATE_H

#include "core/room.h"
#include "features/common_order.h"
#include "features/poll_type.h"

enum poll_state { POLL_DRAFT, POLL_OPEN, POLL_CLOSED, POLL_ARCHIVED };

/* When participants see the sums by themselves; staff may publish them at any time. */
enum poll_results {
    POLL_NEVER,
    POLL_AFTER_VOTE, /* each who has voted (poll.results), and at the close everybody */
    POLL_AT_CLOSE,
    POLL_LIVE,
};

/* What the journal knows of a vote. */
enum poll_ballot {
    POLL_CONFIDENTIAL, /* who, and what; nobody is shown it */
    POLL_NAMED,        /* the same; staff may see it */
    POLL_ANONYMOUS,    /* what, of a pseudonym (core/veil.h) */
    POLL_SECRET,       /* who; what is sealed (core/ballots.h) */
};

/* Of a secret poll: what is to be known of its sums. */
enum poll_result {
    POLL_UNTOLD,   /* it is not closed, or no secret one */
    POLL_COUNTING, /* they are about to be told */
    POLL_COUNTED,
    POLL_FEW,  /* fewer have voted than BOUND_BALLOTS_LEAST */
    POLL_LOST, /* the key was not there any more */
};

/* By enum poll_ballot; ends with NULL. */
extern const char *const poll_ballots[];
/* By enum poll_results; ends with NULL. */
extern const char *const poll_results[];

struct poll {
    int64_t seq;
    const struct poll_type *type;
    enum poll_ballot ballot;
    enum poll_result result;
    bool sealed; /* its ballots are */
    enum poll_state state;
    bool seen;        /* it was open: participants have seen it */
    int64_t text_seq; /* the entry that says what it asks: its own, or an edit */
    int64_t *edits;   /* owned; the entries that said it anew */
    size_t edits_count;
    char *title;                             /* owned; JSON {lang: text} */
    char *options;                           /* owned; JSON {number: {lang: text}}; NULL: yes/no */
    int64_t options_count;                   /* at most BOUND_POLL_OPTIONS */
    size_t bytes;                            /* of a view, at most */
    int64_t min, max;                        /* choices of one ballot */
    char *ask;                               /* owned; JSON: what else it asks; NULL: nothing */
    int64_t from, to;                        /* of it: steps of a scale, or numbers */
    int64_t budget;                          /* points to be spread */
    int64_t words;                           /* of one person */
    struct map *banned;                      /* owned; folded words; NULL: none */
    bool abstain;                            /* one may abstain */
    bool participants;                       /* the team may not vote */
    int64_t timed_ms;                        /* in which an answer loses half; 0: time is free */
    struct map *hidden;                      /* owned; words by their id; NULL: none */
    bool change;                             /* a second vote replaces the first */
    bool published;                          /* participants see the tally */
    bool dirty;                              /* sums changed since tally_sent */
    bool told;                               /* an event may have told what it comes to */
    int64_t opened_ms, closes_ms, closed_ms; /* 0: not so */
    enum poll_results results;
    char *correct;     /* owned; JSON, as a vote's list; NULL: nothing is */
    int64_t tolerance; /* of a number */
    bool revealed;     /* everybody knows what is correct */
    char *quiz;        /* owned; the series that it counts for; NULL: none */
    struct poll_box box;
    int64_t round;                               /* from 1 */
    struct poll_box past[BOUND_POLL_ROUNDS - 1]; /* of the rounds before: `round` - 1 */
    struct poll_late *late[BOUND_POLL_ROUNDS];   /* owned; by round - 1; NULL: nobody */
};

/* Of a poll that was deleted it is remembered for a while what was known of its votes: a vote that
 * is repeated has its first answer. */
enum { POLLS_GONE = 64 };
struct poll_gone {
    int64_t seq; /* 0: none */
    enum poll_ballot ballot;
};

/* The last entry by which words went out of sums that had told them. */
struct poll_lost {
    int64_t seq;    /* 0: there is none */
    bool events;    /* events may have told them too */
    bool published; /* participants may have been told */
};

struct polls {
    const struct room *room;           /* theirs; borrowed */
    struct map *polls;                 /* seq -> struct poll, owned */
    size_t bytes;                      /* of them all; at most BOUND_POLLS_BYTES */
    bool dirty;                        /* one of them is */
    struct poll_gone gone[POLLS_GONE]; /* those that were not named; the oldest leaves */
    size_t gone_count;                 /* ever */
    struct common_order order;         /* as staff want to see them */
    /* Of the one that was deleted last: participants have seen it; in
     * which rounds somebody had voted, and voted late; its edits, owned. */
    bool deleted_seen;
    unsigned deleted_rounds, deleted_late;
    int64_t *deleted_edits;
    size_t deleted_edits_count;
    struct map *boards;  /* quiz -> struct poll_board, owned (features/poll_quiz.h) */
    struct map *aliases; /* quiz/person -> which alias, as the pointer; owned (poll_alias.h) */
    int64_t replaced;    /* the written answer in whose place the last one came; 0: none */
    struct poll_lost lost;
};

/* No polls yet; owned by the caller. */
struct polls *polls_new(const struct room *room);
/* Frees them all. */
void polls_free(struct polls *polls);
/* Frees one that was taken out. */
void poll_free(struct poll *poll);
/* The poll named by the entry's data, or NULL. */
struct poll *poll_find(const struct polls *polls, const struct entry *entry);
/* What `voter`, who is a pseudonym in an anonymous poll, has in the box; NULL: nothing. */
const void *poll_ballot(const struct poll *poll, struct slice voter);
/* Who a person is among those who vote: themselves, or a pseudonym, written to `name`; absent when
 * that cannot be known. */
struct slice poll_voter(const struct polls *polls, const struct poll *poll, struct slice person,
                        struct veil_name *name);
/* The same of the person themselves. */
const void *poll_ballot_of(const struct polls *polls, const struct poll *poll, struct slice person);
/* What is known of votes in the poll `seq`, also a while after it was deleted. */
enum poll_ballot poll_ballot_kind(const struct polls *polls, int64_t seq);
/* Whether participants know of it. */
bool poll_shown(const struct poll *poll);
/* In which rounds somebody has voted: bit n is round n. */
unsigned poll_rounds_voted(const struct poll *poll);
/* The box of a round; NULL when there was none. */
const struct poll_box *poll_round_box(const struct poll *poll, int64_t round);
/* The poll is being deleted. */
void poll_goes(struct polls *polls, const struct poll *poll);
/* Writes the scope in which those who vote anonymously in the poll `seq` are veiled. */
struct slice poll_scope(int64_t seq, char out[VEIL_SCOPE_BYTES]);
#endif
