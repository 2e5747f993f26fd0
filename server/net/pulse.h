/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether the other side of a connection is alive and behaves: pings and their pongs, bytes that
 * wait and are not taken, bytes that no message explains. A pulse sends and ends nothing: it is
 * given the time and what the kernel knows, and says what is to be done. It is embedded in what it
 * belongs to. Times are ticks of the loop, in milliseconds.
 */
#ifndef MUSTER_NET_PULSE_H
#define MUSTER_NET_PULSE_H

#include "net/peer.h"

/* Whether the connection is read: while it is not, and until the next look after that, bytes may
 * come that no message explains yet. */
enum pulse_reading { PULSE_READS, PULSE_PAUSED, PULSE_RESUMED };

struct pulse {
    int64_t since_ms;      /* of opening, then of the last ping, or of the grace given */
    uint64_t acked;        /* when last looked */
    uint64_t received;     /* the same */
    uint64_t acked_pinged; /* when pinged, or at the last grace */
    uint32_t seen_bytes;   /* of messages, since the last look, as far as they can be counted */
    unsigned ping_ms;      /* until the next ping */
    unsigned moved_s;      /* when it last took bytes, or none waited */
    unsigned char graces;  /* given while the peer was slow but alive */
    unsigned char reading; /* enum pulse_reading */
    bool pong_wanted;
};

enum pulse_verdict {
    PULSE_GOOD,
    PULSE_PING,    /* it is to be pinged now */
    PULSE_FLOOD,   /* more control frames than anybody needs */
    PULSE_STILL,   /* bytes wait, and it has taken none for too long */
    PULSE_NO_PONG, /* no sign of life */
};

struct pulse_limits {
    int64_t ping_ms;       /* between two pings */
    int64_t still_seconds; /* without taking a byte while bytes wait */
};

/* A connection that has just been opened. */
void pulse_init(struct pulse *pulse, int64_t now_ms);
/* It says who it is: from now on it is looked at and pinged. Returns when to look first, at the
 * latest. */
int64_t pulse_start(struct pulse *pulse, int64_t now_ms, const struct pulse_limits *limits);
/* A piece of a message of this many bytes has come. */
void pulse_heard(struct pulse *pulse, size_t bytes);
/* A whole message has come: whatever it says, it is a sign of life. */
void pulse_alive(struct pulse *pulse);
/* It is not read from now on, or read again. */
void pulse_pause(struct pulse *pulse);
void pulse_resume(struct pulse *pulse);
/* How many bytes in all may have come by now, so that nothing about them is strange. */
uint64_t pulse_explains(const struct pulse *pulse);
/* Looks at it. GOOD and PING: *next_ms is when to look again at the latest; else it is over. */
enum pulse_verdict pulse_look(struct pulse *pulse, const struct peer_progress *now, int64_t now_ms,
                              const struct pulse_limits *limits, int64_t *next_ms);

#endif
