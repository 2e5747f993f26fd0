/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger: what the fold of a room knows that each person has done there. A feature says its own
 * part (struct ledger); core/room_query.h asks all of a room's. Only what stands counts: a post
 * that is deleted was never written. Pure, like all of a fold.
 */
#ifndef MUSTER_CORE_LEDGER_H
#define MUSTER_CORE_LEDGER_H

#include <stdint.h>

#include "base/slice.h"
#include "base/writer.h"

/* Sums of one person. */
struct deeds {
    int64_t posts;    /* that they wrote */
    int64_t answers;  /* those of them that answer a thread of somebody else */
    int64_t accepted; /* and those that are accepted */
    int64_t votes;    /* up-votes that their posts have */
    int64_t opened;   /* items that they have opened … */
    int64_t done;     /* … and those that count which they have done */
    int64_t passed;   /* tests */
    int64_t works;    /* assignments that they passed */
    int64_t attended; /* webinars of the course that they took part in */
    int64_t last_ms;  /* when they were seen last; 0: never */
};

/* Called with somebody, and how they are called; absent: not known. */
typedef void ledger_fn(void *context, struct slice person, struct slice name);

/* What a feature knows. What it leaves NULL it knows nothing of. */
struct ledger {
    /* Calls `fn` for everybody whom it knows; others may know them too. */
    void (*people)(const void *state, ledger_fn *fn, void *context);
    /* Adds its part. */
    void (*sum)(const void *state, struct slice person, struct deeds *out);
    /* Writes members of its own into the open object; `whole`: thing by thing. */
    void (*write)(const void *state, struct slice person, bool whole, struct writer *out);
};

#endif
