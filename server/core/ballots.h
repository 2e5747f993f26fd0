/* SPDX-License-Identifier: Apache-2.0
 *
 * Secret ballots: that somebody has voted is known, what they chose is not. The hub seals each
 * choice under a key of that vote alone, which lies beside the journal (hub/ballots.h), before it
 * is appended: the fold keeps what is sealed and cannot read it. When the voting has ended, and
 * enough have voted, the hub opens all of them, appends the sums as one entry, and destroys the
 * key.
 *
 * A choice is a set of at most BALLOT_OPTIONS options, so that all that are sealed have one length.
 */
#ifndef MUSTER_CORE_BALLOTS_H
#define MUSTER_CORE_BALLOTS_H

#include "base/writer.h"
#include "core/entry.h"

enum { BALLOT_OPTIONS = 31, BALLOT_BYTES = 4, BALLOT_SEALED_BYTES = 32 };

/* What somebody chose: bit n is option n, from 1. */
struct ballot {
    int64_t thing; /* what is voted on: its seq */
    uint32_t choices;
};

/* A secret vote that has ended. */
struct ballot_box {
    int64_t thing;
    int64_t closed_ms;
    bool counting; /* its sums are to be told; else they are, or never will be */
};

/* What is told of it: the sums, or that they cannot be had any more. */
struct ballot_sums {
    bool lost;
    int64_t voters; /* whose ballots could be opened */
    int64_t options[BALLOT_OPTIONS + 1];
};

typedef void ballot_fn(void *context, struct slice person, struct slice sealed);

/* What a feature with secret ballots adds to its contract (core/feature.h). Pure. */
struct ballots {
    const char *sums_type; /* the entry that tells the sums: a row that is the server's alone */
    /* What the sender of `entry` has chosen in a secret vote; false when it is none, or is sealed
     * already. */
    bool (*choice)(const void *state, const struct entry *entry, struct ballot *out);
    /* Members of the entry's data, with `sealed` in the place of the choice. */
    void (*write)(const struct entry *entry, struct slice sealed, struct writer *out);
    /* The first vote behind `after` that has ended; false when there is none. */
    bool (*box)(const void *state, int64_t after, struct ballot_box *out);
    /* Calls `fn` for the last ballot of each who voted, BALLOT_SEALED_BYTES each. */
    void (*each)(const void *state, int64_t thing, ballot_fn *fn, void *context);
    /* Members of the data that tells the sums. */
    void (*sums_write)(int64_t thing, const struct ballot_sums *sums, struct writer *out);
};

#endif
