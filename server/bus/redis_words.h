/* SPDX-License-Identifier: Apache-2.0
 *
 * What instances say to one another over Redis, and on which channels:
 *
 *     PREFIX:room:ROOM   "NODE SEQ"      ROOM holds SEQ entries, says NODE
 *                        "NODE SEQ PART PART …" the same, and some of the last of them, sealed:
 * each PART is "SEQ LENGTH:" and LENGTH bytes; SEQ rises PREFIX:node:NODE   the message bus_tell
 *     PREFIX:nodes       "NODE"          NODE is alive (each second)
 *                        "NODE gone"     NODE has ended in order
 *
 * Whoever can publish can forge all of it: it is read strictly and believed little. Pure.
 */
#ifndef MUSTER_BUS_REDIS_WORDS_H
#define MUSTER_BUS_REDIS_WORDS_H

#include "base/buffer.h"
#include "bus/redis_reply.h"

struct redis_words {
    char *rooms, *nodes_each; /* owned: what stands before ROOM and NODE */
    char *nodes, *mine;       /* owned: whole channels */
};

/* Names the channels of instance `node`; ended by redis_words_done. */
void redis_words_init(struct redis_words *words, struct slice prefix, struct slice node);
void redis_words_done(struct redis_words *words);

enum word_kind {
    WORD_NONE,    /* nothing of ours: to be read over */
    WORD_NEWS,    /* node, room, seq */
    WORD_TOLD,    /* message */
    WORD_ALIVE,   /* node */
    WORD_GONE,    /* node */
    WORD_ROOM,    /* the server has begun or ended to send us `room` */
    WORD_CHANNEL, /* the same for one of the other channels */
};

struct redis_word {
    enum word_kind kind;
    struct slice node, room, message; /* borrowed from the reply */
    struct slice parts;               /* the same: of news; absent when there are none */
    int64_t seq;                      /* 1 to 2^53 */
};

/* Understands what arrived on a connection that has subscribed. */
struct redis_word redis_words_read(const struct redis_words *words,
                                   const struct redis_reply *reply);
/* Adds a part of news to `parts`, wholly or not at all: then false. */
bool redis_words_add_part(struct buffer *parts, int64_t seq, struct slice sealed);
/* Takes the first part off *parts. False when there is none, or it is not understood. */
struct redis_part {
    int64_t seq;         /* 1 to 2^53 */
    struct slice sealed; /* at least one byte; borrowed */
};
bool redis_words_take_part(struct slice *parts, struct redis_part *part);
/* Why a server that answers with the error `text` is of no use now: a short English reason, static.
 */
const char *redis_words_why(struct slice text);

#endif
