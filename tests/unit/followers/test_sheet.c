/* SPDX-License-Identifier: Apache-2.0
 * server/followers/sheet.c */
#include "followers/sheet.h"

#include "help_followers.h"

static void expect(const struct sheet *sheet, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 1 << 16);
    sheet_write(sheet, &out);
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, expected);
    buffer_done(&out);
}

static void adds(struct sheet *sheet, const char *answer)
{
    assert_int_equal(sheet_add(sheet, slice_of(answer)), ERR_NONE);
}

static void no_field_is_a_formula(void **state)
{
    struct sheet *sheet = sheet_new();
    adds(sheet, "{\"list\":[{\"a\":\"=1+1\",\"b\":\"@x\"},{\"a\":\"-5\",\"b\":\"one\\ntwo, "
                "\\\"three\\\"\"}]}");
    expect(
        sheet,
        "\xef\xbb\xbf\"a\",\"b\"\r\n\"'=1+1\",\"'@x\"\r\n\"-5\",\"one\ntwo, \"\"three\"\"\"\r\n");
    assert_int_equal(sheet_count(sheet), 2);
    sheet_free(&sheet);
}

static void a_list_that_stands_still_is_at_its_end(void **state)
{
    struct sheet *sheet = sheet_new();
    adds(sheet, "{\"list\":[{\"a\":1}],\"next\":7}");
    assert_true(slice_is(sheet_next(sheet), "7"));
    adds(sheet, "{\"list\":[{\"a\":2}],\"next\":7}");
    assert_null(sheet_next(sheet).at);
    sheet_free(&sheet);
}

static void an_answer_without_things_has_no_row(void **state)
{
    struct sheet *sheet = sheet_new();
    adds(sheet, "{\"messages\":{},\"at\":7}");
    adds(sheet, "{\"rows\":[]}");
    assert_int_equal(sheet_count(sheet), 0);
    adds(sheet, "{\"count\":3}");
    assert_int_equal(sheet_count(sheet), 1);
    sheet_free(&sheet);
}

static void pages_from_the_youngest_back_are_turned(void **state)
{
    struct sheet *sheet = sheet_new();
    sheet_turn(sheet);
    assert_int_equal(sheet_add_with(sheet, SLICE("{\"lines\":{\"3\":{\"t\":\"c\"}},\"next\":3}"),
                                    "in", SLICE("fr")),
                     ERR_NONE);
    assert_true(slice_is(sheet_next(sheet), "3"));
    assert_int_equal(sheet_add_with(sheet,
                                    SLICE("{\"lines\":{\"1\":{\"t\":\"a\"},\"2\":{\"t\":\"b\"}}}"),
                                    "in", SLICE("fr")),
                     ERR_NONE);
    assert_false(sheet_next(sheet).at);
    sheet_turn(sheet);
    assert_int_equal(
        sheet_add_with(sheet, SLICE("{\"lines\":{\"9\":{\"t\":\"z\"}}}"), "in", SLICE("ar")),
        ERR_NONE);
    expect(sheet, "\xef\xbb\xbf\"in\",\"id\",\"t\"\r\n\"fr\",\"1\",\"a\"\r\n\"fr\",\"2\","
                  "\"b\"\r\n\"fr\",\"3\",\"c\"\r\n\"ar\",\"9\",\"z\"\r\n");
    sheet_free(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_field_is_a_formula),
        cmocka_unit_test(a_list_that_stands_still_is_at_its_end),
        cmocka_unit_test(an_answer_without_things_has_no_row),
        cmocka_unit_test(pages_from_the_youngest_back_are_turned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
