/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/target.h"

static void one_form_of_a_path_is_canonical(void **state)
{
    static const char *const good[] = {"/",
                                       "/metrics",
                                       "/a/b.c/d",
                                       "/a/",
                                       "/.well-known/x",
                                       "/a/..b/c..",
                                       "/media/1.A-b_c/demo/index.m3u8",
                                       "/@a+b=c~d"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(target_is_canonical(slice_of(good[i])));
}

static void every_other_form_is_not(void **state)
{
    static const char *const bad[] = {"",
                                      "metrics",
                                      "//metrics",
                                      "/./metrics",
                                      "/a/../metrics",
                                      "/..",
                                      "/.",
                                      "/a/.",
                                      "/a//",
                                      "/a/..",
                                      "/%6detrics",
                                      "/a%2fmetrics",
                                      "/\\metrics",
                                      "/a\\..\\b",
                                      "/metrics\t",
                                      "/metrics;x",
                                      "/metrics#x",
                                      "*",
                                      "/caf\xc3\xa9",
                                      "/a\x01",
                                      "a:80",
                                      "http://a/metrics",
                                      "/a b",
                                      "/%"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(target_is_canonical(slice_of(bad[i])));
    assert_false(target_is_canonical((struct slice){"/a\0b", 4}));
}

static void the_path_ends_before_the_query(void **state)
{
    assert_true(slice_is(target_path(SLICE("/a?b=//c?d")), "/a"));
    assert_true(slice_is(target_path(SLICE("/a")), "/a"));
    assert_int_equal(target_path((struct slice){NULL, 0}).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_form_of_a_path_is_canonical),
        cmocka_unit_test(every_other_form_is_not),
        cmocka_unit_test(the_path_ends_before_the_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
