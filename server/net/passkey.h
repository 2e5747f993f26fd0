/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys (WebAuthn Level 2): what a browser sends when one is made, and when somebody signs in
 * with it, as JSON (PublicKeyCredential.toJSON). Discoverable, the user verified, without
 * attestation, ES256, EdDSA or, of older machines, RS256 (2,048 bits). Checks everything but
 * whether the challenge was ours, which is given back to be looked at. Pure. The only place that
 * shows libfido2.
 */
#ifndef MUSTER_NET_PASSKEY_H
#define MUSTER_NET_PASSKEY_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

enum { PASSKEY_ID_BYTES = 1023, PASSKEY_KEY_BYTES = 260, PASSKEY_CHALLENGE_BYTES = 64 };

/* As COSE (RFC 9053, RFC 8812) numbers them. */
enum passkey_alg { PASSKEY_ES256 = -7, PASSKEY_EDDSA = -8, PASSKEY_RS256 = -257 };

/* To whom a passkey says who somebody is. */
struct passkey_site {
    struct slice origin; /* "https://academy.example" */
    struct slice rp_id;  /* its host */
};
/* The site at `url`, which is borrowed. */
struct passkey_site passkey_site_of(const char *url);

/* What is kept of one. */
struct passkey {
    unsigned char id[PASSKEY_ID_BYTES];
    size_t id_bytes;
    enum passkey_alg alg;
    unsigned char key[PASSKEY_KEY_BYTES];
    size_t key_bytes;
    int64_t counter;
};

/* The challenge that an answer is to. */
struct passkey_challenge {
    char bytes[PASSKEY_CHALLENGE_BYTES];
    size_t len;
};

/* One was made: fills in *passkey and *challenge. ERR_PASSKEY_INVALID: it is not what was asked
 * for, or from somewhere else. */
enum err passkey_register(const struct passkey_site *site, const struct json *credential,
                          struct passkey *passkey, struct passkey_challenge *challenge);
/* The id of the one that somebody signs in with, appended to `id`; false: there is none. */
bool passkey_read_id(const struct json *credential, struct buffer *id);
/* Somebody signs in with `passkey`, whose person is `person` (the user handle, where there is one,
 * is compared): passkey->counter moves on. ERR_PASSKEY_INVALID: it is not that one that has signed,
 * not for this site, or a counter that once rose has not. */
enum err passkey_assert(const struct passkey_site *site, const struct json *credential,
                        struct slice person, struct passkey *passkey,
                        struct passkey_challenge *challenge);

#endif
