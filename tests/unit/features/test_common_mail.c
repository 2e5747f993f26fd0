/* SPDX-License-Identifier: Apache-2.0
 * server/features/common_mail.c and country.c */
#include "features/common_mail.h"

#include "features/country.h"
#include "help_room.h"

static void only_addresses_pass(void **state)
{
    static const char *const good[] = {"a@b.example", "a.b+c@sub.b.example", "é@b.example",
                                       "o'neil@b.example"};
    static const char *const bad[] = {
        "",           "a",           "a@b",         "@b.example",    "a@",       "a@@b.example",
        "a b@c.de",   "a@b c.de",    "a@b..de",     ".a@b.de",       "a.@b.de",  "a..b@c.de",
        "a@.b.de",    "a@b.de.",     "a@b.de\r\nX", "a\n@b.example", "<a@b.de>", "a,b@c.de",
        "\"a\"@b.de", "a@[1.2.3.4]", "a@b_c.de",    "a;b@c.de",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!common_is_mail(slice_of(good[i])))
            fail_msg("%s is refused", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (common_is_mail(slice_of(bad[i])))
            fail_msg("%s passes", bad[i]);
    assert_false(common_is_mail((struct slice){"a\0@b.de", 7}));
}

static void expect_canonical(const char *address, const char *canonical)
{
    struct buffer out;
    buffer_init(&out, COMMON_MAIL_BYTES + 1);
    common_mail_canonical(slice_of(address), &out);
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, canonical);
    buffer_done(&out);
}

static void addresses_are_compared_without_case_dots_and_tags(void **state)
{
    expect_canonical("A.b.C+tag.x@Police.Example", "abc@police.example");
    expect_canonical("a.+x@b.de", "a@b.de");
    expect_canonical("+x@b.de", "+x@b.de");
    expect_canonical("a@b+c.de", "a@b+c.de");
    assert_true(common_mail_equal(SLICE("a.b+1@C.de"), SLICE("AB@c.de")));
    assert_false(common_mail_equal(SLICE("ab@c.de"), SLICE("ab@cd.e")));
    assert_false(common_mail_equal(SLICE("ab@c.de"), SLICE("abc@c.de")));
    assert_false(common_mail_equal(SLICE("ab@c.d"), SLICE("ab@c.de")));
    assert_false(common_mail_equal(SLICE(""), SLICE("")));
}

static void countries_are_those_of_iso_3166(void **state)
{
    static const char *const good[] = {"AD", "FR", "TN", "XK", "ZW"};
    static const char *const bad[] = {"", "F", "fr", "UK", "EU", "DF", "FRA"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(country_is(slice_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(country_is(slice_of(bad[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_addresses_pass),
        cmocka_unit_test(addresses_are_compared_without_case_dots_and_tags),
        cmocka_unit_test(countries_are_those_of_iso_3166),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
