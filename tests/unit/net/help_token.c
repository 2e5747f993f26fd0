/* SPDX-License-Identifier: Apache-2.0 */
#include "help_token.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/base64url.h"
#include "help_net.h"
#include "net/token_key.h"

static struct buffer bio_take(BIO *bio)
{
    char *bytes;
    struct buffer text;
    long len = BIO_get_mem_data(bio, &bytes);
    buffer_init(&text, 16384);
    buffer_add(&text, (struct slice){bytes, (size_t)len});
    BIO_free(bio);
    return text;
}

static struct pair pair_of(EVP_PKEY *pkey)
{
    struct pair pair;
    BIO *secret = BIO_new(BIO_s_mem()), *open = BIO_new(BIO_s_mem());
    assert_non_null(pkey);
    assert_int_equal(PEM_write_bio_PrivateKey(secret, pkey, NULL, NULL, 0, NULL, NULL), 1);
    assert_int_equal(PEM_write_bio_PUBKEY(open, pkey), 1);
    pair.secret = bio_take(secret);
    pair.open = bio_take(open);
    EVP_PKEY_free(pkey);
    return pair;
}

struct pair pair_new_curve(const char *curve)
{
    return pair_of(EVP_EC_gen(curve));
}

struct pair pair_new(enum token_alg alg, bool small)
{
    if (alg == TOKEN_RS256)
        return pair_of(EVP_RSA_gen(small ? 1024 : 2048));
    if (alg == TOKEN_ES256)
        return pair_new_curve("P-256");
    return pair_of(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"));
}

void pair_free(struct pair *pair)
{
    buffer_done(&pair->secret);
    buffer_done(&pair->open);
}

struct slice token_forge(const char *header, const char *payload, enum token_alg alg,
                         struct slice key)
{
    static char bytes[16384];
    const char *why = NULL;
    struct buffer text, signature;
    buffer_init(&text, sizeof bytes);
    buffer_init(&signature, 1024);
    base64url_write(slice_of(header), &text);
    buffer_add_byte(&text, '.');
    base64url_write(slice_of(payload), &text);
    if (key.at) {
        struct token_key *signer = token_key_private(alg, key, &why);
        assert_non_null(signer);
        assert_true(token_key_sign(signer, buffer_slice(&text), &signature));
        token_key_free(&signer);
    }
    buffer_add_byte(&text, '.');
    base64url_write(buffer_slice(&signature), &text);
    assert_false(text.full);
    memcpy(bytes, text.bytes, text.len);
    struct slice token = {bytes, text.len};
    buffer_done(&text);
    buffer_done(&signature);
    return token;
}
