/* SPDX-License-Identifier: Apache-2.0
 * A code is the hash (43 letters of base64url) and half of an HMAC of it (22). */
#include "net/confirming.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/buffer.h"
#include "loop/loop.h"
#include "net/login_keys.h"
#include "net/outbox.h"
#include "net/pacing.h"

enum { HASH_LETTERS = 43, MAC_LETTERS = 22, URL_BYTES = 1024 };

_Static_assert(HASH_LETTERS + MAC_LETTERS + 1 == (int)CONFIRMING_CODE_BYTES, "its parts");

void confirming_status(struct slice code, char status[HASH_HEX + 1])
{
    struct hash hash = hash_of(&code, 1);
    hash_hex(&hash, status);
}

static bool code_make(const struct login_keys *keys, const struct hash *hash,
                      char code[CONFIRMING_CODE_BYTES])
{
    struct hash key;
    struct buffer text;
    const struct slice part = {(const char *)hash->bytes, HASH_BYTES};
    if (!login_keys_derive(keys, "confirm", &key))
        return false;
    struct hash mac = hash_mac((struct slice){(const char *)key.bytes, HASH_BYTES}, &part, 1);
    hash_id(&mac, code + HASH_LETTERS);
    buffer_init(&text, HASH_LETTERS);
    base64url_write(part, &text);
    memcpy(code, text.bytes, HASH_LETTERS);
    buffer_done(&text);
    explicit_bzero(&key, sizeof key);
    return true;
}

bool confirming_code(const struct login_keys *keys, struct slice status,
                     char code[CONFIRMING_CODE_BYTES])
{
    struct hash hash;
    return hash_of_hex(status, &hash) && code_make(keys, &hash, code);
}

bool confirming_read(const struct login_keys *keys, struct slice code, char status[HASH_HEX + 1])
{
    char own[CONFIRMING_CODE_BYTES];
    struct buffer bytes;
    struct hash hash;
    if (code.len != HASH_LETTERS + MAC_LETTERS)
        return false;
    buffer_init(&bytes, HASH_BYTES);
    bool good =
        base64url_read((struct slice){code.at, HASH_LETTERS}, &bytes) && bytes.len == HASH_BYTES;
    if (good)
        memcpy(hash.bytes, bytes.bytes, HASH_BYTES);
    buffer_done(&bytes);
    good = good && code_make(keys, &hash, own) && hash_same(slice_of(own), code);
    if (good)
        hash_hex(&hash, status);
    return good;
}

int64_t confirming_send(const struct api_site *site, struct slice status, struct slice mail,
                        struct slice language)
{
    char code[CONFIRMING_CODE_BYTES], link[URL_BYTES];
    int64_t retry_ms = pacing_mail_ms(site, mail);
    if (retry_ms || !confirming_code(site->keys, status, code))
        return retry_ms;
    snprintf(link, sizeof link, "%s/apply/confirm#%s", site->url, code);
    const struct outbox_order order = {.letter = LETTER_CONFIRM,
                                       .to = mail,
                                       .language = language,
                                       .link = slice_of(link),
                                       .until_ms = loop_now_ms(site->loop) +
                                                   BOUND_ACCESS_DAYS * INT64_C(86400000)};
    outbox_add(site->outbox, &order, NULL, NULL);
    return 0;
}
