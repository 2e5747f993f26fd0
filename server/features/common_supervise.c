/* SPDX-License-Identifier: Apache-2.0
 * By the rings in which people stand. */
#include "features/common_supervise.h"

static uint64_t cohorts_of(struct rings rings)
{
    return rings.staff & ~(RING(RING_INSIDE) | RING(RING_LET));
}

bool common_supervises(const struct room *room, struct slice staff, struct slice person)
{
    struct rings rings = room_rings(room, staff);
    if (slice_equal(staff, person))
        return false;
    return rings_of_staff(rings) || (cohorts_of(rings) & room_rings(room, person).all);
}

bool common_is_supervisor(const struct room *room, struct slice person)
{
    struct rings rings = room_rings(room, person);
    return rings_of_staff(rings) || cohorts_of(rings);
}
