/* SPDX-License-Identifier: Apache-2.0
 *
 * A pulse: a thread that sends the server a ping (RFC 6455 §5.5.2) every millisecond, whether or
 * not the last one was answered, and measures until the answer is there. So a server's loop that
 * stops shows it from outside, whatever it does meanwhile. The pings go over several connections in
 * turn: Muster ends one that says nothing but pings for long. The thread takes the core before the
 * rest of the generator, where the system lets it.
 */
#ifndef MUSTER_BENCH_PULSE_H
#define MUSTER_BENCH_PULSE_H

#include "bench/latency.h"
#include "bench/tokens.h"

#include <stdbool.h>

struct pulse;

enum { PULSE_PEOPLE = 32 };

/* Connects to 127.x.x.x:PORT as the PULSE_PEOPLE people whose tokens begin at `first`, and begins.
 * NULL, and said, when it cannot. */
struct pulse *pulse_start(const char *server, const struct tokens *tokens, unsigned first);
/* What was answered since the start or the last call, in *latency: from when a ping was due. One
 * that is still waited for is in the next. */
void pulse_take(struct pulse *pulse, struct latency *latency);
/* Whether the thread has the core before others. */
bool pulse_first(const struct pulse *pulse);
/* Ends it and sets *pulse to NULL. False, and said, when the server closed the connection. NULL is
 * nothing. */
bool pulse_stop(struct pulse **pulse);

#endif
