/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_edit.h"
#include "base/merge.h"
#include "help_base.h"
#include "help_random_json.h"

static void examples_of_rfc_7396_appendix_a_hold(void **state)
{
    static const char *const examples[][3] = {
        {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
        {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
        {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
        {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
        {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
        {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]"},
        {"{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]"},
        {"{\"a\":\"foo\"}", "null", "null"},
        {"{\"a\":\"foo\"}", "\"bar\"", "\"bar\""},
        {"{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"},
        {"[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}"},
        {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct json *target = json_of(examples[i][0]), *patch = json_of(examples[i][1]);
        merge_apply(&target, patch);
        assert_json(target, examples[i][2]);
        assert_json(patch, examples[i][1]);
        json_free(&target);
        json_free(&patch);
    }
}

static void example_of_rfc_7396_section_3_holds(void **state)
{
    struct json *target =
        json_of("{\"title\":\"Goodbye!\",\"author\":{\"givenName\":\"John\",\"familyName\":\"Doe\"}"
                ",\"tags\":[\"example\",\"sample\"],\"content\":\"This will be unchanged\"}");
    struct json *patch = json_of("{\"title\":\"Hello!\",\"phoneNumber\":\"+01-123-456-7890\","
                                 "\"author\":{\"familyName\":null},\"tags\":[\"example\"]}");
    merge_apply(&target, patch);
    assert_json(target, "{\"title\":\"Hello!\",\"author\":{\"givenName\":\"John\"},"
                        "\"tags\":[\"example\"],\"content\":\"This will be unchanged\","
                        "\"phoneNumber\":\"+01-123-456-7890\"}");
    json_free(&target);
    json_free(&patch);
}

static void absent_target_becomes_the_patch_without_its_nulls(void **state)
{
    struct json *target = NULL, *patch = json_of("{\"a\":{\"b\":1,\"c\":null},\"d\":null}");
    merge_apply(&target, patch);
    assert_json(target, "{\"a\":{\"b\":1}}");
    json_free(&target);
    json_free(&patch);
    patch = json_of("[null]");
    merge_apply(&target, patch);
    assert_json(target, "[null]");
    json_free(&target);
    json_free(&patch);
}

static void patched_members_keep_their_place(void **state)
{
    struct json *target = json_of("{\"a\":1,\"b\":{},\"c\":[1,2]}");
    struct json *patch = json_of("{\"d\":4,\"c\":{\"x\":1},\"b\":null,\"a\":\"one\"}");
    struct buffer out;
    buffer_init(&out, 100);
    merge_apply(&target, patch);
    json_print(target, &out);
    assert_buffer(&out, "{\"a\":\"one\",\"c\":{\"x\":1},\"d\":4}");
    buffer_done(&out);
    json_free(&target);
    json_free(&patch);
}

static void wide_patch_is_applied_like_a_narrow_one(void **state)
{
    struct json *wide = json_of("{\"k0\":\"old\",\"x\":1}"), *narrow = json_copy(wide), *patch;
    struct buffer text;
    buffer_init(&text, 100000);
    for (int i = 0; i < 1000; i++) {
        char one[64];
        const char *value = i % 3 == 0 ? "null" : i % 3 == 1 ? "{\"a\":null}" : "1";
        buffer_addf(&text, "%s\"k%d\":%s", i ? "," : "{", i, value);
        snprintf(one, sizeof one, "{\"k%d\":%s}", i, value);
        patch = json_of(one);
        merge_apply(&narrow, patch);
        json_free(&patch);
    }
    buffer_add_byte(&text, '}');
    assert_int_equal(json_parse_large(buffer_slice(&text), &patch), ERR_NONE);
    for (int round = 0; round < 2; round++) {
        merge_apply(&wide, patch);
        assert_true(json_equal(wide, narrow));
    }
    json_free(&patch);
    json_free(&wide);
    json_free(&narrow);
    buffer_done(&text);
}

static void assert_composed(const char *first, const char *second, const char *expected)
{
    struct json *composed = first ? json_of(first) : NULL, *patch = json_of(second);
    merge_compose(&composed, patch);
    assert_json(composed, expected);
    assert_json(patch, second);
    json_free(&composed);
    json_free(&patch);
}

static void composing_keeps_removals(void **state)
{
    assert_composed("{\"a\":1,\"b\":2}", "{\"a\":null,\"c\":null}",
                    "{\"a\":null,\"b\":2,\"c\":null}");
    assert_composed("{\"a\":{\"x\":1}}", "{\"a\":{\"x\":null,\"y\":{\"z\":null}}}",
                    "{\"a\":{\"x\":null,\"y\":{\"z\":null}}}");
    assert_composed("{\"a\":null}", "{\"a\":5}", "{\"a\":5}");
    assert_composed("{\"a\":{\"x\":1}}", "{\"a\":null}", "{\"a\":null}");
}

static void second_patch_wins(void **state)
{
    assert_composed("{\"a\":[1]}", "{\"a\":[2]}", "{\"a\":[2]}");
    assert_composed("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2,\"c\":3}}", "{\"a\":{\"b\":2,\"c\":3}}");
    assert_composed("{\"a\":1}", "[]", "[]");
    assert_composed("{\"a\":1}", "null", "null");
    assert_composed("{}", "{}", "{}");
}

static void composing_with_no_first_patch_is_the_second(void **state)
{
    assert_composed(NULL, "{\"a\":null,\"b\":{\"c\":null}}", "{\"a\":null,\"b\":{\"c\":null}}");
    assert_composed(NULL, "7", "7");
}

/* Whether applying `patch` to `target` puts something other than an object where one was. */
static bool replaces_object(const struct json *target, const struct json *patch)
{
    for (const struct json *item = json_first(patch); item; item = json_next(item)) {
        const struct json *member = json_get(target, json_key(item).at);
        if (json_is_object(member) && (!json_is_object(item) || replaces_object(member, item)))
            return true;
    }
    return false;
}

static struct json *random_object(uint64_t *seed, bool nulls)
{
    struct buffer text;
    struct json *json;
    buffer_init(&text, 1 << 20);
    random_json_object(seed, 3, nulls, &text);
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

static void assert_composition_holds(const struct json *target, const struct json *first,
                                     const struct json *second)
{
    struct json *stepwise = json_copy(target), *at_once = json_copy(target);
    struct json *composed = json_copy(first);
    merge_apply(&stepwise, first);
    merge_apply(&stepwise, second);
    merge_compose(&composed, second);
    merge_apply(&at_once, composed);
    assert_true(json_equal(stepwise, at_once));
    json_free(&stepwise);
    json_free(&at_once);
    json_free(&composed);
}

static bool composes(const char *first, const char *second)
{
    struct json *a = json_of(first), *b = json_of(second);
    bool composes = merge_composes(a, b);
    json_free(&a);
    json_free(&b);
    return composes;
}

static void an_object_where_one_may_have_gone_does_not_compose(void **state)
{
    assert_true(composes("{\"a\":{\"b\":1}}", "{\"a\":null,\"c\":{}}"));
    assert_true(composes("{\"a\":null}", "{\"a\":1}"));
    assert_false(composes("{\"a\":null}", "{\"a\":{}}"));
    assert_false(composes("{\"a\":1}", "{\"a\":{\"b\":2}}"));
    assert_false(composes("{\"o\":{\"a\":null}}", "{\"o\":{\"a\":{\"b\":2}}}"));
    assert_true(composes("7", "8"));
    assert_false(composes("7", "{}"));
}

static void composed_patch_equals_both_in_turn(void **state)
{
    uint64_t seed = random_seed(5);
    int proven = 0;
    for (int round = 0; round < 3000; round++) {
        struct json *target = random_object(&seed, false);
        struct json *first = random_object(&seed, true), *second = random_object(&seed, true);
        if (merge_composes(first, second)) {
            assert_composition_holds(target, first, second);
            proven++;
        }
        json_free(&target);
        json_free(&first);
        json_free(&second);
    }
    assert_true(proven > 1000);
}

static void composing_is_associative(void **state)
{
    uint64_t seed = random_seed(6);
    for (int round = 0; round < 2000; round++) {
        struct json *a = random_object(&seed, true), *b = random_object(&seed, true);
        struct json *c = random_object(&seed, true), *left = json_copy(a), *right = json_copy(b);
        /* With a null or a plain value in `b` under an object of `a` and of `c`, the object that
         * `c` makes would be merged with a's in one order and not in the other. */
        if (!replaces_object(a, b)) {
            merge_compose(&left, b);
            merge_compose(&left, c);
            merge_compose(&right, c);
            merge_compose(&a, right);
            assert_true(json_equal(left, a));
        }
        json_free(&a);
        json_free(&b);
        json_free(&c);
        json_free(&left);
        json_free(&right);
    }
}

static void applying_twice_changes_nothing_more(void **state)
{
    uint64_t seed = random_seed(7);
    for (int round = 0; round < 2000; round++) {
        struct json *once = random_object(&seed, false), *patch = random_object(&seed, true);
        merge_apply(&once, patch);
        struct json *twice = json_copy(once);
        merge_apply(&twice, patch);
        assert_true(json_equal(once, twice));
        json_free(&once);
        json_free(&twice);
        json_free(&patch);
    }
}

static void large_view_is_built_in_little_time(void **state)
{
    struct json *view = NULL, *patch;
    struct buffer text;
    buffer_init(&text, 1 << 24);
    for (int i = 0; i < 100000; i++)
        buffer_addf(&text, "%s\"%d\":{\"name\":\"n\"}", i ? "," : "{", i);
    buffer_add_byte(&text, '}');
    assert_int_equal(json_parse_large(buffer_slice(&text), &patch), ERR_NONE);
    for (int round = 0; round < 3; round++)
        merge_apply(&view, patch);
    assert_true(json_equal(view, patch));
    json_free(&view);
    json_free(&patch);
    buffer_done(&text);
}

static void edits_change_one_member(void **state)
{
    struct json *json = json_of("{\"a\":1,\"b\":[2],\"c\":3}"), *value = json_of("{\"x\":\"y\"}");
    json_edit_replace(json_edit_find(json, "b"), &value);
    assert_null(value);
    value = json_of("true");
    json_edit_add(json, "d", &value);
    assert_null(value);
    json_edit_remove(json, json_edit_find(json, "a"));
    assert_null(json_edit_find(json, "a"));
    json_edit_remove(json, json_edit_find(json, "d"));
    assert_json(json, "{\"b\":{\"x\":\"y\"},\"c\":3}");
    json_free(&json);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(examples_of_rfc_7396_appendix_a_hold),
        TEST(example_of_rfc_7396_section_3_holds),
        TEST(absent_target_becomes_the_patch_without_its_nulls),
        TEST(patched_members_keep_their_place),
        TEST(wide_patch_is_applied_like_a_narrow_one),
        TEST(composing_keeps_removals),
        TEST(second_patch_wins),
        TEST(composing_with_no_first_patch_is_the_second),
        TEST(an_object_where_one_may_have_gone_does_not_compose),
        TEST(composed_patch_equals_both_in_turn),
        TEST(composing_is_associative),
        TEST(applying_twice_changes_nothing_more),
        TEST(large_view_is_built_in_little_time),
        TEST(edits_change_one_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
