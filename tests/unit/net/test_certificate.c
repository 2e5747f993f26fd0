/* SPDX-License-Identifier: Apache-2.0
 * server/net/certificate.c */
#include "net/certificate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct hash link_of(unsigned char filling)
{
    struct hash link;
    memset(link.bytes, filling, sizeof link.bytes);
    return link;
}

static void a_code_is_of_one_entry(void **state)
{
    struct hash link = link_of(7), other = link_of(8);
    char code[CERTIFICATE_BYTES];
    certificate_code(812, &link, code);
    assert_int_equal(strlen(code), strlen("812-7KQ2-M0XD-R4TB-ZC5G"));
    assert_int_equal(certificate_seq(slice_of(code)), 812);
    assert_true(certificate_is(slice_of(code), 812, &link));
    assert_false(certificate_is(slice_of(code), 812, &other));
    assert_false(certificate_is(slice_of(code), 811, &link));
    (void)state;
}

static void every_letter_counts(void **state)
{
    struct hash link = link_of(7);
    char code[CERTIFICATE_BYTES];
    certificate_code(5, &link, code);
    for (size_t i = 2; code[i]; i++) {
        char kept = code[i];
        if (kept == '-')
            continue;
        code[i] = kept == 'A' ? 'B' : 'A';
        assert_false(certificate_is(slice_of(code), 5, &link));
        code[i] = kept;
    }
    assert_true(certificate_is(slice_of(code), 5, &link));
    (void)state;
}

static void it_may_be_typed_as_people_type(void **state)
{
    assert_int_equal(certificate_seq(SLICE("9-0123456789abcdef")), 9);
    assert_int_equal(certificate_seq(SLICE("9-OI23-4567-89ab-cdef")), 9);
    struct hash link = link_of(1);
    char code[CERTIFICATE_BYTES], typed[CERTIFICATE_BYTES];
    certificate_code(9, &link, code);
    for (size_t i = 0; i <= strlen(code); i++) {
        typed[i] = code[i] == '0' ? 'o' : code[i] == '1' ? 'l' : code[i];
        if (typed[i] >= 'A' && typed[i] <= 'Z')
            typed[i] = (char)(typed[i] + 32);
    }
    assert_true(certificate_is(slice_of(typed), 9, &link));
    (void)state;
}

static void what_is_no_code_is_none(void **state)
{
    static const char *const wrong[] = {
        "",
        "9",
        "9-",
        "-0123456789ABCDEF",
        "9-0123456789ABCDE",
        "9-0123456789ABCDEFG",
        "x-0123",
        "9-0123456789ABCDE!",
        "9-0123456789ABCDEU",
        "99999999999999999999-0123456789ABCDEF",
        "0-0123456789ABCDEF",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(certificate_seq(slice_of(wrong[i])), 0);
    assert_int_equal(certificate_seq((struct slice){"9-0123456789ABCD\0F", 18}), 0);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_of_one_entry),
        cmocka_unit_test(every_letter_counts),
        cmocka_unit_test(it_may_be_typed_as_people_type),
        cmocka_unit_test(what_is_no_code_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
