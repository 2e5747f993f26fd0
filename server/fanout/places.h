/* SPDX-License-Identifier: Apache-2.0
 *
 * Who follows a feed, and how far each has come: one array, so that a flush to ten thousand people
 * reads a few bytes of each from one run of memory and touches nothing else of theirs, unless a
 * send comes up short.
 */
#ifndef MUSTER_FANOUT_PLACES_H
#define MUSTER_FANOUT_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct follower;

enum { PLACE_INDIRECT = -1 };

struct place {
    uint64_t cursor; /* position on the tape */
    struct follower *follower;
    int fd; /* a socket that takes frames as they are; PLACE_INDIRECT: by the follower */
    unsigned served_as; /* enum connection_class (fanout/fanout.h): for figures */
};

struct places {
    struct place *list; /* owned; the order changes as people leave */
    size_t count, capacity;
};

/* Adds a place at the end, and tells the follower where it is. */
void places_add(struct places *places, const struct place *place);
/* Takes the place `index` out. The first `served` places stay the first, but for the one that is
 * taken out: returns how many they are now. */
size_t places_take(struct places *places, size_t index, size_t served);
/* Whether so few follow that all of them are served before anybody of a large feed is. */
bool places_are_few(const struct places *places);
/* Frees the array. */
void places_done(struct places *places);

#endif
