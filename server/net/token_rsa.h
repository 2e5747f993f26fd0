/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys for RS256 (RFC 7518 §3.3) of our own, for who believes nothing else: made here, kept as PEM
 * by whoever asked, used by token_key_private.
 */
#ifndef MUSTER_NET_TOKEN_RSA_H
#define MUSTER_NET_TOKEN_RSA_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/writer.h"

enum { TOKEN_RSA_PEM_BYTES = 2048 };

/* Appends a new private key of 2048 bits; false when there is none to be had. Takes a tenth of a
 * second, or ten times that: for a thread that is not the loop's. */
bool token_rsa_make(struct buffer *pem);
/* Writes the members `kty`, `n` and `e` of its public half (RFC 7518 §6.3.1) into the open object;
 * false, and nothing is written, when `pem` is no such key. */
bool token_rsa_write(struct slice pem, struct writer *out);

#endif
