/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions to a room: reads that are no entries (struct query of core/feature.h), of the room or
 * of a side room (core/side.h). Pure.
 */
#ifndef MUSTER_CORE_ROOM_QUERY_H
#define MUSTER_CORE_ROOM_QUERY_H

#include "core/room.h"

/* Whether `name` is a query of rooms of this kind. */
bool room_has_query(const struct room *room, struct slice name);
/* A query, and who asks. */
struct room_question {
    struct slice name, person;
    const struct json *data;
};
/* The seqs that are to be read from the journal before it is answered, at most `max`. */
size_t room_query_needs(const struct room *room, const struct room_question *question,
                        int64_t *seqs, size_t max);
/* Answers a query, with what was read for it (NULL: nothing); ERR_METHOD_NOT_FOUND when there is
 * none of that name. */
enum err room_query(const struct room *room, const struct room_question *question,
                    const struct bodies *bodies, struct buffer *out);

/* Whether the feature of that name has a thing `seq` that the person of `scene` sees (shows of
 * core/feature.h): what one feature may know of the things of another. */
bool room_shows(const struct scene *scene, struct slice feature, int64_t seq);

#endif
