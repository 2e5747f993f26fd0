/* SPDX-License-Identifier: Apache-2.0
 *
 * What help_posted.h plays with, as it stands in struct world.
 */
#ifndef MUSTER_TESTS_SIM_HELP_POSTED_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_POSTED_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

enum { POSTED_MAX = 40 };

struct posted_seen {
    unsigned held, nameless, shown,
        kept; /* by posts; without a name; fetched; and not, by others */
};

struct posted_played {
    struct posted_file {
        char blob[32];
        int64_t file, post, thread; /* 0: none */
        unsigned author;
        bool nameless;
    } list[POSTED_MAX]; /* the oldest is forgotten */
    unsigned count;
    struct posted_seen seen;
};

#endif
