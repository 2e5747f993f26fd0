/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the passages that people write, quote, change, delete and report
 * (help_passages.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_PASSAGES_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_PASSAGES_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/help_canaries.h"

enum { PASSAGES_MAX = 48 };

/* Words that were deleted or replaced and looked for after it; histories that were read by who may,
 * and that were refused; reports that were made. */
struct passages_seen {
    unsigned gone, read, refused, reported;
};

struct passages_played {
    int64_t thread; /* 0: none yet */
    struct passage {
        char word[32];
        int64_t post, version; /* the post that said it, and the entry; 0: none */
        unsigned author;
        bool replaced, deleted, asks; /* it asks a poll, whose choices say the word too */
        /* How much each device had heard when it was said no more, as of struct secret. */
        size_t gone_at[CANARY_DEVICES];
    } list[PASSAGES_MAX]; /* the oldest is forgotten */
    unsigned count;
    struct passages_seen seen;
};

#endif
