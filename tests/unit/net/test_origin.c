/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/origin.h"

static const char *const named[] = {"https://learn.example", "http://localhost:5173", "null", NULL};

static bool allowed(const char *origin, const char *host, const char *const *list)
{
    return origin_allowed(slice_of(origin), slice_of(host), list);
}

static void no_browser_sends_none(void **state)
{
    assert_true(allowed(NULL, "a.example", NULL));
    assert_true(allowed(NULL, NULL, named));
}

static void the_same_host_may(void **state)
{
    assert_true(allowed("https://a.example", "a.example", NULL));
    assert_true(allowed("http://A.example:8080", "a.EXAMPLE:8080", NULL));
    assert_true(allowed("http://[::1]:80", "[::1]:80", NULL));
}

static void another_host_may_not(void **state)
{
    static const char *const bad[] = {"https://b.example",
                                      "https://a.example:444",
                                      "https://a.example.b",
                                      "",
                                      "https://xa.example",
                                      "https://",
                                      "null",
                                      "a.example",
                                      "ftp://a.example",
                                      "https://a.example/",
                                      "https://a.exampl",
                                      "https://a.example@b.example"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(allowed(bad[i], "a.example", NULL));
}

static void the_named_may_exactly(void **state)
{
    assert_true(allowed("https://learn.example", "a", named));
    assert_true(allowed("HTTP://localhost:5173", "a", named));
    assert_true(allowed("null", "a", named));
    assert_false(allowed("https://learn.example:8443", "a", named));
    assert_false(allowed("http://learn.example", "a", named));
    assert_false(allowed("https://learn.example.evil", "a", named));
}

static void an_absent_host_is_no_ones(void **state)
{
    assert_false(allowed("https://", NULL, NULL));
    assert_false(allowed("https://a", "", NULL));
}

static void only_plain_hosts_are_written(void **state)
{
    assert_true(origin_host_is_plain(SLICE("a.example:80")));
    assert_true(origin_host_is_plain(SLICE("[2001:db8::1]:443")));
    assert_false(origin_host_is_plain(SLICE("a; script-src *")));
    assert_false(origin_host_is_plain(SLICE("a\r\nb")));
    assert_false(origin_host_is_plain(SLICE("a\0b")));
    assert_false(origin_host_is_plain(SLICE("")));
    assert_false(origin_host_is_plain(SLICE("*")));
}

static void this_machine_is_known_by_its_names(void **state)
{
    static const char *const good[] = {"localhost", "localhost:7400", "LocalHost",
                                       "127.0.0.1", "127.0.0.1:7400", "127.255.255.254:1",
                                       "[::1]",     "[::1]:7400"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(origin_host_is_loopback(slice_of(good[i])));
}

static void another_name_is_not_this_machine(void **state)
{
    static const char *const bad[] = {"",
                                      ":7400",
                                      "evil.example",
                                      "evil.example:7400",
                                      "localhost.evil.example",
                                      "localhost@evil.example",
                                      "127.0.0.1.evil.example",
                                      "127.0.0.1:7400:7400",
                                      "127.1",
                                      "128.0.0.1",
                                      "0.0.0.0",
                                      "2130706433",
                                      "::1",
                                      "::1:7400",
                                      "[::1",
                                      "[]",
                                      "[::2]",
                                      "[localhost]:x",
                                      "192.0.2.1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(origin_host_is_loopback(slice_of(bad[i])));
    assert_false(origin_host_is_loopback((struct slice){NULL, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_browser_sends_none),
        cmocka_unit_test(the_same_host_may),
        cmocka_unit_test(another_host_may_not),
        cmocka_unit_test(the_named_may_exactly),
        cmocka_unit_test(an_absent_host_is_no_ones),
        cmocka_unit_test(only_plain_hosts_are_written),
        cmocka_unit_test(this_machine_is_known_by_its_names),
        cmocka_unit_test(another_name_is_not_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
