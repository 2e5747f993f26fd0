/* SPDX-License-Identifier: Apache-2.0
 * Digests and randomness from libcrypto. The EVP interface fetches the algorithm and allocates for
 * every digest, a quarter of what an append costs; the older one, deprecated and still there, does
 * neither. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hash.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "base/check.h"

struct hash hash_of(const struct slice *parts, unsigned parts_count)
{
    struct hash hash;
    SHA256_CTX context;
    check(SHA256_Init(&context) == 1);
    for (unsigned i = 0; i < parts_count; i++)
        check(SHA256_Update(&context, parts[i].at, parts[i].len) == 1);
    check(SHA256_Final(hash.bytes, &context) == 1);
    return hash;
}

_Static_assert(sizeof(SHA256_CTX) <= HASH_STATE_BYTES, "a state of SHA-256 has its place");

/* The digest of the key's block, changed by `pad`, as far as it can be made beforehand. */
static void key_state(struct slice key, unsigned char pad, void *state)
{
    unsigned char block[SHA256_CBLOCK];
    SHA256_CTX context;
    memset(block, pad, sizeof block);
    for (size_t i = 0; i < key.len; i++)
        block[i] ^= (unsigned char)key.at[i];
    check(SHA256_Init(&context) == 1);
    check(SHA256_Update(&context, block, sizeof block) == 1);
    memcpy(state, &context, sizeof context);
    OPENSSL_cleanse(block, sizeof block);
    OPENSSL_cleanse(&context, sizeof context);
}

struct hash_key hash_key_of(struct slice secret)
{
    struct hash_key key;
    struct hash digest;
    if (secret.len > SHA256_CBLOCK) {
        digest = hash_of(&secret, 1);
        secret = (struct slice){(const char *)digest.bytes, HASH_BYTES};
    }
    key_state(secret, 0x36, key.inner);
    key_state(secret, 0x5c, key.outer);
    return key;
}

static struct hash mac_round(const void *state, const struct slice *parts, unsigned parts_count)
{
    struct hash hash;
    SHA256_CTX context;
    memcpy(&context, state, sizeof context);
    for (unsigned i = 0; i < parts_count; i++)
        check(SHA256_Update(&context, parts[i].at, parts[i].len) == 1);
    check(SHA256_Final(hash.bytes, &context) == 1);
    return hash;
}

struct hash hash_mac_by(const struct hash_key *key, const struct slice *parts, unsigned parts_count)
{
    struct hash inner = mac_round(key->inner, parts, parts_count);
    return mac_round(key->outer, &(struct slice){(const char *)inner.bytes, HASH_BYTES}, 1);
}

struct hash hash_mac(struct slice key, const struct slice *parts, unsigned parts_count)
{
    check(key.len <= SHA256_CBLOCK);
    struct hash_key made = hash_key_of(key);
    struct hash hash = hash_mac_by(&made, parts, parts_count);
    OPENSSL_cleanse(&made, sizeof made);
    return hash;
}

bool hash_same(struct slice a, struct slice b)
{
    return a.len == b.len && CRYPTO_memcmp(a.at, b.at, a.len) == 0;
}

void hash_hex(const struct hash *hash, char hex[HASH_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (unsigned i = 0; i < HASH_BYTES; i++) {
        hex[2 * i] = digits[hash->bytes[i] >> 4];
        hex[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    hex[HASH_HEX] = '\0';
}

static int digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

bool hash_of_hex(struct slice hex, struct hash *hash)
{
    if (hex.len != HASH_HEX)
        return false;
    for (size_t i = 0; i < HASH_BYTES; i++) {
        int high = digit(hex.at[2 * i]), low = digit(hex.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

void hash_sha1(struct slice text, unsigned char digest[HASH_SHA1_BYTES])
{
    SHA_CTX context;
    check(SHA1_Init(&context) == 1);
    check(SHA1_Update(&context, text.at, text.len) == 1);
    check(SHA1_Final(digest, &context) == 1);
}

/* A call of the generator costs as much as two thousand bytes of it, so bytes are drawn in blocks.
 * What was given out is wiped. */
void hash_random(void *out, size_t bytes)
{
    static _Thread_local unsigned char drawn[1024];
    static _Thread_local size_t left;
    check(bytes <= INT_MAX);
    if (bytes > sizeof drawn / 4) {
        check(RAND_bytes(out, (int)bytes) == 1);
        return;
    }
    if (left < bytes) {
        check(RAND_bytes(drawn, sizeof drawn) == 1);
        left = sizeof drawn;
    }
    left -= bytes;
    memcpy(out, drawn + left, bytes);
    OPENSSL_cleanse(drawn + left, bytes);
}

/* Six bits a letter, four letters of three bytes; `bytes` has one more than they need. */
static void write_letters(const unsigned char *bytes, unsigned count, char *letters)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned at = 0;
    for (; at + 4 <= count; at += 4, bytes += 3) {
        letters[at] = alphabet[bytes[0] >> 2];
        letters[at + 1] = alphabet[(bytes[0] & 3) << 4 | bytes[1] >> 4];
        letters[at + 2] = alphabet[(bytes[1] & 15) << 2 | bytes[2] >> 6];
        letters[at + 3] = alphabet[bytes[2] & 63];
    }
    for (unsigned bit = 0; at < count; at++, bit += 6) {
        unsigned pair = ((unsigned)bytes[bit / 8] << 8) | bytes[bit / 8 + 1];
        letters[at] = alphabet[(pair >> (10 - bit % 8)) & 63];
    }
}

/* 22 characters of 6 bits are 132: the last one carries two bits, then four zeros. */
static void id_write(const unsigned char bytes[17], char id[23])
{
    write_letters(bytes, 22, id);
    id[22] = '\0';
}

void hash_id(const struct hash *hash, char id[23])
{
    unsigned char bytes[17] = {0};
    memcpy(bytes, hash->bytes, 16);
    id_write(bytes, id);
}

void hash_random_id(char id[23])
{
    unsigned char bytes[17] = {0};
    hash_random(bytes, 16);
    id_write(bytes, id);
}

void hash_short(struct slice text, char letters[HASH_SHORT])
{
    struct hash hash = hash_of(&text, 1);
    write_letters(hash.bytes, HASH_SHORT, letters);
}
