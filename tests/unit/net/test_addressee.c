/* SPDX-License-Identifier: Apache-2.0 */
#include "help_site.h"

#include "loop/loop.h"
#include "net/addressee.h"

struct heard {
    enum err error;
    unsigned count;
    bool any;
    struct addressee who;
};

static void hear(void *context, enum err error, const struct addressee *addressee)
{
    struct heard *heard = context;
    heard->error = error;
    heard->count++;
    heard->any = addressee;
    if (addressee)
        heard->who = *addressee;
}

static struct heard find(const struct api_site *api, const char *person)
{
    struct heard heard = {0};
    addressee_find(api, slice_of(person), hear, &heard);
    assert_int_equal(heard.count, 0);
    loop_pass(api->loop, 100);
    assert_int_equal(heard.count, 1);
    return heard;
}

static void it_is_a_person_as_they_are_known_and_the_word_of_their_address(void **state)
{
    struct site site;
    char word[BOUNCES_WORD_BYTES];
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    fake_hub()->locale = "fr";
    struct heard heard = find(&site.api, "u7");
    assert_true(heard.any);
    assert_int_equal(heard.error, ERR_NONE);
    assert_string_equal(heard.who.person, "u7");
    assert_string_equal(heard.who.mail, "u7@example.org");
    assert_string_equal(heard.who.language, "fr");
    assert_true(bounces_word(&site.api, SLICE("u7@example.org"), word));
    assert_string_equal(heard.who.bounce, word);
    site_close(&site);
}

static void who_is_not_to_be_written_to_is_nobody(void **state)
{
    struct site site;
    char word[BOUNCES_WORD_BYTES];
    site_open(&site);
    assert_false(find(&site.api, "u7").any); /* without an address */
    fake_hub()->mail = "u7@example.org";
    struct heard heard = find(&site.api, "suspended");
    assert_false(heard.any);
    assert_int_equal(heard.error, ERR_NONE);
    assert_true(bounces_word(&site.api, SLICE("u7@example.org"), word));
    bounces_note(&site.api, slice_of(word), NULL, NULL);
    heard = find(&site.api, "u7");
    assert_false(heard.any);
    assert_int_equal(heard.error, ERR_NONE);
    site_close(&site);
}

/* So that no mail leaves without the word under which it would come back. */
static void while_the_word_of_an_address_cannot_be_made_it_waits(void **state)
{
    struct site site;
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    struct api_site none = site.api;
    none.keys = NULL;
    struct heard heard = find(&none, "u7");
    assert_false(heard.any);
    assert_int_equal(heard.error, ERR_JOURNAL_AWAY);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_person_as_they_are_known_and_the_word_of_their_address),
        cmocka_unit_test(who_is_not_to_be_written_to_is_nobody),
        cmocka_unit_test(while_the_word_of_an_address_cannot_be_made_it_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
