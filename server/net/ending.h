/* SPDX-License-Identifier: Apache-2.0
 *
 * Why the server ends a connection: one list for the close codes, their reasons and how they are
 * counted.
 */
#ifndef MUSTER_NET_ENDING_H
#define MUSTER_NET_ENDING_H

#include "net/stats.h"

/* X(name, close code, reason, refused as). The codes are the
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
    X(SUSPENDED, 4501, "suspended", REFUSED_GATE)                                                  \
    X(SIGNED_OUT, 4502, "signed out", REFUSED_SIGNED_OUT)                                          \
    X(NOT_MEMBER, 4503, "not a member", REFUSED_GATE)                                              \
    X(ACCESS_ASKED, 4504, "access was asked for", REFUSED_GATE)                                    \
    X(FRAMES, 1002, "protocol error", REFUSED_MALFORMED)                                           \
    X(NOT_UTF8, 1007, "not UTF-8", REFUSED_MALFORMED)                                              \
    X(TOO_LARGE, 1009, "message too big", REFUSED_TOO_LARGE)

enum ending {
#define ENDING_NAME(name, code, reason, refused) ENDING_##name,
    ENDING_LIST(ENDING_NAME)
#undef ENDING_NAME
};

#endif
