/* SPDX-License-Identifier: Apache-2.0
 *
 * What the demo's course of eight weeks is made of: units that open week by week, the third of them
 * this week, and what is read, watched and done in them. Nobody is named but by a role.
 */
#ifndef MUSTER_DEMO_COURSE_H
#define MUSTER_DEMO_COURSE_H

#include <stdint.h>

/* A command as the demo writes it. */
struct demo_line {
    const char *room, *method, *op;
    const char *data; /* members of the object, in which ' stands for " */
};
typedef void demo_course_fn(void *context, const struct demo_line *line);

/* Calls `send` with each command: those that make its start and its units, and those that make the
 * items, which need the units to be there. `now_ms` is when the demo starts. */
void demo_course_units(int64_t now_ms, demo_course_fn *send, void *context);
void demo_course_items(demo_course_fn *send, void *context);
/* The item that is an assignment, of a unit that is open; and, once its seq is known, what it asks
 * for until the week after the next. */
extern const struct demo_line demo_course_assignment;
void demo_course_asks(int64_t item, int64_t now_ms, demo_course_fn *send, void *context);

#endif
