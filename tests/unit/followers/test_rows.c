/* SPDX-License-Identifier: Apache-2.0
 * server/followers/rows.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "followers/rows.h"

#define THINGS "{\"4\":{\"text\":\"a\"},\"7\":{\"text\":\"b\"},\"9\":{\"text\":\"c\"}}"

static void expect_rows(const char *order, const char *expected)
{
    struct json *things = NULL, *list = NULL;
    struct buffer out;
    buffer_init(&out, 1u << 16);
    assert_int_equal(json_parse(SLICE(THINGS), &things), ERR_NONE);
    if (order)
        assert_int_equal(json_parse(slice_of(order), &list), ERR_NONE);
    rows_write(things, list, &out);
    assert_true(slice_is(buffer_slice(&out), expected));
    json_free(&things);
    json_free(&list);
    buffer_done(&out);
}

static void things_stand_as_they_came(void **state)
{
    expect_rows(NULL, "{\"rows\":" THINGS "}");
    expect_rows("[]", "{\"rows\":" THINGS "}");
}

/* What the order does not name stands behind; what is not there, or named twice, changes nothing.
 */
static void what_has_an_order_stands_in_it(void **state)
{
    expect_rows("[9,4,12,9]", "{\"rows\":{\"9\":{\"text\":\"c\"},\"4\":{\"text\":\"a\"},"
                              "\"7\":{\"text\":\"b\"}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(things_stand_as_they_came),
        cmocka_unit_test(what_has_an_order_stands_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
