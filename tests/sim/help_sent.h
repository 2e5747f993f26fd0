/* SPDX-License-Identifier: Apache-2.0
 *
 * What a simulation knows of commands that it has sent.
 */
#ifndef MUSTER_TESTS_SIM_HELP_SENT_H
#define MUSTER_TESTS_SIM_HELP_SENT_H

#include <stdbool.h>
#include <stdint.h>

/* A command that succeeded, to be sent again. */
struct repeat {
    unsigned person;
    char method[32];
    char data[512];
    int64_t seq;
};

/* A poll that many voted in at once, and how many must be counted. */
struct burst {
    int64_t poll;
    unsigned voters;
};

/* What a command that was sent comes to: the seq, or -(error). */
struct awaited {
    bool done;
    int64_t result;
};

#endif
