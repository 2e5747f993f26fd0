/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/json_raw.h"
#include "help_base.h"

/* Walks to the end or to what is wrong. */
static enum json_step walk_all(struct slice text, size_t *members, size_t *deepest)
{
    enum json_step step;
    struct json_member member;
    struct json_walk walk = json_walk_start(text);
    *members = *deepest = 0;
    while ((step = json_walk_next(&walk, &member)) == JSON_STEP_MEMBER) {
        *members += 1;
        if (member.depth > *deepest)
            *deepest = member.depth;
    }
    return step;
}

static enum json_step walk_text(const char *text)
{
    size_t members, deepest;
    return walk_all(slice_of(text), &members, &deepest);
}

static void members_come_in_order_as_the_bytes_they_are(void **state)
{
    struct json_member member;
    struct json_walk walk = json_walk_start(SLICE(
        " { \"a\" : [1, {\"x\":\"]}\"} ] ,\"\\u0062\":-1.50e+400, \"a\":\"\\ud800\\u0000\"} "));
    static const struct {
        const char *key, *value;
        size_t depth;
    } expected[] = {{"a", "[1, {\"x\":\"]}\"} ]", 2},
                    {"\\u0062", "-1.50e+400", 0},
                    {"a", "\"\\ud800\\u0000\"", 0}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(json_walk_next(&walk, &member), JSON_STEP_MEMBER);
        assert_slice(member.key, expected[i].key);
        assert_slice(member.value, expected[i].value);
        assert_int_equal(member.depth, expected[i].depth);
    }
    assert_int_equal(json_walk_next(&walk, &member), JSON_STEP_END);
}

static void whatever_the_grammar_has_is_walked(void **state)
{
    static const char *const good[] = {"{}",
                                       "{ }",
                                       "{\"\":0}",
                                       "{\"a\":{}}",
                                       "{\"a\":[]}",
                                       "{\"a\":[ ],\"b\":{ }}",
                                       "{\"a\":0.5}",
                                       "{\"a\":1e400}",
                                       "{\"a\":1E-9}",
                                       "{\"a\":-0}",
                                       "{\"a\":0e0}",
                                       "{\"a\":1152921504606846976}",
                                       "{\"a\":[[[{\"b\":[null,true,false]}]]]}",
                                       "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D\"}",
                                       "{\"a\":1,\"a\":1}",
                                       "\t{\r\n\"a\"\t:\r1\n}\r\n",
                                       "{\"a\":\"\xff\"}"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (walk_text(good[i]) != JSON_STEP_END)
            fail_msg("refused: %s", good[i]);
}

static void what_the_grammar_has_not_is_bad(void **state)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "x",
                                      "[]",
                                      "1",
                                      "null",
                                      "\"{}\"",
                                      "{",
                                      "{\"a\"",
                                      "{\"a\":",
                                      "{\"a\":1",
                                      "{\"a\":1,",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "{\"a\" 1}",
                                      "{\"a\":1 \"b\":2}",
                                      "{}x",
                                      "{}{}",
                                      "{\"a\":01}",
                                      "{\"a\":+1}",
                                      "{\"a\":-}",
                                      "{\"a\":.5}",
                                      "{\"a\":1.}",
                                      "{\"a\":1e}",
                                      "{\"a\":0x10}",
                                      "{\"a\":NaN}",
                                      "{\"a\":nul}",
                                      "{\"a\":True}",
                                      "{\"a\":[1,]}",
                                      "{\"a\":[1}",
                                      "{\"a\":{]}",
                                      "{\"a\":[}",
                                      "{\"a\":{\"b\"}}",
                                      "{\"a\":\"\\x\"}",
                                      "{\"a\":\"\\u12\"}",
                                      "{\"a\":\"\\u12g4\"}",
                                      "{\"a\":\"\\",
                                      "{\"a\":\"\t\"}",
                                      "{\"a\":\"",
                                      "{/**/}",
                                      "\xef\xbb\xbf{}",
                                      "{\f}",
                                      "{\"a\":1}]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (walk_text(bad[i]) != JSON_STEP_BAD)
            fail_msg("accepted: %s", bad[i]);
}

static void the_text_ends_where_its_length_says(void **state)
{
    size_t members, deepest;
    for (size_t len = 0; len < 12; len++)
        assert_int_equal(walk_all((struct slice){"{\"a\":[true]}", len}, &members, &deepest),
                         JSON_STEP_BAD);
    assert_int_equal(walk_all((struct slice){"{\"a\":[true]}", 12}, &members, &deepest),
                     JSON_STEP_END);
    assert_int_equal(walk_all((struct slice){NULL, 0}, &members, &deepest), JSON_STEP_BAD);
}

static void any_depth_is_walked_and_told(void **state)
{
    enum { DEPTH = 30000 };
    static char text[2 * DEPTH + 7];
    size_t members, deepest;
    memcpy(text, "{\"a\":", 5);
    memset(text + 5, '[', DEPTH);
    memset(text + 5 + DEPTH, ']', DEPTH);
    text[5 + 2 * DEPTH] = '}';
    struct slice whole = {text, 6 + 2 * DEPTH};
    assert_int_equal(walk_all(whole, &members, &deepest), JSON_STEP_END);
    assert_int_equal(deepest, DEPTH);
    text[5 + DEPTH + DEPTH / 2] = '}';
    assert_int_equal(walk_all(whole, &members, &deepest), JSON_STEP_BAD);
    struct buffer open;
    buffer_init(&open, 1 << 20);
    buffer_add(&open, SLICE("{\"a\":"));
    for (size_t i = 0; i <= BOUND_COMMAND_BYTES; i++)
        buffer_add_byte(&open, '[');
    assert_int_equal(walk_all(buffer_slice(&open), &members, &deepest), JSON_STEP_BAD);
    buffer_done(&open);
}

static void keys_are_compared_by_what_they_stand_for(void **state)
{
    assert_true(json_raw_key_is(SLICE("data"), "data"));
    assert_true(json_raw_key_is(SLICE("d\\u0061t\\u0061"), "data"));
    assert_true(json_raw_key_is(SLICE("\\/\\\""), "/\""));
    assert_true(json_raw_key_is(SLICE(""), ""));
    static const char *const others[] = {"",           "dat",       "data2",       "Data",
                                         "d\\u0062ta", "d\\nta",    "data\\u0000", "\\u0064",
                                         "\\ud800ata", "dat\\u0161"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(json_raw_key_is(slice_of(others[i]), "data"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_order_as_the_bytes_they_are),
        cmocka_unit_test(whatever_the_grammar_has_is_walked),
        cmocka_unit_test(what_the_grammar_has_not_is_bad),
        cmocka_unit_test(the_text_ends_where_its_length_says),
        cmocka_unit_test(any_depth_is_walked_and_told),
        cmocka_unit_test(keys_are_compared_by_what_they_stand_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
