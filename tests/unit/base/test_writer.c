/* SPDX-License-Identifier: Apache-2.0 */
#include "base/writer.h"
#include "help_base.h"

static struct buffer out;
static struct writer writer;

static int writer_begin(void **state)
{
    buffer_init(&out, 100000);
    writer_init(&writer, &out);
    return 0;
}

static int writer_finish(void **state)
{
    buffer_done(&out);
    return 0;
}

static void object_holds_every_kind_of_member(void **state)
{
    writer_object(&writer, NULL);
    writer_text(&writer, "text", SLICE("hello"));
    writer_int(&writer, "int", -5);
    writer_bool(&writer, "yes", true);
    writer_bool(&writer, "no", false);
    writer_null(&writer, "gone");
    writer_raw(&writer, "raw", SLICE("[1,2]"));
    assert_true(writer_end(&writer));
    assert_buffer(&out, "{\"text\":\"hello\",\"int\":-5,\"yes\":true,\"no\":false,\"gone\":null,"
                        "\"raw\":[1,2]}");
}

static void array_holds_values_without_keys(void **state)
{
    writer_array(&writer, NULL);
    writer_int(&writer, NULL, 1);
    writer_text(&writer, NULL, SLICE("a"));
    writer_object(&writer, NULL);
    writer_end(&writer);
    writer_array(&writer, NULL);
    writer_end(&writer);
    writer_null(&writer, NULL);
    assert_true(writer_end(&writer));
    assert_buffer(&out, "[1,\"a\",{},[],null]");
}

static void nesting_keeps_commas_in_place(void **state)
{
    writer_object(&writer, NULL);
    writer_object(&writer, "a");
    writer_array(&writer, "b");
    writer_int(&writer, NULL, 1);
    writer_end(&writer);
    writer_int(&writer, "c", 2);
    writer_end(&writer);
    writer_int(&writer, "d", 3);
    writer_end(&writer);
    assert_buffer(&out, "{\"a\":{\"b\":[1],\"c\":2},\"d\":3}");
}

static void outermost_value_may_be_plain(void **state)
{
    buffer_add(&out, SLICE("x="));
    writer_text(&writer, NULL, SLICE("y"));
    assert_buffer(&out, "x=\"y\"");
}

static void text_is_escaped(void **state)
{
    writer_text(&writer, NULL, SLICE("\"\\/\b\f\n\r\t\x01\x1f\x7f \xc3\xa9\xf0\x9f\x98\x80"));
    assert_buffer(&out, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f \xc3\xa9\xf0\x9f\x98\x80\"");
}

static void every_control_character_survives_parsing(void **state)
{
    for (int byte = 1; byte < 0x80; byte++) {
        char text[] = {'a', (char)byte, 'b', (char)byte};
        struct json *json = NULL;
        struct slice back = {NULL, 0};
        buffer_clear(&out);
        writer_text(&writer, NULL, (struct slice){text, sizeof text});
        assert_int_equal(json_parse(buffer_slice(&out), &json), ERR_NONE);
        assert_true(json_as_text(json, &back));
        assert_true(slice_equal(back, (struct slice){text, sizeof text}));
        json_free(&json);
    }
}

static void absent_text_is_an_empty_string(void **state)
{
    writer_text(&writer, NULL, (struct slice){NULL, 0});
    assert_buffer(&out, "\"\"");
}

static void keys_are_escaped(void **state)
{
    writer_object(&writer, NULL);
    char key[] = "a\"b";
    writer_int(&writer, key, 1);
    writer_int_slice(&writer, SLICE("c\n"), 2);
    writer_object_lazy(&writer, key);
    writer_object_lazy_slice(&writer, SLICE("c\n"));
    writer_bool(&writer, "d", true);
    writer_end(&writer);
    writer_end(&writer);
    writer_end(&writer);
    assert_buffer(&out, "{\"a\\\"b\":1,\"c\\n\":2,\"a\\\"b\":{\"c\\n\":{\"d\":true}}}");
}

static void lazy_object_without_members_leaves_no_trace(void **state)
{
    writer_object(&writer, NULL);
    writer_object_lazy(&writer, "a");
    assert_false(writer_end(&writer));
    writer_int(&writer, "b", 1);
    writer_object_lazy(&writer, "c");
    assert_false(writer_end(&writer));
    writer_int(&writer, "d", 2);
    writer_end(&writer);
    assert_buffer(&out, "{\"b\":1,\"d\":2}");
}

static void lazy_object_with_members_stays(void **state)
{
    writer_object_lazy(&writer, NULL);
    writer_object_lazy(&writer, "a");
    writer_null(&writer, "x");
    assert_true(writer_end(&writer));
    assert_true(writer_end(&writer));
    assert_buffer(&out, "{\"a\":{\"x\":null}}");
}

static void lazy_objects_vanish_together(void **state)
{
    buffer_add(&out, SLICE("before"));
    writer_object_lazy(&writer, NULL);
    writer_object_lazy(&writer, "a");
    writer_object_lazy(&writer, "b");
    assert_false(writer_end(&writer));
    assert_false(writer_end(&writer));
    assert_false(writer_end(&writer));
    assert_buffer(&out, "before");
}

static void empty_object_inside_a_lazy_one_counts(void **state)
{
    writer_object_lazy(&writer, NULL);
    writer_object(&writer, "a");
    assert_true(writer_end(&writer));
    assert_true(writer_end(&writer));
    assert_buffer(&out, "{\"a\":{}}");
}

static void keys_may_be_slices_and_seqs(void **state)
{
    writer_object(&writer, NULL);
    writer_object_slice(&writer, SLICE("o"));
    writer_text_slice(&writer, SLICE("t"), SLICE("x"));
    writer_bool_slice(&writer, SLICE("b"), true);
    writer_null_slice(&writer, SLICE("n"));
    writer_end(&writer);
    writer_object_seq(&writer, 7);
    writer_int_seq(&writer, INT64_MAX, 1);
    writer_bool_seq(&writer, 9, false);
    writer_null_seq(&writer, 10);
    writer_end(&writer);
    writer_end(&writer);
    assert_buffer(&out, "{\"o\":{\"t\":\"x\",\"b\":true,\"n\":null},"
                        "\"7\":{\"9223372036854775807\":1,\"9\":false,\"10\":null}}");
}

static void sixteen_levels_are_the_deepest(void **state)
{
    for (int level = 0; level < WRITER_DEPTH; level++)
        writer_array(&writer, NULL);
    for (int level = 0; level < WRITER_DEPTH; level++)
        writer_end(&writer);
    assert_buffer(&out, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");
}

static void nest_too_deep(void *context)
{
    (void)context;
    for (int level = 0; level <= WRITER_DEPTH; level++)
        writer_array(&writer, NULL);
}

static void member_without_a_key(void *context)
{
    (void)context;
    writer_object(&writer, NULL);
    writer_int(&writer, NULL, 1);
}

static void element_with_a_key(void *context)
{
    (void)context;
    writer_array(&writer, NULL);
    writer_int(&writer, "a", 1);
}

static void end_of_nothing(void *context)
{
    (void)context;
    writer_end(&writer);
}

static void misuse_aborts(void **state)
{
    assert_aborts(nest_too_deep, NULL);
    assert_aborts(member_without_a_key, NULL);
    assert_aborts(element_with_a_key, NULL);
    assert_aborts(end_of_nothing, NULL);
}

static void full_buffer_says_so_at_the_end(void **state)
{
    struct buffer small;
    buffer_init(&small, 20);
    writer_init(&writer, &small);
    writer_object(&writer, NULL);
    for (int64_t seq = 0; seq < 100; seq++) {
        writer_object_lazy(&writer, "lazy");
        writer_end(&writer);
        writer_int_seq(&writer, seq, seq);
    }
    writer_end(&writer);
    assert_true(small.full);
    assert_true(small.len <= 20);
    buffer_done(&small);
}

#define WRITER_TEST(name) cmocka_unit_test_setup_teardown(name, writer_begin, writer_finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITER_TEST(object_holds_every_kind_of_member),
        WRITER_TEST(array_holds_values_without_keys),
        WRITER_TEST(nesting_keeps_commas_in_place),
        WRITER_TEST(outermost_value_may_be_plain),
        WRITER_TEST(text_is_escaped),
        WRITER_TEST(every_control_character_survives_parsing),
        WRITER_TEST(absent_text_is_an_empty_string),
        WRITER_TEST(keys_are_escaped),
        WRITER_TEST(lazy_object_without_members_leaves_no_trace),
        WRITER_TEST(lazy_object_with_members_stays),
        WRITER_TEST(lazy_objects_vanish_together),
        WRITER_TEST(empty_object_inside_a_lazy_one_counts),
        WRITER_TEST(keys_may_be_slices_and_seqs),
        WRITER_TEST(sixteen_levels_are_the_deepest),
        WRITER_TEST(misuse_aborts),
        WRITER_TEST(full_buffer_says_so_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
