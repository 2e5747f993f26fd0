/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of fanout/ share: a fanout on a fake loop, a source that counts, and connections
 * that are real sockets.
 */
#ifndef MUSTER_TESTS_UNIT_FANOUT_HELP_FANOUT_H
#define MUSTER_TESTS_UNIT_FANOUT_HELP_FANOUT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "fanout/feed.h"
#include "fanout/flush.h"

/* Says what it has told of by a number; shows as a whole the word "whole". */
struct counted {
    struct source source; /* its first member */
    int64_t seq;
    bool shows_nothing;
};

struct desk {
    struct loop *loop;
    struct fanout *fanout;
    struct counted counted;
    struct feed *feed;
};

/* A connection over a pair of sockets, as a transport would hold it. */
struct wire {
    struct subscriber subscriber; /* its first member */
    struct follower follower;
    int ours, theirs;
    bool direct;         /* its socket is offered to the flush */
    struct buffer rest;  /* of a cut frame, to leave before anything else */
    struct buffer heard; /* what came out of the other end, as it came */
    unsigned sends;      /* by way of the transport */
    size_t takes;        /* of the next of them at most; 0: what the socket takes */
    unsigned closed;     /* the code it was closed with */
};

/* A feed of `frames_max` frames, which nobody follows. */
void desk_open(struct desk *desk, size_t frames_max);
void desk_close(struct desk *desk);
/* Publishes {"n":<seq>,"pad":"<bytes times x>"} and flushes. */
void desk_say(struct desk *desk, size_t bytes);

/* A connection that follows the desk's feed. Its socket holds some 4 kB. */
void wire_open(struct wire *wire, struct desk *desk, bool direct);
void wire_close(struct wire *wire);
/* Reads what has come at the other end, tells the transport that it can go on, and again until
 * nothing comes. */
void wire_drain(struct wire *wire);
/* Fails unless what was heard is whole frames that hold the numbers from..upto, each once. */
void wire_expect(struct wire *wire, int64_t from, int64_t upto);

#endif
