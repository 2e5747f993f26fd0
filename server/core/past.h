/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms as they were at a moment, for queries about the past: they are folded anew from their
 * first entry (hub/recall.h), and asked like any others.
 */
#ifndef MUSTER_CORE_PAST_H
#define MUSTER_CORE_PAST_H

#include "core/sight.h"

/* What a query asks for. */
struct past_ask {
    struct slice room; /* which other room, beside the one that is asked; absent: none */
    int64_t entry;     /* an entry of it, of which it is asked who sees it */
    int64_t at_ms;     /* the moment; 0: now */
    bool itself;       /* the room that is asked alone; the moment may be one to come: then as what
                          is due by then will make it (core/ahead.h) */
};

/* What its answer is made of. */
struct past {
    struct room *room; /* the other one, as it was */
    struct sight *sight;
    bool ended; /* by the moment: the other room may have come further since */
};

#endif
