/* SPDX-License-Identifier: Apache-2.0
 * Against what RFC 8291 shows (appendix A); who we are is verified with OpenSSL's reader of keys.
 */
#include "base/base64url.h"
#include "base/json.h"
#include "help_net.h"
#include "help_token.h"
#include "net/token_key.h"
#include "net/token_push.h"

static void read_into(const char *text, unsigned char *out, size_t len)
{
    struct buffer bytes;
    buffer_init(&bytes, 256);
    assert_true(base64url_read(slice_of(text), &bytes));
    assert_int_equal(bytes.len, len);
    memcpy(out, bytes.bytes, len);
    buffer_done(&bytes);
}

static struct token_push_to browser(void)
{
    struct token_push_to to;
    read_into("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIA"
              "iw4",
              to.point, sizeof to.point);
    read_into("BTBZMqHH6r4Tts7J_aSIgg", to.secret, sizeof to.secret);
    return to;
}

static void a_body_is_as_the_standard_shows(void **state)
{
    struct token_push_to to = browser();
    struct token_push_chance chance;
    struct buffer body, text;
    read_into("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", chance.scalar, sizeof chance.scalar);
    read_into("DGv6ra1nlYgDCS1FRnbzlw", chance.salt, sizeof chance.salt);
    buffer_init(&body, TOKEN_PUSH_RECORD);
    buffer_init(&text, 1024);
    assert_true(token_push_seal(&to, &chance, SLICE("When I grow up, I want to be a watermelon"), 0,
                                &body));
    base64url_write(buffer_slice(&body), &text);
    assert_true(slice_is(buffer_slice(&text),
                         "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
                         "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVB"
                         "St2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"));
    buffer_done(&body);
    buffer_done(&text);
}

static void what_is_too_long_or_for_no_point_is_refused(void **state)
{
    struct token_push_to to = browser();
    static const char zeros[TOKEN_PUSH_TEXT + 1];
    struct buffer body;
    buffer_init(&body, TOKEN_PUSH_RECORD);
    assert_true(token_push_good(&to));
    assert_true(token_push_seal(&to, NULL, (struct slice){zeros, 10}, TOKEN_PUSH_TEXT - 10, &body));
    assert_int_equal(body.len, 4095);
    assert_false(token_push_seal(&to, NULL, (struct slice){zeros, 10}, TOKEN_PUSH_TEXT - 9, &body));
    assert_false(token_push_seal(&to, NULL, (struct slice){zeros, sizeof zeros}, 0, &body));
    to.point[40] ^= 1;
    assert_false(token_push_good(&to));
    assert_false(token_push_seal(&to, NULL, SLICE("text"), 0, &body));
    assert_int_equal(body.len, 4095);
    buffer_done(&body);
}

static void bodies_are_never_the_same(void **state)
{
    struct token_push_to to = browser();
    struct buffer one, other;
    buffer_init(&one, TOKEN_PUSH_RECORD);
    buffer_init(&other, TOKEN_PUSH_RECORD);
    assert_true(token_push_seal(&to, NULL, SLICE("text"), 0, &one));
    assert_true(token_push_seal(&to, NULL, SLICE("text"), 0, &other));
    assert_int_equal(one.len, other.len);
    assert_memory_not_equal(one.bytes, other.bytes, 16);
    assert_memory_not_equal(one.bytes + 21, other.bytes + 21, 65);
    buffer_done(&one);
    buffer_done(&other);
}

static void of_the_same_seed_it_is_the_same_key(void **state)
{
    struct hash seed = {{7}}, next = {{8}};
    struct token_push *one = token_push_new(&seed), *other = token_push_new(&seed);
    struct token_push *third = token_push_new(&next);
    assert_true(slice_equal(token_push_public(one), token_push_public(other)));
    assert_false(slice_equal(token_push_public(one), token_push_public(third)));
    assert_int_equal(token_push_public(one).len, 87);
    token_push_free(&one);
    token_push_free(&other);
    token_push_free(&third);
    token_push_free(&third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_is_as_the_standard_shows),
        cmocka_unit_test(what_is_too_long_or_for_no_point_is_refused),
        cmocka_unit_test(bodies_are_never_the_same),
        cmocka_unit_test(of_the_same_seed_it_is_the_same_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
