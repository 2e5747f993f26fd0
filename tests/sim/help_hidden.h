/* SPDX-License-Identifier: Apache-2.0
 *
 * What nobody may know, looked for in the journal of a settled world: no vote of an anonymous poll
 * and no anonymous question with its author, no choice of a secret poll, its sums once and of
 * enough people, its key gone when it is over.
 */
#ifndef MUSTER_TESTS_SIM_HELP_HIDDEN_H
#define MUSTER_TESTS_SIM_HELP_HIDDEN_H

#include "sim/help_world.h"

/* How much there was to be hidden. */
struct hidden {
    unsigned veiled;  /* entries of pseudonyms */
    unsigned sealed;  /* votes */
    unsigned counted; /* secret polls whose sums were told */
    unsigned few;     /* and that have none */
};

/* Fails where something shows; adds to `hidden`. */
void hidden_expect(struct world *world, struct hidden *hidden);

#endif
