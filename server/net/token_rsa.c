/* SPDX-License-Identifier: Apache-2.0
 * By OpenSSL's EVP; the exponent is 65537. */
#include "net/token_rsa.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/base64url.h"

enum { RSA_BITS = 2048, NUMBER_BYTES = RSA_BITS / 8, TEXT_BYTES = 512 };

bool token_rsa_make(struct buffer *pem)
{
    EVP_PKEY *key = EVP_RSA_gen(RSA_BITS);
    BIO *bio = BIO_new(BIO_s_secmem());
    char *text = NULL;
    bool made = key && bio && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
    long len = made ? BIO_get_mem_data(bio, &text) : 0;
    if (len > 0)
        buffer_add(pem, (struct slice){text, (size_t)len});
    BIO_free(bio);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return len > 0 && !pem->full;
}

static bool write_number(EVP_PKEY *key, const char *param, const char *name, struct writer *out)
{
    unsigned char bytes[NUMBER_BYTES];
    BIGNUM *number = NULL;
    struct buffer text;
    bool there =
        EVP_PKEY_get_bn_param(key, param, &number) == 1 && BN_num_bytes(number) <= NUMBER_BYTES;
    buffer_init(&text, TEXT_BYTES);
    if (there) {
        int len = BN_bn2bin(number, bytes);
        base64url_write((struct slice){(const char *)bytes, (size_t)len}, &text);
        writer_text(out, name, buffer_slice(&text));
    }
    buffer_done(&text);
    BN_free(number);
    return there;
}

bool token_rsa_write(struct slice pem, struct writer *out)
{
    BIO *bio = BIO_new_mem_buf(pem.at, (int)pem.len);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, "") : NULL;
    bool good = key && EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) == RSA_BITS;
    if (good)
        writer_text(out, "kty", SLICE("RSA"));
    good = good && write_number(key, OSSL_PKEY_PARAM_RSA_N, "n", out) &&
           write_number(key, OSSL_PKEY_PARAM_RSA_E, "e", out);
    EVP_PKEY_free(key);
    BIO_free(bio);
    ERR_clear_error();
    return good;
}
