/* SPDX-License-Identifier: Apache-2.0
 *
 * A session is one client of the Centrifuge protocol: from the first message, which must be
 * `connect` with a token, to the last. It owns the subscriber through which the hub pushes, and
 * belongs to the transport, which opens and closes it. What a client does wrong ends in an error
 * reply or in an ending; nothing a client sends is logged.
 */
#ifndef MUSTER_NET_SESSION_H
#define MUSTER_NET_SESSION_H

#include "hub/hub.h"
#include "net/intake.h"
#include "net/revoked_file.h"
#include "net/stats.h"
#include "net/token.h"
#include "net/transport.h"
#include "net/wheel.h"

/* Why the server ends a connection: X(name, close code, reason, refused as). The codes are the
 * protocol's (WIRE: from 3500 on, and from 4500 of our own, the client does not come back). */
#define ENDING_LIST(X)                                                                             \
    X(SHUTDOWN, 3001, "shutdown", REFUSED_COUNT)                                                   \
    X(SERVER, 3004, "internal server error", REFUSED_COUNT)                                        \
    X(EXPIRED, 3005, "expired", REFUSED_EXPIRED)                                                   \
    X(SLOW, 3008, "slow", REFUSED_SLOW)                                                            \
    X(NO_PONG, 3012, "no pong", REFUSED_NO_PONG)                                                   \
    X(RATE, 3013, "too many requests", REFUSED_RATE)                                               \
    X(FLOOD, 3013, "too many requests", REFUSED_FLOOD)                                             \
    X(TOKEN, 3500, "invalid token", REFUSED_TOKEN)                                                 \
    X(TOKEN_LIFE, 3500, "invalid token", REFUSED_LIFE)                                             \
    X(REVOKED, 3500, "invalid token", REFUSED_REVOKED)                                             \
    X(BAD_REQUEST, 3501, "bad request", REFUSED_MALFORMED)                                         \
    X(STALE, 3502, "stale", REFUSED_STALE)                                                         \
    X(PROTOBUF, 3508, "not available", REFUSED_PROTOBUF)                                           \
    X(PROTOCOL, 3506, "inappropriate protocol", REFUSED_MALFORMED)                                 \
    X(PERSON, 4500, "too many connections", REFUSED_PERSON)                                        \
    X(FRAMES, 1002, "protocol error", REFUSED_MALFORMED)                                           \
    X(NOT_UTF8, 1007, "not UTF-8", REFUSED_MALFORMED)                                              \
    X(TOO_LARGE, 1009, "message too big", REFUSED_TOO_LARGE)

enum ending {
#define ENDING_NAME(name, code, reason, refused) ENDING_##name,
    ENDING_LIST(ENDING_NAME)
#undef ENDING_NAME
};

struct media;
struct sessions;
struct session;

/* What all sessions share. Borrowed, to outlive the sessions. */
struct sessions_options {
    struct loop *loop;
    struct hub *hub;
    struct wheel *wheel;
    struct net_stats *stats;
    const struct token_rules *tokens;
    const struct revoked_file *revoked; /* NULL: no token is taken back */
    const struct media *media;          /* NULL: addresses of media are told as they are */
    struct slice epoch;                 /* the journal's */
    int64_t ping_seconds, connect_seconds;
    size_t connections_max;
    bool channels_open; /* anonymous people may connect */
};

/* None yet. Owned by the caller. */
struct sessions *sessions_new(const struct sessions_options *options);
/* Frees *sessions and sets it to NULL. All must have been closed. */
void sessions_free(struct sessions **sessions);
/* Whether another one that connects would be too many, or sessions_end was called. */
bool sessions_full(const struct sessions *sessions);
/* The name by which clients are told of this instance, as other instances know it if there are any.
 */
struct slice sessions_node(const struct sessions *sessions);
/* Ends at most so many of them, and every one that still comes; returns how many are left. */
size_t sessions_end(struct sessions *sessions, enum ending ending, size_t most);

/* Ends those whose token is on the list of revoked ones by now. */
void sessions_revoke(struct sessions *sessions);

/* A session for `peer`. */
struct session *session_open(struct sessions *sessions, struct peer *peer);
/* The next piece of a message from the client. */
void session_receive(struct session *session, const struct intake_part *part, bool binary);
/* The greatest id of a command that has come; 0: none. */
uint32_t session_last_id(const struct session *session);
/* The peer keeps bytes that must leave before any others; session_ready follows. Also from inside
 * peer_ops.send. */
void session_block(struct session *session);
/* The peer can take bytes again. */
void session_ready(struct session *session);
/* Asks for the end: the transport closes in a later turn. Only the first ending counts. */
void session_end(struct session *session, enum ending ending);
/* The connection is gone: unlinks everything at once, frees, sets *session to NULL. NULL is
 * nothing. */
void session_close(struct session **session);

#endif
