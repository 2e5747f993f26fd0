/* SPDX-License-Identifier: Apache-2.0
 * A token of the fuzzer's own is never valid; a payload of its own, rightly signed, yields clean
 * claims or none. The first byte chooses. */
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/base64url.h"
#include "base/text.h"
#include "fuzz/fuzz.h"
#include "net/token.h"

#define KEY "0123456789abcdef0123456789abcdef"

enum { NOW_S = 1700000000 };

static struct token_rules *rules_make(void)
{
    char why[256];
    const struct token_options options = {
        .keys = {{.alg = TOKEN_HS256, .key = SLICE(KEY)}},
        .keys_count = 1,
    };
    struct token_rules *rules = token_rules_new(&options, why, sizeof why);
    check(rules);
    return rules;
}

static void sign(struct buffer *token)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int len = sizeof digest;
    check(HMAC(EVP_sha256(), KEY, sizeof KEY - 1, (const unsigned char *)token->bytes, token->len,
               digest, &len));
    buffer_add_byte(token, '.');
    base64url_write((struct slice){(const char *)digest, len}, token);
}

static void payload_try(const struct token_rules *rules, struct slice payload)
{
    struct token_claims claims;
    struct buffer token;
    buffer_init(&token, 1 << 16);
    base64url_write(SLICE("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"), &token);
    buffer_add_byte(&token, '.');
    base64url_write(payload, &token);
    sign(&token);
    if (token_verify(rules, buffer_slice(&token), NOW_S * 1000LL, &claims) == ERR_NONE) {
        check(text_is_id(slice_of(claims.id)) && !slice_is(slice_of(claims.id), "system"));
        check(text_is_utf8(slice_of(claims.name)));
        check(text_chars(slice_of(claims.name)) <= BOUND_NAME_CHARS);
        check(claims.exp_ms >= (NOW_S - 60) * 1000LL);
    }
    buffer_done(&token);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct token_claims claims;
    if (size < 1)
        return 0;
    struct token_rules *rules = rules_make();
    struct slice text = fuzz_text(data + 1, size - 1);
    if (data[0] & 1)
        payload_try(rules, text);
    else
        check(token_verify(rules, text, NOW_S * 1000LL, &claims) != ERR_NONE);
    token_rules_free(&rules);
    return 0;
}
