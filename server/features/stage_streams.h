/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room plays: one stream, and beside it, where there are any, the same in other languages,
 * its sound alone, and a picture in sign language. Addresses are told to who is inside.
 */
#ifndef MUSTER_FEATURES_STAGE_STREAMS_H
#define MUSTER_FEATURES_STAGE_STREAMS_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/room.h"

struct stage_streams {
    char *url, *type;          /* owned; NULL: there is none */
    char *lang;                /* owned; NULL: not said */
    char *more;                /* owned; a JSON array of the others; NULL: there are none */
    bool lang_gone, more_gone; /* there was one until the last change */
};

/* Reads {url, type, lang?, more?} into the open object. */
enum err stage_streams_read(const struct json *data, struct writer *out);
/* One of them alone: {url, type, lang?}. */
enum err stage_streams_read_one(const struct json *data, struct writer *out);
/* What lies with us is the room's own: who names it has a say here, and not in another. Of all that
 * canonical data names; ERR_STREAM_ADDRESS. */
enum err stage_streams_check(const struct json *data, const struct room *room);
/* From canonical data; NULL changes nothing. */
void stage_streams_set(struct stage_streams *streams, const struct json *data);
void stage_streams_done(struct stage_streams *streams);
/* Writes the object "stream". `patch`: what it does not have is null, so that it is gone. */
void stage_streams_write(const struct stage_streams *streams, bool patch, struct writer *out);
/* Writes the address and type of the stream at that place: 0 is the first, then those beside it.
 * ERR_NOT_FOUND when there is none. */
enum err stage_streams_media(const struct stage_streams *streams, int64_t place,
                             struct writer *out);

#endif
