/* SPDX-License-Identifier: Apache-2.0
 * server/net/launch_page.c */
#include "net/launch_page.h"

#include "help_net.h"

static void expect_has(const struct buffer *page, const char *text, bool has)
{
    assert_int_equal(memmem(page->bytes, page->len, text, strlen(text)) != NULL, has);
}

static void what_is_sent_stays_text(void **state)
{
    struct buffer page;
    const struct launch_form form = {
        .action = SLICE("https://t.example/r?a=b&c=d"),
        .fields = {{"id_token", SLICE("a.b.c")}, {"state", SLICE("\"><script>x</script>'&amp;")}},
        .language = SLICE("fr")};
    (void)state;
    buffer_init(&page, 8192);
    launch_page_form(&form, &page);
    expect_has(&page, "action=\"https://t.example/r?a=b&#38;c=d\"", true);
    expect_has(&page, "value=\"&#34;&#62;&#60;script&#62;x&#60;/script&#62;&#39;&#38;amp;\"", true);
    expect_has(&page, "<script>x", false);
    expect_has(&page, "<html lang=\"fr\" dir=\"ltr\">", true);
    buffer_done(&page);
}

static void a_tool_that_sent_no_state_gets_none(void **state)
{
    struct buffer page;
    const struct launch_form form = {
        .action = SLICE("https://t.example/r"),
        .fields = {{"id_token", SLICE("a.b.c")}, {"state", {NULL, 0}}}};
    (void)state;
    buffer_init(&page, 8192);
    launch_page_form(&form, &page);
    expect_has(&page, "name=\"state\"", false);
    expect_has(&page, "<html lang=\"en\"", true);
    buffer_done(&page);
}

static void a_refusal_speaks_the_first_language_that_it_can(void **state)
{
    static const struct {
        const char *languages, *lang;
    } cases[] = {{"ar", "lang=\"ar\" dir=\"rtl\""},
                 {"de-DE, es-MX;q=0.8, en", "lang=\"es\""},
                 {"de", "lang=\"en\""},
                 {"", "lang=\"en\""},
                 {"\"><script>", "lang=\"en\""}};
    struct buffer page;
    (void)state;
    buffer_init(&page, 8192);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buffer_clear(&page);
        launch_page_refusal(slice_of(cases[i].languages), &page);
        expect_has(&page, cases[i].lang, true);
        expect_has(&page, "<script>", false);
    }
    buffer_done(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sent_stays_text),
        cmocka_unit_test(a_tool_that_sent_no_state_gets_none),
        cmocka_unit_test(a_refusal_speaks_the_first_language_that_it_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
