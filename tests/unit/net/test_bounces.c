/* SPDX-License-Identifier: Apache-2.0 */
#include "help_site.h"

#include "loop/loop.h"
#include "net/bounces.h"

#define DAY_MS INT64_C(86400000)

struct heard {
    enum err error;
    int64_t at_ms;
    unsigned count;
};

static void hear(void *context, enum err error, int64_t at_ms)
{
    struct heard *heard = context;
    *heard = (struct heard){error, at_ms, heard->count + 1};
}

static int64_t since(struct site *site, const char *address)
{
    struct heard heard = {0};
    bounces_look(&site->api, slice_of(address), hear, &heard);
    loop_pass(site->api.loop, 100);
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.error, ERR_NONE);
    return heard.at_ms;
}

static void word_of(struct site *site, const char *address, char word[BOUNCES_WORD_BYTES])
{
    assert_true(bounces_word(&site->api, slice_of(address), word));
}

static void a_word_is_of_an_address_however_it_is_written_and_does_not_tell_it(void **state)
{
    struct site site;
    char word[BOUNCES_WORD_BYTES], again[BOUNCES_WORD_BYTES], other[BOUNCES_WORD_BYTES];
    site_open(&site);
    word_of(&site, "a.b@example.org", word);
    word_of(&site, "AB+course@EXAMPLE.org", again);
    word_of(&site, "ab@example.net", other);
    assert_string_equal(word, again);
    assert_string_not_equal(word, other);
    assert_int_equal(strlen(word), BOUNCES_WORD_BYTES - 1);
    assert_true(bounces_is(&site.api, slice_of(word)));
    for (size_t i = 0; word[i]; i++) {
        char wrong[BOUNCES_WORD_BYTES];
        memcpy(wrong, word, sizeof wrong);
        wrong[i] = wrong[i] == '0' ? '1' : '0';
        assert_false(bounces_is(&site.api, slice_of(wrong)));
    }
    assert_false(bounces_is(&site.api, SLICE("")));
    assert_false(bounces_is(&site.api, (struct slice){word, BOUNCES_WORD_BYTES - 2}));
    site_close(&site);
}

static void what_came_back_is_known_until_it_is_tried_again_or_half_a_year_is_over(void **state)
{
    struct site site;
    struct heard heard = {0};
    char word[BOUNCES_WORD_BYTES];
    site_open(&site);
    word_of(&site, "a@example.org", word);
    assert_int_equal(since(&site, "a@example.org"), 0);
    bounces_note(&site.api, slice_of(word), hear, &heard);
    bounces_note(&site.api, slice_of(word), hear, &heard); /* another mail of the same */
    loop_pass(site.api.loop, 100);
    assert_int_equal(heard.count, 2);
    assert_int_equal(heard.error, ERR_NONE);
    int64_t first_ms = since(&site, "A@example.org");
    assert_true(first_ms >= SITE_START_MS);
    assert_int_equal(since(&site, "b@example.org"), 0);
    bounces_forget(&site.api, slice_of(word), NULL, NULL);
    loop_pass(site.api.loop, 100);
    assert_int_equal(since(&site, "a@example.org"), 0);
    bounces_note(&site.api, slice_of(word), NULL, NULL);
    loop_pass(site.api.loop, 179 * DAY_MS);
    assert_true(since(&site, "a@example.org") > 0);
    loop_pass(site.api.loop, 2 * DAY_MS);
    assert_int_equal(since(&site, "a@example.org"), 0);
    site_close(&site);
}

static void before_the_key_is_known_nothing_is_known(void **state)
{
    struct site site;
    struct heard heard = {0};
    site_open(&site);
    struct api_site none = site.api;
    none.keys = NULL;
    char word[BOUNCES_WORD_BYTES];
    assert_false(bounces_word(&none, SLICE("a@example.org"), word));
    bounces_look(&none, SLICE("a@example.org"), hear, &heard);
    assert_int_equal(heard.count, 0);
    loop_pass(site.api.loop, 100);
    assert_int_equal(heard.error, ERR_JOURNAL_AWAY);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_of_an_address_however_it_is_written_and_does_not_tell_it),
        cmocka_unit_test(what_came_back_is_known_until_it_is_tried_again_or_half_a_year_is_over),
        cmocka_unit_test(before_the_key_is_known_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
