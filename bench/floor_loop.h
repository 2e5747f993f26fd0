/* SPDX-License-Identifier: Apache-2.0
 *
 * What the floors share: one bare epoll loop, the WebSocket handshake, ready replies, and the run,
 * the frames of one turn. How a run leaves is up to each floor. Connections belong to the loop, a
 * floor borrows them. What cannot be done ends the process with a message.
 *
 * GET /floor/publish makes a publisher: each text message it sends goes to every subscriber as it
 * stands; messages that arrive together leave together. Any other path makes a client: its first
 * message, whatever it says, is answered with ready replies to `connect` and `subscribe` (the
 * latter, which holds a view, of as many bytes as wished), and from then on it is a subscriber. One
 * that came by GET /floor/answer/N has each further message answered, by a ready reply of N bytes.
 */
#ifndef MUSTER_BENCH_FLOOR_LOOP_H
#define MUSTER_BENCH_FLOOR_LOOP_H

#include <stdbool.h>
#include <stddef.h>

enum { FLOOR_CONNS_MAX = 20000, FLOOR_RUN_BYTES = 1 << 20 };

enum role { ROLE_STRANGER, ROLE_CLIENT, ROLE_SUBSCRIBER, ROLE_PUBLISHER };

struct conn {
    int fd;
    enum role role;
    bool asks;      /* its messages are answered */
    unsigned place; /* in floor->subscribers */
    char *cut;      /* the beginning of what has not arrived whole; usually NULL */
    size_t cut_len;
    const char *rest; /* of the replies, borrowed: what has not left */
    size_t rest_len;
    bool cut_short; /* the socket is waited for */
};

struct floor;

/* `flush` hands the whole run to every subscriber, in order, before it returns; it may put another
 * buffer in the run's place. The others are told of a new subscriber, and of one about to be
 * closed; they may be NULL. */
struct floor_ops {
    void (*flush)(struct floor *floor);
    void (*joined)(struct floor *floor, const struct conn *conn);
    void (*left)(struct floor *floor, const struct conn *conn);
};

struct floor {
    const struct floor_ops *ops;
    void *context;     /* of ops */
    const char *fault; /* "" in every measurement */
    unsigned messages;
    int epoll;
    int listener;
    struct conn *subscribers[FLOOR_CONNS_MAX];
    unsigned subscribers_count;
    char *replies; /* one frame */
    size_t replies_len;
    char *answer; /* one frame, to every message of those who ask; NULL until one has come */
    size_t answer_len;
    char *run; /* FLOOR_RUN_BYTES of the floor's own: frames of this turn */
    size_t run_len;
    char *input;
};

/* Allows the process as many open files as it may have; returns how many that is. */
unsigned floor_files_raise(void);
/* Reads PORT [VIEW_BYTES [FAULT]] from `words`, which NULL ends, listens on 127.0.0.1:PORT and
 * serves until the process is ended. `run` holds FLOOR_RUN_BYTES. With a FAULT (key, mask, gap,
 * twice, swap) one thing goes wrong; with `narrow` sockets take little at a time. */
void floor_serve(char **words, char *run, const struct floor_ops *ops, void *context);
/* One `send` where the socket has room, which is nearly always; where not, waits for it: the floor
 * is measured below the rate at which this happens. */
void floor_send(const struct conn *conn, const char *bytes, size_t len);
/* Whether the floor is to err in this way. */
bool floor_errs(const struct floor *floor, const char *fault);
/* Ends the process, with what the system says. */
void floor_fail(const char *what);

#endif
