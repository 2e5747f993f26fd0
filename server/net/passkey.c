/* SPDX-License-Identifier: Apache-2.0
 *
 * The library checks signatures, and the site and flags of an assertion. With attestation "none"
 * there is nothing for it to verify when a passkey is made: the hash of the site and the flags
 * (WebAuthn §6.1) are looked at here. clientDataJSON (§5.8.1) it never looks at.
 */
#include "net/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include "base/base64url.h"
#include "base/check.h"
#include "base/hash.h"

enum {
    CLIENT_DATA_BYTES = 4096,
    AUTH_DATA_BYTES = 4096,
    OBJECT_BYTES = 8192,
    SIGNATURE_BYTES = 512,
    FLAG_PRESENT = 0x01,
    FLAG_VERIFIED = 0x04,
};

struct passkey_site passkey_site_of(const char *url)
{
    struct slice origin = slice_of(url), host = origin;
    const char *scheme = strstr(url, "://");
    if (scheme)
        host = slice_of(scheme + 3);
    const char *colon = host.len ? memchr(host.at, ':', host.len) : NULL;
    if (colon)
        host.len = (size_t)(colon - host.at);
    return (struct passkey_site){origin, host};
}

/* The bytes of the member `key` of the response; false when it is not strict base64url. */
static bool bytes_get(const struct json *response, const char *key, size_t max, struct buffer *out)
{
    struct slice text;
    buffer_init(out, max);
    return json_get_text(response, key, &text) && text.len > 0 && base64url_read(text, out);
}

/* Strictly: what it was for, from where, not from within a page of another site; and what it
 * answers. */
static bool client_data_fits(const struct passkey_site *site, struct slice bytes, const char *type,
                             struct passkey_challenge *challenge)
{
    struct json *data = NULL;
    struct slice said;
    struct buffer raw;
    bool crossed = false, fits = json_parse(bytes, &data) == ERR_NONE;
    buffer_init(&raw, sizeof challenge->bytes);
    fits = fits && json_get_text(data, "type", &said) && slice_is(said, type) &&
           json_get_text(data, "origin", &said) && slice_equal(said, site->origin) &&
           (!json_get(data, "crossOrigin") ||
            (json_get_bool(data, "crossOrigin", &crossed) && !crossed)) &&
           json_get_text(data, "challenge", &said) && base64url_read(said, &raw);
    challenge->len = fits ? raw.len : 0;
    if (challenge->len > 0)
        memcpy(challenge->bytes, raw.bytes, raw.len);
    buffer_done(&raw);
    json_free(&data);
    return fits && challenge->len > 0;
}

static bool is_public_key(const struct json *credential)
{
    struct slice type;
    return json_get_text(credential, "type", &type) && slice_is(type, "public-key");
}

/* ---- making ------------------------------------------------------------------------------------
 */

/* Of an older browser, which tells the whole attestation object alone: the byte string behind its
 * key "authData" (CBOR, RFC 8949 §3). */
static bool auth_data_find(struct slice object, struct buffer *out)
{
    static const char key[] = "\x68"
                              "authData";
    const char *at = memmem(object.at, object.len, key, sizeof key - 1);
    if (!at)
        return false;
    const unsigned char *head = (const unsigned char *)at + sizeof key - 1;
    size_t left = object.len - (size_t)((const char *)head - object.at), len, skip;
    if (left >= 2 && head[0] == 0x58) {
        len = head[1];
        skip = 2;
    } else if (left >= 3 && head[0] == 0x59) {
        len = (size_t)head[1] << 8 | head[2];
        skip = 3;
    } else {
        return false;
    }
    if (len > left - skip)
        return false;
    buffer_add(out, (struct slice){(const char *)head + skip, len});
    return !out->full;
}

static bool auth_data_get(const struct json *response, struct buffer *out)
{
    struct buffer object;
    if (json_get(response, "authenticatorData"))
        return bytes_get(response, "authenticatorData", AUTH_DATA_BYTES, out);
    buffer_init(out, AUTH_DATA_BYTES);
    bool found = bytes_get(response, "attestationObject", OBJECT_BYTES, &object) &&
                 auth_data_find(buffer_slice(&object), out);
    buffer_done(&object);
    return found;
}

/* That the site and the flags are as they should be. */
static bool data_fits(const struct passkey_site *site, struct slice data)
{
    struct hash hash = hash_of(&site->rp_id, 1);
    unsigned flags = FLAG_PRESENT | FLAG_VERIFIED;
    return data.len > HASH_BYTES && memcmp(data.at, hash.bytes, HASH_BYTES) == 0 &&
           ((unsigned char)data.at[HASH_BYTES] & flags) == flags;
}

static bool credential_read(fido_cred_t *cred, enum passkey_alg alg, struct slice data,
                            struct passkey *passkey)
{
    size_t id_bytes, key_bytes;
    int type = alg == PASSKEY_ES256 ? COSE_ES256 : alg == PASSKEY_EDDSA ? COSE_EDDSA : COSE_RS256;
    if (fido_cred_set_type(cred, type) != FIDO_OK ||
        fido_cred_set_authdata_raw(cred, (const unsigned char *)data.at, data.len) != FIDO_OK)
        return false;
    id_bytes = fido_cred_id_len(cred);
    key_bytes = fido_cred_pubkey_len(cred);
    if (id_bytes == 0 || id_bytes > sizeof passkey->id || key_bytes == 0 ||
        key_bytes > sizeof passkey->key)
        return false;
    *passkey = (struct passkey){.id_bytes = id_bytes,
                                .alg = alg,
                                .key_bytes = key_bytes,
                                .counter = fido_cred_sigcount(cred)};
    memcpy(passkey->id, fido_cred_id_ptr(cred), id_bytes);
    memcpy(passkey->key, fido_cred_pubkey_ptr(cred), key_bytes);
    return true;
}

static bool data_read(enum passkey_alg alg, struct slice data, struct passkey *passkey)
{
    fido_cred_t *cred = fido_cred_new();
    check(cred);
    bool read = credential_read(cred, alg, data, passkey);
    fido_cred_free(&cred);
    return read;
}

enum err passkey_register(const struct passkey_site *site, const struct json *credential,
                          struct passkey *passkey, struct passkey_challenge *challenge)
{
    struct buffer client, data, id;
    const struct json *response = json_get(credential, "response");
    bool good = bytes_get(response, "clientDataJSON", CLIENT_DATA_BYTES, &client);
    good = auth_data_get(response, &data) && good;
    buffer_init(&id, PASSKEY_ID_BYTES);
    fido_init(0);
    good = good && is_public_key(credential) &&
           client_data_fits(site, buffer_slice(&client), "webauthn.create", challenge) &&
           data_fits(site, buffer_slice(&data)) &&
           (data_read(PASSKEY_ES256, buffer_slice(&data), passkey) ||
            data_read(PASSKEY_EDDSA, buffer_slice(&data), passkey) ||
            data_read(PASSKEY_RS256, buffer_slice(&data), passkey)) &&
           passkey_read_id(credential, &id) &&
           slice_equal(buffer_slice(&id),
                       (struct slice){(const char *)passkey->id, passkey->id_bytes});
    buffer_done(&client);
    buffer_done(&data);
    buffer_done(&id);
    return good ? ERR_NONE : ERR_PASSKEY_INVALID;
}

/* ---- signing in --------------------------------------------------------------------------------
 */

bool passkey_read_id(const struct json *credential, struct buffer *id)
{
    struct slice text;
    return json_get_text(credential, "rawId", &text) && text.len > 0 && base64url_read(text, id);
}

static int verify_es256(const fido_assert_t *assert, const struct passkey *passkey)
{
    es256_pk_t *key = es256_pk_new();
    check(key);
    int error = es256_pk_from_ptr(key, passkey->key, passkey->key_bytes);
    if (error == FIDO_OK)
        error = fido_assert_verify(assert, 0, COSE_ES256, key);
    es256_pk_free(&key);
    return error;
}

static int verify_eddsa(const fido_assert_t *assert, const struct passkey *passkey)
{
    eddsa_pk_t *key = eddsa_pk_new();
    check(key);
    int error = eddsa_pk_from_ptr(key, passkey->key, passkey->key_bytes);
    if (error == FIDO_OK)
        error = fido_assert_verify(assert, 0, COSE_EDDSA, key);
    eddsa_pk_free(&key);
    return error;
}

static int verify_rs256(const fido_assert_t *assert, const struct passkey *passkey)
{
    rs256_pk_t *key = rs256_pk_new();
    check(key);
    int error = rs256_pk_from_ptr(key, passkey->key, passkey->key_bytes);
    if (error == FIDO_OK)
        error = fido_assert_verify(assert, 0, COSE_RS256, key);
    rs256_pk_free(&key);
    return error;
}

static int verify(const fido_assert_t *assert, const struct passkey *passkey)
{
    switch (passkey->alg) {
    case PASSKEY_ES256:
        return verify_es256(assert, passkey);
    case PASSKEY_EDDSA:
        return verify_eddsa(assert, passkey);
    case PASSKEY_RS256:
        return verify_rs256(assert, passkey);
    }
    return FIDO_ERR_INVALID_ARGUMENT;
}

/* What a browser sends when somebody signs in. */
struct answer {
    struct buffer client, data, signature, handle;
};

static bool answer_read(const struct json *response, struct answer *answer)
{
    bool good = bytes_get(response, "clientDataJSON", CLIENT_DATA_BYTES, &answer->client);
    good = bytes_get(response, "authenticatorData", AUTH_DATA_BYTES, &answer->data) && good;
    good = bytes_get(response, "signature", SIGNATURE_BYTES, &answer->signature) && good;
    const struct json *handle = json_get(response, "userHandle");
    bool handled = bytes_get(response, "userHandle", AUTH_DATA_BYTES, &answer->handle);
    return good && (handled || !handle || json_is_null(handle));
}

static void answer_done(struct answer *answer)
{
    buffer_done(&answer->client);
    buffer_done(&answer->data);
    buffer_done(&answer->signature);
    buffer_done(&answer->handle);
}

static const unsigned char *bytes_of(const struct buffer *buffer)
{
    return (const unsigned char *)buffer->bytes;
}

/* Whether the passkey has signed this, for the site, the user verified; and its counter then. */
static bool signature_fits(const struct passkey_site *site, const struct answer *answer,
                           const struct passkey *passkey, int64_t *counter)
{
    char rp_id[256];
    fido_assert_t *assert = fido_assert_new();
    check(assert);
    snprintf(rp_id, sizeof rp_id, "%.*s", (int)site->rp_id.len, site->rp_id.at);
    bool fits =
        fido_assert_set_count(assert, 1) == FIDO_OK &&
        fido_assert_set_rp(assert, rp_id) == FIDO_OK &&
        fido_assert_set_clientdata(assert, bytes_of(&answer->client), answer->client.len) ==
            FIDO_OK &&
        fido_assert_set_authdata_raw(assert, 0, bytes_of(&answer->data), answer->data.len) ==
            FIDO_OK &&
        fido_assert_set_sig(assert, 0, bytes_of(&answer->signature), answer->signature.len) ==
            FIDO_OK &&
        fido_assert_set_up(assert, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(assert, FIDO_OPT_TRUE) == FIDO_OK && verify(assert, passkey) == FIDO_OK;
    *counter = fits ? fido_assert_sigcount(assert, 0) : 0;
    fido_assert_free(&assert);
    return fits;
}

/* Passkeys that are in several devices count nothing: theirs stays 0. */
static bool counter_fits(int64_t before, int64_t now)
{
    return (before == 0 && now == 0) || now > before;
}

enum err passkey_assert(const struct passkey_site *site, const struct json *credential,
                        struct slice person, struct passkey *passkey,
                        struct passkey_challenge *challenge)
{
    struct answer answer;
    int64_t counter = 0;
    fido_init(0);
    bool good =
        answer_read(json_get(credential, "response"), &answer) && is_public_key(credential) &&
        client_data_fits(site, buffer_slice(&answer.client), "webauthn.get", challenge) &&
        (answer.handle.len == 0 || slice_equal(buffer_slice(&answer.handle), person)) &&
        signature_fits(site, &answer, passkey, &counter) && counter_fits(passkey->counter, counter);
    if (good)
        passkey->counter = counter;
    answer_done(&answer);
    return good ? ERR_NONE : ERR_PASSKEY_INVALID;
}
