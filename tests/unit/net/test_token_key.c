/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "help_net.h"
#include "help_token.h"
#include "net/token_key.h"

static void refused(enum token_alg alg, struct slice text)
{
    const char *why = NULL;
    assert_null(token_key_public(alg, text, &why));
    assert_non_null(why);
}

static void a_key_of_another_kind_is_refused(void **state)
{
    for (enum token_alg made = TOKEN_RS256; made <= TOKEN_EDDSA; made++) {
        struct pair pair = pair_new(made, false);
        for (enum token_alg used = TOKEN_RS256; used <= TOKEN_EDDSA; used++) {
            const char *why = NULL;
            struct token_key *key = token_key_public(used, buffer_slice(&pair.open), &why);
            assert_int_equal(key != NULL, made == used);
            token_key_free(&key);
        }
        pair_free(&pair);
    }
}

static void weak_keys_are_refused(void **state)
{
    struct pair small = pair_new(TOKEN_RS256, true), curve = pair_new_curve("P-384");
    refused(TOKEN_RS256, buffer_slice(&small.open));
    refused(TOKEN_ES256, buffer_slice(&curve.open));
    refused(TOKEN_HS256, SLICE("thirty-one bytes are not enough"));
    refused(TOKEN_HS256, (struct slice){NULL, 0});
    pair_free(&small);
    pair_free(&curve);
}

static void only_a_public_key_verifies(void **state)
{
    struct pair pair = pair_new(TOKEN_ES256, false);
    refused(TOKEN_ES256, buffer_slice(&pair.secret));
    refused(TOKEN_ES256, SLICE("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
    refused(TOKEN_ES256, (struct slice){NULL, 0});
    pair_free(&pair);
}

static void a_signature_fits_its_text_alone(void **state)
{
    for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_EDDSA; alg++) {
        const char *why = NULL;
        struct buffer signature;
        struct pair pair = pair_new(alg, false);
        struct token_key *secret = token_key_private(alg, buffer_slice(&pair.secret), &why);
        struct token_key *open = token_key_public(alg, buffer_slice(&pair.open), &why);
        buffer_init(&signature, 1024);
        assert_true(token_key_sign(secret, SLICE("text"), &signature));
        assert_true(token_key_verify(open, SLICE("text"), buffer_slice(&signature)));
        assert_false(token_key_verify(open, SLICE("texT"), buffer_slice(&signature)));
        signature.bytes[signature.len / 2] ^= 1;
        assert_false(token_key_verify(open, SLICE("text"), buffer_slice(&signature)));
        assert_false(token_key_verify(open, SLICE("text"), SLICE("")));
        token_key_free(&secret);
        token_key_free(&open);
        buffer_done(&signature);
        pair_free(&pair);
    }
}

/* RFC 7515 §3.1; behind what stands there already, and not at all where it does not fit. */
static void a_token_is_three_parts_and_stands_whole_or_not_at_all(void **state)
{
    const char *why = NULL;
    struct token_key *key = token_key_private(
        TOKEN_HS256, SLICE("0123456789abcdef0123456789abcdef0123456789abcdef"), &why);
    struct buffer out;
    buffer_init(&out, 96);
    buffer_add(&out, SLICE("to "));
    assert_true(token_key_join(key, SLICE("{\"alg\":\"HS256\"}"), SLICE("{}"), &out));
    assert_memory_equal(out.bytes, "to eyJhbGciOiJIUzI1NiJ9.e30.", 28);
    assert_int_equal(out.len, 28 + 43);
    buffer_done(&out);
    for (size_t bytes = 8; bytes < 71; bytes += 9) {
        buffer_init(&out, bytes);
        buffer_add(&out, SLICE("to "));
        assert_false(token_key_join(key, SLICE("{\"alg\":\"HS256\"}"), SLICE("{}"), &out));
        assert_int_equal(out.len, 3);
        buffer_done(&out);
    }
    token_key_free(&key);
}

/* RFC 4231 §4.7: a secret that is longer than a block is hashed first; and one as long as a block,
 * and the next longer one, by another program. */
static void a_secret_of_any_length_signs_as_hmac_says(void **state)
{
    static const struct {
        size_t bytes;
        const char *mac;
    } cases[] = {{64, "84332a7580ed3cf75de83c644c8d2c1c262ad90e0190e5c5ae4b82b2102e8e75"},
                 {65, "c62955a96944ff68deabbc0eab6192065c1c55bb8ddee16151ed5337f911eab9"},
                 {131, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"}};
    static const char text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    char secret[131];
    memset(secret, 0xaa, sizeof secret);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *why = NULL;
        struct hash mac;
        struct slice bytes = {(const char *)mac.bytes, HASH_BYTES};
        struct token_key *key =
            token_key_public(TOKEN_HS256, (struct slice){secret, cases[i].bytes}, &why);
        assert_true(hash_of_hex(slice_of(cases[i].mac), &mac));
        assert_true(token_key_verify(key, slice_of(text), bytes));
        assert_false(token_key_verify(key, slice_of(text), (struct slice){bytes.at, 31}));
        mac.bytes[31] ^= 1;
        assert_false(token_key_verify(key, slice_of(text), bytes));
        token_key_free(&key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_of_another_kind_is_refused),
        cmocka_unit_test(weak_keys_are_refused),
        cmocka_unit_test(only_a_public_key_verifies),
        cmocka_unit_test(a_signature_fits_its_text_alone),
        cmocka_unit_test(a_token_is_three_parts_and_stands_whole_or_not_at_all),
        cmocka_unit_test(a_secret_of_any_length_signs_as_hmac_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
