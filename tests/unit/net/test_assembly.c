/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/assembly.h"

static struct assembly assembly;
static struct slice message;

static enum assembly_state add(const char *bytes, uint64_t left, bool final)
{
    struct assembly_part part = {.bytes = slice_of(bytes), .left = left, .final = final};
    return assembly_add(&assembly, &part, &message);
}

static int setup(void **state)
{
    assembly_init(&assembly, 10);
    return 0;
}

static int teardown(void **state)
{
    assembly_done(&assembly);
    return 0;
}

static void one_slice_is_handed_on_without_a_copy(void **state)
{
    const char *bytes = "hello";
    assert_int_equal(add(bytes, 0, true), ASSEMBLY_WHOLE);
    assert_ptr_equal(message.at, bytes);
    assert_null(assembly.message.bytes);
    assembly_clear(&assembly);
}

static void slices_of_a_frame_are_joined(void **state)
{
    assert_int_equal(add("ab", 4, true), ASSEMBLY_MORE);
    assert_int_equal(add("cd", 2, true), ASSEMBLY_MORE);
    assert_int_equal(add("ef", 0, true), ASSEMBLY_WHOLE);
    assert_true(slice_is(message, "abcdef"));
    assert_int_equal(assembly.fragments, 1);
    assembly_clear(&assembly);
    assert_null(assembly.message.bytes);
}

static void fragments_are_joined(void **state)
{
    assert_int_equal(add("ab", 0, false), ASSEMBLY_MORE);
    assert_int_equal(add("c", 1, false), ASSEMBLY_MORE);
    assert_int_equal(add("d", 0, false), ASSEMBLY_MORE);
    assert_int_equal(add("", 0, true), ASSEMBLY_WHOLE);
    assert_true(slice_is(message, "abcd"));
    assert_int_equal(assembly.fragments, 3);
    assembly_clear(&assembly);
}

static void the_bound_holds_exactly(void **state)
{
    assert_int_equal(add("0123456789", 0, true), ASSEMBLY_WHOLE);
    assembly_clear(&assembly);
    assert_int_equal(add("0123456789a", 0, true), ASSEMBLY_TOO_LARGE);
}

static void an_announcement_is_refused_before_it_comes(void **state)
{
    assert_int_equal(add("a", 10, true), ASSEMBLY_TOO_LARGE);
    assert_int_equal(add("", UINT64_MAX, true), ASSEMBLY_TOO_LARGE);
    assert_int_equal(add("a", 9, true), ASSEMBLY_MORE);
}

static void fragments_count_together(void **state)
{
    assert_int_equal(add("01234", 0, false), ASSEMBLY_MORE);
    assert_int_equal(add("56789", 1, true), ASSEMBLY_TOO_LARGE);
}

static void crumbs_are_refused(void **state)
{
    for (int i = 0; i < ASSEMBLY_FRAGMENTS; i++)
        assert_int_equal(add("", 0, false), ASSEMBLY_MORE);
    assert_int_equal(add("", 0, false), ASSEMBLY_TOO_MANY);
}

static void the_next_message_starts_anew(void **state)
{
    for (int round = 0; round < 3 * ASSEMBLY_FRAGMENTS; round++) {
        assert_int_equal(add("abc", 0, false), ASSEMBLY_MORE);
        assert_int_equal(add("defghij", 0, true), ASSEMBLY_WHOLE);
        assert_int_equal(message.len, 10);
        assembly_clear(&assembly);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_slice_is_handed_on_without_a_copy, setup, teardown),
        cmocka_unit_test_setup_teardown(slices_of_a_frame_are_joined, setup, teardown),
        cmocka_unit_test_setup_teardown(fragments_are_joined, setup, teardown),
        cmocka_unit_test_setup_teardown(the_bound_holds_exactly, setup, teardown),
        cmocka_unit_test_setup_teardown(an_announcement_is_refused_before_it_comes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(fragments_count_together, setup, teardown),
        cmocka_unit_test_setup_teardown(crumbs_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_next_message_starts_anew, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
