/* SPDX-License-Identifier: Apache-2.0
 * Signatures by OpenSSL's EVP; only ES256 needs a change of form (JWS: r and s, OpenSSL: DER). */
#include "net/token_key.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/base64url.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unused.h"

enum { ES256_HALF = 32, ED25519_BYTES = 64, RSA_BITS_MIN = 2048, SIGNATURE_BYTES = 1024 };

struct token_key {
    enum token_alg alg;
    struct hash_key secret; /* of HS256 */
    EVP_PKEY *pkey;         /* of the others */
};

static const char *const alg_names[] = {[TOKEN_HS256] = "HS256",
                                        [TOKEN_RS256] = "RS256",
                                        [TOKEN_ES256] = "ES256",
                                        [TOKEN_EDDSA] = "EdDSA"};

bool token_alg_find(struct slice name, enum token_alg *alg)
{
    for (size_t i = 0; i < sizeof alg_names / sizeof alg_names[0]; i++) {
        if (slice_is(name, alg_names[i])) {
            *alg = (enum token_alg)i;
            return true;
        }
    }
    return false;
}

const char *token_alg_name(enum token_alg alg)
{
    return alg_names[alg];
}

enum token_alg token_key_alg(const struct token_key *key)
{
    return key->alg;
}

static const char *rsa_fits(EVP_PKEY *pkey)
{
    if (!EVP_PKEY_is_a(pkey, "RSA"))
        return "RS256 needs an RSA key";
    return EVP_PKEY_get_bits(pkey) < RSA_BITS_MIN ? "an RSA key needs 2048 bits or more" : NULL;
}

static const char *p256_fits(EVP_PKEY *pkey)
{
    char group[32] = "";
    size_t len = 0;
    if (!EVP_PKEY_is_a(pkey, "EC") ||
        EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group,
                                       &len) != 1 ||
        !slice_is(slice_of(group), "prime256v1"))
        return "ES256 needs a key on the curve P-256";
    return NULL;
}

static const char *ed25519_fits(EVP_PKEY *pkey)
{
    return EVP_PKEY_is_a(pkey, "ED25519") ? NULL : "EdDSA needs an Ed25519 key";
}

static const char *pkey_fits(EVP_PKEY *pkey, enum token_alg alg)
{
    static const char *(*const fits[])(EVP_PKEY *) = {
        [TOKEN_RS256] = rsa_fits, [TOKEN_ES256] = p256_fits, [TOKEN_EDDSA] = ed25519_fits};
    return fits[alg](pkey);
}

/* OpenSSL would ask on the terminal for the pass phrase of an encrypted key. */
static int no_phrase(char *phrase, int room, int writing, void *context)
{
    UNUSED(phrase);
    UNUSED(room);
    UNUSED(writing);
    UNUSED(context);
    return -1;
}

static EVP_PKEY *pem_read(struct slice text, bool private)
{
    if (text.len == 0 || text.len > 65536)
        return NULL;
    BIO *bio = BIO_new_mem_buf(text.at, (int)text.len);
    if (!bio)
        return NULL;
    EVP_PKEY *pkey = private ? PEM_read_bio_PrivateKey(bio, NULL, no_phrase, NULL)
                             : PEM_read_bio_PUBKEY(bio, NULL, no_phrase, NULL);
    BIO_free(bio);
    ERR_clear_error();
    return pkey;
}

static struct token_key *secret_new(struct slice text, const char **why)
{
    if (text.len < TOKEN_SECRET_BYTES) {
        *why = "an HS256 secret needs 32 bytes or more";
        return NULL;
    }
    struct token_key *key = mem_new(sizeof *key);
    key->alg = TOKEN_HS256;
    key->secret = hash_key_of(text);
    return key;
}

static struct token_key *key_new(enum token_alg alg, struct slice text, bool private,
                                 const char **why)
{
    if (alg == TOKEN_HS256)
        return secret_new(text, why);
    EVP_PKEY *pkey = pem_read(text, private);
    *why = pkey ? pkey_fits(pkey, alg) : "not a PEM key of the kind that is needed";
    if (*why) {
        EVP_PKEY_free(pkey);
        return NULL;
    }
    struct token_key *key = mem_new(sizeof *key);
    key->alg = alg;
    key->pkey = pkey;
    return key;
}

struct token_key *token_key_public(enum token_alg alg, struct slice text, const char **why)
{
    return key_new(alg, text, false, why);
}

struct token_key *token_key_private(enum token_alg alg, struct slice text, const char **why)
{
    return key_new(alg, text, true, why);
}

void token_key_free(struct token_key **key)
{
    if (!*key)
        return;
    EVP_PKEY_free((*key)->pkey);
    explicit_bzero(*key, sizeof **key);
    mem_free(*key);
    *key = NULL;
}

/* The DER form of r and s; 0 when it cannot be made. */
static size_t ecdsa_to_der(struct slice raw, unsigned char *der, size_t room)
{
    const unsigned char *bytes = (const unsigned char *)raw.at;
    size_t len = 0;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(bytes, ES256_HALF, NULL);
    BIGNUM *s = BN_bin2bn(bytes + ES256_HALF, ES256_HALF, NULL);
    if (!pair || !r || !s || ECDSA_SIG_set0(pair, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(pair);
        return 0;
    }
    int need = i2d_ECDSA_SIG(pair, NULL);
    if (need > 0 && (size_t)need <= room && i2d_ECDSA_SIG(pair, &der) == need)
        len = (size_t)need;
    ECDSA_SIG_free(pair);
    return len;
}

static bool ecdsa_from_der(const unsigned char *der, size_t len, struct buffer *raw)
{
    unsigned char both[2 * ES256_HALF];
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);
    bool done = pair && BN_bn2binpad(ECDSA_SIG_get0_r(pair), both, ES256_HALF) == ES256_HALF &&
                BN_bn2binpad(ECDSA_SIG_get0_s(pair), both + ES256_HALF, ES256_HALF) == ES256_HALF;
    ECDSA_SIG_free(pair);
    if (done)
        buffer_add(raw, (struct slice){(const char *)both, sizeof both});
    return done && !raw->full;
}

static const EVP_MD *digest_of(enum token_alg alg)
{
    return alg == TOKEN_EDDSA ? NULL : EVP_sha256();
}

static bool pkey_verify(const struct token_key *key, struct slice text, struct slice signature)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context &&
                EVP_DigestVerifyInit(context, NULL, digest_of(key->alg), NULL, key->pkey) == 1 &&
                EVP_DigestVerify(context, (const unsigned char *)signature.at, signature.len,
                                 (const unsigned char *)text.at, text.len) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

bool token_key_verify(const struct token_key *key, struct slice text, struct slice signature)
{
    unsigned char bytes[2 * ES256_HALF + 16];
    if (key->alg == TOKEN_HS256) {
        struct hash mac = hash_mac_by(&key->secret, &text, 1);
        return hash_same((struct slice){(const char *)mac.bytes, HASH_BYTES}, signature);
    }
    if (key->alg == TOKEN_ES256) {
        if (signature.len != 2 * ES256_HALF)
            return false;
        size_t len = ecdsa_to_der(signature, bytes, sizeof bytes);
        return len > 0 && pkey_verify(key, text, (struct slice){(const char *)bytes, len});
    }
    return signature.len > 0 && pkey_verify(key, text, signature);
}

static bool pkey_sign(const struct token_key *key, struct slice text, struct buffer *signature)
{
    unsigned char bytes[SIGNATURE_BYTES];
    size_t len = sizeof bytes;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context &&
                EVP_DigestSignInit(context, NULL, digest_of(key->alg), NULL, key->pkey) == 1 &&
                EVP_DigestSign(context, bytes, &len, (const unsigned char *)text.at, text.len) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!done)
        return false;
    if (key->alg == TOKEN_ES256)
        return ecdsa_from_der(bytes, len, signature);
    buffer_add(signature, (struct slice){(const char *)bytes, len});
    return !signature->full;
}

bool token_key_sign(const struct token_key *key, struct slice text, struct buffer *signature)
{
    if (key->alg != TOKEN_HS256)
        return pkey_sign(key, text, signature);
    struct hash mac = hash_mac_by(&key->secret, &text, 1);
    buffer_add(signature, (struct slice){(const char *)mac.bytes, HASH_BYTES});
    return !signature->full;
}

bool token_key_join(const struct token_key *key, struct slice header, struct slice payload,
                    struct buffer *out)
{
    size_t start = out->len;
    struct buffer signature;
    buffer_init(&signature, SIGNATURE_BYTES);
    base64url_write(header, out);
    buffer_add_byte(out, '.');
    base64url_write(payload, out);
    struct slice text = buffer_slice(out);
    bool good = !out->full &&
                token_key_sign(key, (struct slice){text.at + start, text.len - start}, &signature);
    buffer_add_byte(out, '.');
    base64url_write(buffer_slice(&signature), out);
    buffer_done(&signature);
    if (good && !out->full)
        return true;
    out->len = start;
    return false;
}
