/* SPDX-License-Identifier: Apache-2.0
 *
 * What the catalogue keeps of a room that was dropped, or is about to be.
 */
#ifndef MUSTER_FEATURES_DROPPED_H
#define MUSTER_FEATURES_DROPPED_H

#include "base/map.h"

struct dropped {
    int64_t seq;        /* of the entry that says so */
    bool done;          /* then the rest is empty */
    struct map *guests; /* as of a listing, owned; NULL: none */
    int64_t *words;     /* owned; entries whose words go with it */
    size_t words_count;
};

/* For a map of them. */
void dropped_free(void *dropped);

#endif
