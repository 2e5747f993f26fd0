/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes sealed with AES-256-GCM (NIST SP 800-38D): who lacks the key can neither read nor change
 * nor make them. What they are about (the associated data) is not in them, and has to be the same
 * when they are opened.
 *
 * What is sealed is a nonce of 12 bytes, the ciphertext and a tag of 16. A nonce must never come
 * twice under one key, which several processes share: it is 8 random bytes, drawn for each seal_new
 * and again after 2^32 uses, and a counter of 4. A purely random nonce would be good for 2^32 uses
 * of the key, which a large cluster makes in days. Here only two equal draws could repeat one: with
 * ten thousand draws in the life of a key (restarts, for the most part) the chance is below 2^-37.
 * Where the same bytes are to come each time (seal_write_same) a nonce is 96 bits of an HMAC over
 * all that is sealed, under a key derived from this one; a key is to be used in one of the two
 * ways.
 */
#ifndef MUSTER_BASE_SEAL_H
#define MUSTER_BASE_SEAL_H

#include "base/buffer.h"

/* SEAL_MORE_BYTES: what is sealed is longer by this. */
enum { SEAL_KEY_BYTES = 32, SEAL_MORE_BYTES = 28 };

struct seal;

/* Ready to seal and open under `key`, which is not needed any more afterwards. Ended by seal_free,
 * which sets *seal to NULL. */
struct seal *seal_new(const unsigned char key[SEAL_KEY_BYTES]);
void seal_free(struct seal **seal);
/* Adds `text`, sealed, to `out`; when it does not fit nothing is added and out->full is set. */
void seal_write(struct seal *seal, struct slice about, struct slice text, struct buffer *out);
/* The same, with the same bytes each time for the same `about`, `once` and `text`: the nonce is
 * derived from these, and so differs where any of them does. `once` is not needed to open it: it
 * tells apart what is sealed twice about the same, whose equality would show else. */
void seal_write_same(struct seal *seal, struct slice about, struct slice once, struct slice text,
                     struct buffer *out);
/* Adds what is in `sealed` to `out`. False, and nothing is added, when it was not sealed under this
 * key and about this, or does not fit; which of these is not told. */
bool seal_read(struct seal *seal, struct slice about, struct slice sealed, struct buffer *out);

#endif
