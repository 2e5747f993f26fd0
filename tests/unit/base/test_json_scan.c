/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "base/json_scan.h"
#include "help_base.h"

static const struct json_limits strict = {.depth = 8, .tokens = 1000, .text_bytes = 1000};
static const struct json_limits fractions = {
    .depth = 8, .tokens = 1000, .text_bytes = 1000, .fractions = true};

static enum err scan(struct slice text, const struct json_limits *limits)
{
    struct json *json;
    enum err error = json_scan(text, limits, &json);
    assert_int_equal(json == NULL, error != ERR_NONE);
    json_free(&json);
    return error;
}

static void assert_accepted(struct slice text, const struct json_limits *limits)
{
    if (scan(text, limits))
        fail_msg("refused: %.*s", (int)text.len, text.at);
}

static void assert_refused(struct slice text, const struct json_limits *limits)
{
    if (!scan(text, limits))
        fail_msg("accepted: %.*s", (int)text.len, text.at);
}

static void accept_all(const char *const *texts, const struct json_limits *limits)
{
    for (; *texts; texts++)
        assert_accepted(slice_of(*texts), limits);
}

static void refuse_all(const char *const *texts, const struct json_limits *limits)
{
    for (; *texts; texts++)
        assert_refused(slice_of(*texts), limits);
}

static void every_kind_of_value_is_accepted(void **state)
{
    const char *const texts[] = {"null",
                                 "true",
                                 "false",
                                 "0",
                                 "-0",
                                 "-1",
                                 "10",
                                 "\"\"",
                                 "\"a\"",
                                 "[]",
                                 "{}",
                                 "[1,2,[]]",
                                 "{\"\":0}",
                                 "{\"a\":{}}",
                                 " \t\r\n1 \n",
                                 "[ 1 , \"a\" ] ",
                                 " { \"a\" : 1 , \"b\" : [ ] } ",
                                 NULL};
    accept_all(texts, &strict);
}

static void malformed_structure_is_refused(void **state)
{
    const char *const texts[] = {"",
                                 " ",
                                 "[",
                                 "]",
                                 "{",
                                 "}",
                                 "[1",
                                 "[1,",
                                 "[1,]",
                                 "[,1]",
                                 "[1 2]",
                                 "[1,,2]",
                                 "[1}",
                                 "{1:2}",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{\"a\" 1}",
                                 "{:1}",
                                 "{\"a\":1,}",
                                 "{,}",
                                 "{a:1}",
                                 "{'a':1}",
                                 "['a']",
                                 "[1]]",
                                 "{}{}",
                                 "1 2",
                                 "1,",
                                 "nul",
                                 "nulll",
                                 "True",
                                 "TRUE",
                                 "tru",
                                 "NaN",
                                 "Infinity",
                                 "undefined",
                                 "// c\n1",
                                 "/* c */1",
                                 "1 // c",
                                 "\v1",
                                 "\f1",
                                 "[1:2]",
                                 "{\"a\",1}",
                                 "{\"a\":1:2}",
                                 "\xef\xbb\xbf"
                                 "1",
                                 "1\xc2\xa0",
                                 "{\"a\":1 \"b\":2}",
                                 "{[]:1}",
                                 "\x01",
                                 NULL};
    refuse_all(texts, &strict);
}

static void trailing_bytes_are_refused(void **state)
{
    assert_refused(SLICE("{}x"), &strict);
    assert_refused(SLICE("{}\0"), &strict);
    assert_refused(SLICE("1\0 2"), &strict);
    assert_refused(SLICE("{} {}"), &strict);
    assert_accepted(SLICE("{} \n"), &strict);
}

static void absent_text_is_refused(void **state)
{
    assert_int_equal(scan((struct slice){NULL, 0}, &strict), ERR_BAD_REQUEST);
}

static void text_ends_where_its_length_says(void **state)
{
    const char text[] = "[\"ab\\u0041\\ud83d\\ude00\\n\",12,true]";
    size_t len = sizeof text - 1;
    for (size_t cut = 0; cut < len; cut++) {
        /* On the heap, so that a sanitizer sees a read beyond the end. */
        char *copy = malloc(cut);
        memcpy(copy, text, cut);
        assert_refused((struct slice){copy, cut}, &strict);
        free(copy);
    }
    assert_accepted((struct slice){text, len}, &strict);
    assert_accepted((struct slice){"123", 1}, &strict);
}

static void malformed_numbers_are_refused(void **state)
{
    const char *const texts[] = {"-",  "+1",   "01",    "-01",  "00",   "0x10",     ".5",
                                 "1.", "1.e1", "1e",    "1e+",  "1e-",  "-.5",      "--1",
                                 "1-", "1+1",  "0b1",   "1_0",  "1e1e", "1.2.3",    "-a",
                                 "1a", "0e",   "1E+-1", "1.5.", "- 1",  "\xd9\xa1", NULL};
    refuse_all(texts, &strict);
    refuse_all(texts, &fractions);
}

static void fractions_and_exponents_are_refused_unless_allowed(void **state)
{
    const char *const texts[] = {"1.0",  "0.5",    "-0.5", "1e0",    "1E5",     "1e+5",
                                 "1e-5", "-1.5e3", "0e0",  "0.0e-0", "1.25E+2", NULL};
    refuse_all(texts, &strict);
    accept_all(texts, &fractions);
}

static void integers_are_accepted_up_to_two_to_the_53(void **state)
{
    const char *const inside[] = {"9007199254740991",  "9007199254740992", "-9007199254740991",
                                  "-9007199254740992", "999999999999999",  NULL};
    const char *const outside[] = {"9007199254740993",
                                   "-9007199254740993",
                                   "9007199254740999",
                                   "9999999999999999",
                                   "10000000000000000",
                                   "9223372036854775807",
                                   "18446744073709551616",
                                   "-99999999999999999999999999999",
                                   NULL};
    accept_all(inside, &strict);
    accept_all(inside, &fractions);
    refuse_all(outside, &strict);
    refuse_all(outside, &fractions);
}

static void infinite_and_endless_numbers_are_refused(void **state)
{
    char longest[64], longer[65];
    memset(longest, '1', sizeof longest);
    memset(longer, '1', sizeof longer);
    longest[1] = longer[1] = '.';
    assert_refused(SLICE("1e400"), &fractions);
    assert_refused(SLICE("-1e400"), &fractions);
    assert_accepted(SLICE("1e308"), &fractions);
    assert_accepted(SLICE("1e-400"), &fractions);
    assert_accepted((struct slice){longest, 63}, &fractions);
    assert_refused((struct slice){longer, 64}, &fractions);
}

static void escapes_of_the_standard_are_accepted(void **state)
{
    const char *const texts[] = {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                                 "\"\\u0001\\u00e9\\uFFFF\"",
                                 "\"\\ud83d\\ude00\"",
                                 "\"\\uDBFF\\uDFFF\"",
                                 "\"\\ud7ff\\ue000\"",
                                 "{\"\\u0061\":1}",
                                 NULL};
    accept_all(texts, &strict);
}

static void malformed_texts_are_refused(void **state)
{
    const char *const texts[] = {
        "\"",          "\"a",         "\"\\\"",         "\"\\",           "\"\\x41\"",
        "\"\\a\"",     "\"\\0\"",     "\"\\'\"",        "\"\\u\"",        "\"\\u12\"",
        "\"\\u123\"",  "\"\\u123g\"", "\"\\u12\\u34\"", "\"\\U0041\"",    "\"\n\"",
        "\"\t\"",      "\"\x1f\"",    "\"a\"b\"",       "\"\\u 041\"",    "\"\\u+041\"",
        "\"\\u-041\"", "{\"a",        "{\"\\x\":1}",    "\"\\\xc3\xa9\"", NULL};
    refuse_all(texts, &strict);
}

static void nul_is_refused_in_every_spelling(void **state)
{
    assert_refused(SLICE("\"\\u0000\""), &strict);
    assert_refused(SLICE("\"a\\u0000b\""), &strict);
    assert_refused(SLICE("{\"a\\u0000b\":1}"), &strict);
    assert_refused(SLICE("\"a\0b\""), &strict);
    assert_refused(SLICE("\0"), &strict);
    assert_refused(SLICE("[1,\0 2]"), &strict);
}

static void lone_surrogates_are_refused(void **state)
{
    const char *const texts[] = {"\"\\ud800\"",        "\"\\udc00\"",        "\"\\udfff\"",
                                 "\"\\ud800a\"",       "\"\\ud800\\n\"",     "\"\\ud800\\u0041\"",
                                 "\"\\ud800\\ud800\"", "\"\\ude00\\ud83d\"", "\"\\ud800\\u\"",
                                 "\"\\ud83d\\ude0\"",  "\"\\udbff\\ue000\"", "\"\\udc00\\udc00\"",
                                 "\"\\ud800\\udbff\"", "\"\\ud800\\",        NULL};
    refuse_all(texts, &strict);
}

static void invalid_utf8_is_refused_anywhere(void **state)
{
    const char *const texts[] = {"\"\xff\"",
                                 "\"\xc0\xaf\"",
                                 "\"\xed\xa0\x80\"",
                                 "\"\xf4\x90\x80\x80\"",
                                 "\"\xe2\x82\"",
                                 "{\"\xc3\":1}",
                                 "[\"a\",\"\x80\"]",
                                 "\"\xc3\\u0041\"",
                                 NULL};
    refuse_all(texts, &strict);
    assert_accepted(SLICE("\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\""), &strict);
}

static void duplicate_keys_are_refused(void **state)
{
    const char *const texts[] = {"{\"a\":1,\"a\":2}",
                                 "{\"a\":1,\"b\":2,\"a\":3}",
                                 "{\"\":1,\"\":2}",
                                 "[{\"x\":{\"a\":1,\"a\":1}}]",
                                 "{\"a\":{\"b\":1},\"c\":{\"b\":1},\"a\":1}",
                                 "{\"z\":{\"a\":1,\"y\":2},\"y\":[{}],\"z\":1}",
                                 NULL};
    refuse_all(texts, &strict);
}

static void same_key_in_other_spelling_is_a_duplicate(void **state)
{
    const char *const texts[] = {"{\"a\":1,\"\\u0061\":2}",
                                 "{\"\\u0061\":1,\"b\":2,\"a\":3}",
                                 "{\"\\/\":1,\"/\":2}",
                                 "{\"\\n\":1,\"\\u000A\":2}",
                                 "{\"\xc3\xa9\":1,\"\\u00E9\":2}",
                                 "{\"\xe2\x82\xac\":1,\"\\u20ac\":2}",
                                 "{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":2}",
                                 NULL};
    refuse_all(texts, &strict);
}

static void keys_that_only_resemble_are_accepted(void **state)
{
    const char *const texts[] = {"{\"a\":1,\"A\":2,\"aa\":3,\"\":4,\"b\":5}",
                                 "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2}}",
                                 "[{\"a\":1},{\"a\":1}]", "{\"a\\\\u0061\":1,\"aa\":2}",
                                 "{\"\\uffff\":1,\"\\ud800\\udc00\":2,\"\xf0\x90\x80\x81\":3}",
                                 /* Composed and decomposed: other code points, another key. */
                                 "{\"\xc3\xa9\":1,\"e\xcc\x81\":2}", NULL};
    accept_all(texts, &strict);
}

static void duplicate_is_found_wherever_it_stands(void **state)
{
    for (int count = 2; count < 40; count++) {
        for (int twin = 0; twin < count - 1; twin++) {
            struct buffer text;
            buffer_init(&text, 2000);
            for (int i = 0; i < count - 1; i++)
                buffer_addf(&text, "%s\"k%d\":0", i ? "," : "{", i * 7 % 41);
            buffer_add_byte(&text, '}');
            assert_accepted(buffer_slice(&text), &strict);
            text.len--;
            buffer_addf(&text, ",\"k%d\":0}", twin * 7 % 41);
            assert_refused(buffer_slice(&text), &strict);
            buffer_done(&text);
        }
    }
}

static void depth_is_held_exactly(void **state)
{
    assert_accepted(SLICE("[[[[[[[[]]]]]]]]"), &strict);
    assert_refused(SLICE("[[[[[[[[[]]]]]]]]]"), &strict);
    assert_accepted(SLICE("[[[[[[[{\"a\":1}]]]]]]]"), &strict);
    assert_refused(SLICE("[[[[[[[[{}]]]]]]]]"), &strict);
    assert_accepted(SLICE("[[[[[[[[]]]]]]],[[[[[[[]]]]]]]]"), &strict);
    assert_accepted(SLICE("[{},{},{},{},{},{},{},{},{},{\"a\":{}},[[[[[[[]]]]]]]]"), &strict);
}

static void tokens_are_held_exactly(void **state)
{
    const struct json_limits limits = {.depth = 8, .tokens = 7, .text_bytes = 100};
    assert_accepted(SLICE("[1,2,3,4,5,6]"), &limits);
    assert_refused(SLICE("[1,2,3,4,5,6,7]"), &limits);
    assert_accepted(SLICE("{\"a\":1,\"b\":2,\"c\":3}"), &limits);
    assert_refused(SLICE("{\"a\":1,\"b\":2,\"c\":[3]}"), &limits);
}

static void text_bytes_are_held_exactly(void **state)
{
    const struct json_limits limits = {.depth = 8, .tokens = 7, .text_bytes = 4};
    assert_accepted(SLICE("\"abcd\""), &limits);
    assert_refused(SLICE("\"abcde\""), &limits);
    assert_accepted(SLICE("{\"abcd\":1}"), &limits);
    assert_refused(SLICE("{\"abcde\":1}"), &limits);
    assert_accepted(SLICE("\"\xc3\xa9\xc3\xa9\""), &limits);
    assert_refused(SLICE("\"\xc3\xa9\xc3\xa9x\""), &limits);
}

static void escaped_bytes_count_as_what_they_stand_for(void **state)
{
    const struct json_limits limits = {.depth = 8, .tokens = 7, .text_bytes = 4};
    assert_accepted(SLICE("\"\\n\\n\\n\\n\""), &limits);
    assert_refused(SLICE("\"\\n\\n\\n\\n\\n\""), &limits);
    assert_accepted(SLICE("\"\\u0041\\u007f\\u0041\\u0041\""), &limits);
    assert_accepted(SLICE("\"\\u0080\\u07ff\""), &limits);
    assert_refused(SLICE("\"\\u0080\\u07ffx\""), &limits);
    assert_accepted(SLICE("\"\\u0800x\""), &limits);
    assert_refused(SLICE("\"\\uffffxx\""), &limits);
    assert_accepted(SLICE("\"\\ud83d\\ude00\""), &limits);
    assert_refused(SLICE("\"\\ud83d\\ude00x\""), &limits);
}

/* A run of `piece` of about 64 KiB, the largest command. */
static void bomb_of(struct buffer *bomb, const char *head, const char *piece, const char *tail)
{
    buffer_init(bomb, 70000);
    buffer_add(bomb, slice_of(head));
    while (bomb->len < 65536)
        buffer_add(bomb, slice_of(piece));
    buffer_add(bomb, slice_of(tail));
}

static void bombs_are_refused(void **state)
{
    const char *const bombs[][3] = {
        {"", "[", ""},       {"", "{\"a\":", ""},          {"[1", ",1", "]"},
        {"[[]", ",[]", "]"}, {"[{}", ",{}", "]"},          {"\"", "a", "\""},
        {"\"", "\\n", "\""}, {"{\"", "a", "\":1}"},        {"1", "0", ""},
        {"-", "-", ""},      {"\"", "\\", "\""},           {"[\"\"", ",\"\"", "]"},
        {"", "\"", ""},      {"{", "\"a\":1,", "\"a\":1}"}};
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct buffer bomb;
        bomb_of(&bomb, bombs[i][0], bombs[i][1], bombs[i][2]);
        assert_refused(buffer_slice(&bomb), &strict);
        buffer_done(&bomb);
    }
}

/* The same keys in an order that would be slow for comparing each with each. */
static void many_keys_take_little_time(void **state)
{
    const struct json_limits limits = {.depth = 8, .tokens = SIZE_MAX, .text_bytes = 1000};
    struct buffer text;
    buffer_init(&text, 1 << 24);
    for (int i = 0; i < 300000; i++)
        buffer_addf(&text, "%s\"a common beginning %06d\":0", i ? "," : "{", i);
    buffer_add_byte(&text, '}');
    assert_false(text.full);
    assert_accepted(buffer_slice(&text), &limits);
    buffer_done(&text);
}

static void a_refusal_says_what_kind_it_is(void **state)
{
    static const struct json_limits small = {.depth = 2, .tokens = 5, .text_bytes = 3};
    static const struct {
        const char *text;
        enum err error;
    } cases[] = {{"\"\\ud83d\"", ERR_TEXT_INVALID},
                 {"\"\\udc00\"", ERR_TEXT_INVALID},
                 {"\"\\ud83dx\"", ERR_TEXT_INVALID},
                 {"\"\\ud83d\\ud83d\"", ERR_TEXT_INVALID},
                 {"\"a\\u0000b\"", ERR_TEXT_INVALID},
                 {"{\"\\u0000\":1}", ERR_TEXT_INVALID},
                 {"\"abcd\"", ERR_TEXT_TOO_LONG},
                 {"{\"abcd\":1}", ERR_TEXT_TOO_LONG},
                 {"[[[]]]", ERR_LIMIT_EXCEEDED},
                 {"[1,2,3,4,5]", ERR_LIMIT_EXCEEDED},
                 {"0.5", ERR_BAD_REQUEST},
                 {"9007199254740993", ERR_BAD_REQUEST},
                 {"{\"a\":1,\"a\":2}", ERR_BAD_REQUEST},
                 {"\"\\ud83d\\u12gh\"", ERR_BAD_REQUEST},
                 {"\"\\x\"", ERR_BAD_REQUEST},
                 {"[1", ERR_BAD_REQUEST},
                 {"", ERR_BAD_REQUEST},
                 {"[1,2]", ERR_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(scan(slice_of(cases[i].text), &small), cases[i].error);
}

static void integers_of_64_bits_are_let_through_where_allowed(void **state)
{
    static const struct json_limits large = {
        .depth = 8, .tokens = 1000, .text_bytes = 1000, .uint64 = true};
    assert_accepted(SLICE("18446744073709551615"), &large);
    assert_accepted(SLICE("9007199254740993"), &large);
    assert_refused(SLICE("18446744073709551616"), &large);
    assert_refused(SLICE("99999999999999999999"), &large);
    assert_refused(SLICE("1.0"), &large);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_value_is_accepted),
        TEST(malformed_structure_is_refused),
        TEST(trailing_bytes_are_refused),
        TEST(absent_text_is_refused),
        TEST(text_ends_where_its_length_says),
        TEST(malformed_numbers_are_refused),
        TEST(fractions_and_exponents_are_refused_unless_allowed),
        TEST(integers_are_accepted_up_to_two_to_the_53),
        TEST(infinite_and_endless_numbers_are_refused),
        TEST(escapes_of_the_standard_are_accepted),
        TEST(malformed_texts_are_refused),
        TEST(nul_is_refused_in_every_spelling),
        TEST(lone_surrogates_are_refused),
        TEST(invalid_utf8_is_refused_anywhere),
        TEST(duplicate_keys_are_refused),
        TEST(same_key_in_other_spelling_is_a_duplicate),
        TEST(keys_that_only_resemble_are_accepted),
        TEST(duplicate_is_found_wherever_it_stands),
        TEST(depth_is_held_exactly),
        TEST(tokens_are_held_exactly),
        TEST(text_bytes_are_held_exactly),
        TEST(escaped_bytes_count_as_what_they_stand_for),
        TEST(bombs_are_refused),
        TEST(many_keys_take_little_time),
        TEST(a_refusal_says_what_kind_it_is),
        TEST(integers_of_64_bits_are_let_through_where_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
