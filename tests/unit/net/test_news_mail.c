/* SPDX-License-Identifier: Apache-2.0
 * The inbox answers what a test lets it answer. */
#include "help_site.h"

#include "loop/loop.h"
#include "net/bounces.h"
#include "net/news_mail.h"

enum { TEXT_BYTES = 32768 };

struct written {
    enum err error;
    unsigned count;
    bool any;
    char to[80], subject[256], text[TEXT_BYTES], language[8], unsubscribe[512];
};

static void take(char *to, size_t size, struct slice from)
{
    snprintf(to, size, "%.*s", (int)from.len, from.at ? from.at : "");
}

static void done(void *context, enum err error, struct mail *mail)
{
    struct written *written = context;
    written->count++;
    written->error = error;
    written->any = mail;
    if (!mail)
        return;
    take(written->to, sizeof written->to, mail->to);
    take(written->subject, sizeof written->subject, mail->subject);
    take(written->text, sizeof written->text, mail->text);
    take(written->language, sizeof written->language, mail->language);
    take(written->unsubscribe, sizeof written->unsubscribe, mail->unsubscribe);
}

/* Asks for the mail of what came behind 100 and up to 200; the inbox is asked if it comes to that,
 * and answers `news`. */
static void make(struct site *site, const char *news, enum err error, struct written *written)
{
    const struct news_mail_order order = {
        .site = &site->api, .person = SLICE("u7"), .since_ms = 100, .until_ms = 200};
    memset(written, 0, sizeof *written);
    fake_hub()->done = NULL;
    news_mail_make(&order, done, written);
    assert_int_equal(written->count, 0);
    loop_pass(site->api.loop, 100);
    if (fake_hub()->done) {
        const struct hub_answer answer = {.error = error, .json = slice_of(news)};
        fake_hub()->done(fake_hub()->context, &answer);
    }
    assert_int_equal(written->count, 1);
}

#define DAILY "\"settings\":{\"mail\":\"daily\"}"

static void it_has_titles_of_what_came_between_the_two_moments(void **state)
{
    struct site site;
    struct written mail;
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    fake_hub()->locale = "fr";
    make(&site,
         "{\"rooms\":{\"course:c1\":{\"at\":9,\"title\":{\"fr\":\"Téléphones\"}}},\"news\":["
         "{\"kind\":\"reply\",\"of\":\"course:c1\",\"at\":150,\"title\":\"Traces <b>\","
         "\"text\":\"Canary\"},"
         "{\"kind\":\"release\",\"at\":200,\"title\":{\"en\":\"Unit\",\"fr\":\"Unité\"}},"
         "{\"kind\":\"reply\",\"at\":100,\"title\":\"Before\"},"
         "{\"kind\":\"reply\",\"at\":201,\"title\":\"Behind\"},"
         "{\"kind\":\"unheard\",\"at\":150,\"title\":\"Unheard\"}]," DAILY "}",
         ERR_NONE, &mail);
    assert_true(mail.any);
    assert_string_equal(fake_hub()->words, "inbox.news {\"room\":\"inbox:u7\"}");
    assert_string_equal(fake_hub()->person, "u7");
    assert_string_equal(mail.to, "u7@example.org");
    assert_string_equal(mail.language, "fr");
    assert_non_null(strstr(mail.subject, "Academy"));
    assert_non_null(strstr(mail.text, "Une réponse pour vous : Traces <b> · Téléphones\n"));
    assert_non_null(strstr(mail.text, "Ouvert maintenant : Unité\n"));
    static const char *const others[] = {"Canary", "Before", "Behind", "Unheard", "Unit\n"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_null(strstr(mail.text, others[i]));
    assert_non_null(strstr(mail.unsubscribe, "https://academy.example/api/unsubscribe/dTc."));
    site_close(&site);
}

/* The same for who wants words: what is asked of rooms then is answered `posts`, or refused. */
static void make_with_words(struct site *site, const char *news, const char *posts,
                            struct written *written)
{
    const struct news_mail_order order = {
        .site = &site->api, .person = SLICE("u7"), .since_ms = 100, .until_ms = 200};
    memset(written, 0, sizeof *written);
    fake_hub()->done = NULL;
    news_mail_make(&order, done, written);
    loop_pass(site->api.loop, 100);
    for (const char *said = news; fake_hub()->done; said = posts) {
        hub_answer_fn *answers = fake_hub()->done;
        fake_hub()->done = NULL;
        answers(fake_hub()->context,
                &(struct hub_answer){.error = said ? ERR_NONE : ERR_PERMISSION_DENIED,
                                     .json = slice_of(said ? said : "")});
        loop_pass(site->api.loop, 100);
    }
    assert_int_equal(written->count, 1);
    assert_true(written->any);
}

static void who_asks_for_words_gets_how_posts_begin(void **state)
{
#define NEWS                                                                                       \
    "{\"news\":[{\"kind\":\"reply\",\"of\":\"course:c1\",\"thing\":5,\"post\":58,\"at\":150,"      \
    "\"title\":\"Traces\"},{\"kind\":\"thread\",\"of\":\"course:c1\",\"thing\":60,\"post\":60,"    \
    "\"at\":160,\"title\":\"Phones\",\"words\":\"Opening words\"},{\"kind\":\"reply\",\"of\":"     \
    "\"course:c1\",\"thing\":5,\"post\":57,\"at\":90}]"
    struct site site;
    struct written mail;
    static const char posts[] =
        "{\"posts\":{\"58\":{\"text\":\"# A **bold**\\nword [link](https://x.example)\"}}}";
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    make_with_words(&site, NEWS ",\"settings\":{\"mail\":\"away\",\"words\":true}}", posts, &mail);
    assert_string_equal(
        fake_hub()->words,
        "forum.posts {\"room\":\"course:c1\",\"thread\":5,\"around\":58,\"limit\":1}");
    assert_string_equal(fake_hub()->person, "u7");
    assert_int_equal(fake_hub()->count, 2); /* what is not told is not asked either */
    assert_non_null(strstr(mail.text, "/thread/5#post-58\n\n\u201cA bold word link\u201d\n\n"));
    assert_non_null(strstr(mail.text, "\u201cOpening words\u201d"));
    /* What they may see no more by then is a title. */
    make_with_words(&site, NEWS ",\"settings\":{\"mail\":\"away\",\"words\":true}}", NULL, &mail);
    assert_null(strstr(mail.text, "bold"));
    assert_non_null(strstr(mail.text, "Traces"));
    /* Of who did not ask for words nothing is asked, and nothing of what came is in it. */
    fake_hub()->count = 0;
    make_with_words(&site, NEWS "," DAILY "}", posts, &mail);
    assert_int_equal(fake_hub()->count, 1);
    assert_null(strstr(mail.text, "Opening"));
    site_close(&site);
#undef NEWS
}

static void nothing_is_written_where_there_is_nothing_to_say_or_nobody_to_say_it_to(void **state)
{
    struct site site;
    struct written mail;
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    static const char *const answers[] = {
        "{\"news\":[]," DAILY "}",
        "{\"news\":[{\"kind\":\"reply\",\"at\":150}],\"settings\":{\"mail\":\"none\"}}",
        "{\"news\":[{\"kind\":\"reply\",\"at\":150}]}",
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        make(&site, answers[i], ERR_NONE, &mail);
        assert_int_equal(mail.error, ERR_NONE);
        assert_false(mail.any);
    }
    fake_hub()->mail = NULL;
    fake_hub()->count = 0;
    make(&site, "", ERR_NONE, &mail);
    assert_false(mail.any);
    fake_hub()->mail = "u7@example.org";
    char word[BOUNCES_WORD_BYTES];
    assert_true(bounces_word(&site.api, SLICE("u7@example.org"), word));
    bounces_note(&site.api, slice_of(word), NULL, NULL);
    make(&site, "", ERR_NONE, &mail);
    assert_false(mail.any);
    assert_int_equal(fake_hub()->count, 0); /* nor is their inbox asked */
    site_close(&site);
}

static void what_cannot_be_asked_now_is_told_as_that(void **state)
{
    struct site site;
    struct written mail;
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    make(&site, "", ERR_JOURNAL_AWAY, &mail);
    assert_int_equal(mail.error, ERR_JOURNAL_AWAY);
    assert_false(mail.any);
    site_close(&site);
}

static void of_very_much_the_mail_says_the_first_and_that_there_is_more(void **state)
{
    struct site site;
    struct written mail;
    struct buffer news;
    site_open(&site);
    fake_hub()->mail = "u7@example.org";
    buffer_init(&news, 1 << 20);
    buffer_add(&news, SLICE("{\"news\":["));
    for (int i = 0; i < 200; i++)
        buffer_addf(&news, "%s{\"kind\":\"reply\",\"at\":150,\"title\":\"Thread %d.\"}",
                    i ? "," : "", i);
    buffer_add(&news, SLICE("]," DAILY "}"));
    buffer_add_byte(&news, '\0');
    make(&site, news.bytes, ERR_NONE, &mail);
    assert_non_null(strstr(mail.text, "Thread 24."));
    assert_null(strstr(mail.text, "Thread 25."));
    assert_non_null(strstr(mail.text, "And more."));
    buffer_done(&news);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_titles_of_what_came_between_the_two_moments),
        cmocka_unit_test(who_asks_for_words_gets_how_posts_begin),
        cmocka_unit_test(nothing_is_written_where_there_is_nothing_to_say_or_nobody_to_say_it_to),
        cmocka_unit_test(what_cannot_be_asked_now_is_told_as_that),
        cmocka_unit_test(of_very_much_the_mail_says_the_first_and_that_there_is_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
