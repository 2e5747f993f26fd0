/* SPDX-License-Identifier: Apache-2.0
 *
 * A key of one algorithm: verifies or makes the signatures of RFC 7518 §3 (and RFC 8037 for EdDSA).
 * The algorithm belongs to the key and never comes from a token. Keys own copies of what they were
 * made of and wipe it at the end.
 */
#ifndef MUSTER_NET_TOKEN_KEY_H
#define MUSTER_NET_TOKEN_KEY_H

#include "base/buffer.h"
#include "base/slice.h"

struct token_key;

enum token_alg { TOKEN_HS256, TOKEN_RS256, TOKEN_ES256, TOKEN_EDDSA };

enum { TOKEN_SECRET_BYTES = 32 /* least length of an HS256 secret (RFC 7518 §3.2) */ };

/* The algorithm called `name` ("HS256"); false when there is none. */
bool token_alg_find(struct slice name, enum token_alg *alg);
/* Its name. */
const char *token_alg_name(enum token_alg alg);

/* A key for verifying: the HS256 secret or a PEM public key. NULL, and a sentence in *why, when it
 * does not fit `alg` or is too weak. */
struct token_key *token_key_public(enum token_alg alg, struct slice text, const char **why);
/* A key for signing: the HS256 secret or a PEM private key. */
struct token_key *token_key_private(enum token_alg alg, struct slice text, const char **why);
/* Wipes and frees *key and sets it to NULL. */
void token_key_free(struct token_key **key);

/* The one algorithm the key is for. */
enum token_alg token_key_alg(const struct token_key *key);
/* Whether `signature` (as in a token, decoded) is the key's for `text`. */
bool token_key_verify(const struct token_key *key, struct slice text, struct slice signature);
/* Appends the signature of `text` as it stands in a token, not yet encoded; false when it failed.
 */
bool token_key_sign(const struct token_key *key, struct slice text, struct buffer *signature);
/* Appends header.payload.signature, each encoded, which is what a token is (RFC 7515 §3.1). False:
 * it failed, or did not fit, and nothing was appended. */
bool token_key_join(const struct token_key *key, struct slice header, struct slice payload,
                    struct buffer *out);

#endif
