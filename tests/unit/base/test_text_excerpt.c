/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/text_excerpt.h"
#include "help_base.h"

static void expect(const char *text, size_t chars_max, const char *expected)
{
    struct buffer out;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    text_excerpt(slice_of(text), chars_max, &out);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.bytes ? out.bytes : "", expected, out.len);
    buffer_done(&out);
}

static void marks_are_left_out(void **state)
{
    (void)state;
    expect("# Title\n- one\n> two", 100, "Title one two");
    expect("**bold** `code` [link](https://x.example/a) ![pic](p.jpg)", 100, "bold code link pic");
    expect("a ](not an address", 100, "a ](not an address");
    expect(" \n# \n", 100, "");
}

static void what_is_long_ends_at_a_space_with_a_mark(void **state)
{
    (void)state;
    expect("one two three", 13, "one two three");
    expect("one two three", 9, "one two\u2026");
    expect("onetwothree", 5, "onetw\u2026");
    expect("آثار الهواتف", 5, "آثار\u2026");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_left_out),
        cmocka_unit_test(what_is_long_ends_at_a_space_with_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
