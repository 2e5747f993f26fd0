/* SPDX-License-Identifier: Apache-2.0
 *
 * Until when something is to be handed in, of what a course asks for: when it is due, and when it
 * closes. In a copy both move with the start of the course, by whole days: each at its hour in the
 * zone of the course, whatever its clocks do in between.
 */
#ifndef MUSTER_FEATURES_COMMON_DATES_H
#define MUSTER_FEATURES_COMMON_DATES_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "base/zone.h"

/* Reads `due` and `closes`, each optional: nothing closes before it is due. */
enum err common_dates_read(const struct json *data, struct writer *out);

/* From one run to the next. */
struct common_run {
    const struct zone *zone;
    int64_t from_ms, to_ms; /* starts; 0: not said */
};
/* Writes the date as it is in the next run; without both starts nothing is known of it. */
void common_dates_move(const struct common_run *run, const char *key, int64_t at_ms,
                       struct writer *out);

#endif
