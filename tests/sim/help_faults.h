/* SPDX-License-Identifier: Apache-2.0
 *
 * A journal in memory in which an instance can be as good as dead: what it still hands in is not
 * committed, or committed and not heard of. And journals that are wrong on purpose, so that the
 * simulation can be seen to notice.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FAULTS_H
#define MUSTER_TESTS_SIM_HELP_FAULTS_H

#include "journal/backend.h"

/* What becomes of a group with effects in it (hub/caused.h). */
enum fault { FAULT_NONE, FAULT_HELD, FAULT_UNHEARD };

/* What the whole journal does wrong. */
enum control {
    CONTROL_NONE,
    CONTROL_NO_OP,      /* every try of an effect is a new entry */
    CONTROL_MARK_LOST,  /* no mark `effects` is ever written */
    CONTROL_MARK_EARLY, /* it is raised beyond what is done */
    CONTROL_ALARM_LOST, /* no mark `alarm` is ever written */
};

/* A new journal's backend; one at a time. */
struct backend *faults_open(enum control control);
void faults_set(enum fault fault);
/* Marks that are raised or set meanwhile are lost, as in a process that is killed; those that a
 * room begins with are not: they are one with its first entry. */
void faults_lose_marks(bool lose);

#endif
