/* SPDX-License-Identifier: Apache-2.0
 *
 * A query: what somebody may ask of a room. It only reads, and leaves no entry.
 */
#ifndef MUSTER_CORE_QUERY_H
#define MUSTER_CORE_QUERY_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/scene.h"

struct others;
struct past_ask;

/* A read that is not an entry: paged lists too large for a view. */
struct query {
    const char *name; /* "presence.roster" */
    unsigned roles;
    /* As in struct row, but NULL: none. In rooms without locks it stays closed to participants. */
    const char *lock;
    /* The seqs that it reads from the journal before it is answered, at most `max`: then they are
     * in scene->bodies. NULL: none. */
    size_t (*needs)(const void *state, const struct json *data, const struct scene *scene,
                    int64_t *seqs, size_t max);
    /* It is about rooms as they were: about which, and when. Then its answer is given on another
     * thread, with the state as it was, and the rest in scene->past. NULL: it is not. */
    enum err (*past)(const struct json *data, struct past_ask *out);
    /* It is about other rooms too, which are awake when it is answered, in scene->others: adds
     * their names (core/room_news.h). NULL: it is not. */
    void (*others)(const void *state, const struct json *data, struct others *out);
    /* Writes the members of the answer; the caller has opened the object. */
    enum err (*answer)(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
};

#endif
