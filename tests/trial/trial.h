/* SPDX-License-Identifier: Apache-2.0
 *
 * Features written only to try the contract (core/feature.h), each a file pair, in a kind of room
 * of their own. They can be told to break a promise on purpose, so that a test sees whether anybody
 * would notice.
 */
#ifndef MUSTER_TESTS_TRIAL_H
#define MUSTER_TESTS_TRIAL_H

#include "core/kinds.h"

enum trial_fault {
    TRIAL_SOUND,
    TRIAL_STAMP_IGNORED,  /* everybody is shown whatever is on the list */
    TRIAL_DOOR_OPEN,      /* everybody in the room may come in */
    TRIAL_VEIL_TAKEN_OUT, /* it is known who put a suggestion into the box */
    TRIAL_MOVED_LEFT_OUT, /* nobody is looked at again whose rings are others now */
    TRIAL_NOT_TAKEN_BACK, /* what is narrowed or removed stays on its way to people */
};

/* What is broken now; only the tests' one thread changes it. */
extern enum trial_fault trial_fault;

/* The kinds of the server, and `trial`; kept for good. */
const struct kinds *trial_kinds(void);

#endif
