/* SPDX-License-Identifier: Apache-2.0
 * server/base/text_name.c, and one line in server/base/text_clean.c */
#include <stdio.h>
#include <utf8proc.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "help_base.h"
#include "help_random_text.h"

#define ZWNJ    "\xe2\x80\x8c"
#define ZWJ     "\xe2\x80\x8d"
#define ZWSP    "\xe2\x80\x8b"
#define RLM     "\xe2\x80\x8f"
#define RLI     "\xe2\x81\xa7"
#define PDI     "\xe2\x81\xa9"
#define LS      "\xe2\x80\xa8"
#define PS      "\xe2\x80\xa9"
#define NEL     "\xc2\x85"
#define BRAILLE "\xe2\xa0\x80"
#define VS16    "\xef\xb8\x8f"
#define WOMAN   "\xf0\x9f\x91\xa9"
#define ROCKET  "\xf0\x9f\x9a\x80"
#define FLAG_FR "\xf0\x9f\x87\xab\xf0\x9f\x87\xb7"
#define KA      "\xe0\xa6\x95"
#define YYA     "\xe0\xa7\x9f" /* two code points in NFC */

static void assert_name(struct slice raw, size_t chars_max, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 4000);
    assert_int_equal(text_clean_name(raw, chars_max, &out), ERR_NONE);
    assert_buffer(&out, expected);
    buffer_done(&out);
}

static void assert_line(struct slice raw, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 4000);
    assert_int_equal(text_clean_line(raw, 100, &out), ERR_NONE);
    assert_buffer(&out, expected);
    buffer_done(&out);
}

static void a_line_has_no_breaks(void **state)
{
    assert_line(SLICE("a\nb\r\nc\td\x0b"
                      "e\x0c"
                      "f" LS "g" PS "h" NEL "i"),
                "a b c d e f g h i");
    assert_line(SLICE("\n a  b \n"), "a  b");
    assert_line(SLICE("a" RLI "b" PDI), "a" RLI "b" PDI);
    assert_line(SLICE("a" RLI "b" PS "c"), "ab c");
}

static void a_line_that_is_too_long_is_refused(void **state)
{
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(text_clean_line(SLICE("a\r\nb"), 3, &out), ERR_NONE);
    assert_int_equal(text_clean_line(SLICE("abcd"), 3, &out), ERR_TEXT_TOO_LONG);
    assert_buffer(&out, "a b");
    buffer_done(&out);
}

static void blanks_are_nothing(void **state)
{
    static const char *const blank[] = {
        BRAILLE,        BRAILLE " " BRAILLE, ZWSP,          ZWNJ, ZWJ ZWJ, RLM,
        "\xe3\x85\xa4", "\xf0\x9d\x85\x99",  "\xef\xbe\xa0"};
    struct buffer out;
    buffer_init(&out, 1000);
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++) {
        assert_int_equal(text_clean(slice_of(blank[i]), 10, &out), ERR_TEXT_INVALID);
        assert_int_equal(text_clean_line(slice_of(blank[i]), 10, &out), ERR_TEXT_INVALID);
        assert_int_equal(text_clean_name(slice_of(blank[i]), 10, &out), ERR_TEXT_INVALID);
    }
    buffer_done(&out);
}

static void a_name_is_one_line_with_single_spaces(void **state)
{
    assert_name(SLICE("Participant 1\nHost: x"), 80, "Participant 1 Host: x");
    assert_name(SLICE("  a \t " LS "\xc2\xa0" BRAILLE " b "), 80, "a b");
}

static void what_nobody_sees_goes(void **state)
{
    assert_name(SLICE("Ho" ZWSP "st" RLM), 80, "Host");
    assert_name(SLICE("Ho" ZWNJ "s" ZWJ "t" ZWJ), 80, "Host");
    assert_name(SLICE(RLI "Host" PDI "\xef\xbb\xbf\xc2\xad"), 80, "Host");
    assert_name(SLICE("Host" VS16), 80, "Host");
}

static void joiners_stay_where_writing_needs_them(void **state)
{
    /* Persian "mi-khaham", Sinhala "Sri". */
    assert_name(SLICE("\xd9\x85\xdb\x8c" ZWNJ "\xd8\xae\xd9\x88\xd8\xa7\xd9\x87\xd9\x85"), 80,
                "\xd9\x85\xdb\x8c" ZWNJ "\xd8\xae\xd9\x88\xd8\xa7\xd9\x87\xd9\x85");
    assert_name(SLICE("\xe0\xb7\x81\xe0\xb7\x8a" ZWJ "\xe0\xb6\xbb\xe0\xb7\x93"), 80,
                "\xe0\xb7\x81\xe0\xb7\x8a" ZWJ "\xe0\xb6\xbb\xe0\xb7\x93");
    assert_name(SLICE("Member " WOMAN ZWJ ROCKET), 80, "Member " WOMAN ZWJ ROCKET);
    assert_name(SLICE("\xe2\x9d\xa4" VS16 ZWJ "\xf0\x9f\x94\xa5"), 80,
                "\xe2\x9d\xa4" VS16 ZWJ "\xf0\x9f\x94\xa5");
}

static void a_long_name_is_cut_after_normalising(void **state)
{
    struct buffer raw;
    char expected[600];
    buffer_init(&raw, 1000);
    for (int i = 0; i < 79; i++)
        buffer_add(&raw, SLICE(KA));
    buffer_add_byte(&raw, 0);
    snprintf(expected, sizeof expected, "%s", raw.bytes);
    raw.len--;
    buffer_add(&raw, SLICE(YYA));
    assert_name(buffer_slice(&raw), 80, expected);
    buffer_done(&raw);
}

static void the_cut_is_between_graphemes(void **state)
{
    assert_name(SLICE("abcd"), 3, "abc");
    assert_name(SLICE("ab cd"), 3, "ab");
    assert_name(SLICE("a" FLAG_FR FLAG_FR), 4, "a" FLAG_FR);
    assert_name(SLICE("a" WOMAN ZWJ ROCKET), 3, "a");
    assert_name(SLICE("a" WOMAN ZWJ ROCKET), 4, "a" WOMAN ZWJ ROCKET);
    assert_name(SLICE("ax\xcc\xa3\xcc\x81"), 3, "a");
    /* One character longer than a name may be. */
    assert_name(SLICE(WOMAN ZWJ WOMAN ZWJ WOMAN), 4, WOMAN ZWJ WOMAN);
}

static void cleaning_twice_changes_nothing_more(void **state)
{
    uint64_t seed = random_seed(11);
    for (int round = 0; round < 30000; round++) {
        struct buffer raw, once, twice;
        buffer_init(&raw, 2000);
        buffer_init(&once, 4000);
        buffer_init(&twice, 4000);
        random_text(&seed, 30, RANDOM_ANYTHING, &raw);
        size_t chars_max = round % 2 ? 10 : 1000;
        if (text_clean_name(buffer_slice(&raw), chars_max, &once) == ERR_NONE) {
            assert_int_equal(text_check(buffer_slice(&once), chars_max), ERR_NONE);
            assert_int_equal(text_clean_name(buffer_slice(&once), chars_max, &twice), ERR_NONE);
            assert_true(slice_equal(buffer_slice(&once), buffer_slice(&twice)));
        }
        buffer_clear(&once);
        buffer_clear(&twice);
        if (text_clean_line(buffer_slice(&raw), 1000, &once) == ERR_NONE) {
            assert_int_equal(text_clean_line(buffer_slice(&once), 1000, &twice), ERR_NONE);
            assert_true(slice_equal(buffer_slice(&once), buffer_slice(&twice)));
        }
        buffer_done(&raw);
        buffer_done(&once);
        buffer_done(&twice);
    }
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_has_no_breaks),
        TEST(a_line_that_is_too_long_is_refused),
        TEST(blanks_are_nothing),
        TEST(a_name_is_one_line_with_single_spaces),
        TEST(what_nobody_sees_goes),
        TEST(joiners_stay_where_writing_needs_them),
        TEST(a_long_name_is_cut_after_normalising),
        TEST(the_cut_is_between_graphemes),
        TEST(cleaning_twice_changes_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
