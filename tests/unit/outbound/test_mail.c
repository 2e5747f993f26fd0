/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outbound/mail.h"
#include "outbound/mail_html.h"

static const struct mail_sender sender = {{"academy@example.org", 19}, {"Académie", 9}};

/* The whole mail, or NULL. */
static const char *written(const struct mail *mail, const struct mail_sender *from)
{
    static char text[65536];
    struct buffer out;
    buffer_init(&out, sizeof text - 1);
    bool good = mail_write(mail, from, &out);
    snprintf(text, sizeof text, "%.*s", (int)out.len, out.bytes ? out.bytes : "");
    buffer_done(&out);
    return good ? text : NULL;
}

static struct mail mail_to(const char *to)
{
    return (struct mail){.to = slice_of(to),
                         .subject = SLICE("Bienvenue à l’académie"),
                         .text = SLICE("One.\n\nhttps://a.example/x#y\n"),
                         .language = SLICE("fr"),
                         .id = SLICE("want.5"),
                         .made_ms = INT64_C(1795780800000)};
}

static void addresses_are_good_when_they_say_one_thing(void **state)
{
    static const char *const good[] = {"a@example.org", "j.o'hara+x@example.org", "é@example.org",
                                       "a@bücher.example"};
    static const char *const bad[] = {"",
                                      "a",
                                      "@example.org",
                                      "a@",
                                      "a@b@c.org",
                                      "a b@example.org",
                                      "a@example.org\r\nRCPT TO:<b@c>",
                                      "a\r@example.org",
                                      "a\n@example.org",
                                      "a\t@example.org",
                                      "<a@example.org>",
                                      "a@example.org,b@example.org",
                                      "\"a\"@example.org",
                                      "a@[127.0.0.1]",
                                      "-oX@example.org",
                                      "a@-example.org",
                                      "a@.example",
                                      "a@example.",
                                      "a\xff@example.org"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(mail_address_good(slice_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (mail_address_good(slice_of(bad[i])))
            fail_msg("%s is taken for an address", bad[i]);
}

static void one_address_has_one_key(void **state)
{
    static const char *const writings[] = {"ab@example.org", "A.B@Example.ORG",
                                           "a.b+c.d@example.org"};
    for (size_t i = 0; i < 3; i++) {
        struct buffer key;
        buffer_init(&key, 256);
        mail_address_key(slice_of(writings[i]), &key);
        assert_true(slice_is(buffer_slice(&key), "ab@example.org"));
        buffer_done(&key);
    }
}

static void headers_are_those_of_a_mail(void **state)
{
    const struct mail mail = mail_to("a@example.org");
    const char *text = written(&mail, &sender);
    assert_non_null(text);
    assert_non_null(strstr(text, "Date: Fri, 27 Nov 2026 12:00:00 +0000\r\n"));
    assert_non_null(strstr(text, "\r\nMessage-ID: <want.5@example.org>\r\n"));
    assert_non_null(strstr(text, " <academy@example.org>\r\nTo: a@example.org\r\n"));
    assert_non_null(strstr(text, "\r\nContent-Language: fr\r\n"));
    assert_non_null(strstr(text, "\r\nAuto-Submitted: auto-generated\r\n"));
    assert_non_null(strstr(text, "Content-Type: text/plain; charset=utf-8\r\n"));
    assert_non_null(strstr(text, "Content-Type: text/html; charset=utf-8\r\n"));
    size_t len = strlen(text);
    assert_string_equal(text + len - 14, "\r\n--=_muster--\r\n" + 2);
}

static void it_is_the_same_each_time(void **state)
{
    char first[65536];
    const struct mail mail = mail_to("a@example.org");
    snprintf(first, sizeof first, "%s", written(&mail, &sender));
    assert_string_equal(first, written(&mail, &sender));
}

/* Whatever the words are: CR only before LF, LF only behind CR, lines of at most 78 letters but
 * for those of an address, ASCII, and no line that is a dot. */
static void lines_are_those_of_a_mail(void **state)
{
    struct mail mail = mail_to("a@example.org");
    mail.text = SLICE(".\n.\n\nمرحبا\r\n.\r\n--=_muster\nFrom x\n"
                      "\n<b>&\"");
    mail.subject = SLICE("a\r\nBcc: evil@example.org\n.\n");
    const char *text = written(&mail, &sender);
    assert_non_null(text);
    for (const char *at = text; *at; at++) {
        if (*at == '\r')
            assert_int_equal(at[1], '\n');
        if (*at == '\n')
            assert_int_equal(at[-1], '\r');
        assert_true((unsigned char)*at < 0x80);
    }
    assert_null(strstr(text, "Bcc"));
    assert_null(strstr(text, "\r\n.\r\n"));
    assert_null(strstr(text, "From x"));
    for (const char *line = text; line; line = strstr(line, "\r\n")) {
        line += *line == '\r' ? 2 : 0;
        assert_true(strcspn(line, "\r") <= 78);
    }
}

static void no_word_of_ours_becomes_a_header(void **state)
{
    struct mail mail = mail_to("a@example.org");
    mail.language = SLICE("fr\r\nBcc: b@c.example");
    assert_null(written(&mail, &sender));
    mail = mail_to("a@example.org");
    mail.id = SLICE("x>\r\nBcc: b@c.example");
    assert_null(written(&mail, &sender));
    mail = mail_to("a@example.org\r\nBcc: b@c.example");
    assert_null(written(&mail, &sender));
}

static void hosts_are_written_in_ascii(void **state)
{
    const struct mail mail = mail_to("wanda@bücher.example");
    assert_non_null(strstr(written(&mail, &sender), "\r\nTo: wanda@xn--bcher-kva.example\r\n"));
    const struct mail arabic = mail_to("a@مثال.example");
    assert_non_null(strstr(written(&arabic, &sender), "\r\nTo: a@xn--mgbh0fb.example\r\n"));
    const struct mail local = mail_to("é@example.org");
    assert_non_null(strstr(written(&local, &sender), "\r\nTo: é@example.org\r\n"));
    const struct mail wrong = mail_to("a@\xe2\x80\xae.example");
    assert_null(written(&wrong, &sender));
}

static const char *html(const char *text, const char *language)
{
    static char out[8192];
    struct buffer bytes;
    buffer_init(&bytes, sizeof out - 1);
    mail_html_write(slice_of(text), slice_of(language), SLICE("A & co"), &bytes);
    snprintf(out, sizeof out, "%.*s", (int)bytes.len, bytes.bytes);
    buffer_done(&bytes);
    return out;
}

static void html_has_paragraphs_links_and_a_direction(void **state)
{
    const char *text = html("One & <two>.\n\nhttps://a.example/x#y\n\nThree\nfour.\n", "ar");
    assert_non_null(strstr(text, "<html lang=\"ar\" dir=\"rtl\">"));
    assert_non_null(strstr(text, "<h1>A &amp; co</h1>\n<p>One &amp; &lt;two&gt;.</p>"));
    assert_non_null(
        strstr(text, "<a href=\"https://a.example/x#y\" dir=\"ltr\">https://a.example/x#y</a>"));
    assert_non_null(strstr(text, "<p>Three<br>\nfour.</p>"));
    assert_non_null(strstr(html("x", "fr"), "<html lang=\"fr\" dir=\"ltr\">"));
}

static void an_address_behind_a_line_is_what_that_leads_to(void **state)
{
    const char *text = html("A reply: <b>\nhttps://a.example/x\n\n-- \n\nSmall\n", "en");
    assert_non_null(strstr(text, "<p><a href=\"https://a.example/x\">A reply: &lt;b&gt;</a></p>"));
    assert_non_null(strstr(text, "<hr>\n<p>Small</p>"));
    assert_null(strstr(html("Two\nwords\nhttps://a.example/ x\n", "en"), "<a "));
}

static void no_word_becomes_markup(void **state)
{
    const char *text = html("https://a.example/\"><script>\n\njavascript:alert(1)\n\n"
                            "https://a.example/ two",
                            "");
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "href=\"javascript"));
    assert_non_null(strstr(text, "<p>https://a.example/ two</p>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_good_when_they_say_one_thing),
        cmocka_unit_test(one_address_has_one_key),
        cmocka_unit_test(headers_are_those_of_a_mail),
        cmocka_unit_test(it_is_the_same_each_time),
        cmocka_unit_test(lines_are_those_of_a_mail),
        cmocka_unit_test(no_word_of_ours_becomes_a_header),
        cmocka_unit_test(hosts_are_written_in_ascii),
        cmocka_unit_test(html_has_paragraphs_links_and_a_direction),
        cmocka_unit_test(an_address_behind_a_line_is_what_that_leads_to),
        cmocka_unit_test(no_word_becomes_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
