/* SPDX-License-Identifier: Apache-2.0
 *
 * Areas of a room: a topic of its forum, a unit, a document. Visitors (ROLE_VISITORS) were let into
 * some, and stand there as whoever is inside; everywhere else they stand outside. What is shown in
 * an area to everybody inside is shown to them too, and nothing that is for some.
 */
#ifndef MUSTER_CORE_AREA_H
#define MUSTER_CORE_AREA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/writer.h"

struct area {
    const char *kind; /* "topic", "unit", "document": a constant */
    int64_t seq;
};

/* What a feature knows of its own. */
struct areas {
    const char *kind;
    /* Whether there is such an area, into which visitors may be let. */
    bool (*exists)(const void *state, int64_t seq);
    /* Writes it as the view of the room has it for everybody inside, as an object by its seq;
     * nothing while it is not shown to them. */
    void (*write)(const void *state, int64_t seq, struct writer *out);
};

#endif
