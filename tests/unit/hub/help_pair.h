/* SPDX-License-Identifier: Apache-2.0
 *
 * Two instances on one journal whose bus carries nothing.
 */
#ifndef MUSTER_TESTS_HELP_PAIR_H
#define MUSTER_TESTS_HELP_PAIR_H

#include "bus/bus.h"
#include "unit/hub/help_hub.h"

/* A bus that only names its instance, and whom it holds for alive, and keeps what it was to carry
 */
enum { KEPT_MAX = 8, KEPT_BYTES = 512 };
struct mute {
    struct bus bus;
    bool other_alive;
    const char *alive; /* this one, whatever the others are; NULL: none */
    bool deaf;
    unsigned kept_count;
    struct kept {
        int64_t seq;
        size_t len;
        char sealed[KEPT_BYTES];
    } kept[KEPT_MAX];
};

struct pair {
    struct rig one, two;
};

/* Gives the rig a hub anew, of an instance of that name. */
void hub_replace(struct rig *rig, const char *node);
/* "n1" and "n2". */
void pair_open(struct pair *pair);
/* Both with the academy "academy:main", which both know. */
void pair_open_academy(struct pair *pair);
void pair_close(struct pair *pair);

#endif
