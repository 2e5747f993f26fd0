/* SPDX-License-Identifier: Apache-2.0
 * One look every few seconds: at what came, at what waits, at the pong. */
#include "net/pulse.h"

#include "base/check.h"
#include "base/hash.h"

enum {
    SECOND_MS = 1000,
    PONG_MS = 10 * SECOND_MS,
    GRACES = 5, /* a slow link that still moves is given five more PONG_MS */
    LOOK_MS = 5 * SECOND_MS,
    UNSEEN_BYTES = 16384,   /* of control frames between two looks: hundreds a second */
    HANDSHAKE_BYTES = 8192, /* that came before the session */
    FRAME_BYTES = 40,       /* of headers, WebSocket and TLS, for one piece of a message */
};

void pulse_init(struct pulse *pulse, int64_t now_ms)
{
    *pulse = (struct pulse){.since_ms = now_ms, .seen_bytes = HANDSHAKE_BYTES};
}

/* The first ping comes between a half and a whole interval, and so does the first look, so that
 * those who came together after an interruption are not pinged together for ever. */
int64_t pulse_start(struct pulse *pulse, int64_t now_ms, const struct pulse_limits *limits)
{
    unsigned char chance;
    hash_random(&chance, 1);
    pulse->since_ms = now_ms;
    pulse->moved_s = (unsigned)(now_ms / SECOND_MS);
    pulse->ping_ms = (unsigned)(limits->ping_ms / 2 + limits->ping_ms / 2 * chance / 255);
    int64_t look_ms = LOOK_MS / 2 + LOOK_MS / 2 * chance / 255;
    return pulse->ping_ms < look_ms ? pulse->ping_ms : look_ms;
}

void pulse_heard(struct pulse *pulse, size_t bytes)
{
    size_t most = UINT32_MAX - pulse->seen_bytes;
    pulse->seen_bytes += (uint32_t)(bytes + FRAME_BYTES < most ? bytes + FRAME_BYTES : most);
}

void pulse_alive(struct pulse *pulse)
{
    pulse->pong_wanted = false;
}

/* READS -> PAUSED -> RESUMED -> READS; what was resumed may be paused again. */
static void step(struct pulse *pulse, enum pulse_reading to)
{
    static const unsigned char from[] = {
        [PULSE_READS] = 1 << PULSE_RESUMED,
        [PULSE_PAUSED] = 1 << PULSE_READS | 1 << PULSE_RESUMED,
        [PULSE_RESUMED] = 1 << PULSE_PAUSED,
    };
    check(from[to] & 1 << pulse->reading);
    pulse->reading = (unsigned char)to;
}

void pulse_pause(struct pulse *pulse)
{
    step(pulse, PULSE_PAUSED);
}

void pulse_resume(struct pulse *pulse)
{
    step(pulse, PULSE_RESUMED);
}

/* Whether bytes have waited for the peer all the time and it has taken none, whatever it says: what
 * the kernel does not get rid of holds up all that is behind it. */
static bool stands_still(struct pulse *pulse, const struct peer_progress *now, int64_t now_ms,
                         int64_t still_seconds)
{
    unsigned now_s = (unsigned)(now_ms / SECOND_MS);
    if (!now->waiting || now->acked != pulse->acked)
        pulse->moved_s = now_s;
    return now_s - pulse->moved_s >= still_seconds;
}

uint64_t pulse_explains(const struct pulse *pulse)
{
    if (pulse->reading != PULSE_READS)
        return UINT64_MAX;
    return pulse->received + pulse->seen_bytes + UNSEEN_BYTES;
}

/* Whether the messages explain what came since the last look; control frames come unseen. */
static bool came_fairly(struct pulse *pulse, const struct peer_progress *now)
{
    bool fair = now->received <= pulse_explains(pulse);
    pulse->seen_bytes = 0;
    if (pulse->reading == PULSE_RESUMED)
        step(pulse, PULSE_READS);
    return fair;
}

/* While a pong is awaited: until it is late, or until the next ping is due if it comes before. */
static int64_t pong_wait(const struct pulse *pulse, int64_t passed_ms)
{
    int64_t ping_ms = pulse->ping_ms;
    return (passed_ms < ping_ms && ping_ms < PONG_MS ? ping_ms : PONG_MS) - passed_ms;
}

/* No pong yet: a slow link whose other side still confirms bytes gets more time. */
static enum pulse_verdict pong_missing(struct pulse *pulse, int64_t now_ms)
{
    if (pulse->acked <= pulse->acked_pinged || pulse->graces >= GRACES)
        return PULSE_NO_PONG;
    pulse->graces++;
    pulse->since_ms = now_ms;
    pulse->acked_pinged = pulse->acked;
    return PULSE_GOOD;
}

static enum pulse_verdict ping(struct pulse *pulse, int64_t now_ms, int64_t interval_ms)
{
    pulse->since_ms = now_ms;
    pulse->ping_ms = (unsigned)interval_ms;
    pulse->pong_wanted = true;
    pulse->graces = 0;
    pulse->acked_pinged = pulse->acked;
    return PULSE_PING;
}

static enum pulse_verdict life(struct pulse *pulse, int64_t now_ms,
                               const struct pulse_limits *limits, int64_t *next_ms)
{
    int64_t passed_ms = now_ms - pulse->since_ms;
    enum pulse_verdict verdict = PULSE_GOOD;
    if (pulse->pong_wanted && passed_ms >= PONG_MS) {
        verdict = pong_missing(pulse, now_ms);
        *next_ms = PONG_MS;
    } else if (pulse->pong_wanted) {
        *next_ms = pong_wait(pulse, passed_ms);
    } else if (passed_ms >= pulse->ping_ms) {
        verdict = ping(pulse, now_ms, limits->ping_ms);
        *next_ms = pong_wait(pulse, 0);
    } else {
        *next_ms = pulse->ping_ms - passed_ms;
    }
    return verdict;
}

enum pulse_verdict pulse_look(struct pulse *pulse, const struct peer_progress *now, int64_t now_ms,
                              const struct pulse_limits *limits, int64_t *next_ms)
{
    bool fair = came_fairly(pulse, now);
    bool still = fair && stands_still(pulse, now, now_ms, limits->still_seconds);
    pulse->acked = now->acked;
    pulse->received = now->received;
    if (!fair)
        return PULSE_FLOOD;
    if (still)
        return PULSE_STILL;
    enum pulse_verdict verdict = life(pulse, now_ms, limits, next_ms);
    if (*next_ms > LOOK_MS)
        *next_ms = LOOK_MS;
    return verdict;
}
