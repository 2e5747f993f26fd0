/* SPDX-License-Identifier: Apache-2.0
 *
 * A body is salt (16), the size of a record (4), the length of what follows (1), our point (65),
 * one record (RFC 8188 §2.1): text, 2, zeros, sealed with AES-128-GCM. Its key and nonce come from
 * the secret that our fresh key and the browser's have in common (RFC 8291 §3.4). */
#include "net/token_push.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

#include "base/base64url.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/writer.h"
#include "net/token_key.h"

enum {
    HEADER_BYTES = TOKEN_PUSH_SALT + 4 + 1 + TOKEN_PUSH_POINT,
    TAG_BYTES = 16,
    KEY_BYTES = 16,
    NONCE_BYTES = 12,
    INFO_BYTES = 14 + 2 * TOKEN_PUSH_POINT + 1,
    TOKEN_BYTES_MAX = 2048,
    POINT_TEXT = 88,
};

struct token_push {
    struct token_key *key;  /* signs */
    char point[POINT_TEXT]; /* base64url */
};

static struct slice bytes_of(const unsigned char *bytes, size_t len)
{
    return (struct slice){(const char *)bytes, len};
}

/* ---- keys --------------------------------------------------------------------------------------
 */

static bool point_of(const BIGNUM *scalar, unsigned char point[TOKEN_PUSH_POINT])
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    EC_POINT *public = group ? EC_POINT_new(group) : NULL;
    bool good = public && EC_POINT_mul(group, public, scalar, NULL, NULL, NULL) == 1 &&
                EC_POINT_point2oct(group, public, POINT_CONVERSION_UNCOMPRESSED, point,
                                   TOKEN_PUSH_POINT, NULL) == TOKEN_PUSH_POINT;
    EC_POINT_free(public);
    EC_GROUP_free(group);
    return good;
}

/* A key of a point, and of the scalar behind it where that is known. */
static EVP_PKEY *pkey_of(const unsigned char point[TOKEN_PUSH_POINT], const BIGNUM *scalar)
{
    EVP_PKEY *pkey = NULL;
    OSSL_PARAM *params = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (build && context &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, TOKEN_PUSH_POINT) &&
        (!scalar || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, scalar)))
        params = OSSL_PARAM_BLD_to_param(build);
    if (params && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &pkey, scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                          params) != 1)
        pkey = NULL;
    OSSL_PARAM_free(params);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_BLD_free(build);
    return pkey;
}

static bool is_scalar(const BIGNUM *number)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    bool good = group && !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group)) < 0;
    EC_GROUP_free(group);
    return good;
}

/* A key and its point; NULL when `scalar` is none. */
static EVP_PKEY *pair_of(const unsigned char scalar[TOKEN_PUSH_SCALAR],
                         unsigned char point[TOKEN_PUSH_POINT])
{
    EVP_PKEY *pkey = NULL;
    BIGNUM *number = BN_bin2bn(scalar, TOKEN_PUSH_SCALAR, NULL);
    if (number && is_scalar(number) && point_of(number, point))
        pkey = pkey_of(point, number);
    BN_clear_free(number);
    return pkey;
}

/* One in 2^32 seeds gives no scalar; what is made of it then does. */
static EVP_PKEY *pair_of_seed(struct hash seed, unsigned char point[TOKEN_PUSH_POINT])
{
    EVP_PKEY *pkey = pair_of(seed.bytes, point);
    while (!pkey) {
        const struct slice part = bytes_of(seed.bytes, sizeof seed.bytes);
        seed = hash_of(&part, 1);
        pkey = pair_of(seed.bytes, point);
    }
    explicit_bzero(&seed, sizeof seed);
    return pkey;
}

/* As token_key.h takes it. */
static struct token_key *signing_key(EVP_PKEY *pkey)
{
    const char *why = NULL;
    char *text = NULL;
    struct token_key *key = NULL;
    BIO *bio = BIO_new(BIO_s_secmem());
    if (bio && PEM_write_bio_PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL) == 1) {
        long len = BIO_get_mem_data(bio, &text);
        key = token_key_private(TOKEN_ES256, (struct slice){text, (size_t)len}, &why);
    }
    BIO_free(bio);
    check(key); /* else out of memory */
    return key;
}

struct token_push *token_push_new(const struct hash *seed)
{
    struct token_push *key = mem_new(sizeof *key);
    unsigned char point[TOKEN_PUSH_POINT];
    struct buffer text;
    EVP_PKEY *pkey = pair_of_seed(*seed, point);
    key->key = signing_key(pkey);
    EVP_PKEY_free(pkey);
    buffer_init(&text, sizeof key->point - 1);
    base64url_write(bytes_of(point, sizeof point), &text);
    memcpy(key->point, text.bytes, text.len);
    buffer_done(&text);
    return key;
}

void token_push_free(struct token_push **key)
{
    struct token_push *old = *key;
    *key = NULL;
    if (!old)
        return;
    token_key_free(&old->key);
    mem_free(old);
}

struct slice token_push_public(const struct token_push *key)
{
    return slice_of(key->point);
}

/* ---- who we are --------------------------------------------------------------------------------
 */

bool token_push_authorize(const struct token_push *key, struct slice audience, struct slice subject,
                          int64_t ends_s, struct buffer *out)
{
    struct buffer claims;
    struct writer writer;
    buffer_init(&claims, TOKEN_BYTES_MAX);
    writer_init(&writer, &claims);
    writer_object(&writer, NULL);
    writer_text(&writer, "aud", audience);
    writer_int(&writer, "exp", ends_s);
    if (subject.len > 0)
        writer_text(&writer, "sub", subject);
    writer_end(&writer);
    buffer_add(out, SLICE("vapid t="));
    bool good =
        !claims.full && token_key_join(key->key, SLICE("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"),
                                       buffer_slice(&claims), out);
    buffer_addf(out, ", k=%s", key->point);
    buffer_done(&claims);
    return good && !out->full;
}

/* ---- sealing -----------------------------------------------------------------------------------
 */

bool token_push_good(const struct token_push_to *to)
{
    EVP_PKEY *pkey = pkey_of(to->point, NULL);
    EVP_PKEY_CTX *context = pkey ? EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL) : NULL;
    bool good = to->point[0] == 4 && context && EVP_PKEY_public_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(pkey);
    return good;
}

/* What both keys have in common. */
static bool agree(EVP_PKEY *own, const unsigned char point[TOKEN_PUSH_POINT],
                  unsigned char common[HASH_BYTES])
{
    size_t len = HASH_BYTES;
    EVP_PKEY *peer = pkey_of(point, NULL);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, own, NULL);
    bool good = peer && context && EVP_PKEY_derive_init(context) == 1 &&
                EVP_PKEY_derive_set_peer(context, peer) == 1 &&
                EVP_PKEY_derive(context, common, &len) == 1 && len == HASH_BYTES;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(peer);
    return good;
}

struct sealing {
    unsigned char salt[TOKEN_PUSH_SALT], point[TOKEN_PUSH_POINT];
    struct hash key, nonce; /* the first bytes of each count */
};

static struct hash extract(struct slice salt, struct slice secret)
{
    return hash_mac(salt, &secret, 1);
}

/* HKDF of one block (RFC 5869 §2.3). */
static struct hash expand(const struct hash *key, struct slice info)
{
    const struct slice parts[] = {info, {"\1", 1}};
    return hash_mac(bytes_of(key->bytes, sizeof key->bytes), parts, 2);
}

static void keys_make(struct sealing *sealing, const struct token_push_to *to,
                      const unsigned char common[HASH_BYTES])
{
    unsigned char info[INFO_BYTES] = "WebPush: info";
    memcpy(info + 14, to->point, TOKEN_PUSH_POINT);
    memcpy(info + 14 + TOKEN_PUSH_POINT, sealing->point, TOKEN_PUSH_POINT);
    struct hash first =
        extract(bytes_of(to->secret, sizeof to->secret), bytes_of(common, HASH_BYTES));
    struct hash input = expand(&first, bytes_of(info, sizeof info - 1));
    struct hash key = extract(bytes_of(sealing->salt, sizeof sealing->salt),
                              bytes_of(input.bytes, sizeof input.bytes));
    sealing->key = expand(&key, SLICE("Content-Encoding: aes128gcm\0"));
    sealing->nonce = expand(&key, SLICE("Content-Encoding: nonce\0"));
    explicit_bzero(&first, sizeof first);
    explicit_bzero(&input, sizeof input);
    explicit_bzero(&key, sizeof key);
}

static bool record_write(const struct sealing *sealing, struct slice plain, struct buffer *out)
{
    unsigned char sealed[TOKEN_PUSH_RECORD];
    int len = 0, more = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool good =
        context &&
        EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), NULL, sealing->key.bytes,
                           sealing->nonce.bytes) == 1 &&
        EVP_EncryptUpdate(context, sealed, &len, (const unsigned char *)plain.at, (int)plain.len) ==
            1 &&
        EVP_EncryptFinal_ex(context, sealed + len, &more) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, sealed + len + more) == 1;
    EVP_CIPHER_CTX_free(context);
    if (good)
        buffer_add(out, bytes_of(sealed, (size_t)(len + more) + TAG_BYTES));
    return good;
}

/* Once it is known whom it is for and by which key. */
static bool body_write(const struct sealing *sealing, struct slice text, size_t padding,
                       struct buffer *out)
{
    unsigned char plain[TOKEN_PUSH_RECORD] = {0};
    static const unsigned char sizes[] = {0, 0, TOKEN_PUSH_RECORD >> 8, 0, TOKEN_PUSH_POINT};
    size_t start = out->len;
    memcpy(plain, text.at, text.len);
    plain[text.len] = 2; /* the last record */
    buffer_add(out, bytes_of(sealing->salt, sizeof sealing->salt));
    buffer_add(out, bytes_of(sizes, sizeof sizes));
    buffer_add(out, bytes_of(sealing->point, sizeof sealing->point));
    bool good = record_write(sealing, bytes_of(plain, text.len + 1 + padding), out) && !out->full;
    explicit_bzero(plain, sizeof plain);
    if (!good)
        out->len = start;
    return good;
}

static EVP_PKEY *own_key(const struct token_push_chance *chance, struct sealing *sealing)
{
    struct hash seed;
    if (chance) {
        memcpy(sealing->salt, chance->salt, sizeof sealing->salt);
        return pair_of(chance->scalar, sealing->point);
    }
    hash_random(&seed, sizeof seed);
    hash_random(sealing->salt, sizeof sealing->salt);
    EVP_PKEY *own = pair_of_seed(seed, sealing->point);
    explicit_bzero(&seed, sizeof seed);
    return own;
}

bool token_push_seal(const struct token_push_to *to, const struct token_push_chance *chance,
                     struct slice text, size_t padding, struct buffer *out)
{
    struct sealing sealing = {0};
    unsigned char common[HASH_BYTES];
    if (text.len > TOKEN_PUSH_TEXT || padding > TOKEN_PUSH_TEXT - text.len)
        return false;
    EVP_PKEY *own = own_key(chance, &sealing);
    bool good = own && agree(own, to->point, common);
    EVP_PKEY_free(own);
    if (good) {
        keys_make(&sealing, to, common);
        good = body_write(&sealing, text, padding, out);
    }
    explicit_bzero(&sealing, sizeof sealing);
    explicit_bzero(common, sizeof common);
    return good;
}
