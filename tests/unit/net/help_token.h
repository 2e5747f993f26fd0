/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys and hand-made tokens for the tests: fresh key pairs, and tokens whose header and payload are
 * given as text, signed by whatever key the attacker has.
 */
#ifndef MUSTER_TESTS_UNIT_NET_HELP_TOKEN_H
#define MUSTER_TESTS_UNIT_NET_HELP_TOKEN_H

#include "base/buffer.h"
#include "net/token.h"

#define TEST_SECRET SLICE("0123456789abcdef0123456789abcdef")

struct pair {
    struct buffer secret; /* PEM, private */
    struct buffer open;   /* PEM, public */
};

/* A new key pair of `alg` (not HS256); `small` makes an RSA key of 1024 bits. */
struct pair pair_new(enum token_alg alg, bool small);
/* A new EC pair on `curve`. */
struct pair pair_new_curve(const char *curve);
void pair_free(struct pair *pair);

/* header.payload, signed with `alg` and `key` whatever the header says; in a buffer of the helper's
 * own, valid until the next call. An absent key gives an empty signature. */
struct slice token_forge(const char *header, const char *payload, enum token_alg alg,
                         struct slice key);

#endif
