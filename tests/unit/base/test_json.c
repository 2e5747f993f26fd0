/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/json.h"
#include "help_base.h"
#include "help_random_json.h"

static void assert_printed(const struct json *json, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 1 << 20);
    json_print(json, &out);
    assert_buffer(&out, expected);
    buffer_done(&out);
}

static void assert_bad(enum err (*parse)(struct slice text, struct json **json), struct slice text)
{
    struct json *json = (struct json *)(uintptr_t)1;
    assert_int_not_equal(parse(text, &json), ERR_NONE);
    assert_null(json);
}

static void typed_members_are_read(void **state)
{
    struct json *json = json_of("{\"t\":\"x\",\"i\":-7,\"b\":true,\"f\":false,\"n\":null}");
    struct slice text;
    int64_t number;
    bool truth;
    assert_true(json_is_object(json));
    assert_true(json_get_text(json, "t", &text));
    assert_slice(text, "x");
    assert_true(json_get_int(json, "i", &number));
    assert_int_equal(number, -7);
    assert_true(json_get_bool(json, "b", &truth));
    assert_true(truth);
    assert_true(json_get_bool(json, "f", &truth));
    assert_false(truth);
    assert_true(json_is_null(json_get(json, "n")));
    json_free(&json);
    assert_null(json);
}

static void member_of_another_type_leaves_the_output_untouched(void **state)
{
    struct json *json = json_of("{\"t\":\"x\",\"i\":1,\"b\":true,\"n\":null,\"a\":[],\"o\":{}}");
    const char *const keys[] = {"t", "i", "b", "n", "a", "o", "absent"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct slice text = SLICE("kept");
        int64_t number = 99;
        bool truth = true;
        assert_int_equal(json_get_text(json, keys[i], &text), i == 0);
        assert_int_equal(json_get_int(json, keys[i], &number), i == 1);
        assert_int_equal(json_get_bool(json, keys[i], &truth), i == 2);
        assert_slice(text, i == 0 ? "x" : "kept");
        assert_int_equal(number, i == 1 ? 1 : 99);
        assert_true(truth);
    }
    json_free(&json);
}

static void absent_document_has_nothing(void **state)
{
    struct json *none = NULL;
    struct slice text;
    int64_t number;
    assert_null(json_get(NULL, "a"));
    assert_false(json_get_text(NULL, "a", &text));
    assert_false(json_get_int(NULL, "a", &number));
    assert_false(json_is_object(NULL));
    assert_false(json_is_array(NULL));
    assert_false(json_is_null(NULL));
    assert_false(json_as_text(NULL, &text));
    assert_false(json_as_int(NULL, &number));
    assert_int_equal(json_count(NULL), 0);
    assert_null(json_first(NULL));
    assert_null(json_copy(NULL));
    assert_true(json_equal(NULL, NULL));
    json_free(&none);
}

static void keys_are_compared_with_case(void **state)
{
    struct json *json = json_of("{\"a\":1}");
    assert_non_null(json_get(json, "a"));
    assert_null(json_get(json, "A"));
    json_free(&json);
}

static void only_objects_have_members(void **state)
{
    struct json *json = json_of("[{\"a\":1}]");
    assert_null(json_get(json, "a"));
    assert_non_null(json_get(json_first(json), "a"));
    json_free(&json);
}

static void members_are_walked_in_order(void **state)
{
    struct json *json = json_of("{\"z\":1,\"a\":[5,6],\"m\":{}}");
    const struct json *item = json_first(json);
    assert_int_equal(json_count(json), 3);
    assert_slice(json_key(item), "z");
    assert_int_equal(json_count(item), 0);
    item = json_next(item);
    assert_slice(json_key(item), "a");
    assert_true(json_is_array(item));
    assert_int_equal(json_count(item), 2);
    assert_null(json_key(json_first(item)).at);
    item = json_next(item);
    assert_slice(json_key(item), "m");
    assert_null(json_first(item));
    assert_null(json_next(item));
    json_free(&json);
}

static void escapes_are_read_as_what_they_stand_for(void **state)
{
    struct json *json = json_of("\"\\u00e9\\ud83d\\ude00\\n\\/\\u0041\"");
    struct slice text;
    assert_true(json_as_text(json, &text));
    assert_slice(text, "\xc3\xa9\xf0\x9f\x98\x80\n/A");
    json_free(&json);
}

static void largest_integers_are_exact(void **state)
{
    struct json *json =
        json_of("[9007199254740992,-9007199254740992,9007199254740991,-9007199254740991,0,-0]");
    const int64_t expected[] = {
        9007199254740992, -9007199254740992, 9007199254740991, -9007199254740991, 0, 0};
    size_t at = 0;
    for (const struct json *item = json_first(json); item; item = json_next(item)) {
        int64_t number = 1;
        assert_true(json_as_int(item, &number));
        assert_true(number == expected[at++]);
    }
    assert_int_equal(at, 6);
    assert_printed(json, "[9007199254740992,-9007199254740992,9007199254740991,"
                         "-9007199254740991,0,0]");
    json_free(&json);
    assert_bad(json_parse, SLICE("9007199254740993"));
    assert_bad(json_parse, SLICE("-9007199254740993"));
    assert_bad(json_parse_large, SLICE("9007199254740993"));
}

static void fraction_is_no_integer(void **state)
{
    struct json *json = json_of("[1.5,1e300,-0.1,1e2]");
    const struct json *item = json_first(json);
    int64_t number = 7;
    for (int i = 0; i < 3; i++, item = json_next(item))
        assert_false(json_as_int(item, &number));
    assert_int_equal(number, 7);
    assert_true(json_as_int(item, &number));
    assert_int_equal(number, 100);
    assert_printed(json, "[1.5,1e+300,-0.1,100]");
    json_free(&json);
    json = json_of("[1.12345678901234,-2.5e-7]");
    assert_printed(json, "[1.12345678901234,-2.5e-07]");
    json_free(&json);
    assert_bad(json_parse, SLICE("1.5"));
    assert_bad(json_parse, SLICE("1e2"));
}

static void fractions_come_back_from_printing(void **state)
{
    const char *const numbers[] = {"0.1",
                                   "0.30000000000000004",
                                   "5e-324",
                                   "1.7976931348623157e308",
                                   "-123456.789",
                                   "1e22",
                                   "71900719199254740.2",
                                   "9007199254740994.0"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct json *json = json_of(numbers[i]), *back;
        struct buffer out;
        buffer_init(&out, 100);
        json_print(json, &out);
        assert_int_equal(json_parse_large(buffer_slice(&out), &back), ERR_NONE);
        assert_true(json_equal(json, back));
        buffer_done(&out);
        json_free(&json);
        json_free(&back);
    }
}

static void print_writes_no_white_space(void **state)
{
    struct json *json = json_of(" { \"a\" : [ 1 , true , null , \"\\n\" ] , \"b\" : { } } ");
    assert_printed(json, "{\"a\":[1,true,null,\"\\n\"],\"b\":{}}");
    json_free(&json);
}

static void equal_ignores_the_order_of_members_only(void **state)
{
    static const struct {
        const char *a, *b;
        bool equal;
    } pairs[] = {
        {"{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true},
        {"{\"a\":1}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false},
        {"{\"a\":1}", "{\"a\":2}", false},
        {"[1,2]", "[2,1]", false},
        {"[1,2]", "[1,2]", true},
        {"[1]", "[1,2]", false},
        {"[]", "{}", false},
        {"0", "false", false},
        {"true", "false", false},
        {"true", "true", true},
        {"null", "0", false},
        {"null", "null", true},
        {"1", "\"1\"", false},
        {"\"a\"", "\"b\"", false},
        {"\"\\u0061\"", "\"a\"", true},
        {"1", "2", false},
        {"1.5", "1.5", true},
        {"{\"a\":{\"b\":[{}]}}", "{\"a\":{\"b\":[{}]}}", true},
        {"{\"a\":{\"b\":[{}]}}", "{\"a\":{\"b\":[[]]}}", false},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct json *a = json_of(pairs[i].a), *b = json_of(pairs[i].b);
        assert_int_equal(json_equal(a, b), pairs[i].equal);
        assert_int_equal(json_equal(b, a), pairs[i].equal);
        assert_false(json_equal(a, NULL));
        json_free(&a);
        json_free(&b);
    }
}

static void copy_lives_on_its_own(void **state)
{
    struct json *json = json_of("{\"a\":[1,\"x\",{\"b\":null}]}");
    struct json *copy = json_copy(json);
    assert_true(json_equal(json, copy));
    json_free(&json);
    assert_printed(copy, "{\"a\":[1,\"x\",{\"b\":null}]}");
    json_free(&copy);
    json = json_object();
    assert_printed(json, "{}");
    json_free(&json);
}

static void depth_bound_is_held_exactly(void **state)
{
    static const unsigned deepest[] = {BOUND_JSON_DEPTH, 32};
    enum err (*const parse[])(struct slice, struct json **) = {json_parse, json_parse_large};
    for (int i = 0; i < 2; i++) {
        char text[100];
        struct json *json;
        unsigned depth = deepest[i];
        memset(text, '[', depth + 1);
        memset(text + depth + 1, ']', depth + 1);
        assert_int_equal(parse[i]((struct slice){text + 1, 2 * (size_t)depth}, &json), ERR_NONE);
        json_free(&json);
        assert_bad(parse[i], (struct slice){text, 2 * (size_t)depth + 2});
    }
}

static void token_bound_is_held_exactly(void **state)
{
    struct json *json;
    struct buffer text;
    buffer_init(&text, 10000);
    buffer_add(&text, SLICE("[1"));
    for (int tokens = 2; tokens < BOUND_JSON_TOKENS; tokens++)
        buffer_add(&text, SLICE(",1"));
    buffer_add(&text, SLICE("]"));
    assert_int_equal(json_parse(buffer_slice(&text), &json), ERR_NONE);
    assert_int_equal(json_count(json), BOUND_JSON_TOKENS - 1);
    json_free(&json);
    text.len--;
    buffer_add(&text, SLICE(",1]"));
    assert_bad(json_parse, buffer_slice(&text));
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    json_free(&json);
    buffer_done(&text);
}

static void text_bound_is_held_exactly(void **state)
{
    struct json *json;
    static char text[BOUND_JSON_TEXT_BYTES + 3];
    memset(text, 'a', sizeof text);
    text[0] = text[sizeof text - 1] = text[sizeof text - 2] = '"';
    assert_int_equal(json_parse((struct slice){text, sizeof text - 1}, &json), ERR_NONE);
    json_free(&json);
    text[sizeof text - 2] = 'a';
    assert_bad(json_parse, (struct slice){text, sizeof text});
    assert_int_equal(json_parse_large((struct slice){text, sizeof text}, &json), ERR_NONE);
    json_free(&json);
}

static void large_documents_are_still_strict(void **state)
{
    assert_bad(json_parse_large, SLICE("{\"a\":1,\"a\":2}"));
    assert_bad(json_parse_large, SLICE("{} x"));
    assert_bad(json_parse_large, SLICE("\"\xff\""));
    assert_bad(json_parse_large, SLICE("\"\\u0000\""));
    assert_bad(json_parse_large, SLICE("0x10"));
    assert_bad(json_parse_large, SLICE(""));
}

static void random_documents_come_back_from_printing(void **state)
{
    uint64_t seed = random_seed(3);
    for (int round = 0; round < 3000; round++) {
        struct buffer text, again;
        struct json *json, *back;
        buffer_init(&text, 1 << 20);
        buffer_init(&again, 1 << 20);
        random_json(&seed, 5, true, &text);
        assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
        json_print(json, &again);
        assert_true(slice_equal(buffer_slice(&text), buffer_slice(&again)));
        assert_int_equal(json_parse_large(buffer_slice(&again), &back), ERR_NONE);
        assert_true(json_equal(json, back));
        json_free(&json);
        json_free(&back);
        buffer_done(&text);
        buffer_done(&again);
    }
}

/* Nothing may crash. */
static void damaged_documents_are_refused_or_read(void **state)
{
    uint64_t seed = random_seed(4);
    for (int round = 0; round < 20000; round++) {
        struct buffer text;
        struct json *json;
        buffer_init(&text, 1 << 20);
        random_json(&seed, 4, true, &text);
        for (unsigned damage = random_below(&seed, 3); damage < 3; damage++)
            text.bytes[random_below(&seed, (unsigned)text.len)] =
                "\"\\{}[],:0e-.u\0\xc3 "[random_below(&seed, 16)];
        enum err error = json_parse_large(buffer_slice(&text), &json);
        assert_int_not_equal(error, ERR_INTERNAL);
        assert_int_equal(error == ERR_NONE, json != NULL);
        json_free(&json);
        buffer_done(&text);
    }
}

#define TEST(name) cmocka_unit_test(name)

/* What others say is kept as it is, and so is what it says of itself. */
static void data_comes_back_byte_for_byte(void **state)
{
    static const char *const values[] = {"0.5",
                                         "1e400",
                                         "-0.0",
                                         "1152921504606846976",
                                         "null",
                                         "\"\\ud83d a\\u0000b\"",
                                         "{ \"a\" : 1,\"a\":2 }",
                                         "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
                                         "\"\\/\\u0061\""};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[200];
        struct slice raw;
        struct json *json = NULL;
        snprintf(text, sizeof text, "{\"a\": 1, \"data\" : %s ,\"b\":\"x\"}", values[i]);
        assert_int_equal(json_parse_around(slice_of(text), &json), ERR_NONE);
        assert_int_equal(json_count(json), 3);
        assert_true(json_as_raw(json_get(json, "data"), &raw));
        assert_slice(raw, values[i]);
        struct json *copy = json_copy(json);
        assert_true(json_equal(json, copy));
        snprintf(text, sizeof text, "{\"a\":1,\"data\":%s,\"b\":\"x\"}", values[i]);
        assert_printed(copy, text);
        json_free(&copy);
        json_free(&json);
    }
    assert_false(json_as_raw(NULL, &(struct slice){0}));
}

static void a_line_stays_a_line_and_a_text_a_text(void **state)
{
    struct json *json = NULL, *other = NULL;
    assert_int_equal(json_parse_around(SLICE("{\"data\":[1,\r\n2,\"\\r\"]}"), &json), ERR_NONE);
    assert_printed(json, "{\"data\":[1,  2,\"\\r\"]}");
    assert_int_equal(json_parse_around(SLICE("{\"data\":[2]}"), &other), ERR_NONE);
    assert_false(json_equal(json, other));
    json_free(&other);
    json_free(&json);
}

static void what_is_ours_beside_data_is_read_strictly(void **state)
{
    static const struct {
        const char *text;
        enum err error;
    } cases[] = {{"{\"data\":1,\"data\":2}", ERR_BAD_REQUEST},
                 {"{\"data\":1,\"d\\u0061ta\":2}", ERR_BAD_REQUEST},
                 {"{\"a\":0.5,\"data\":1}", ERR_BAD_REQUEST},
                 {"{\"a\":1,\"a\":1,\"data\":1}", ERR_BAD_REQUEST},
                 {"{\"a\":\"\\ud800\",\"data\":1}", ERR_TEXT_INVALID},
                 {"{\"a\":[[[[[[[[1]]]]]]]],\"data\":1}", ERR_LIMIT_EXCEEDED},
                 {"{\"data\":nonsense}", ERR_BAD_REQUEST},
                 {"{\"data\":1", ERR_BAD_REQUEST},
                 {"{\"data\":\"\xff\"}", ERR_BAD_REQUEST},
                 {"[{\"data\":1}]", ERR_BAD_REQUEST},
                 {"", ERR_BAD_REQUEST}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json *json = (struct json *)(uintptr_t)1;
        assert_int_equal(json_parse_around(slice_of(cases[i].text), &json), cases[i].error);
        assert_null(json);
    }
}

static void data_has_a_depth(void **state)
{
    for (size_t depth = BOUND_DATA_DEPTH; depth <= BOUND_DATA_DEPTH + 1; depth++) {
        struct buffer text;
        struct json *json = NULL;
        buffer_init(&text, 1000);
        buffer_add(&text, SLICE("{\"data\":"));
        for (size_t i = 0; i < 2 * depth; i++)
            buffer_add_byte(&text, i < depth ? '[' : ']');
        buffer_add_byte(&text, '}');
        assert_int_equal(json_parse_around(buffer_slice(&text), &json),
                         depth > BOUND_DATA_DEPTH ? ERR_LIMIT_EXCEEDED : ERR_NONE);
        json_free(&json);
        buffer_done(&text);
    }
}

static void offsets_go_up_to_two_to_the_64(void **state)
{
    int64_t offset;
    struct json *json = NULL;
    assert_int_equal(
        json_parse_params(SLICE("{\"a\":18446744073709551615,\"b\":7,\"c\":\"7\"}"), &json),
        ERR_NONE);
    assert_true(json_get_offset(json, "a", &offset));
    assert_true(offset == INT64_MAX);
    assert_true(json_get_offset(json, "b", &offset));
    assert_int_equal(offset, 7);
    assert_false(json_get_offset(json, "c", &offset));
    assert_false(json_get_int(json, "a", &offset));
    json_free(&json);
    assert_bad(json_parse_params, SLICE("{\"a\":18446744073709551616}"));
    assert_bad(json_parse_params, SLICE("{\"a\":0.5}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(typed_members_are_read),
        TEST(member_of_another_type_leaves_the_output_untouched),
        TEST(absent_document_has_nothing),
        TEST(keys_are_compared_with_case),
        TEST(only_objects_have_members),
        TEST(members_are_walked_in_order),
        TEST(escapes_are_read_as_what_they_stand_for),
        TEST(largest_integers_are_exact),
        TEST(fraction_is_no_integer),
        TEST(fractions_come_back_from_printing),
        TEST(print_writes_no_white_space),
        TEST(equal_ignores_the_order_of_members_only),
        TEST(copy_lives_on_its_own),
        TEST(depth_bound_is_held_exactly),
        TEST(token_bound_is_held_exactly),
        TEST(text_bound_is_held_exactly),
        TEST(large_documents_are_still_strict),
        TEST(random_documents_come_back_from_printing),
        TEST(damaged_documents_are_refused_or_read),
        TEST(data_comes_back_byte_for_byte),
        TEST(a_line_stays_a_line_and_a_text_a_text),
        TEST(what_is_ours_beside_data_is_read_strictly),
        TEST(data_has_a_depth),
        TEST(offsets_go_up_to_two_to_the_64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
