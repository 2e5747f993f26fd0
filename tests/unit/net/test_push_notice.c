/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"

#include <stdio.h>

#include "base/json.h"
#include "net/push_notice.h"

#define ROOMS                                                                                      \
    "\"rooms\":{\"course:c1\":{\"at\":9,\"title\":{\"en\":\"Phones\",\"fr\":\"Téléphones\"}},"   \
    "\"course:c2\":{\"at\":9}}"

static struct push_notice write(const char *answer, const char *language, struct buffer *out)
{
    struct json *json = NULL;
    assert_int_equal(json_parse(slice_of(answer), &json), ERR_NONE);
    const struct push_notice_order order = {
        .answer = json, .language = slice_of(language), .since_ms = 100};
    struct push_notice notice = push_notice_write(&order, out);
    json_free(&json);
    return notice;
}

static void expect(const char *answer, const char *language, const char *member, const char *said)
{
    struct buffer out;
    struct json *json = NULL;
    struct slice text = {NULL, 0};
    buffer_init(&out, PUSH_NOTICE_BYTES);
    assert_true(write(answer, language, &out).until_ms > 0);
    assert_int_equal(json_parse(buffer_slice(&out), &json), ERR_NONE);
    assert_true(json_get_text(json, member, &text));
    char found[PUSH_NOTICE_BYTES];
    snprintf(found, sizeof found, "%.*s", (int)text.len, text.at);
    assert_string_equal(found, said);
    json_free(&json);
    buffer_done(&out);
}

#define ITEM(kind, of, thing, title)                                                               \
    "{\"kind\":\"" kind "\",\"key\":\"k" thing "\",\"of\":\"" of "\",\"thing\":" thing             \
    ",\"at\":150,\"title\":\"" title "\",\"words\":\"Canary\",\"urgency\":\"high\"}"

static void it_says_what_it_is_about_and_of_which_course(void **state)
{
    static const char one[] =
        "{" ROOMS ",\"news\":[" ITEM("mention", "course:c1", "5", "Traces") "]}";
    expect(one, "fr", "title", "Vous êtes mentionné");
    expect(one, "fr", "body", "Traces · Téléphones");
    expect(one, "ar", "body", "Traces · Phones");
    /* Of a course that was not told, and of none, the title alone. */
    static const char other[] =
        "{" ROOMS ",\"news\":[" ITEM("reply", "course:c2", "5", "Traces") "]}";
    expect(other, "en", "body", "Traces");
    static const char none[] =
        "{\"rooms\":{},\"news\":[" ITEM("soon", "academy:main", "5", "Hour") "]}";
    expect(none, "en", "body", "Hour");
}

static void of_several_each_line_says_it(void **state)
{
    static const char two[] =
        "{" ROOMS ",\"news\":[" ITEM("mention", "course:c1", "5", "Traces") "," ITEM(
            "reply", "course:c1", "6", "Locks") "," ITEM("reply", "course:c2", "7", "Cold") "]}";
    expect(two, "en", "body",
           "Traces · Phones\nA reply to you: Locks · Phones\nA reply to you: Cold");
    expect(two, "fr", "body",
           "Traces · Téléphones\nUne réponse pour vous : Locks · Téléphones\nUne réponse pour vous "
           ": Cold");
    expect(two, "en", "path", "/inbox");
}

/* Nor where it comes from. */
static void who_was_asked_for_is_in_nothing_that_is_sent(void **state)
{
    static const char granted[] = "{\"rooms\":{\"academy:main\":{\"at\":1}},\"news\":[" ITEM(
        "granted", "academy:main", "5", "Somebody") "]}";
    expect(granted, "en", "title", "Your request was granted");
    expect(granted, "en", "body", "");
}

static void what_is_not_urgent_is_told_along_and_never_alone(void **state)
{
    struct buffer out;
    buffer_init(&out, PUSH_NOTICE_BYTES);
    assert_int_equal(write("{\"rooms\":{},\"news\":[{\"kind\":\"thread\",\"key\":\"k\",\"of\":"
                           "\"course:c1\",\"at\":150,\"urgency\":\"low\"}]}",
                           "en", &out)
                         .until_ms,
                     0);
    assert_int_equal(out.len, 0);
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_it_is_about_and_of_which_course),
        cmocka_unit_test(of_several_each_line_says_it),
        cmocka_unit_test(who_was_asked_for_is_in_nothing_that_is_sent),
        cmocka_unit_test(what_is_not_urgent_is_told_along_and_never_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
