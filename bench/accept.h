/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of the WebSocket opening handshake (RFC 6455 §4.2.2): base64 of SHA-1 (FIPS 180-4) over
 * the client's key and a fixed GUID. Written here so that the floor needs nothing but libc.
 */
#ifndef MUSTER_BENCH_ACCEPT_H
#define MUSTER_BENCH_ACCEPT_H

#include <stddef.h>
#include <stdint.h>

enum { ACCEPT_KEY_CHARS = 24, ACCEPT_CHARS = 28 };

/* The Sec-WebSocket-Key of the client `number`, made from `seed`: the same whenever it is asked
 * for. */
void accept_key(uint64_t seed, uint64_t number, char key[ACCEPT_KEY_CHARS + 1]);
/* The Sec-WebSocket-Accept that answers `key` (ACCEPT_KEY_CHARS bytes). */
void accept_answer(const char *key, char answer[ACCEPT_CHARS + 1]);

#endif
