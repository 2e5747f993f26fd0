/* SPDX-License-Identifier: Apache-2.0
 *
 * Kinds of poll, each a row of a table in a file of its own. A type says what it is prepared with,
 * what a ballot is, and what the ballots of a box come to. It knows neither people nor the life of
 * a poll, and never sees an abstention: that is the same in all.
 *
 * A vote names options in any order ("choices"), gives numbers in an order that matters ("values"),
 * or says something ("texts": poll.answer).
 */
#ifndef MUSTER_FEATURES_POLL_TYPE_H
#define MUSTER_FEATURES_POLL_TYPE_H

#include "base/bounds.h"
#include "base/error.h"
#include "base/json.h"
#include "base/map.h"
#include "base/writer.h"
#include "core/entry.h"

/* The ballots of a poll, and what they come to: it can be made anew of them at any time. */
struct poll_box {
    /* Owned; person or pseudonym -> their ballot, as its type makes it. Of a secret poll: sealed
     * choices, owned, and then the poll: nothing but who has voted. */
    struct map *ballots;
    int64_t votes[BOUND_POLL_OPTIONS + 1];  /* per option; 0: those who abstained */
    int64_t ranks[BOUND_POLL_OPTIONS + 1];  /* of a ranking: the sum of its places, from 0 */
    int64_t firsts[BOUND_POLL_OPTIONS + 1]; /* of a ranking: who put it first */
    struct map *counts; /* owned; what else a type counts, as it likes; NULL: it does not */
    struct map *times;  /* owned; voter -> ms that they took, and 1, as the pointer; NULL: none */
};

/* Ballots of who watches a session again. Where nobody may know who chose what, they are added to
 * the sums some at a time: those that are not yet are held. */
struct poll_late {
    struct poll_box told, held;
};

/* A ballot of texts. */
struct poll_texts {
    int64_t seq; /* of the entry that said them */
    bool shown;  /* staff let everybody see it */
    size_t count;
    char *text[BOUND_POLL_TEXTS]; /* owned; none when they are erased */
};

struct poll;

struct poll_type {
    const char *name;
    bool listed;        /* it is prepared with options */
    int64_t options;    /* those it has always; 0: what it is prepared with, or none */
    bool abstention;    /* the last of these abstains, where one may */
    bool ranged;        /* with how many choices a ballot holds */
    bool whole;         /* and that is all options, unless it is prepared otherwise */
    bool sealable;      /* its ballots are choices: they may be secret */
    bool written;       /* its ballots are texts */
    size_t tally_bytes; /* of its sums in a view, at most; 0: as of options */
    /* What it asks beside: reads the member "ask" into the open object. NULL: nothing. */
    enum err (*read)(const struct json *ask, struct writer *out);
    /* The poll asks what `ask` says; its words may be gone. NULL: nothing. */
    void (*set)(struct poll *poll, const struct json *ask);
    /* Whether the data of a vote is a ballot of this poll: ERR_NONE, or why not. */
    enum err (*fits)(const struct poll *poll, const struct json *data);
    /* The ballot that the entry is: never NULL; owned where there is a `drop`. */
    void *(*take)(const struct entry *entry);
    void (*drop)(void *ballot);
    /* How many keys of box->counts a ballot may add, and what frees a value. 0: there are none. */
    size_t counts;
    void (*count_free)(void *value);
    /* Adds it to the sums of a box, `times` times: 1, or -1 to take it out again. */
    void (*count)(struct poll_box *box, const void *ballot, int64_t times);
    /* Whether sums may have told words that no other ballot has. NULL: they never tell words. */
    bool (*tells)(const struct poll_box *box, const void *ballot);
    /* Writes it into the open array. */
    void (*write)(const void *ballot, struct writer *out);
    /* What a ballot is worth where the list `correct` is; NULL: nothing can be correct. */
    int64_t (*score)(const struct json *correct, int64_t tolerance, const void *ballot);
    /* Writes the sums, as members of the open tally. */
    void (*sums)(const struct poll *poll, const struct poll_box *box, struct writer *out);
};

/* Whether the data says that its sender abstains: no choice at all. */
bool poll_abstains(const struct json *data);
/* An empty box. */
void poll_box_init(const struct poll_type *type, struct poll_box *box);
/* Puts a ballot into the box and counts it, in the place of the one before. */
void poll_box_put(const struct poll_type *type, struct poll_box *box, struct slice voter,
                  const struct entry *entry);
/* Takes that voter's ballot out again, if there is one. */
void poll_box_take(const struct poll_type *type, struct poll_box *box, struct slice voter);
/* Moves all ballots into `to`, each in the place of the one before. */
void poll_box_pour(const struct poll_type *type, struct poll_box *from, struct poll_box *to);
/* Its texts are erased: what stands of the ballot is that it was cast. */
void poll_box_forget(const struct poll_type *type, struct poll_box *box, struct poll_texts *texts);
/* A ballot of texts; NULL: it is an abstention. */
struct poll_texts *poll_ballot_texts(void *ballot);
/* What a ballot, which may be an abstention, is worth; 0 where nothing can be correct. */
int64_t poll_ballot_score(const struct poll_type *type, const struct json *correct,
                          int64_t tolerance, const void *ballot);
/* Writes a ballot, which may be an abstention. */
void poll_ballot_write(const struct poll_type *type, const char *key, const void *ballot,
                       struct writer *out);
/* Frees what the box holds; the ballots are sealed ones, or of this type. */
void poll_box_done(const struct poll_type *type, struct poll_box *box, bool sealed);
/* Empty; owned by the caller. */
struct poll_late *poll_late_new(const struct poll_type *type);
/* NULL is ignored. */
void poll_late_free(const struct poll_type *type, struct poll_late *late);

#endif
