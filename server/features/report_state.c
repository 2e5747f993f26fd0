/* SPDX-License-Identifier: Apache-2.0
 * See report_state.h. */
#include "features/report_state.h"

const char *const report_ofs[] = {"chat", "question", "direct", "notes", "forum", NULL};

struct report *report_next(const struct shelf *shelf, struct map_at *at, struct slice person,
                           bool decided)
{
    while (map_next(shelf->things, at)) {
        struct report *report = at->value;
        bool theirs = !person.at || common_author_is(&report->shelf.author, person);
        if (theirs && (report->decided_seq != 0) == decided)
            return report;
    }
    return NULL;
}

struct report *report_next_open(const struct shelf *shelf, struct map_at *at)
{
    return report_next(shelf, at, (struct slice){NULL, 0}, false);
}

bool report_is_of(const struct report *report, int of, int64_t thing)
{
    return report->of == of && report->thing == thing;
}
