/* SPDX-License-Identifier: Apache-2.0
 *
 * What private conversations are made of: a shelf for each person, which is a part of the room
 * while a message stands on it.
 */
#ifndef MUSTER_TESTS_TRIAL_TALKS_H
#define MUSTER_TESTS_TRIAL_TALKS_H

#include "trial/trial_text.h"

struct talk {
    struct shelf shelf; /* its first member */
    bool closed;        /* to its person */
};

/* The state of the feature: a map of people, each with a struct talk. */
void *talks_new(const struct room *room);
void talks_free(void *state);
/* The conversation with that person, made when missing. */
struct talk *talks_get(struct map *talks, struct slice person);
/* The message of that seq, and its conversation; NULL when there is none. */
struct shelf_thing *talks_find(const struct map *talks, int64_t seq, struct talk **talk);
/* For struct feature, struct part_kind and struct row. */
bool talks_forget(void *state, int64_t seq);
bool talks_exists(const void *state, struct slice person);
void talks_changed(const struct map *talks, const struct entry *entry, const struct part_kind *kind,
                   struct parts *out);

#endif
