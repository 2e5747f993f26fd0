/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of what people write without a name in the simulated course (help_nameless.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_NAMELESS_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_NAMELESS_PLAYED_H

#include <stdint.h>

enum { NAMELESS_MAX = 24 };

/* Posts that were written so, and changes of them; frames that told of one. */
struct nameless_seen {
    unsigned written, changed, told;
};

struct nameless_played {
    int64_t topic, threads[2]; /* 0: none yet */
    struct nameless {
        char word[32];
        int64_t post, version; /* 0: none */
        unsigned author;
    } list[NAMELESS_MAX]; /* the oldest is forgotten */
    unsigned count, masks;
    struct nameless_seen seen;
};

#endif
