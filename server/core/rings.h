/* SPDX-License-Identifier: Apache-2.0
 *
 * Who sees: rings of people, as bits. A person stands in some rings; a thing carries those that it
 * is shown to, its stamp; it is visible where either word of the two meets. Whoever stands in the
 * same rings sees the same bytes, so that one feed serves them all.
 */
#ifndef MUSTER_CORE_RINGS_H
#define MUSTER_CORE_RINGS_H

#include "base/buffer.h"

/* In `all`: everybody in the room, those who wait outside, and each group's people. In `staff`: the
 * staff of the room (at RING_INSIDE), and each group's. Of people, never of a stamp, `since` is the
 * entry up to which they see nothing that was begun, where a feature goes by it; 0: they see all.
 */
struct rings {
    uint64_t all, staff;
    int64_t since;
};

enum ring {
    RING_INSIDE,
    RING_WAITING,
    RING_GROUP, /* the first group; the others follow */
    RING_COUNT = RING_GROUP + 60,
    RING_LET = RING_COUNT, /* whom the staff let stand with them in a part; in `staff` */
    RING_VISITING,         /* visitors, outside of the areas that are theirs; in `all` */
};

/* The bit of a ring. */
#define RING(ring) (UINT64_C(1) << (ring))

/* Stamps: what everybody inside sees, and what the room's staff alone. */
#define RINGS_INSIDE   ((struct rings){.all = RING(RING_INSIDE)})
#define RINGS_WAITING  ((struct rings){.all = RING(RING_WAITING)})
#define RINGS_STAFF    ((struct rings){.staff = RING(RING_INSIDE)})
#define RINGS_VISITING ((struct rings){.all = RING(RING_VISITING)})
/* Of a part: they see what the staff see there, and are none of the staff. */
#define RINGS_LET ((struct rings){.staff = RING(RING_INSIDE) | RING(RING_LET)})

/* Whether a thing with the stamp `a` is shown to people in `b`, or the other way round. */
bool rings_meet(struct rings a, struct rings b);
bool rings_equal(struct rings a, struct rings b);
/* All rings of both; of what is past they see as little as either. */
struct rings rings_both(struct rings a, struct rings b);
/* No ring at all: such people see nothing. */
bool rings_none(struct rings rings);
/* Whoever is in the room, and not before its door. */
bool rings_inside(struct rings rings);
/* Whoever sees nothing but the areas that are theirs. No stamp has this ring. */
bool rings_visiting(struct rings rings);
/* Of the room's staff, or let stand with them; and whether it is the latter. */
bool rings_of_staff(struct rings rings);
bool rings_let(struct rings rings);

/* The set as text, without a space: for an epoch. False when `text` is none that was written. */
void rings_write(struct rings rings, struct buffer *out);
bool rings_read(struct slice text, struct rings *out);

#endif
