/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor's own counters, for /metrics and /health. One struct, owned by net.c and handed to
 * whoever counts. What was refused is counted by reason; names are Prometheus label values.
 */
#ifndef MUSTER_NET_STATS_H
#define MUSTER_NET_STATS_H

#include <stdint.h>

#include "base/histogram.h"

#define REFUSED_LIST(X)                                                                            \
    X(FULL, "full")             /* no room for another socket or connection */                     \
    X(CROWDED, "crowded")       /* had not said who it is when its place was needed */             \
    X(ORIGIN, "origin")         /* Origin is not allowed */                                        \
    X(PATH, "path")             /* a path that is not in canonical form */                         \
    X(SIGNATURE, "signature")   /* a media address without a signature that holds */               \
    X(STREAM, "stream")         /* a stream for a room, with a key that is not good (any more) */  \
    X(UPGRADE, "upgrade")       /* not WebSocket version 13 on the endpoint, or CONNECT */         \
    X(TOKEN, "token")           /* invalid token, or none */                                       \
    X(LIFE, "life")             /* a token that holds longer than allowed */                       \
    X(REVOKED, "revoked")       /* a token taken back, at connect or later */                      \
    X(EXPIRED, "expired")       /* token expired, at connect or later */                           \
    X(MALFORMED, "malformed")   /* not the protocol */                                             \
    X(TOO_LARGE, "too_large")   /* a message, or its fragments, beyond the bound */                \
    X(STALE, "stale")           /* no connect in time */                                           \
    X(NO_PONG, "no_pong")       /* no sign of life */                                              \
    X(SLOW, "slow")             /* does not take, or give, the bytes that wait */                  \
    X(PROTOBUF, "protobuf")     /* the sub-protocol that is not served */                          \
    X(RATE, "rate")             /* commands beyond the rate */                                     \
    X(FLOOD, "flood")           /* control frames beyond the rate */                               \
    X(PERSON, "person")         /* too many connections of one person */                           \
    X(GATE, "gate")             /* suspended, or no member, at connect or later */                 \
    X(SIGNED_OUT, "signed_out") /* of a browser that was signed out, at connect or later */

/* How clients are connected; names are Prometheus label values. */
#define CARRIER_LIST(X)                                                                            \
    X(WEBSOCKET, "websocket")                                                                      \
    X(HTTP_STREAM, "http_stream")                                                                  \
    X(SSE, "sse")

enum carrier {
#define CARRIER_NAME(name, text) CARRIER_##name,
    CARRIER_LIST(CARRIER_NAME)
#undef CARRIER_NAME
        CARRIER_COUNT
};

enum refused {
#define REFUSED_NAME(name, text) REFUSED_##name,
    REFUSED_LIST(REFUSED_NAME)
#undef REFUSED_NAME
        REFUSED_COUNT
};

/* What became of mails, on this instance; names are Prometheus label values. */
#define MAILS_LIST(X)                                                                              \
    X(QUEUED, "queued")     /* taken, to be sent */                                                \
    X(SENT, "sent")         /* taken by the server */                                              \
    X(REFUSED, "refused")   /* not taken now; each time it was tried */                            \
    X(GIVEN_UP, "given_up") /* refused for good, or too late */                                    \
    X(EMPTY, "empty")       /* there was nothing to say any more when it was to be sent */         \
    X(BOUNCED, "bounced")   /* came back, or the server knows nobody of that address */            \
    X(PERHAPS, "perhaps")   /* sent again, for who sent it ended before that was written down */   \
    X(NO_ROOM, "no_room")   /* not taken: too many wait */

enum mails {
#define MAILS_NAME(name, text) MAILS_##name,
    MAILS_LIST(MAILS_NAME)
#undef MAILS_NAME
        MAILS_COUNT
};

/* What became of messages to browsers, on this instance; names are Prometheus label values. */
#define PUSHED_LIST(X)                                                                             \
    X(SENT, "sent")         /* taken by the browser's service */                                   \
    X(GONE, "gone")         /* nobody is there any more: it was forgotten */                       \
    X(GIVEN_UP, "given_up") /* refused, or no answer after some tries */                           \
    X(EMPTY, "empty")       /* there was nothing to say any more when it was to be sent again */   \
    X(NO_ROOM, "no_room")   /* not sent: too many wait */

enum pushed {
#define PUSHED_NAME(name, text) PUSHED_##name,
    PUSHED_LIST(PUSHED_NAME)
#undef PUSHED_NAME
        PUSHED_COUNT
};

struct net_stats {
    uint64_t accepted;                /* sockets, since the start */
    uint64_t sockets;                 /* now */
    uint64_t connections;             /* of clients that said who they are, now */
    uint64_t connections_max;         /* of these at once, as it is in force */
    uint64_t carriers[CARRIER_COUNT]; /* of these: by what carries them */
    uint64_t connected;               /* with a person, since the start */
    uint64_t requests;                /* HTTP, since the start */
    uint64_t commands;                /* from clients */
    uint64_t emulated;                /* messages that came for a streaming connection */
    uint64_t received_bytes;          /* payload of messages */
    uint64_t refused[REFUSED_COUNT];
    uint64_t budgets;         /* commands and reads put off: a share was used up */
    struct histogram command; /* from a command's coming to its answer, queries too */
    struct histogram join;    /* the same of subscribing */
    uint64_t mails[MAILS_COUNT];
    uint64_t mails_waiting; /* now, as last looked */
    uint64_t pushed[PUSHED_COUNT];
    uint64_t pushes_waiting; /* now: to be sent, or on their way */
};

#endif
