/* SPDX-License-Identifier: Apache-2.0
 *
 * What goes to the push service of a browser: the words, sealed for that browser alone (RFC 8291,
 * one record of aes128gcm, RFC 8188), and who we are (VAPID, RFC 8292), signed with a key of ours
 * on the curve P-256. A service learns when and how much is sent, never what.
 */
#ifndef MUSTER_NET_TOKEN_PUSH_H
#define MUSTER_NET_TOKEN_PUSH_H

#include "base/buffer.h"
#include "base/hash.h"

enum {
    TOKEN_PUSH_POINT = 65,  /* a public key, uncompressed */
    TOKEN_PUSH_SCALAR = 32, /* a private one */
    TOKEN_PUSH_SECRET = 16, /* of a browser, beside its key */
    TOKEN_PUSH_SALT = 16,
    TOKEN_PUSH_RECORD = 4096, /* as much as every service takes (RFC 8030 §7.2) */
    TOKEN_PUSH_TEXT = 3992,   /* bytes that may be sealed */
};

struct token_push;

/* Our key: of the same seed it is the same. Owned by the caller. */
struct token_push *token_push_new(const struct hash *seed);
/* Wipes and frees *key and sets it to NULL; NULL is ignored. */
void token_push_free(struct token_push **key);
/* Its public part, as browsers ask for it: base64url of the point. */
struct slice token_push_public(const struct token_push *key);
/* Appends the value of the header Authorization for a service: `audience` is its origin, `subject`
 * who can be asked about us (https:… or mailto:…; may be empty). It holds until `ends_s`. */
bool token_push_authorize(const struct token_push *key, struct slice audience, struct slice subject,
                          int64_t ends_s, struct buffer *out);

/* A browser that is sent to. */
struct token_push_to {
    unsigned char point[TOKEN_PUSH_POINT], secret[TOKEN_PUSH_SECRET];
};
/* Whether its point lies on the curve. */
bool token_push_good(const struct token_push_to *to);
/* What is random in a message. */
struct token_push_chance {
    unsigned char scalar[TOKEN_PUSH_SCALAR], salt[TOKEN_PUSH_SALT];
};
/* Appends the body for `to`: `text` and `padding` bytes behind it, together at most
 * TOKEN_PUSH_TEXT; `chance` is NULL but for tests. False, and nothing is added, when it cannot be.
 */
bool token_push_seal(const struct token_push_to *to, const struct token_push_chance *chance,
                     struct slice text, size_t padding, struct buffer *out);

#endif
