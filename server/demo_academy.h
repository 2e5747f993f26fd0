/* SPDX-License-Identifier: Apache-2.0
 *
 * The people and rooms of the demo's academy, so that every role has something to see: members
 * named by number in many countries, coordinators, the team of a session, webinars of the catalogue
 * (live, soon, ended, and one that asks who registers), a course, a work space, requests for access
 * that wait, an invitation, an announcement, credentials of which one lapses soon. Whatever stands
 * there already stays as it is.
 */
#ifndef MUSTER_DEMO_ACADEMY_H
#define MUSTER_DEMO_ACADEMY_H

#include "hub/hub.h"

struct demo_academy;

/* With that many members; 0: nothing is made at all. Loop and hub are borrowed. */
struct demo_academy *demo_academy_new(struct loop *loop, struct hub *hub, int64_t people);
/* Makes all of it, then calls `ready` once, in a later turn. */
void demo_academy_start(struct demo_academy *academy, loop_fn *ready, void *context);
/* Participant `number` is about to come: from now on somebody of the academy, where it was made at
 * all. */
void demo_academy_come(struct demo_academy *academy, int64_t number);
/* Asks the hub for nothing more. */
void demo_academy_stop(struct demo_academy *academy);
/* Frees once the hub is closed; sets *academy to NULL. */
void demo_academy_free(struct demo_academy **academy);

#endif
