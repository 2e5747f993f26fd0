/* SPDX-License-Identifier: Apache-2.0
 * SHA-1 over the one or two blocks that a handshake needs, and base64. */
#include "bench/accept.h"

#include <string.h>

enum { BLOCK_BYTES = 64, DIGEST_BYTES = 20 };

static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

static void base64_write(const unsigned char *bytes, size_t len, char *out);
static void sha1_block(uint32_t state[5], const unsigned char *block);

/* Finaliser of SplitMix64: consecutive numbers give unlike keys. */
static uint64_t bits_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

void accept_key(uint64_t seed, uint64_t number, char key[ACCEPT_KEY_CHARS + 1])
{
    uint64_t words[2] = {bits_mix(seed ^ (number << 1)), bits_mix(seed + (number << 1) + 1)};
    unsigned char bytes[sizeof words];
    memcpy(bytes, words, sizeof words);
    base64_write(bytes, sizeof bytes, key);
}

void accept_answer(const char *key, char answer[ACCEPT_CHARS + 1])
{
    /* 60 bytes of text, the end mark and the length in bits (480) fill exactly two blocks. */
    unsigned char blocks[2 * BLOCK_BYTES] = {0};
    memcpy(blocks, key, ACCEPT_KEY_CHARS);
    memcpy(blocks + ACCEPT_KEY_CHARS, guid, sizeof guid - 1);
    size_t bytes = ACCEPT_KEY_CHARS + sizeof guid - 1;
    blocks[bytes] = 0x80;
    blocks[sizeof blocks - 2] = (unsigned char)(bytes * 8 >> 8);
    blocks[sizeof blocks - 1] = (unsigned char)(bytes * 8 & 0xff);
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    sha1_block(state, blocks);
    sha1_block(state, blocks + BLOCK_BYTES);
    unsigned char digest[DIGEST_BYTES];
    for (unsigned i = 0; i < DIGEST_BYTES; i++)
        digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
    base64_write(digest, sizeof digest, answer);
}

static uint32_t bits_rotate(uint32_t x, unsigned by)
{
    return (x << by) | (x >> (32 - by));
}

static void sha1_schedule(uint32_t w[80], const unsigned char *block)
{
    for (unsigned i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (unsigned i = 16; i < 80; i++)
        w[i] = bits_rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
}

static uint32_t sha1_step(unsigned i, uint32_t b, uint32_t c, uint32_t d)
{
    if (i < 20)
        return ((b & c) | (~b & d)) + 0x5a827999;
    if (i < 40)
        return (b ^ c ^ d) + 0x6ed9eba1;
    if (i < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    return (b ^ c ^ d) + 0xca62c1d6;
}

static void sha1_block(uint32_t state[5], const unsigned char *block)
{
    uint32_t w[80];
    sha1_schedule(w, block);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (unsigned i = 0; i < 80; i++) {
        uint32_t next = bits_rotate(a, 5) + sha1_step(i, b, c, d) + e + w[i];
        e = d;
        d = c;
        c = bits_rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

static void base64_write(const unsigned char *bytes, size_t len, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < len; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= i + 1 < len ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= i + 2 < len ? bytes[i + 2] : 0;
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63];
        *out++ = i + 1 < len ? digits[group >> 6 & 63] : '=';
        *out++ = i + 2 < len ? digits[group & 63] : '=';
    }
    *out = '\0';
}
