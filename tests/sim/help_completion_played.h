/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the simulated rules of the course (help_completion.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_COMPLETION_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_COMPLETION_PLAYED_H

#include <stdint.h>

/* How many have completed it, and how many reasons were given. */
struct completion_seen {
    unsigned completed, corrected;
};

/* What was asked for last; 0: nothing. */
struct completion_played {
    int64_t posts, answers;
    struct completion_seen seen;
};

#endif
