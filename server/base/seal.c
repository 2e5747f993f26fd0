/* SPDX-License-Identifier: Apache-2.0
 * AES-256-GCM by OpenSSL's EVP. Fetching the cipher and expanding the key cost more than a short
 * text: both are done once, and a context kept for each direction. */
#include "base/seal.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"

enum { NONCE_BYTES = 12, TAG_BYTES = 16, DRAWN_BYTES = 8 };

struct seal {
    EVP_CIPHER_CTX *writing, *reading; /* owned; keyed */
    struct hash derives;               /* the key of nonces that are derived */
    unsigned char drawn[DRAWN_BYTES];  /* how nonces begin */
    uint32_t count;                    /* of them made since that was drawn */
};

static void draw(struct seal *seal)
{
    hash_random(seal->drawn, sizeof seal->drawn);
    seal->count = 0;
}

struct seal *seal_new(const unsigned char key[SEAL_KEY_BYTES])
{
    struct seal *seal = mem_new(sizeof *seal);
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    seal->writing = EVP_CIPHER_CTX_new();
    seal->reading = EVP_CIPHER_CTX_new();
    check(cipher && seal->writing && seal->reading);
    check(EVP_EncryptInit_ex2(seal->writing, cipher, key, NULL, NULL) == 1);
    check(EVP_DecryptInit_ex2(seal->reading, cipher, key, NULL, NULL) == 1);
    EVP_CIPHER_free(cipher);
    seal->derives = hash_mac((struct slice){(const char *)key, SEAL_KEY_BYTES},
                             &SLICE("muster seal nonce 1\n"), 1);
    draw(seal);
    return seal;
}

void seal_free(struct seal **seal)
{
    if (!*seal)
        return;
    EVP_CIPHER_CTX_free((*seal)->writing);
    EVP_CIPHER_CTX_free((*seal)->reading);
    explicit_bzero(*seal, sizeof **seal);
    mem_free(*seal);
    *seal = NULL;
}

static void nonce_make(struct seal *seal, unsigned char nonce[NONCE_BYTES])
{
    if (seal->count == UINT32_MAX)
        draw(seal);
    seal->count++;
    memcpy(nonce, seal->drawn, DRAWN_BYTES);
    memcpy(nonce + DRAWN_BYTES, &seal->count, sizeof seal->count);
}

static const unsigned char *bytes_of(struct slice text)
{
    return (const unsigned char *)text.at;
}

/* Each part behind its length, so that no two lists have the same bytes. */
static void nonce_derive(const struct seal *seal, const struct slice parts[3],
                         unsigned char nonce[NONCE_BYTES])
{
    uint64_t lengths[3];
    struct slice all[6];
    for (int i = 0; i < 3; i++) {
        lengths[i] = parts[i].len;
        all[2 * i] = (struct slice){(const char *)&lengths[i], sizeof lengths[i]};
        all[2 * i + 1] = parts[i];
    }
    struct hash mac =
        hash_mac((struct slice){(const char *)seal->derives.bytes, HASH_BYTES}, all, 6);
    memcpy(nonce, mac.bytes, NONCE_BYTES);
}

static void encrypt(struct seal *seal, const unsigned char nonce[NONCE_BYTES], struct slice about,
                    struct slice text, struct buffer *out)
{
    EVP_CIPHER_CTX *context = seal->writing;
    check(text.len <= INT_MAX - SEAL_MORE_BYTES && about.len <= INT_MAX);
    unsigned char *sealed = (unsigned char *)buffer_reserve(out, text.len + SEAL_MORE_BYTES);
    int len = 0;
    if (!sealed)
        return;
    unsigned char *body = sealed + NONCE_BYTES;
    memcpy(sealed, nonce, NONCE_BYTES);
    check(EVP_EncryptInit_ex2(context, NULL, NULL, nonce, NULL) == 1);
    if (about.len > 0)
        check(EVP_EncryptUpdate(context, NULL, &len, bytes_of(about), (int)about.len) == 1);
    if (text.len > 0)
        check(EVP_EncryptUpdate(context, body, &len, bytes_of(text), (int)text.len) == 1);
    check(EVP_EncryptFinal_ex(context, body + text.len, &len) == 1);
    check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, body + text.len) == 1);
    out->len += text.len + SEAL_MORE_BYTES;
}

void seal_write(struct seal *seal, struct slice about, struct slice text, struct buffer *out)
{
    unsigned char nonce[NONCE_BYTES];
    nonce_make(seal, nonce);
    encrypt(seal, nonce, about, text, out);
}

void seal_write_same(struct seal *seal, struct slice about, struct slice once, struct slice text,
                     struct buffer *out)
{
    unsigned char nonce[NONCE_BYTES];
    nonce_derive(seal, (const struct slice[]){about, once, text}, nonce);
    encrypt(seal, nonce, about, text, out);
}

/* Decrypts to `body`. False: what came out is not to be used. */
static bool verify(struct seal *seal, struct slice about, struct slice sealed, unsigned char *body)
{
    EVP_CIPHER_CTX *context = seal->reading;
    size_t body_len = sealed.len - SEAL_MORE_BYTES;
    const unsigned char *nonce = bytes_of(sealed), *text = nonce + NONCE_BYTES;
    unsigned char tag[TAG_BYTES];
    int len = 0;
    memcpy(tag, text + body_len, sizeof tag);
    check(EVP_DecryptInit_ex2(context, NULL, NULL, nonce, NULL) == 1);
    check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, tag) == 1);
    if (about.len > 0)
        check(EVP_DecryptUpdate(context, NULL, &len, bytes_of(about), (int)about.len) == 1);
    if (body_len > 0)
        check(EVP_DecryptUpdate(context, body, &len, text, (int)body_len) == 1);
    return EVP_DecryptFinal_ex(context, body + body_len, &len) == 1;
}

bool seal_read(struct seal *seal, struct slice about, struct slice sealed, struct buffer *out)
{
    if (sealed.len < SEAL_MORE_BYTES || sealed.len > INT_MAX || about.len > INT_MAX)
        return false;
    size_t body_len = sealed.len - SEAL_MORE_BYTES;
    unsigned char *body = (unsigned char *)buffer_reserve(out, body_len);
    if (!body)
        return false;
    bool good = verify(seal, about, sealed, body);
    if (good)
        out->len += body_len;
    else
        OPENSSL_cleanse(body, body_len);
    return good;
}
