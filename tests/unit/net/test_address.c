/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/address.h"

static bool same(const char *a, const char *b)
{
    struct address one, other;
    assert_true(address_read(slice_of(a), &one));
    assert_true(address_read(slice_of(b), &other));
    return memcmp(&one, &other, sizeof one) == 0;
}

static void an_address_is_read_in_all_its_forms(void **state)
{
    assert_true(same("192.0.2.1", " 192.0.2.1:50000\t"));
    assert_true(same("192.0.2.1", "::ffff:192.0.2.1"));
    assert_true(same("2001:db8::1", "[2001:db8::1]"));
    assert_true(same("2001:db8::1", "[2001:0db8:0:0::1]:443"));
    assert_false(same("2001:db8::1", "2001:db8::2"));
}

static void what_is_no_address_is_none(void **state)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "unknown",
                                      "_hidden",
                                      "192.0.2",
                                      "1.2.3.4.5",
                                      "[::1",
                                      "[]",
                                      "a.example",
                                      ":80",
                                      "::1::",
                                      "300.1.1.1",
                                      "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb"};
    struct address address;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(address_read(slice_of(bad[i]), &address));
}

static bool lies_in(const char *address, const char *range)
{
    struct address one;
    struct address_range all;
    assert_true(address_read(slice_of(address), &one));
    assert_true(address_range_read(slice_of(range), &all));
    return address_in(&one, &all);
}

static void a_range_holds_what_begins_alike(void **state)
{
    assert_true(lies_in("10.200.3.4", "10.0.0.0/8"));
    assert_false(lies_in("11.0.0.1", "10.0.0.0/8"));
    assert_true(lies_in("192.0.2.127", "192.0.2.0/25"));
    assert_false(lies_in("192.0.2.128", "192.0.2.0/25"));
    assert_true(lies_in("192.0.2.1", "192.0.2.1"));
    assert_false(lies_in("192.0.2.2", "192.0.2.1"));
    assert_true(lies_in("203.0.113.9", "0.0.0.0/0"));
    assert_false(lies_in("2001:db8::1", "0.0.0.0/0"));
    assert_true(lies_in("2001:db8:1:2::9", "2001:db8:1::/47"));
    assert_true(lies_in("127.0.0.1", "::/0"));
}

static void what_is_no_range_is_none(void **state)
{
    static const char *const bad[] = {"10.0.0.0/33", "10.0.0.0/",    "10.0.0.0/8x", "::/129",
                                      "/8",          "10.0.0.0/-1",  "10/8",        "any",
                                      "::/0000",     "10.0.0.0/8 /8"};
    struct address_range range;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(address_range_read(slice_of(bad[i]), &range));
}

static bool one_place(const char *a, const char *b)
{
    struct address one, other;
    assert_true(address_read(slice_of(a), &one));
    assert_true(address_read(slice_of(b), &other));
    return slice_equal(address_place(&one), address_place(&other));
}

static void a_house_has_64_bits_of_ipv6(void **state)
{
    assert_true(one_place("2001:db8:1:2::9", "2001:db8:1:2:ffff::1"));
    assert_false(one_place("2001:db8:1:2::9", "2001:db8:1:3::9"));
    assert_false(one_place("192.0.2.1", "192.0.2.2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_read_in_all_its_forms),
        cmocka_unit_test(what_is_no_address_is_none),
        cmocka_unit_test(a_range_holds_what_begins_alike),
        cmocka_unit_test(what_is_no_range_is_none),
        cmocka_unit_test(a_house_has_64_bits_of_ipv6),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
