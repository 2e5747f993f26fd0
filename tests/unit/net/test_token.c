/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "help_token.h"
#include "net/token.h"

enum { NOW_S = 1700000000 };
#define PAYLOAD "{\"sub\":\"u7\",\"name\":\"Member\",\"exp\":1700000100}"
#define HS      "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

static struct token_claims claims;

static struct token_rules *rules_of(const struct token_options *options)
{
    char why[100] = "";
    struct token_rules *rules = token_rules_new(options, why, sizeof why);
    assert_non_null(rules);
    assert_string_equal(why, "");
    return rules;
}

static struct token_rules *rules_one(enum token_alg alg, struct slice key, const char *kid)
{
    struct token_options options = {.keys = {{alg, slice_of(kid), key}}, .keys_count = 1};
    return rules_of(&options);
}

static enum err verify(const struct token_rules *rules, struct slice token)
{
    memset(&claims, 0, sizeof claims);
    return token_verify(rules, token, (int64_t)NOW_S * 1000, &claims);
}

/* The verdict on a well-signed HS256 token of this payload. */
static enum err payload_verdict(const char *payload)
{
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, NULL);
    enum err error = verify(rules, token_forge(HS, payload, TOKEN_HS256, TEST_SECRET));
    token_rules_free(&rules);
    return error;
}

static enum err header_verdict(const char *header, const char *kid)
{
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, kid);
    enum err error = verify(rules, token_forge(header, PAYLOAD, TOKEN_HS256, TEST_SECRET));
    token_rules_free(&rules);
    return error;
}

static void a_good_token_says_who(void **state)
{
    assert_int_equal(payload_verdict(PAYLOAD), ERR_NONE);
    assert_string_equal(claims.id, "u7");
    assert_string_equal(claims.name, "Member");
    assert_int_equal(claims.exp_ms, 1700000100000);
}

static void each_algorithm_verifies_its_own(void **state)
{
    static const char *const headers[] = {[TOKEN_RS256] = "{\"alg\":\"RS256\"}",
                                          [TOKEN_ES256] = "{\"alg\":\"ES256\"}",
                                          [TOKEN_EDDSA] = "{\"alg\":\"EdDSA\"}"};
    for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_EDDSA; alg++) {
        struct pair pair = pair_new(alg, false), other = pair_new(alg, false);
        struct token_rules *rules = rules_one(alg, buffer_slice(&pair.open), NULL);
        for (int round = 0; round < 20; round++)
            assert_int_equal(
                verify(rules, token_forge(headers[alg], PAYLOAD, alg, buffer_slice(&pair.secret))),
                ERR_NONE);
        assert_int_equal(
            verify(rules, token_forge(headers[alg], PAYLOAD, alg, buffer_slice(&other.secret))),
            ERR_UNAUTHORIZED);
        token_rules_free(&rules);
        pair_free(&pair);
        pair_free(&other);
    }
}

static void none_is_refused(void **state)
{
    static const char *const headers[] = {"{\"alg\":\"none\"}", "{\"alg\":\"None\"}",
                                          "{\"alg\":\"\"}", "{}", "{\"alg\":null}"};
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, NULL);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        struct slice unsigned_token =
            token_forge(headers[i], PAYLOAD, TOKEN_HS256, (struct slice){NULL, 0});
        assert_int_equal(verify(rules, unsigned_token), ERR_UNAUTHORIZED);
        assert_int_equal(verify(rules, token_forge(headers[i], PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_UNAUTHORIZED);
    }
    token_rules_free(&rules);
}

/* The classic: an HS256 token whose secret is the public key everybody knows. */
static void the_public_key_is_no_secret(void **state)
{
    struct pair pair = pair_new(TOKEN_RS256, false);
    struct token_rules *rules = rules_one(TOKEN_RS256, buffer_slice(&pair.open), NULL);
    assert_int_equal(verify(rules, token_forge(HS, PAYLOAD, TOKEN_HS256, buffer_slice(&pair.open))),
                     ERR_UNAUTHORIZED);
    assert_int_equal(verify(rules, token_forge("{\"alg\":\"RS256\"}", PAYLOAD, TOKEN_HS256,
                                               buffer_slice(&pair.open))),
                     ERR_UNAUTHORIZED);
    token_rules_free(&rules);
    pair_free(&pair);
}

static void an_algorithm_of_its_own_choice_is_refused(void **state)
{
    assert_int_equal(header_verdict("{\"alg\":\"RS256\"}", NULL), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":\"HS384\"}", NULL), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":\"hs256\"}", NULL), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":[\"HS256\"]}", NULL), ERR_UNAUTHORIZED);
}

static void a_token_brings_no_key(void **state)
{
    static const char *const members[] = {"jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip"};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char header[100];
        snprintf(header, sizeof header, "{\"alg\":\"HS256\",\"%s\":\"https://evil\"}", members[i]);
        assert_int_equal(header_verdict(header, NULL), ERR_UNAUTHORIZED);
    }
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"alg\":\"none\"}", NULL),
                     ERR_UNAUTHORIZED);
}

static void a_kid_must_be_known(void **state)
{
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"kid\":\"k1\"}", "k1"), ERR_NONE);
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"kid\":\"k2\"}", "k1"), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"kid\":\"k1\"}", NULL), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"kid\":1}", "1"), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict("{\"alg\":\"HS256\",\"kid\":\"\"}", "k1"), ERR_UNAUTHORIZED);
    assert_int_equal(header_verdict(HS, "k1"), ERR_NONE);
}

static void where_keys_are_named_a_token_says_which(void **state)
{
    struct token_options options = {
        .keys = {{TOKEN_HS256, SLICE("a"), TEST_SECRET}}, .keys_count = 1, .keys_named = true};
    struct token_rules *rules = rules_of(&options);
    const char *a = "{\"alg\":\"HS256\",\"kid\":\"a\"}";
    for (int times = 0; times < 2; times++) {
        assert_int_equal(verify(rules, token_forge(HS, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_UNAUTHORIZED);
        assert_int_equal(verify(rules, token_forge(a, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_NONE);
    }
    token_rules_free(&rules);
}

static void among_several_keys_the_kid_decides(void **state)
{
    struct slice second = SLICE("another secret of thirty-two bytes");
    struct token_options options = {
        .keys = {{TOKEN_HS256, SLICE("a"), TEST_SECRET}, {TOKEN_HS256, SLICE("b"), second}},
        .keys_count = 2};
    struct token_rules *rules = rules_of(&options);
    const char *a = "{\"alg\":\"HS256\",\"kid\":\"a\"}", *b = "{\"alg\":\"HS256\",\"kid\":\"b\"}";
    assert_int_equal(verify(rules, token_forge(a, PAYLOAD, TOKEN_HS256, TEST_SECRET)), ERR_NONE);
    assert_int_equal(verify(rules, token_forge(b, PAYLOAD, TOKEN_HS256, second)), ERR_NONE);
    assert_int_equal(verify(rules, token_forge(a, PAYLOAD, TOKEN_HS256, second)), ERR_UNAUTHORIZED);
    assert_int_equal(verify(rules, token_forge(HS, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                     ERR_UNAUTHORIZED);
    token_rules_free(&rules);
}

/* The last header that was good is not read again: it vouches for itself alone. */
static void a_header_met_before_vouches_for_no_other(void **state)
{
    struct slice second = SLICE("another secret of thirty-two bytes");
    struct token_options options = {
        .keys = {{TOKEN_HS256, SLICE("a"), TEST_SECRET}, {TOKEN_HS256, SLICE("b"), second}},
        .keys_count = 2};
    struct token_rules *rules = rules_of(&options);
    const char *a = "{\"alg\":\"HS256\",\"kid\":\"a\"}", *b = "{\"alg\":\"HS256\",\"kid\":\"b\"}";
    const char *spaced = "{\"alg\":\"HS256\",\"kid\":\"a\" }";
    const char *more = "{\"alg\":\"HS256\",\"kid\":\"a\",\"jwk\":{}}";
    for (int times = 0; times < 3; times++) {
        assert_int_equal(verify(rules, token_forge(a, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_NONE);
        assert_int_equal(verify(rules, token_forge(b, PAYLOAD, TOKEN_HS256, second)), ERR_NONE);
        assert_int_equal(verify(rules, token_forge(b, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_UNAUTHORIZED);
        assert_int_equal(verify(rules, token_forge(more, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_UNAUTHORIZED);
        assert_int_equal(verify(rules, token_forge(spaced, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                         ERR_NONE);
    }
    token_rules_free(&rules);
}

static void shape_is_checked_first(void **state)
{
    static const char *const bad[] = {
        "",     ".",    "..",          "a.b",          "a.b.c.d",    "a..c",
        ".b.c", "a.b.", "not a token", "e30.e30.AA==", "e30.e30.A A"};
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(verify(rules, slice_of(bad[i])), ERR_UNAUTHORIZED);
    assert_int_equal(verify(rules, (struct slice){NULL, 0}), ERR_UNAUTHORIZED);
    token_rules_free(&rules);
}

static void any_changed_byte_is_refused(void **state)
{
    char copy[1000];
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, NULL);
    struct slice token = token_forge(HS, PAYLOAD, TOKEN_HS256, TEST_SECRET);
    for (size_t i = 0; i < token.len; i++) {
        memcpy(copy, token.at, token.len);
        copy[i] = copy[i] == 'A' ? 'B' : 'A';
        assert_int_equal(verify(rules, (struct slice){copy, token.len}), ERR_UNAUTHORIZED);
        assert_int_equal(verify(rules, (struct slice){token.at, i}), ERR_UNAUTHORIZED);
    }
    token_rules_free(&rules);
}

/* RFC 7518 §3.4: r and s of 32 bytes each; zeros once passed in other people's code. */
static void es256_signatures_of_zeros_or_der_are_refused(void **state)
{
    static const char *const signatures[] = {
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "MAYCAQACAQA", "AA"};
    struct pair pair = pair_new(TOKEN_ES256, false);
    struct token_rules *rules = rules_one(TOKEN_ES256, buffer_slice(&pair.open), NULL);
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        char token[1000];
        struct slice bare =
            token_forge("{\"alg\":\"ES256\"}", PAYLOAD, TOKEN_ES256, (struct slice){NULL, 0});
        snprintf(token, sizeof token, "%.*s%s", (int)bare.len, bare.at, signatures[i]);
        assert_int_equal(verify(rules, slice_of(token)), ERR_UNAUTHORIZED);
    }
    token_rules_free(&rules);
    pair_free(&pair);
}

static void time_is_checked_with_a_small_skew(void **state)
{
    static const struct {
        const char *payload;
        enum err verdict;
    } cases[] = {
        {"{\"sub\":\"u\",\"exp\":1700000001}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1699999991}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1699999990}", ERR_TOKEN_EXPIRED},
        {"{\"sub\":\"u\",\"exp\":1}", ERR_TOKEN_EXPIRED},
        {"{\"sub\":\"u\"}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":\"1700000100\"}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100.5}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1.7000001e9}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1699999990.001}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1699999989.999}", ERR_TOKEN_EXPIRED},
        {"{\"sub\":\"u\",\"exp\":0.0001}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1e300}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1e400}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1699999999.25,\"nbf\":1700000009.5}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"nbf\":1700000010.5}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":null}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":-1}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":0}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":null}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"nbf\":1700000010}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"nbf\":1700000011}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1700000010}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1700000011}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":\"x\"}", ERR_UNAUTHORIZED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(payload_verdict(cases[i].payload), cases[i].verdict);
}

/* An expired token that is wrong in another way as well is wrong. */
static void expired_is_said_only_of_what_was_good(void **state)
{
    assert_int_equal(payload_verdict("{\"sub\":\"system\",\"exp\":1}"), ERR_UNAUTHORIZED);
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1,\"nbf\":1800000000}"),
                     ERR_UNAUTHORIZED);
}

static void the_subject_must_be_a_text_that_names_somebody(void **state)
{
    static const char *const bad[] = {
        "{\"exp\":1700000100}",
        "{\"sub\":\"\",\"exp\":1700000100}",
        "{\"sub\":7,\"exp\":1700000100}",
        "{\"sub\":\"system\",\"exp\":1700000100}",
        "{\"sub\":null,\"exp\":1700000100}",
        "{\"sub\":[\"u\"],\"exp\":1700000100}",
        "{\"sub\":\"a\\u0000b\",\"exp\":1700000100}",
        "{\"sub\":\"\\ud83d\",\"exp\":1700000100}",
        "{\"sub\":\"\xff\",\"exp\":1700000100}",
        "[]",
        "7",
        "{\"sub\":\"u\",\"sub\":\"v\",\"exp\":1700000100}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(payload_verdict(bad[i]), ERR_UNAUTHORIZED);
    assert_int_equal(payload_verdict("{\"sub\":\"ada@x.org\",\"exp\":1700000100}"), ERR_NONE);
}

/* What real providers write: each is one person, always the same, and nobody else's. */
static void a_subject_that_is_no_id_is_mapped_to_one(void **state)
{
    static const char *const subjects[] = {
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "google-oauth2|10769150350006150715113082367",
        "https://idp.example.org/users/7+x",
        "a b",
        "a\\nb",
        "\xc3\xa9",
        "\xd9\x85\xd8\xb1\xd9\x8a\xd9\x85",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "anon-AAAAAAAAAAAAAAAAAAAAAA",
        "x.AAAAAAAAAAAAAAAAAAAAAA"};
    enum { COUNT = sizeof subjects / sizeof subjects[0] };
    char ids[COUNT][BOUND_ID_BYTES + 1];
    for (size_t i = 0; i < COUNT; i++) {
        char payload[300];
        snprintf(payload, sizeof payload, "{\"sub\":\"%s\",\"exp\":1700000100}", subjects[i]);
        assert_int_equal(payload_verdict(payload), ERR_NONE);
        memcpy(ids[i], claims.id, sizeof ids[i]);
        assert_int_equal(strlen(ids[i]), 24);
        assert_memory_equal(ids[i], "x.", 2);
        assert_int_equal(payload_verdict(payload), ERR_NONE);
        assert_string_equal(claims.id, ids[i]);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(ids[k], ids[i]);
    }
    /* printf 'auth0|5f7c8ec7c33c6c004bbafe82' | openssl sha256 -binary | head -c 16 | basenc
     * --base64url */
    assert_string_equal(ids[0], "x.QapIeIfjxFwZskSLLwNlUg");
}

static void a_subject_that_is_an_id_is_kept(void **state)
{
    static const char *const subjects[] = {"u7",
                                           "ada@x.org",
                                           "x.y",
                                           "x.AAAAAAAAAAAAAAAAAAAAA",
                                           "anon",
                                           "System",
                                           "X.AAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        char id[BOUND_ID_BYTES + 1];
        assert_true(token_person(slice_of(subjects[i]), id));
        assert_string_equal(id, subjects[i]);
    }
}

static void other_claims_may_be_anything(void **state)
{
    static const char *const others[] = {
        "\"a\":0.5",
        "\"a\":1152921504606846976",
        "\"a\":\"\\ud83d\\u0000\"",
        "\"a\":[[[[[[[[[[[[{\"b\":1,\"b\":1}]]]]]]]]]]]]",
        "\"a\":1,\"a\":2",
        "\"name\":7",
        "\"name\":\"\\ud83d\"",
        "\"nonce\":null,\"iss\":7,\"aud\":[1,{}]",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char payload[300];
        snprintf(payload, sizeof payload, "{\"sub\":\"u\",%s,\"exp\":1700000100}", others[i]);
        assert_int_equal(payload_verdict(payload), ERR_NONE);
        assert_string_equal(claims.id, "u");
        assert_string_equal(claims.name, "");
    }
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1,\"exp\":1700000100}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"a\":nope}"),
                     ERR_UNAUTHORIZED);
}

static void the_name_is_cleaned_and_cut(void **state)
{
    char payload[1000];
    assert_int_equal(
        payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"name\":\"  Mem\\u0007ber\\u202e  \"}"),
        ERR_NONE);
    assert_string_equal(claims.name, "Member");
    int len = snprintf(payload, sizeof payload, "{\"sub\":\"u\",\"exp\":1700000100,\"name\":\"");
    for (int i = 0; i < 100; i++)
        len += snprintf(payload + len, sizeof payload - (size_t)len, "\xd8\xb3");
    snprintf(payload + len, sizeof payload - (size_t)len, "\"}");
    assert_int_equal(payload_verdict(payload), ERR_NONE);
    assert_int_equal(strlen(claims.name), 2 * BOUND_NAME_CHARS);
    /* One line, nothing blank, counted after normalising. */
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"name\":"
                                     "\"Participant 1\\nHost: x\"}"),
                     ERR_NONE);
    assert_string_equal(claims.name, "Participant 1 Host: x");
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"name\":\"\\u2800\"}"),
                     ERR_NONE);
    assert_string_equal(claims.name, "");
    len = snprintf(payload, sizeof payload, "{\"sub\":\"u\",\"exp\":1700000100,\"name\":\"");
    for (int i = 1; i < BOUND_NAME_CHARS; i++)
        len += snprintf(payload + len, sizeof payload - (size_t)len, "\xe0\xa6\x95");
    snprintf(payload + len, sizeof payload - (size_t)len, "\xe0\xa7\x9f\"}");
    assert_int_equal(payload_verdict(payload), ERR_NONE);
    assert_int_equal(strlen(claims.name), 3 * (BOUND_NAME_CHARS - 1));
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"name\":7}"), ERR_NONE);
    assert_string_equal(claims.name, "");
}

static enum err life_verdict(const char *payload)
{
    struct token_options options = {
        .life_seconds = 3600, .keys = {{TOKEN_HS256, {NULL, 0}, TEST_SECRET}}, .keys_count = 1};
    struct token_rules *rules = rules_of(&options);
    enum err error = verify(rules, token_forge(HS, payload, TOKEN_HS256, TEST_SECRET));
    token_rules_free(&rules);
    return error;
}

/* NOW_S is 1700000000; ten seconds of skew. */
static void a_token_may_hold_only_so_long(void **state)
{
    static const struct {
        const char *payload;
        enum err verdict;
    } cases[] = {
        {"{\"sub\":\"u\",\"exp\":1700003610}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700003611}", ERR_LIMIT_EXCEEDED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1699996490}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1699996489}", ERR_LIMIT_EXCEEDED},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":0}", ERR_NONE},
        {"{\"sub\":\"u\",\"exp\":1700000100,\"iat\":-9007199254740991}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":9007199254740991}", ERR_UNAUTHORIZED},
        {"{\"sub\":\"u\",\"exp\":1699990000,\"iat\":1}", ERR_TOKEN_EXPIRED},
        {"{\"sub\":\"system\",\"exp\":1800000000}", ERR_UNAUTHORIZED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(life_verdict(cases[i].payload), cases[i].verdict);
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1800000000,\"iat\":1}"), ERR_NONE);
}

static void a_token_is_known_by_its_mark(void **state)
{
    struct token_mark one = {0}, none = {0};
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100}"), ERR_NONE);
    assert_memory_equal(&claims.mark, &none, sizeof none);
    token_mark_jti(&one, SLICE("a-1"));
    assert_memory_not_equal(one.jti, none.jti, sizeof one.jti);
    assert_int_equal(
        payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"iat\":1699999000,\"jti\":\"a-1\"}"),
        ERR_NONE);
    assert_memory_equal(claims.mark.jti, one.jti, sizeof one.jti);
    assert_int_equal(claims.mark.iat_s, 1699999000);
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"jti\":7}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(payload_verdict("{\"sub\":\"u\",\"exp\":1700000100,\"jti\":\"\"}"),
                     ERR_UNAUTHORIZED);
}

static enum err issued_verdict(const char *payload)
{
    struct token_options options = {.issuer = SLICE("https://idp"),
                                    .audience = SLICE("muster"),
                                    .keys = {{TOKEN_HS256, {NULL, 0}, TEST_SECRET}},
                                    .keys_count = 1};
    struct token_rules *rules = rules_of(&options);
    enum err error = verify(rules, token_forge(HS, payload, TOKEN_HS256, TEST_SECRET));
    token_rules_free(&rules);
    return error;
}

static void issuer_and_audience_must_fit(void **state)
{
#define WHO "\"sub\":\"u\",\"exp\":1700000100"
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\",\"aud\":\"muster\"}"),
                     ERR_NONE);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\",\"aud\":[\"x\",\"muster\"]}"),
                     ERR_NONE);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\"}"), ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"aud\":\"muster\"}"), ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp2\",\"aud\":\"muster\"}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\",\"aud\":\"muster2\"}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\",\"aud\":[]}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":\"https://idp\",\"aud\":{\"a\":1}}"),
                     ERR_UNAUTHORIZED);
    assert_int_equal(issued_verdict("{" WHO ",\"iss\":[\"https://idp\"],\"aud\":\"muster\"}"),
                     ERR_UNAUTHORIZED);
}

static void without_keys_nobody_may(void **state)
{
    struct token_options options = {.keys_count = 0};
    struct token_rules *rules = rules_of(&options);
    assert_int_equal(verify(rules, token_forge(HS, PAYLOAD, TOKEN_HS256, TEST_SECRET)),
                     ERR_UNAUTHORIZED);
    token_rules_free(&rules);
}

static void a_token_too_long_is_not_read(void **state)
{
    static char bytes[TOKEN_BYTES + 1];
    struct token_rules *rules = rules_one(TOKEN_HS256, TEST_SECRET, NULL);
    memset(bytes, 'A', sizeof bytes);
    bytes[10] = bytes[20] = '.';
    assert_int_equal(verify(rules, (struct slice){bytes, sizeof bytes}), ERR_UNAUTHORIZED);
    token_rules_free(&rules);
}

static void what_is_made_verifies(void **state)
{
    for (enum token_alg alg = TOKEN_HS256; alg <= TOKEN_EDDSA; alg++) {
        struct pair pair = {{0}, {0}};
        struct slice sign = TEST_SECRET, check = TEST_SECRET;
        if (alg != TOKEN_HS256) {
            pair = pair_new(alg, false);
            sign = buffer_slice(&pair.secret);
            check = buffer_slice(&pair.open);
        }
        struct buffer token;
        buffer_init(&token, TOKEN_BYTES);
        struct token_order order = {.alg = alg,
                                    .key = sign,
                                    .kid = SLICE("k"),
                                    .id = SLICE("u1"),
                                    .name = SLICE("Zo\xc3\xab \"Z\""),
                                    .iat_s = NOW_S,
                                    .exp_s = NOW_S + 60};
        assert_int_equal(token_make(&order, &token), ERR_NONE);
        struct token_rules *rules = rules_one(alg, check, "k");
        assert_int_equal(verify(rules, buffer_slice(&token)), ERR_NONE);
        assert_string_equal(claims.id, "u1");
        assert_string_equal(claims.name, "Zo\xc3\xab \"Z\"");
        token_rules_free(&rules);
        buffer_done(&token);
        pair_free(&pair);
    }
}

static void algorithms_have_names(void **state)
{
    enum token_alg alg = TOKEN_HS256;
    assert_true(token_alg_find(SLICE("EdDSA"), &alg));
    assert_int_equal(alg, TOKEN_EDDSA);
    assert_false(token_alg_find(SLICE("none"), &alg));
    assert_false(token_alg_find(SLICE(""), &alg));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_token_says_who),
        cmocka_unit_test(each_algorithm_verifies_its_own),
        cmocka_unit_test(none_is_refused),
        cmocka_unit_test(the_public_key_is_no_secret),
        cmocka_unit_test(an_algorithm_of_its_own_choice_is_refused),
        cmocka_unit_test(a_token_brings_no_key),
        cmocka_unit_test(a_kid_must_be_known),
        cmocka_unit_test(where_keys_are_named_a_token_says_which),
        cmocka_unit_test(among_several_keys_the_kid_decides),
        cmocka_unit_test(a_header_met_before_vouches_for_no_other),
        cmocka_unit_test(shape_is_checked_first),
        cmocka_unit_test(any_changed_byte_is_refused),
        cmocka_unit_test(es256_signatures_of_zeros_or_der_are_refused),
        cmocka_unit_test(time_is_checked_with_a_small_skew),
        cmocka_unit_test(expired_is_said_only_of_what_was_good),
        cmocka_unit_test(the_subject_must_be_a_text_that_names_somebody),
        cmocka_unit_test(a_subject_that_is_no_id_is_mapped_to_one),
        cmocka_unit_test(a_subject_that_is_an_id_is_kept),
        cmocka_unit_test(other_claims_may_be_anything),
        cmocka_unit_test(the_name_is_cleaned_and_cut),
        cmocka_unit_test(a_token_may_hold_only_so_long),
        cmocka_unit_test(a_token_is_known_by_its_mark),
        cmocka_unit_test(issuer_and_audience_must_fit),
        cmocka_unit_test(without_keys_nobody_may),
        cmocka_unit_test(a_token_too_long_is_not_read),
        cmocka_unit_test(what_is_made_verifies),
        cmocka_unit_test(algorithms_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
