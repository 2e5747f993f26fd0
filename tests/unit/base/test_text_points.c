/* SPDX-License-Identifier: Apache-2.0 */
#include <utf8proc.h>

#include "base/text_points.h"
#include "help_base.h"

static void run_grows_beyond_its_first_room(void **state)
{
    struct points points;
    points_init(&points, 0);
    for (int32_t point = 0; point < 1000; point++)
        points_add(&points, point);
    assert_int_equal(points.count, 1000);
    for (int32_t point = 0; point < 1000; point++)
        assert_int_equal(points.at[point], point);
    points_done(&points);
    assert_null(points.at);
}

static void longest_decomposition_fits(void **state)
{
    size_t longest = 0;
    for (int32_t point = 1; point < 0x110000; point++) {
        struct points points;
        if (point >= 0xd800 && point < 0xe000)
            continue;
        points_init(&points, 32);
        points_add_decomposed(&points, point,
                              UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
        if (points.count > longest)
            longest = points.count;
        points_done(&points);
    }
    assert_int_equal(longest, 18);
}

static void marks_are_ordered_by_class_and_keep_their_order_within(void **state)
{
    /* Classes 230, 220, 230, 202, then a new base, 230, 9. */
    const int32_t raw[] = {'q', 0x302, 0x323, 0x307, 0x327, 'x', 0x302, 0x94d};
    const int32_t expected[] = {'q', 0x327, 0x323, 0x302, 0x307, 'x', 0x94d, 0x302};
    struct points points;
    points_init(&points, 8);
    for (size_t i = 0; i < 8; i++)
        points_add(&points, raw[i]);
    points_compose(&points);
    assert_int_equal(points.count, 8);
    assert_memory_equal(points.at, expected, sizeof expected);
    points_done(&points);
}

static void thirty_marks_are_kept_on_each_base(void **state)
{
    struct points points;
    points_init(&points, 0);
    for (int base = 0; base < 3; base++) {
        points_add_decomposed(&points, 'x', UTF8PROC_DECOMPOSE);
        for (int mark = 0; mark < 40; mark++)
            points_add_decomposed(&points, 0x334, UTF8PROC_DECOMPOSE);
    }
    assert_int_equal(points.count, 3 * 31);
    points_done(&points);
}

static void run_is_written_wholly_or_not_at_all(void **state)
{
    struct points points;
    struct buffer out;
    buffer_init(&out, 10);
    points_init(&points, 4);
    points_add(&points, 'a');
    points_add(&points, 0xe9);
    points_add(&points, 0x20ac);
    points_add(&points, 0x1f600);
    assert_true(points_write(&points, &out));
    assert_buffer(&out, "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    assert_false(points_write(&points, &out));
    assert_int_equal(out.len, 10);
    points_done(&points);
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run_grows_beyond_its_first_room),
        cmocka_unit_test(longest_decomposition_fits),
        cmocka_unit_test(marks_are_ordered_by_class_and_keep_their_order_within),
        cmocka_unit_test(thirty_marks_are_kept_on_each_base),
        cmocka_unit_test(run_is_written_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
