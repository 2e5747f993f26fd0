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

/* The ballots of a poll, and what they come to: it can be made anew of them at any time. */
struct poll_box {
    /* Owned; person or pseudonym -> their ballot, as its type makes it. Of a secret poll: sealed
     * choices, owned, and then the poll: nothing but who has voted. */
    struct map *ballots;
    int64_t votes[BOUND_POLL_OPTIONS + 1]; /* per option; 0: those who abstained */
};

struct poll;

struct poll_type {
    const char *name;
    bool listed;     /* it is prepared with options */
    int64_t options; /* those it has always; 0: what it is prepared with, or none */
    bool ranged;     /* with how many choices a ballot holds */
    bool sealable;   /* its ballots are choices: they may be secret */
    bool written;    /* its ballots are texts */
    /* What it asks beside: reads the member "ask" into the open object. NULL: nothing. */
    enum err (*read)(const struct json *ask, struct writer *out);
    /* The poll asks what `ask` says, which is NULL when its words are gone. NULL: nothing. */
    void (*set)(struct poll *poll, const struct json *ask);
    /* Whether the data of a vote is a ballot of this poll. */
    bool (*fits)(const struct poll *poll, const struct json *data);
    /* The ballot that it is: never NULL; owned where there is a `drop`. */
    void *(*take)(const struct json *data);
    void (*drop)(void *ballot);
    /* Adds it to the sums of a box, `times` times: 1, or -1 to take it out again. */
    void (*count)(struct poll_box *box, const void *ballot, int64_t times);
    /* Writes it into the open array. */
    void (*write)(const void *ballot, struct writer *out);
    /* Writes the sums, as members of the open tally. */
    void (*sums)(const struct poll *poll, const struct poll_box *box, struct writer *out);
};

/* Whether the data says that its sender abstains: no choice at all. */
bool poll_abstains(const struct json *data);
/* Puts a ballot into the box and counts it, in the place of the one before. */
void poll_box_put(const struct poll_type *type, struct poll_box *box, struct slice voter,
                  const struct json *data);
/* Writes a ballot, which may be an abstention. */
void poll_ballot_write(const struct poll_type *type, const char *key, const void *ballot,
                       struct writer *out);
/* Frees what the box holds; the ballots are sealed ones, or of this type. */
void poll_box_done(const struct poll_type *type, struct poll_box *box, bool sealed);

#endif
