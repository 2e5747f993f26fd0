/* SPDX-License-Identifier: Apache-2.0
 * People with tokens of other systems: who they are (net/token.c), and what becomes of those whom
 * nobody knows (net/newcomers.c). */
#include "help_net.h"
#include "help_token.h"
#include "hub/hub.h"
#include "net/linked.h"
#include "net/newcomers.h"
#include "net/token.h"

enum { NOW_S = 1700000000 };
#define HS "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

static struct token_claims claims;

static struct token_rules *rules_of(const struct token_options *options)
{
    char why[100] = "";
    struct token_rules *rules = token_rules_new(options, why, sizeof why);
    assert_non_null(rules);
    return rules;
}

/* The verdict on a token of these claims where two systems are named. */
static enum err outside_verdict(const char *named, const char *members)
{
    char payload[400];
    struct token_options options = {
        .issuer = slice_of(named),
        .issuers = {{SLICE("https://sso.example"), true}, {SLICE("https://lms.example"), false}},
        .issuers_count = 2,
        .outside = true,
        .keys = {{TOKEN_HS256, (struct slice){NULL, 0}, TEST_SECRET}},
        .keys_count = 1};
    struct token_rules *rules = rules_of(&options);
    snprintf(payload, sizeof payload, "{\"exp\":1700000100,%s}", members);
    memset(&claims, 0, sizeof claims);
    enum err error = token_verify(rules, token_forge(HS, payload, TOKEN_HS256, TEST_SECRET),
                                  NOW_S * INT64_C(1000), &claims);
    token_rules_free(&rules);
    return error;
}

static void people_of_several_issuers_are_told_apart(void **state)
{
    char of_sso[BOUND_ID_BYTES + 1];
    assert_int_equal(outside_verdict(NULL, "\"iss\":\"https://sso.example\",\"sub\":\"u7\""),
                     ERR_NONE);
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_JOINS);
    assert_int_equal(strlen(claims.id), 24);
    snprintf(of_sso, sizeof of_sso, "%s", claims.id);
    assert_int_equal(outside_verdict(NULL, "\"iss\":\"https://lms.example\",\"sub\":\"u7\""),
                     ERR_NONE);
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_ASKS);
    assert_string_not_equal(claims.id, of_sso);
    /* Those of an issuer that is not named, or of the one that is named alone, are ids. */
    assert_int_equal(outside_verdict(NULL, "\"iss\":\"https://x.example\",\"sub\":\"u7\""),
                     ERR_NONE);
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_ASKS);
    assert_string_equal(claims.id, "u7");
    assert_int_equal(
        outside_verdict("https://sso.example", "\"iss\":\"https://sso.example\",\"sub\":\"u7\""),
        ERR_NONE);
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_JOINS);
    assert_string_equal(claims.id, "u7");
    /* What looks like the id of another's cannot be taken. */
    char members[100];
    snprintf(members, sizeof members, "\"iss\":\"https://x.example\",\"sub\":\"%s\"", of_sso);
    assert_int_equal(outside_verdict(NULL, members), ERR_NONE);
    assert_string_not_equal(claims.id, of_sso);
}

/* Of 74 bytes, as a big provider has them, and of one that differs at the end alone. */
static void an_issuer_may_have_a_long_name(void **state)
{
#define LONG "https://login.example/0123456789abcdef0123456789abcdef/0123456789abcdef/v2."
    char first[BOUND_ID_BYTES + 1], second[BOUND_ID_BYTES + 1];
    assert_true(token_person_of(SLICE(LONG "0"), SLICE("u7"), first));
    assert_true(token_person_of(SLICE(LONG "1"), SLICE("u7"), second));
    assert_int_equal(strlen(first), 24);
    assert_string_not_equal(first, second);
}

static void an_issuer_that_is_not_named_is_refused_where_one_is(void **state)
{
    assert_int_equal(
        outside_verdict("https://own.example", "\"iss\":\"https://x.example\",\"sub\":\"u7\""),
        ERR_UNAUTHORIZED);
    assert_int_equal(outside_verdict("https://own.example", "\"sub\":\"u7\""), ERR_UNAUTHORIZED);
    assert_int_equal(
        outside_verdict("https://own.example", "\"iss\":\"https://lms.example\",\"sub\":\"u7\""),
        ERR_NONE);
    assert_int_equal(outside_verdict(NULL, "\"sub\":\"u7\""), ERR_NONE);
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_NONE);
}

static void an_address_that_is_not_verified_is_not_told(void **state)
{
    static const char of[] = "\"iss\":\"https://lms.example\",\"sub\":\"u7\",\"email\":"
                             "\"a@b.example\",\"country\":\"TN\"";
    char members[300];
    assert_int_equal(outside_verdict(NULL, of), ERR_NONE);
    assert_string_equal(claims.mail, "a@b.example");
    assert_string_equal(claims.country, "TN");
    snprintf(members, sizeof members, "%s,\"email_verified\":false", of);
    assert_int_equal(outside_verdict(NULL, members), ERR_NONE);
    assert_string_equal(claims.mail, "");
}

/* Somebody who has come, and what the academy is told of them. */
static void comes(const char *members)
{
    assert_int_equal(outside_verdict(NULL, members), ERR_NONE);
}

static void answer(enum err error)
{
    const struct hub_answer said = {.error = error, .seq = error ? 0 : 7};
    fake_hub()->done(fake_hub()->context, &said);
}

/* The words without the op, which is random. */
static bool told(const char *type, const char *member)
{
    const char *words = fake_hub()->words;
    return strncmp(words, type, strlen(type)) == 0 && strstr(words, member);
}

static void who_joins_is_added_once_while_that_is_under_way(void **state)
{
    struct newcomers *newcomers = newcomers_new(NULL);
    fake_hub_clear();
    comes("\"iss\":\"https://sso.example\",\"sub\":\"u7\",\"name\":\"Member\"");
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_PERSON_NEW);
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_PERSON_NEW);
    assert_int_equal(fake_hub()->count, 1);
    assert_true(told("person.add ", "\"person\":\"x."));
    answer(ERR_NONE);
    newcomers_free(&newcomers);
}

static void what_the_academy_does_not_take_is_left_out(void **state)
{
    struct newcomers *newcomers = newcomers_new(NULL);
    fake_hub_clear();
    comes("\"iss\":\"https://lms.example\",\"sub\":\"u7\",\"country\":\"QQ\","
          "\"email\":\"a@b.example\"");
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_PERSON_NEW);
    assert_true(told("access.request ", "\"country\":\"QQ\""));
    /* Nobody says a name: the id is one. */
    assert_true(told("access.request ", "\"name\":\"x."));
    answer(ERR_COUNTRY_UNKNOWN);
    assert_int_equal(fake_hub()->count, 2);
    assert_false(told("access.request ", "\"country\""));
    assert_false(told("access.request ", "\"mail\""));
    answer(ERR_COUNTRY_UNKNOWN); /* not for ever */
    assert_int_equal(fake_hub()->count, 2);
    newcomers_free(&newcomers);
}

/* Of whom an organiser said who that is (help_hub.c: "linked" is "known"). */
static void who_is_known_by_another_id_is_that_person(void **state)
{
    const struct hub *hub = NULL;
    comes("\"iss\":\"https://x.example\",\"sub\":\"linked\"");
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_ASKS);
    linked_resolve(hub, &claims);
    assert_string_equal(claims.id, "known");
    assert_string_equal(claims.linked, "linked");
    assert_int_equal(claims.newcomer, TOKEN_NEWCOMER_NONE);
    assert_true(linked_holds(hub, slice_of(claims.linked), slice_of(claims.id)));
    assert_false(linked_holds(hub, SLICE("no more"), slice_of(claims.id)));
    comes("\"iss\":\"https://x.example\",\"sub\":\"other\"");
    linked_resolve(hub, &claims);
    assert_string_equal(claims.id, "other");
    assert_string_equal(claims.linked, "");
    assert_true(linked_holds(hub, slice_of(claims.linked), slice_of(claims.id)));
}

static void a_full_queue_is_told(void **state)
{
    struct newcomers *newcomers = newcomers_new(NULL);
    fake_hub_clear();
    comes("\"iss\":\"https://lms.example\",\"sub\":\"u7\"");
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_PERSON_NEW);
    answer(ERR_QUEUE_FULL);
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_QUEUE_FULL);
    answer(ERR_NONE);
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_PERSON_NEW);
    /* Ended while one is under way: it ends with the answer. */
    newcomers_free(&newcomers);
    answer(ERR_NONE);
}

static void who_says_no_issuer_is_nobody(void **state)
{
    struct newcomers *newcomers = newcomers_new(NULL);
    fake_hub_clear();
    comes("\"sub\":\"u7\"");
    assert_int_equal(newcomers_ask(newcomers, &claims), ERR_NOT_MEMBER);
    assert_int_equal(newcomers_ask(NULL, &claims), ERR_NOT_MEMBER);
    assert_int_equal(fake_hub()->count, 0);
    newcomers_free(&newcomers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_of_several_issuers_are_told_apart),
        cmocka_unit_test(an_issuer_may_have_a_long_name),
        cmocka_unit_test(an_issuer_that_is_not_named_is_refused_where_one_is),
        cmocka_unit_test(an_address_that_is_not_verified_is_not_told),
        cmocka_unit_test(who_joins_is_added_once_while_that_is_under_way),
        cmocka_unit_test(what_the_academy_does_not_take_is_left_out),
        cmocka_unit_test(who_is_known_by_another_id_is_that_person),
        cmocka_unit_test(a_full_queue_is_told),
        cmocka_unit_test(who_says_no_issuer_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
