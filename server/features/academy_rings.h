/* SPDX-License-Identifier: Apache-2.0
 *
 * The rings of the academy's room, beside those of core/rings.h: who has which role.
 */
#ifndef MUSTER_FEATURES_ACADEMY_RINGS_H
#define MUSTER_FEATURES_ACADEMY_RINGS_H

#include "core/rings.h"

enum { RING_ORGANISERS = RING_GROUP, RING_MANAGERS, RING_COORDINATORS };

/* The stamp of what organisers alone see. */
#define RINGS_ORGANISERS ((struct rings){.staff = RING(RING_ORGANISERS)})

#endif
