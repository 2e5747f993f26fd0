/* SPDX-License-Identifier: Apache-2.0 */
#include "help_site.h"

#include "net/unsubscribe.h"

static bool whose(const struct site *site, const char *word, char person[80])
{
    struct buffer out;
    buffer_init(&out, BOUND_ID_BYTES);
    bool good = unsubscribe_whose(&site->api, slice_of(word), &out);
    snprintf(person, 80, "%.*s", (int)out.len, out.bytes ? out.bytes : "");
    buffer_done(&out);
    return good;
}

static void word_of(const struct site *site, const char *person, char word[UNSUBSCRIBE_WORD_BYTES])
{
    struct buffer out;
    buffer_init(&out, UNSUBSCRIBE_WORD_BYTES);
    assert_true(unsubscribe_word(&site->api, slice_of(person), &out));
    snprintf(word, UNSUBSCRIBE_WORD_BYTES, "%.*s", (int)out.len, out.bytes);
    buffer_done(&out);
}

static void a_word_tells_whose_it_is_and_is_the_same_each_time(void **state)
{
    struct site site;
    char word[UNSUBSCRIBE_WORD_BYTES], again[UNSUBSCRIBE_WORD_BYTES], other[UNSUBSCRIBE_WORD_BYTES];
    char person[80];
    site_open(&site);
    word_of(&site, "u7", word);
    word_of(&site, "u7", again);
    word_of(&site, "u8", other);
    assert_string_equal(word, again);
    assert_true(whose(&site, word, person));
    assert_string_equal(person, "u7");
    /* The longest id there may be fits. */
    char longest[BOUND_ID_BYTES + 1];
    memset(longest, 'a', BOUND_ID_BYTES);
    longest[BOUND_ID_BYTES] = '\0';
    word_of(&site, longest, word);
    assert_true(whose(&site, word, person));
    assert_string_equal(person, longest);
    site_close(&site);
}

static void what_is_not_whole_or_of_another_is_nobodys(void **state)
{
    struct site site;
    char word[UNSUBSCRIBE_WORD_BYTES], other[UNSUBSCRIBE_WORD_BYTES], mixed[2 * 160], person[80];
    site_open(&site);
    word_of(&site, "u7", word);
    word_of(&site, "u8", other);
    snprintf(mixed, sizeof mixed, "%.*s%s", (int)(strchr(other, '.') - other), other,
             strchr(word, '.'));
    const char *const bad[] = {"",     ".",       "x",
                               "dTc.", "dTc",     ".AAAAAAAAAAAAAAAAAAAAAA",
                               mixed,  "%2e.%2e", "dTc.AAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(whose(&site, bad[i], person));
    for (size_t i = 0; i < strlen(word); i++) {
        char wrong[UNSUBSCRIBE_WORD_BYTES];
        snprintf(wrong, sizeof wrong, "%s", word);
        wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
        assert_false(whose(&site, wrong, person) && strcmp(person, "u7") == 0);
    }
    site_close(&site);
}

static void before_the_key_is_known_there_is_no_word(void **state)
{
    const struct api_site none = {.url = ""};
    struct buffer out;
    buffer_init(&out, UNSUBSCRIBE_WORD_BYTES);
    assert_false(unsubscribe_word(&none, SLICE("u7"), &out));
    assert_false(unsubscribe_whose(&none, SLICE("dTc.AAAAAAAAAAAAAAAAAAAAAA"), &out));
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_tells_whose_it_is_and_is_the_same_each_time),
        cmocka_unit_test(what_is_not_whole_or_of_another_is_nobodys),
        cmocka_unit_test(before_the_key_is_known_there_is_no_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
