/* SPDX-License-Identifier: Apache-2.0
 *
 * A small world for histories without connections: one to five instances on one journal that can
 * lose what it was given, with a bus that can be cut. One at a time. What is wrong is remembered,
 * so that a history can be told by its seed.
 */
#ifndef MUSTER_TESTS_HELP_SMALL_H
#define MUSTER_TESTS_HELP_SMALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "help/kinds.h"
#include "hub/hub.h"
#include "sim/help_bus.h"
#include "sim/help_faults.h"
#include "sim/help_people.h"

enum { SMALL_HUBS = 5 };

struct small_world {
    uint64_t dice;
    struct loop *loop;
    struct journal *journal;
    struct post *post; /* NULL: one instance alone */
    struct bus *buses[SMALL_HUBS];
    struct hub *hubs[SMALL_HUBS];
    unsigned hubs_count;
    uint64_t folds, alarms;
    const char *wrong; /* NULL: nothing yet */
    char wrong_text[160];
};
extern struct small_world world;

/* Whether instances started from now on have a gate: the academy says who may come in. */
void small_guard(bool guarded);
void small_open(uint64_t seed, unsigned hubs_count, enum control control);
void small_close(void);
void small_hub_start(unsigned at);
/* As one that is killed. */
void small_hub_stop(unsigned at);
/* What is on its way comes to its end, or fails; no time passes. */
void small_turns(void);
/* A command to any instance: its seq, or an error, negative. */
int64_t small_run(const char *by, const char *method, const char *data);
/* What an instance elsewhere appends by itself, in the name of the server: whether it is there. */
bool small_append(const char *room, const char *op, const char *type, const char *data);
/* Every entry of a room, of which there are less than a thousand. */
void small_read(const char *room, void (*see)(const struct entry *, void *), void *context);
/* The first of them stands. */
void small_wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
