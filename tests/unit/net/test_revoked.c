/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/revoked.h"

static struct revoked *list;

static void read_list(const char *text)
{
    char why[200] = "";
    list = revoked_read(slice_of(text), why, sizeof why);
    assert_string_equal(why, "");
    assert_non_null(list);
}

static bool holds(const char *id, const char *jti, int64_t iat_s)
{
    struct token_mark mark = {.iat_s = iat_s};
    if (jti)
        token_mark_jti(&mark, slice_of(jti));
    return revoked_holds(list, slice_of(id), &mark);
}

static void an_empty_list_holds_nothing(void **state)
{
    static const char *const empty[] = {"", "\n\n", "# jti a\n  # sub u7\r\n", "   \t\n"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        read_list(empty[i]);
        assert_int_equal(revoked_count(list), 0);
        assert_false(holds("u7", "a", 5));
        assert_false(holds("u7", NULL, 0));
        revoked_free(&list);
        assert_null(list);
    }
}

static void a_token_is_held_by_its_name_exactly(void **state)
{
    read_list("jti a-1\n jti  two words \r\njti a-3");
    assert_int_equal(revoked_count(list), 3);
    assert_true(holds("u7", "a-1", 5));
    assert_true(holds("u8", "two words", 0));
    assert_true(holds("u8", "a-3", 0));
    assert_false(holds("u7", "a-", 5));
    assert_false(holds("u7", "a-11", 5));
    assert_false(holds("a-1", NULL, 5));
    revoked_free(&list);
}

static void a_person_is_held_for_good_or_before_a_time(void **state)
{
    read_list("sub u7\nsub u8 before 100\nsub u9 before 100\nsub u9 before 50\nsub u8  before\t90");
    assert_int_equal(revoked_count(list), 3);
    assert_true(holds("u7", NULL, 5));
    assert_true(holds("u7", "a", INT64_C(1) << 50));
    assert_true(holds("u8", NULL, 99));
    assert_false(holds("u8", NULL, 100));
    assert_true(holds("u8", NULL, 0));
    assert_true(holds("u9", NULL, 99));
    assert_false(holds("u77", NULL, 5));
    revoked_free(&list);
}

static void half_a_list_is_none(void **state)
{
    static const char *const bad[] = {"jti",
                                      "jti \n",
                                      "sub",
                                      "sub a b",
                                      "sub u7 before",
                                      "sub u7 before x",
                                      "sub u7 after 5",
                                      "sub u7 before -5",
                                      "sub u7 before 1 2",
                                      "sub u7 before 9999999999999999",
                                      "sub u7 before 511111111111111111111111",
                                      "sub a/b",
                                      "u7",
                                      "JTI a",
                                      "jtia",
                                      "sub u7 # why"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[100], why[200] = "";
        snprintf(text, sizeof text, "jti good\n%s\n", bad[i]);
        assert_null(revoked_read(slice_of(text), why, sizeof why));
        assert_non_null(strstr(why, "line 2 "));
    }
}

static void a_list_has_a_bound(void **state)
{
    static char text[REVOKED_BYTES + 1];
    char why[200] = "";
    for (size_t i = 0; i + 8 <= sizeof text - 1; i += 8)
        snprintf(text + i, 9, "jti %03zx\n", i / 8 % 4096);
    list = revoked_read((struct slice){text, REVOKED_BYTES}, why, sizeof why);
    assert_non_null(list);
    assert_int_equal(revoked_count(list), 4096);
    assert_true(holds("u7", "fff", 0));
    revoked_free(&list);
    assert_null(revoked_read((struct slice){text, sizeof text}, why, sizeof why));
    assert_non_null(strstr(why, "1048576 bytes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_list_holds_nothing),
        cmocka_unit_test(a_token_is_held_by_its_name_exactly),
        cmocka_unit_test(a_person_is_held_for_good_or_before_a_time),
        cmocka_unit_test(half_a_list_is_none),
        cmocka_unit_test(a_list_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
