/* SPDX-License-Identifier: Apache-2.0
 *
 * What a Redis server says (RESP2), read by hiredis' parser into one reply of fixed size: nothing
 * that arrives makes memory grow beyond a bound, and what Muster has no use for (the inside of
 * nested arrays) is read over. redis_reply.c alone shows hiredis.
 */
#ifndef MUSTER_BUS_REDIS_REPLY_H
#define MUSTER_BUS_REDIS_REPLY_H

#include "base/slice.h"

enum reply_kind { REPLY_NIL, REPLY_STATUS, REPLY_ERROR, REPLY_NUMBER, REPLY_TEXT, REPLY_ARRAY };

/* The longest thing Muster asks for has three: message, channel, payload. */
enum { REPLY_ITEMS = 3 };

struct reply_item {
    enum reply_kind kind;
    int64_t number;
    struct slice text; /* of a status, an error, a text */
};

struct redis_reply {
    struct reply_item self;
    unsigned count; /* of an array's items; those beyond REPLY_ITEMS are not kept */
    struct reply_item items[REPLY_ITEMS];
};

struct redis_reader;

/* Reads the replies of one connection from its beginning. Ended by redis_reader_free, which sets
 * *reader to NULL. */
struct redis_reader *redis_reader_new(void);
void redis_reader_free(struct redis_reader **reader);

enum reader_state { READER_MORE, READER_REPLY, READER_BROKEN };

/* Takes what has arrived, at most READER_FEED_BYTES at once, after redis_reader_next has said
 * READER_MORE. */
enum { READER_FEED_BYTES = 16384 };
void redis_reader_feed(struct redis_reader *reader, struct slice bytes);
/* The next whole reply; its slices hold until the next call. READER_BROKEN for what is not RESP2,
 * or beyond the bounds; nothing can be read after it. */
enum reader_state redis_reader_next(struct redis_reader *reader, struct redis_reply *reply);

#endif
