/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 and SHA-1 (FIPS 180-4) and random bytes, from OpenSSL's libcrypto. The only places
 * below net/ that show OpenSSL are hash.c and seal.c.
 */
#ifndef MUSTER_BASE_HASH_H
#define MUSTER_BASE_HASH_H

#include "base/slice.h"

enum { HASH_BYTES = 32, HASH_HEX = 64, HASH_SHA1_BYTES = 20 };

struct hash {
    unsigned char bytes[HASH_BYTES];
};

/* The digest of the `parts` one after another. */
struct hash hash_of(const struct slice *parts, unsigned parts_count);
/* HMAC-SHA-256 (RFC 2104) of the `parts` one after another, with a `key` of at most 64 bytes. */
struct hash hash_mac(struct slice key, const struct slice *parts, unsigned parts_count);
/* A key that is used again and again: what of it goes into every HMAC, made beforehand. As secret
 * as the key, which may be of any length. */
enum { HASH_STATE_BYTES = 112 };
struct hash_key {
    unsigned char inner[HASH_STATE_BYTES], outer[HASH_STATE_BYTES];
};
struct hash_key hash_key_of(struct slice secret);
/* hash_mac with that key. */
struct hash hash_mac_by(const struct hash_key *key, const struct slice *parts,
                        unsigned parts_count);
/* The hash that hash_hex wrote; false when `hex` is none. */
bool hash_of_hex(struct slice hex, struct hash *hash);
/* Whether both hold the same bytes, found out in a time that does not tell where they differ. */
bool hash_same(struct slice a, struct slice b);
/* The digest as 64 lower-case hexadecimal digits and a NUL. */
void hash_hex(const struct hash *hash, char hex[HASH_HEX + 1]);
/* The first 128 bits of the digest as an identifier: 22 characters (base64url) and a NUL. */
void hash_id(const struct hash *hash, char id[23]);
/* The first 48 bits of the digest of `text` as HASH_SHORT letters of base64url, without a NUL. */
enum { HASH_SHORT = 8 };
void hash_short(struct slice text, char letters[HASH_SHORT]);
/* SHA-1 of `text`, for protocols that ask for it and for no secret: it is broken. */
void hash_sha1(struct slice text, unsigned char digest[HASH_SHA1_BYTES]);
/* `bytes` unpredictable bytes. */
void hash_random(void *out, size_t bytes);
/* A random identifier of 22 characters (128 bits, base64url) and a NUL. */
void hash_random_id(char id[23]);

#endif
