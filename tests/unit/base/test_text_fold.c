/* SPDX-License-Identifier: Apache-2.0 */
#include <utf8proc.h>

#include "base/text.h"
#include "base/text_fold.h"
#include "help_base.h"
#include "help_random_text.h"

static void assert_folded(const char *text, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(text_fold(slice_of(text), &out), ERR_NONE);
    assert_buffer(&out, expected);
    buffer_done(&out);
}

static void case_is_folded(void **state)
{
    assert_folded("HeLLo", "hello");
    assert_folded("STRASSE", "strasse");
    assert_folded("stra\xc3\x9f"
                  "e",
                  "strasse");
    assert_folded("\xce\xa3\xcf\x83\xcf\x82", "\xcf\x83\xcf\x83\xcf\x83");
    assert_folded("\xd0\x9f\xd0\xa0\xd0\x98", "\xd0\xbf\xd1\x80\xd0\xb8");
}

static void accents_are_folded(void **state)
{
    assert_folded("\xc3\x89t\xc3\xa9", "ete");
    assert_folded("e\xcc\x81", "e");
    assert_folded("ni\xc3\xb1o", "nino");
    assert_folded("\xc3\xa7\xc3\xbc\xc3\xae", "cui");
    assert_folded("Vi\xe1\xbb\x87t", "viet");
    assert_folded("\xc5\x92uvre \xc3\x86on", "oeuvre aeon");
}

static void compatibility_forms_are_folded(void **state)
{
    assert_folded("\xef\xac\x81\xc2\xb2\xe2\x91\xa0", "fi21");
    assert_folded("\xef\xbc\xa1\xef\xbd\x82", "ab");
    assert_folded("a\xc2\xa0"
                  "b",
                  "a b");
    /* Arabic presentation forms: lam with alef. */
    assert_folded("\xef\xbb\xbb", "\xd9\x84\xd8\xa7");
}

static void arabic_tatweel_and_marks_go(void **state)
{
    assert_folded("\xd9\x85\xd9\x80\xd9\x80\xd8\xad\xd9\x85\xd8\xaf",
                  "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf");
    assert_folded("\xd9\x85\xd9\x8f\xd8\xad\xd9\x8e\xd9\x85\xd9\x91\xd8\xaf",
                  "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf");
    assert_folded("\xd9\xb0\xd9\x8b", "");
}

static void arabic_hamza_carriers_become_their_letter(void **state)
{
    assert_folded("\xd8\xa3\xd8\xa5\xd8\xa2\xd9\xb1", "\xd8\xa7\xd8\xa7\xd8\xa7\xd8\xa7");
    assert_folded("\xd8\xa4\xd8\xa6", "\xd9\x88\xd9\x8a");
    /* Hamza alone is a letter. */
    assert_folded("\xd8\xa1", "\xd8\xa1");
}

static void letters_written_for_one_another_become_one(void **state)
{
    assert_folded("\xd9\x89\xdb\x8c", "\xd9\x8a\xd9\x8a");
    assert_folded("\xd8\xa9", "\xd9\x87");
    assert_folded("\xda\xa9", "\xd9\x83");
}

static void hebrew_points_go(void **state)
{
    assert_folded("\xd7\xa9\xd7\x81\xd6\xb8\xd7\x9c\xd7\x95\xd6\xb9\xd7\x9d",
                  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d");
}

static void signs_that_make_other_words_stay(void **state)
{
    /* Hindi ki, Thai with a tone mark, Japanese ga, Korean han, "not equal". */
    assert_folded("\xe0\xa4\x95\xe0\xa4\xbf\xe0\xa5\x8d", "\xe0\xa4\x95\xe0\xa4\xbf\xe0\xa5\x8d");
    assert_folded("\xe0\xb8\x81\xe0\xb8\xb8\xe0\xb9\x89", "\xe0\xb8\x81\xe0\xb8\xb8\xe0\xb9\x89");
    assert_folded("\xe3\x81\x8c", "\xe3\x81\x8c");
    assert_folded("\xe2\x89\xa0", "\xe2\x89\xa0");
    assert_folded("\xed\x95\x9c", "\xed\x95\x9c");
}

static void what_nobody_sees_goes(void **state)
{
    assert_folded("a\xe2\x80\x8d\xe2\x80\x8e\xc2\xad\xef\xb8\x8f\xe2\x81\xa6"
                  "b\xe2\x81\xa9",
                  "ab");
}

static void nothing_folds_to_nothing(void **state)
{
    assert_folded("", "");
    struct buffer out;
    buffer_init(&out, 0);
    assert_int_equal(text_fold((struct slice){NULL, 0}, &out), ERR_NONE);
    buffer_done(&out);
}

static void invalid_utf8_is_refused(void **state)
{
    struct buffer out;
    buffer_init(&out, 100);
    assert_int_equal(text_fold(SLICE("a\xff"), &out), ERR_TEXT_INVALID);
    assert_buffer(&out, "");
    buffer_done(&out);
}

static void buffer_too_small_is_refused(void **state)
{
    struct buffer out;
    buffer_init(&out, 5);
    buffer_add(&out, SLICE("x"));
    assert_int_equal(text_fold(SLICE("abcde"), &out), ERR_TEXT_TOO_LONG);
    assert_buffer(&out, "x");
    buffer_done(&out);
}

static void assert_fold_idempotent(struct slice text)
{
    struct buffer once, twice;
    buffer_init(&once, 10000);
    buffer_init(&twice, 10000);
    assert_int_equal(text_fold(text, &once), ERR_NONE);
    assert_int_equal(text_fold(buffer_slice(&once), &twice), ERR_NONE);
    if (!slice_equal(buffer_slice(&once), buffer_slice(&twice)))
        fail_msg("%.*s: %.*s, then %.*s", (int)text.len, text.at, (int)once.len, once.bytes,
                 (int)twice.len, twice.bytes);
    buffer_done(&once);
    buffer_done(&twice);
}

static void folding_twice_changes_nothing_more(void **state)
{
    uint64_t seed = random_seed(11);
    for (int32_t point = 1; point < 0xf0000; point++) {
        unsigned char text[4];
        /* Surrogates are no characters; nothing is assigned from plane 4 to 13. */
        if ((point >= 0xd800 && point < 0xe000) || (point >= 0x40000 && point < 0xe0000))
            continue;
        size_t len = (size_t)utf8proc_encode_char(point, text);
        assert_fold_idempotent((struct slice){(char *)text, len});
    }
    for (int round = 0; round < 50000; round++) {
        struct buffer text;
        buffer_init(&text, 1000);
        random_text(&seed, 20, RANDOM_ANYTHING, &text);
        assert_fold_idempotent(buffer_slice(&text));
        buffer_done(&text);
    }
}

static void case_and_form_make_no_difference(void **state)
{
    static const char *const same[][2] = {
        {"\xc3\x85ngstr\xc3\xb6m", "A\xcc\x8angstro\xcc\x88m"},
        {"\xe1\xba\x9e", "SS"},
        {"\xc4\xb0stanbul", "istanbul"},
        {"\xd8\xa5\xd8\xaf\xd8\xa7\xd8\xb1\xd8\xa9", "\xd8\xa7\xd8\xaf\xd8\xa7\xd8\xb1\xd9\x87"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct buffer a, b;
        buffer_init(&a, 100);
        buffer_init(&b, 100);
        text_fold(slice_of(same[i][0]), &a);
        text_fold(slice_of(same[i][1]), &b);
        assert_true(slice_equal(buffer_slice(&a), buffer_slice(&b)));
        buffer_done(&a);
        buffer_done(&b);
    }
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(case_is_folded),
        TEST(accents_are_folded),
        TEST(compatibility_forms_are_folded),
        TEST(arabic_tatweel_and_marks_go),
        TEST(arabic_hamza_carriers_become_their_letter),
        TEST(letters_written_for_one_another_become_one),
        TEST(hebrew_points_go),
        TEST(signs_that_make_other_words_stay),
        TEST(what_nobody_sees_goes),
        TEST(nothing_folds_to_nothing),
        TEST(invalid_utf8_is_refused),
        TEST(buffer_too_small_is_refused),
        TEST(folding_twice_changes_nothing_more),
        TEST(case_and_form_make_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
