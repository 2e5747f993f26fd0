/* SPDX-License-Identifier: Apache-2.0
 *
 * A certificate and its key, before anybody is shown them: a pair that does not fit would let the
 * server start, and every handshake fail.
 */
#ifndef MUSTER_NET_TLS_PAIR_H
#define MUSTER_NET_TLS_PAIR_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the PEM files `cert` (the first of a chain) and `key` can be read and belong to each
 * other; else one sentence in `why`. */
bool tls_pair_check(const char *cert, const char *key, char *why, size_t why_bytes);
/* For how many more whole days that certificate is good; -1: it is not, or cannot be read. */
int tls_pair_days(const char *cert);

#endif
