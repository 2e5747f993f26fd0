/* SPDX-License-Identifier: Apache-2.0
 * Both are read by OpenSSL, which also says whether they fit. */
#include "net/tls_pair.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>

#include "base/unused.h"

/* OpenSSL would ask on the terminal for the pass phrase of an encrypted key. */
static int no_phrase(char *phrase, int room, int writing, void *context)
{
    UNUSED(phrase);
    UNUSED(room);
    UNUSED(writing);
    UNUSED(context);
    return -1;
}

static X509 *cert_read(const char *path)
{
    BIO *bio = BIO_new_file(path, "r");
    X509 *cert = bio ? PEM_read_bio_X509(bio, NULL, no_phrase, NULL) : NULL;
    BIO_free(bio);
    ERR_clear_error();
    return cert;
}

static EVP_PKEY *key_read(const char *path)
{
    BIO *bio = BIO_new_file(path, "r");
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, no_phrase, NULL) : NULL;
    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static int days_left(const X509 *cert)
{
    int days = 0, seconds = 0;
    if (!ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(cert)))
        return -1;
    return days < 0 || seconds < 0 ? -1 : days;
}

bool tls_pair_check(const char *cert, const char *key, char *why, size_t why_bytes)
{
    X509 *read = cert_read(cert);
    EVP_PKEY *private = key_read(key);
    bool fits = read && private && X509_check_private_key(read, private) == 1;
    ERR_clear_error();
    X509_free(read);
    EVP_PKEY_free(private);
    if (!read)
        snprintf(why, why_bytes, "%s: there is no certificate (PEM) that can be read", cert);
    else if (!private)
        snprintf(why, why_bytes,
                 "%s: there is no key (PEM, without a pass phrase) that can be read", key);
    else if (!fits)
        snprintf(why, why_bytes, "the key %s is not that of the certificate %s", key, cert);
    return fits;
}

int tls_pair_days(const char *path)
{
    X509 *cert = cert_read(path);
    int days = cert ? days_left(cert) : -1;
    X509_free(cert);
    return days;
}
