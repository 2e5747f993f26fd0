/* SPDX-License-Identifier: Apache-2.0 */
#include "help_site.h"

#include <stdio.h>

#include "core/lapse.h"
#include "loop/loop.h"
#include "net/lapse_mail.h"

#define MARCH_THIRD_2027_MS INT64_C(1804032000000)

struct written {
    enum err error;
    unsigned count;
    bool any;
    char to[80], subject[256], bounce[BOUNCES_WORD_BYTES];
};

static void done(void *context, enum err error, struct mail *mail)
{
    struct written *written = context;
    written->count++;
    written->error = error;
    written->any = mail;
    if (!mail)
        return;
    snprintf(written->to, sizeof written->to, "%.*s", (int)mail->to.len, mail->to.at);
    snprintf(written->subject, sizeof written->subject, "%.*s", (int)mail->subject.len,
             mail->subject.at);
    snprintf(written->bounce, sizeof written->bounce, "%.*s", (int)mail->bounce.len,
             mail->bounce.at);
}

/* Of the credential 9, as it ended on that day when it was asked for. */
static struct written make(const struct api_site *api)
{
    struct written written = {0};
    const struct lapse_mail_order order = {
        .site = api, .person = SLICE("u7"), .credential = 9, .until_ms = MARCH_THIRD_2027_MS};
    lapse_mail_make(&order, done, &written);
    assert_int_equal(written.count, 0);
    loop_pass(api->loop, 100);
    assert_int_equal(written.count, 1);
    return written;
}

static void it_says_what_ends_when_in_the_language_of_its_person(void **state)
{
    struct site site;
    char word[BOUNCES_WORD_BYTES];
    const struct lapse lapse = {.seq = 9,
                                .person = SLICE("u7"),
                                .kind = SLICE("trainer"),
                                .title = SLICE("{\"en\":\"Trainer\",\"fr\":\"Formateur\"}"),
                                .until_ms = MARCH_THIRD_2027_MS};
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    fake_hub()->locale = "fr";
    fake_hub()->lapse = &lapse;
    struct written mail = make(&site.api);
    assert_true(mail.any);
    assert_string_equal(mail.to, "u7@example.org");
    assert_string_equal(mail.subject, "Academy : Formateur expire le 3 mars 2027");
    assert_true(bounces_word(&site.api, SLICE("u7@example.org"), word));
    assert_string_equal(mail.bounce, word);
    /* Without the word under which it would come back it waits, as every mail does. */
    struct api_site none = site.api;
    none.keys = NULL;
    mail = make(&none);
    assert_false(mail.any);
    assert_int_equal(mail.error, ERR_JOURNAL_AWAY);
    site_close(&site);
}

static void of_what_was_renewed_or_withdrawn_there_is_none(void **state)
{
    struct site site;
    struct lapse lapse = {.seq = 9,
                          .person = SLICE("u7"),
                          .kind = SLICE("trainer"),
                          .until_ms = MARCH_THIRD_2027_MS + 1};
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    assert_false(make(&site.api).any);
    fake_hub()->lapse = &lapse;
    assert_false(make(&site.api).any);
    lapse.until_ms = MARCH_THIRD_2027_MS;
    lapse.person = SLICE("u8");
    assert_false(make(&site.api).any);
    lapse.person = SLICE("u7");
    assert_true(make(&site.api).any);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_ends_when_in_the_language_of_its_person),
        cmocka_unit_test(of_what_was_renewed_or_withdrawn_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
