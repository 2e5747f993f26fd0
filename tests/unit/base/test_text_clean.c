/* SPDX-License-Identifier: Apache-2.0 */
#include <utf8proc.h>

#include "base/text.h"
#include "base/text_clean.h"
#include "help_base.h"
#include "help_random_text.h"

#define LRM       "\xe2\x80\x8e"
#define LRE       "\xe2\x80\xaa"
#define PDF       "\xe2\x80\xac"
#define RLO       "\xe2\x80\xae"
#define LRI       "\xe2\x81\xa6"
#define RLI       "\xe2\x81\xa7"
#define FSI       "\xe2\x81\xa8"
#define PDI       "\xe2\x81\xa9"
#define ZWJ       "\xe2\x80\x8d"
#define PARAGRAPH "\xe2\x80\xa9"

static void assert_cleaned(struct slice raw, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(text_clean(raw, 100, &out), ERR_NONE);
    assert_buffer(&out, expected);
    buffer_done(&out);
}

static void assert_unclean(struct slice raw, size_t chars_max, enum err expected)
{
    struct buffer out;
    buffer_init(&out, 1000);
    buffer_add(&out, SLICE("before"));
    assert_int_equal(text_clean(raw, chars_max, &out), expected);
    assert_buffer(&out, "before");
    buffer_done(&out);
}

static void plain_text_stays_as_it_is(void **state)
{
    assert_cleaned(SLICE("hello"), "hello");
    assert_cleaned(SLICE("a  b\n\nc"), "a  b\n\nc");
    assert_cleaned(SLICE("\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7"),
                   "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7");
}

static void cleaned_text_is_appended(void **state)
{
    struct buffer out;
    buffer_init(&out, 1000);
    buffer_add(&out, SLICE("before "));
    assert_int_equal(text_clean(SLICE(" a "), 1, &out), ERR_NONE);
    assert_buffer(&out, "before a");
    buffer_done(&out);
}

static void text_is_composed(void **state)
{
    assert_cleaned(SLICE("e\xcc\x81"), "\xc3\xa9");
    assert_cleaned(SLICE("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), "\xed\x95\x9c");
    assert_cleaned(SLICE("\xe2\x84\xab"), "\xc3\x85");
    /* Marks are put in order before they compose (UAX #15, figure 5). */
    assert_cleaned(SLICE("d\xcc\x87\xcc\xa3"), "\xe1\xb8\x8d\xcc\x87");
    assert_cleaned(SLICE("\xe1\xb8\x8b\xcc\xa3"), "\xe1\xb8\x8d\xcc\x87");
    /* Composition exclusions stay apart. */
    assert_cleaned(SLICE("\xe0\xa5\x98"), "\xe0\xa4\x95\xe0\xa4\xbc");
}

static void compatibility_characters_are_not_folded(void **state)
{
    assert_cleaned(SLICE("\xef\xac\x81\xc2\xb2\xe2\x91\xa0"), "\xef\xac\x81\xc2\xb2\xe2\x91\xa0");
}

static void controls_are_removed_except_newline(void **state)
{
    assert_cleaned(SLICE("a\x01\x08\x1f\x7f\x1b[1mb"), "a[1mb");
    assert_cleaned(SLICE("a\r\nb\rc"), "a\nbc");
    assert_cleaned(SLICE("a\tb"), "a b");
    assert_cleaned(SLICE("a\xc2\x80\xc2\x85\xc2\x9f"
                         "b"),
                   "ab");
    for (char byte = 1; byte < 0x20; byte++) {
        char raw[] = {'a', byte, 'b'};
        const char *expected = byte == '\n' ? "a\nb" : byte == '\t' ? "a b" : "ab";
        assert_cleaned((struct slice){raw, sizeof raw}, expected);
    }
}

static void what_a_control_kept_apart_is_composed(void **state)
{
    assert_cleaned(SLICE("e\x01\xcc\x81"), "\xc3\xa9");
    assert_cleaned(SLICE("e" RLO "\xcc\x81"), "\xc3\xa9");
    assert_cleaned(SLICE("e" LRI "\xcc\x81"), "\xc3\xa9");
}

static void ends_are_trimmed(void **state)
{
    assert_cleaned(SLICE(" \n\t a b \n "), "a b");
    assert_cleaned(SLICE("\xc2\xa0\xe2\x80\x83\xe3\x80\x80"
                         "a\xe2\x80\xa8" PARAGRAPH),
                   "a");
    assert_cleaned(SLICE("\x01 \x02 a \x03"), "a");
    assert_cleaned(SLICE(RLO " a " PDF), "a");
}

static void nothing_visible_is_refused(void **state)
{
    assert_unclean(SLICE(""), 10, ERR_TEXT_INVALID);
    assert_unclean((struct slice){NULL, 0}, 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE(" \n\t\r\xc2\xa0"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE("\x01\x7f"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE(RLO PDF), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE(LRI " " PDI), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE(LRM ZWJ "\xe2\x80\x8b\xef\xbb\xbf\xc2\xad"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE("\xe3\x85\xa4"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE("\xef\xb8\x8f"), 10, ERR_TEXT_INVALID);
}

static void invalid_utf8_is_refused(void **state)
{
    assert_unclean(SLICE("a\xff"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE("a\xc3"), 10, ERR_TEXT_INVALID);
    assert_unclean(SLICE("a\0b"), 10, ERR_TEXT_INVALID);
}

static void bound_is_held_exactly(void **state)
{
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(text_clean(SLICE("abcd"), 4, &out), ERR_NONE);
    assert_unclean(SLICE("abcde"), 4, ERR_TEXT_TOO_LONG);
    assert_unclean(SLICE("a"), 0, ERR_TEXT_TOO_LONG);
    buffer_done(&out);
}

static void bound_counts_what_is_kept(void **state)
{
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(text_clean(SLICE("   a\x01\x01\x01" RLO RLO "e\xcc\x81  "), 2, &out),
                     ERR_NONE);
    assert_buffer(&out, "a\xc3\xa9");
    /* A character that NFC takes apart counts as its parts. */
    assert_unclean(SLICE("\xe0\xa5\x98"), 1, ERR_TEXT_TOO_LONG);
    buffer_done(&out);
}

static void buffer_too_small_is_refused(void **state)
{
    struct buffer out;
    buffer_init(&out, 5);
    assert_int_equal(text_clean(SLICE("abcdef"), 10, &out), ERR_TEXT_TOO_LONG);
    assert_int_equal(out.len, 0);
    assert_true(out.full);
    buffer_done(&out);
}

static void embeddings_and_overrides_are_removed(void **state)
{
    assert_cleaned(SLICE("a" LRE "b" PDF "c"), "abc");
    assert_cleaned(SLICE("gnp" RLO "txt.exe"), "gnptxt.exe");
    for (int last = 0xaa; last <= 0xae; last++) {
        char raw[] = {'a', '\xe2', '\x80', (char)last, 'b'};
        assert_cleaned((struct slice){raw, sizeof raw}, "ab");
    }
}

static void marks_of_direction_and_joiners_stay(void **state)
{
    assert_cleaned(SLICE("a" LRM "b\xe2\x80\x8f\xd8\x9c!"), "a" LRM "b\xe2\x80\x8f\xd8\x9c!");
    assert_cleaned(SLICE("\xf0\x9f\x91\xa9" ZWJ "\xf0\x9f\x9a\x80"),
                   "\xf0\x9f\x91\xa9" ZWJ "\xf0\x9f\x9a\x80");
}

static void balanced_isolates_stay(void **state)
{
    assert_cleaned(SLICE("a " LRI "b" PDI " c"), "a " LRI "b" PDI " c");
    assert_cleaned(SLICE(RLI "a" FSI "b" PDI PDI "c"), RLI "a" FSI "b" PDI PDI "c");
    assert_cleaned(SLICE(LRI "a" PDI "\n" RLI "b" PDI), LRI "a" PDI "\n" RLI "b" PDI);
}

static void unbalanced_isolates_go(void **state)
{
    assert_cleaned(SLICE("a" PDI "b"), "ab");
    assert_cleaned(SLICE("a" RLI "b"), "ab");
    assert_cleaned(SLICE(RLI "a" LRI "b" PDI), "a" LRI "b" PDI);
    assert_cleaned(SLICE(PDI "a" LRI "b" PDI "c" PDI), "a" LRI "b" PDI "c");
    assert_cleaned(SLICE(PDI "a" LRI), "a");
    assert_cleaned(SLICE(FSI "a" FSI "b" FSI "c" PDI), "ab" FSI "c" PDI);
}

static void isolate_does_not_reach_beyond_its_paragraph(void **state)
{
    assert_cleaned(SLICE("a" RLI "b\nc" PDI "d"), "ab\ncd");
    assert_cleaned(SLICE("a" RLI "b" PARAGRAPH "c" PDI "d"), "ab" PARAGRAPH "cd");
    assert_cleaned(SLICE(RLI "a" PDI PDI "\n" RLI RLI "b" PDI), RLI "a" PDI "\n" RLI "b" PDI);
}

static void marks_beyond_thirty_are_dropped(void **state)
{
    struct buffer raw, out;
    buffer_init(&raw, 100000);
    buffer_init(&out, 100000);
    buffer_add_byte(&raw, 'x');
    for (int i = 0; i < 30; i++)
        buffer_add(&raw, SLICE("\xcc\xb4"));
    assert_int_equal(text_clean(buffer_slice(&raw), 31, &out), ERR_NONE);
    assert_true(slice_equal(buffer_slice(&raw), buffer_slice(&out)));
    for (int i = 0; i < 20000; i++)
        buffer_add(&raw, i % 2 ? SLICE("\xcc\x81") : SLICE("\xcc\xa3"));
    buffer_add_byte(&raw, 'y');
    buffer_clear(&out);
    assert_int_equal(text_clean(buffer_slice(&raw), 32, &out), ERR_NONE);
    assert_int_equal(text_chars(buffer_slice(&out)), 32);
    assert_int_equal(out.bytes[out.len - 1], 'y');
    buffer_done(&raw);
    buffer_done(&out);
}

/* Away from what cleaning removes, the result must be utf8proc's own NFC. */
static void random_text_equals_utf8procs_own_nfc(void **state)
{
    uint64_t seed = random_seed(9);
    for (int round = 0; round < 20000; round++) {
        struct buffer raw, out;
        buffer_init(&raw, 1000);
        buffer_init(&out, 4000);
        buffer_add_byte(&raw, 'a');
        random_text(&seed, 20, RANDOM_MARKS, &raw);
        buffer_add(&raw, SLICE("z\0"));
        unsigned char *nfc = utf8proc_NFC((unsigned char *)raw.bytes);
        raw.len--;
        assert_int_equal(text_clean(buffer_slice(&raw), 1000, &out), ERR_NONE);
        assert_buffer(&out, (char *)nfc);
        free(nfc);
        buffer_done(&raw);
        buffer_done(&out);
    }
}

static void assert_clean_properties(struct slice text)
{
    const char *at = text.at, *end = text.at + text.len;
    int depth = 0;
    assert_true(text_is_utf8(text));
    while (at < end) {
        int32_t point = text_point(&at);
        assert_true(point == '\n' || utf8proc_category(point) != UTF8PROC_CATEGORY_CC);
        assert_false(point >= 0x202a && point <= 0x202e);
        depth += (point >= 0x2066 && point <= 0x2068) - (point == 0x2069);
        assert_true(depth >= 0);
        if (point == '\n' || point == 0x2029)
            assert_int_equal(depth, 0);
    }
    assert_int_equal(depth, 0);
}

static void cleaning_twice_changes_nothing_more(void **state)
{
    uint64_t seed = random_seed(10);
    int cleaned = 0;
    for (int round = 0; round < 50000; round++) {
        struct buffer raw, once, twice;
        buffer_init(&raw, 2000);
        buffer_init(&once, 4000);
        buffer_init(&twice, 4000);
        random_text(&seed, 30, RANDOM_ANYTHING, &raw);
        if (text_clean(buffer_slice(&raw), 1000, &once) == ERR_NONE) {
            size_t chars = text_chars(buffer_slice(&once));
            assert_clean_properties(buffer_slice(&once));
            assert_int_equal(text_check(buffer_slice(&once), chars), ERR_NONE);
            assert_int_equal(text_clean(buffer_slice(&once), chars, &twice), ERR_NONE);
            assert_true(slice_equal(buffer_slice(&once), buffer_slice(&twice)));
            cleaned++;
        }
        buffer_done(&raw);
        buffer_done(&once);
        buffer_done(&twice);
    }
    assert_true(cleaned > 40000);
}

static void every_character_alone_is_cleaned_idempotently(void **state)
{
    struct buffer once, twice;
    buffer_init(&once, 1000);
    buffer_init(&twice, 1000);
    for (int32_t point = 1; point < 0xf0000; point++) {
        unsigned char raw[4];
        /* Surrogates are no characters; nothing is assigned from plane 4 to 13. */
        if ((point >= 0xd800 && point < 0xe000) || (point >= 0x40000 && point < 0xe0000))
            continue;
        size_t len = (size_t)utf8proc_encode_char(point, raw);
        buffer_clear(&once);
        buffer_clear(&twice);
        if (text_clean((struct slice){(char *)raw, len}, 10, &once) == ERR_TEXT_INVALID)
            continue;
        assert_int_equal(text_clean(buffer_slice(&once), 10, &twice), ERR_NONE);
        assert_true(slice_equal(buffer_slice(&once), buffer_slice(&twice)));
    }
    buffer_done(&once);
    buffer_done(&twice);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plain_text_stays_as_it_is),
        TEST(cleaned_text_is_appended),
        TEST(text_is_composed),
        TEST(compatibility_characters_are_not_folded),
        TEST(controls_are_removed_except_newline),
        TEST(what_a_control_kept_apart_is_composed),
        TEST(ends_are_trimmed),
        TEST(nothing_visible_is_refused),
        TEST(invalid_utf8_is_refused),
        TEST(bound_is_held_exactly),
        TEST(bound_counts_what_is_kept),
        TEST(buffer_too_small_is_refused),
        TEST(embeddings_and_overrides_are_removed),
        TEST(marks_of_direction_and_joiners_stay),
        TEST(balanced_isolates_stay),
        TEST(unbalanced_isolates_go),
        TEST(isolate_does_not_reach_beyond_its_paragraph),
        TEST(marks_beyond_thirty_are_dropped),
        TEST(random_text_equals_utf8procs_own_nfc),
        TEST(cleaning_twice_changes_nothing_more),
        TEST(every_character_alone_is_cleaned_idempotently),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
