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

static void what_is_escaped_is_read_as_it_was(void **state)
{
    static const char *const texts[] = {"", "a", "&", "%", "%26", "a&b=c%d", "%%%", "\xc3\xa9&"};
    struct buffer escaped, read;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        buffer_init(&escaped, 100);
        buffer_init(&read, 100);
        target_escape(slice_of(texts[i]), &escaped);
        assert_null(memchr(escaped.bytes ? escaped.bytes : "", '&', escaped.len));
        assert_true(target_unescape(buffer_slice(&escaped), &read));
        assert_true(slice_is(buffer_slice(&read), texts[i]));
        buffer_done(&escaped);
        buffer_done(&read);
    }
}

static void an_escape_that_is_none_is_refused(void **state)
{
    static const char *const bad[] = {"%", "%2", "a%2", "%zz", "%2g", "%g2", "%-1", "% 1"};
    struct buffer read;
    buffer_init(&read, 100);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(target_unescape(slice_of(bad[i]), &read));
    buffer_clear(&read);
    assert_true(target_unescape(SLICE("%2f%2F%41"), &read));
    assert_true(slice_is(buffer_slice(&read), "//A"));
    buffer_done(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_form_of_a_path_is_canonical),
        cmocka_unit_test(every_other_form_is_not),
        cmocka_unit_test(the_path_ends_before_the_query),
        cmocka_unit_test(what_is_escaped_is_read_as_it_was),
        cmocka_unit_test(an_escape_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
