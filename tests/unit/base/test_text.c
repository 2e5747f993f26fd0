/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "help_base.h"

#define MAN_AR "\xd8\xb1\xd8\xac\xd9\x84"

static void all(const char *const *texts, bool valid)
{
    for (; *texts; texts++) {
        if (text_is_utf8(slice_of(*texts)) != valid)
            fail_msg("%s is wrong", *texts);
        /* Again behind eight plain bytes, where ASCII is read in words. */
        char moved[64];
        snprintf(moved, sizeof moved, "abcdefgh%s", *texts);
        if (text_is_utf8(slice_of(moved)) != valid)
            fail_msg("%s is wrong", moved);
    }
}

static void first_and_last_of_each_row_of_table_3_7_are_valid(void **state)
{
    const char *const texts[] = {"",
                                 "\x01",
                                 "\x7f",
                                 "\xc2\x80",
                                 "\xdf\xbf",
                                 "\xe0\xa0\x80",
                                 "\xe0\xbf\xbf",
                                 "\xe1\x80\x80",
                                 "\xec\xbf\xbf",
                                 "\xed\x80\x80",
                                 "\xed\x9f\xbf",
                                 "\xee\x80\x80",
                                 "\xef\xbf\xbf",
                                 "\xf0\x90\x80\x80",
                                 "\xf0\xbf\xbf\xbf",
                                 "\xf1\x80\x80\x80",
                                 "\xf3\xbf\xbf\xbf",
                                 "\xf4\x80\x80\x80",
                                 "\xf4\x8f\xbf\xbf",
                                 NULL};
    all(texts, true);
}

static void neighbours_of_table_3_7_are_refused(void **state)
{
    const char *const texts[] = {"\x80",
                                 "\xbf",
                                 "\xc0\x80",
                                 "\xc0\xaf",
                                 "\xc1\xbf",
                                 "\xc2\x7f",
                                 "\xc2\xc0",
                                 "\xdf\x7f",
                                 "\xdf\xc0",
                                 "\xe0\x9f\xbf",
                                 "\xe0\x80\x80",
                                 "\xe0\xc0\x80",
                                 "\xe0\xa0\x7f",
                                 "\xe0\xa0\xc0",
                                 "\xe1\x7f\x80",
                                 "\xe1\xc0\x80",
                                 "\xe1\x80\x7f",
                                 "\xe1\x80\xc0",
                                 "\xed\xa0\x80",
                                 "\xed\xbf\xbf",
                                 "\xed\x7f\x80",
                                 "\xef\xbf\xc0",
                                 "\xf0\x8f\xbf\xbf",
                                 "\xf0\x80\x80\x80",
                                 "\xf0\xc0\x80\x80",
                                 "\xf0\x90\x7f\x80",
                                 "\xf0\x90\xc0\x80",
                                 "\xf0\x90\x80\x7f",
                                 "\xf0\x90\x80\xc0",
                                 "\xf4\x90\x80\x80",
                                 "\xf4\x7f\x80\x80",
                                 "\xf5\x80\x80\x80",
                                 "\xf8\x88\x80\x80",
                                 "\xfe",
                                 "\xff",
                                 "a\x80",
                                 NULL};
    all(texts, false);
}

static void truncated_sequences_are_refused(void **state)
{
    const char *const texts[] = {"\xc2",
                                 "\xe1",
                                 "\xe1\x80",
                                 "\xf1",
                                 "\xf1\x80",
                                 "\xf1\x80\x80",
                                 "\xe1\x80"
                                 "a",
                                 "\xf1\x80\x80"
                                 "a",
                                 "\xc2\xc2\x80",
                                 NULL};
    all(texts, false);
    assert_false(text_is_utf8((struct slice){"\xc2\x80", 1}));
    assert_false(text_is_utf8((struct slice){"abcdefgh\xe2\x82\xac", 10}));
}

static void nul_is_refused(void **state)
{
    char text[33];
    for (size_t at = 0; at < 32; at++) {
        memset(text, 'a', sizeof text);
        assert_true(text_is_utf8((struct slice){text, 32}));
        text[at] = '\0';
        assert_false(text_is_utf8((struct slice){text, 32}));
        memset(text, '\x01', sizeof text);
        text[at] = '\0';
        assert_false(text_is_utf8((struct slice){text, 32}));
    }
}

/* The definition itself: encode the code point that a decoder would make, and compare. */
static bool sequence_valid(const unsigned char *at, size_t len)
{
    static const int32_t least[] = {0, 1, 0x80, 0x800, 0x10000};
    int32_t point = at[0];
    if (len == 1)
        return point > 0 && point < 0x80;
    if (at[0] >> (7 - len) != (1 << (len + 1)) - 2)
        return false;
    point = at[0] & (0x7f >> len);
    for (size_t i = 1; i < len; i++) {
        if (at[i] >> 6 != 2)
            return false;
        point = point << 6 | (at[i] & 0x3f);
    }
    return point >= least[len] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

static bool text_valid(const unsigned char *at, size_t len)
{
    while (len > 0) {
        size_t bytes = 1;
        while (bytes <= 4 && bytes <= len && !sequence_valid(at, bytes))
            bytes++;
        if (bytes > 4 || bytes > len)
            return false;
        at += bytes;
        len -= bytes;
    }
    return true;
}

static void every_text_of_three_bytes_is_judged_by_the_definition(void **state)
{
    for (unsigned word = 0; word < 1U << 24; word += 1 + (word & 1) * 2) {
        unsigned char text[] = {(unsigned char)(word >> 16), (unsigned char)(word >> 8),
                                (unsigned char)word};
        if (text_is_utf8((struct slice){(char *)text, 3}) != text_valid(text, 3))
            fail_msg("%06x", word);
    }
}

static void random_bytes_are_judged_by_the_definition(void **state)
{
    static const unsigned char edges[] = {0x00, 0x01, 'a',  'z',  0x7f, 0x80, 0x8f, 0x90,
                                          0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                          0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3,
                                          0xf4, 0xf5, 0xff, 'b',  'c',  0x80, 0x80, 0x80};
    uint64_t seed = random_seed(8);
    unsigned valid = 0;
    for (int round = 0; round < 2000000; round++) {
        unsigned char text[12];
        size_t len = random_below(&seed, sizeof text + 1);
        for (size_t i = 0; i < len; i++)
            text[i] = edges[random_below(&seed, sizeof edges)];
        bool expected = text_valid(text, len);
        valid += expected;
        if (text_is_utf8((struct slice){(char *)text, len}) != expected)
            fail_msg("round %d", round);
    }
    assert_true(valid > 100000);
}

static void plain_is_all_but_controls_quotes_and_backslashes(void **state)
{
    /* Read in words of eight and alone, with neighbours of either kind. */
    static const char around[] = {'a', ' ', '!', '#', '[', ']', '\x7f', '\x80', '\xa2', '\xff'};
    enum { BYTES = 19 };
    for (size_t other = 0; other < sizeof around; other++)
        for (size_t at = 0; at < BYTES; at++)
            for (int byte = 0; byte < 256; byte++) {
                char text[BYTES];
                bool special = byte < 0x20 || byte == '"' || byte == '\\';
                memset(text, around[other], sizeof text);
                text[at] = (char)byte;
                for (size_t len = 0; len <= BYTES; len++)
                    assert_int_equal(text_plain((struct slice){text, len}),
                                     special && at < len ? at : len);
            }
    assert_int_equal(text_plain((struct slice){NULL, 0}), 0);
}

static void chars_are_code_points(void **state)
{
    assert_int_equal(text_chars(SLICE("")), 0);
    assert_int_equal(text_chars((struct slice){NULL, 0}), 0);
    assert_int_equal(text_chars(SLICE("abc")), 3);
    assert_int_equal(text_chars(SLICE("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")), 3);
    assert_int_equal(text_chars(SLICE("e\xcc\x81")), 2);
}

static void points_are_read_one_after_another(void **state)
{
    const char *text = "a\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbfz";
    const int32_t expected[] = {'a', 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff, 'z'};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(text_point(&text), expected[i]);
    assert_int_equal(*text, 0);
}

static void check_holds_the_bound_exactly(void **state)
{
    assert_int_equal(text_check(SLICE("abcd"), 4), ERR_NONE);
    assert_int_equal(text_check(SLICE("abcde"), 4), ERR_TEXT_TOO_LONG);
    assert_int_equal(text_check(SLICE("\xc3\xa9\xc3\xa9\xf0\x9f\x98\x80\xc3\xa9"), 4), ERR_NONE);
    assert_int_equal(text_check(SLICE(""), 4), ERR_TEXT_INVALID);
    assert_int_equal(text_check((struct slice){NULL, 0}, 4), ERR_TEXT_INVALID);
    assert_int_equal(text_check(SLICE("a\xff"), 4), ERR_TEXT_INVALID);
    assert_int_equal(text_check(SLICE("a\0b"), 4), ERR_TEXT_INVALID);
}

static void direction_follows_the_majority_of_strong_characters(void **state)
{
    assert_int_equal(text_direction(SLICE("hello")), TEXT_LTR);
    assert_int_equal(text_direction(SLICE(MAN_AR)), TEXT_RTL);
    assert_int_equal(text_direction(SLICE("OK " MAN_AR)), TEXT_RTL);
    assert_int_equal(text_direction(SLICE(MAN_AR " hello")), TEXT_LTR);
    assert_int_equal(text_direction(SLICE("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d")), TEXT_RTL);
    assert_int_equal(text_direction(SLICE("\xe4\xb8\xad\xe6\x96\x87")), TEXT_LTR);
}

static void weak_and_neutral_characters_have_no_vote(void **state)
{
    assert_int_equal(text_direction(SLICE("1234567890 +-*/ !?. \xd8\xa3")), TEXT_RTL);
    assert_int_equal(text_direction(SLICE("\xd9\xa1\xd9\xa2\xd9\xa3 \xd9\x8e\xd9\x8f a")),
                     TEXT_LTR);
    assert_int_equal(text_direction(SLICE("\xf0\x9f\x98\x80\xf0\x9f\x98\x80 \xd8\xa3")), TEXT_RTL);
}

#define LOOK_AR "\xd8\xa7\xd9\x86\xd8\xb8\xd8\xb1"

static void what_is_no_language_has_no_vote_beside_words(void **state)
{
    static const char *const rtl[] = {
        LOOK_AR " https://example.org/a/long/path",
        LOOK_AR " (https://example.org/a)",
        LOOK_AR " www.example.org",
        LOOK_AR " d41d8cd98f00b204e9800998ecf8427e",
        LOOK_AR " server/features/chat.c",
        LOOK_AR " C:\\Windows\\System",
        LOOK_AR " #investigation @participant",
        LOOK_AR " somebody@example.org",
        LOOK_AR " `return the_first(one);` " LOOK_AR,
        "`git log --oneline`\n" LOOK_AR,
        "COVID-19 " LOOK_AR,
    };
    for (size_t i = 0; i < sizeof rtl / sizeof rtl[0]; i++)
        assert_int_equal(text_direction(slice_of(rtl[i])), TEXT_RTL);
    assert_int_equal(text_direction(SLICE("Look: " LOOK_AR "_1 there")), TEXT_LTR);
    /* Alone, it decides. */
    assert_int_equal(text_direction(SLICE("https://example.org/")), TEXT_LTR);
    assert_int_equal(text_direction(SLICE("#" LOOK_AR)), TEXT_RTL);
    /* A lone backtick begins no code, an end of a sentence no path. */
    assert_int_equal(text_direction(SLICE(LOOK_AR "` hello there.")), TEXT_LTR);
}

static void direction_without_a_majority_is_left_to_right(void **state)
{
    assert_int_equal(text_direction(SLICE("")), TEXT_LTR);
    assert_int_equal(text_direction((struct slice){NULL, 0}), TEXT_LTR);
    assert_int_equal(text_direction(SLICE("123")), TEXT_LTR);
    assert_int_equal(text_direction(SLICE("abc" MAN_AR)), TEXT_LTR);
}

static void direction_has_a_name(void **state)
{
    assert_slice(text_dir_name(TEXT_LTR), "ltr");
    assert_slice(text_dir_name(TEXT_RTL), "rtl");
}

static void id_is_of_its_alphabet(void **state)
{
    const char *const good[] = {"a", "Z", "0", "w1", "u.7_x~y@z-", "A.B@c.org", "-", NULL};
    const char *const bad[] = {"",     " ",    "a b",  "a/b",      "a:b",  "a\n",  "a,b",
                               "a\"b", "a\\b", "a%20", "\xc3\xa9", "{",    "[",    "`",
                               "^",    "a+b",  "#",    "a*",       "\x7f", "a=b;", NULL};
    for (const char *const *id = good; *id; id++)
        assert_true(text_is_id(slice_of(*id)));
    for (const char *const *id = bad; *id; id++)
        assert_false(text_is_id(slice_of(*id)));
    assert_false(text_is_id(SLICE("a\0b")));
    assert_false(text_is_id((struct slice){NULL, 0}));
    int count = 0;
    for (int byte = 0; byte < 256; byte++)
        count += text_is_id((struct slice){(char[]){(char)byte}, 1});
    assert_int_equal(count, 26 + 26 + 10 + 5);
}

static void length_of_an_id_is_held_exactly(void **state)
{
    char id[BOUND_ID_BYTES + 1];
    memset(id, 'a', sizeof id);
    assert_true(text_is_id((struct slice){id, BOUND_ID_BYTES}));
    assert_false(text_is_id((struct slice){id, BOUND_ID_BYTES + 1}));
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(first_and_last_of_each_row_of_table_3_7_are_valid),
        TEST(neighbours_of_table_3_7_are_refused),
        TEST(truncated_sequences_are_refused),
        TEST(nul_is_refused),
        TEST(every_text_of_three_bytes_is_judged_by_the_definition),
        TEST(random_bytes_are_judged_by_the_definition),
        TEST(plain_is_all_but_controls_quotes_and_backslashes),
        TEST(chars_are_code_points),
        TEST(points_are_read_one_after_another),
        TEST(check_holds_the_bound_exactly),
        TEST(direction_follows_the_majority_of_strong_characters),
        TEST(weak_and_neutral_characters_have_no_vote),
        TEST(what_is_no_language_has_no_vote_beside_words),
        TEST(direction_without_a_majority_is_left_to_right),
        TEST(direction_has_a_name),
        TEST(id_is_of_its_alphabet),
        TEST(length_of_an_id_is_held_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
