/* SPDX-License-Identifier: Apache-2.0
 * server/features/common_read.c, common_get.c, common_author.c and common_page.c */
#include "base/bounds.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_page.h"
#include "features/common_read.h"

#include <string.h>

#include "help_follow.h"

/* Reads one member into an object and gives what was written. */
struct reading {
    struct json *data;
    struct buffer text;
    struct writer out;
};

static void reading_init(struct reading *reading, const char *data)
{
    reading->data = help_parse_quoted(data);
    buffer_init(&reading->text, BOUND_ENTRY_BYTES);
    writer_init(&reading->out, &reading->text);
    writer_object(&reading->out, NULL);
}

/* Ends the reading and expects `json` to have been written; NULL: whatever. */
static void reading_done(struct reading *reading, const char *json)
{
    writer_end(&reading->out);
    if (json) {
        struct json *expected = help_parse_quoted(json);
        struct json *found = help_parse(buffer_slice(&reading->text));
        help_expect_same(expected, found, "canonical data");
        json_free(&expected);
        json_free(&found);
    }
    buffer_done(&reading->text);
    json_free(&reading->data);
}

static void texts_are_cleaned(void **state)
{
    struct reading reading;
    reading_init(&reading, "{'a':' e\\u0301te\\u0301\\t ','b':'x'}");
    assert_int_equal(common_read_text(reading.data, "a", 3, &reading.out), ERR_NONE);
    reading_done(&reading, "{'a':'\u00e9t\u00e9'}");
    reading_init(&reading, "{'a':'four','b':'\\u202e','c':7}");
    assert_int_equal(common_read_text(reading.data, "a", 3, &reading.out), ERR_TEXT_TOO_LONG);
    assert_int_equal(common_read_text(reading.data, "b", 3, &reading.out), ERR_TEXT_INVALID);
    assert_int_equal(common_read_text(reading.data, "c", 3, &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_read_text(reading.data, "d", 3, &reading.out), ERR_BAD_REQUEST);
    reading_done(&reading, "{}");
}

static void the_longest_text_of_the_widest_characters_fits(void **state)
{
    struct reading reading;
    struct buffer data;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    buffer_add(&data, SLICE("{'a':'"));
    for (int i = 0; i < BOUND_POST_CHARS; i++)
        buffer_add(&data, SLICE("\U0001F44F"));
    buffer_add(&data, SLICE("'}"));
    buffer_add_byte(&data, 0);
    reading_init(&reading, data.bytes);
    assert_int_equal(common_read_text(reading.data, "a", BOUND_POST_CHARS, &reading.out), ERR_NONE);
    assert_false(reading.text.full);
    reading_done(&reading, NULL);
    buffer_done(&data);
}

static void what_is_optional_may_be_absent_or_null(void **state)
{
    struct reading reading;
    reading_init(&reading, "{'null':null,'text':'x','seq':4,'yes':true}");
    static const char *const absent[] = {"null", "nothing"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(common_read_optional_text(reading.data, absent[i], 9, &reading.out), 0);
        assert_int_equal(common_read_optional_seq(reading.data, absent[i], &reading.out), 0);
        assert_int_equal(common_read_optional_int(reading.data, absent[i], 1, 9, &reading.out), 0);
        assert_int_equal(common_read_optional_bool(reading.data, absent[i], &reading.out), 0);
        assert_false(common_has(reading.data, absent[i]));
    }
    assert_int_equal(common_read_optional_text(reading.data, "text", 9, &reading.out), 0);
    assert_int_equal(common_read_optional_seq(reading.data, "seq", &reading.out), 0);
    assert_int_equal(common_read_optional_bool(reading.data, "yes", &reading.out), 0);
    assert_int_equal(common_read_optional_int(reading.data, "text", 1, 9, &reading.out),
                     ERR_BAD_REQUEST);
    reading_done(&reading, "{'text':'x','seq':4,'yes':true}");
}

static void languages_are_written_in_one_order(void **state)
{
    struct reading reading;
    reading_init(&reading, "{'title':{'ar':'\u0645\u0631\u062d\u0628\u0627','es':' Hola ',"
                           "'en':'Hello','fr':'Bonjour'}}");
    assert_int_equal(common_read_lang_texts(reading.data, "title", 9, &reading.out), ERR_NONE);
    writer_end(&reading.out);
    assert_true(slice_is(buffer_slice(&reading.text),
                         "{\"title\":{\"en\":\"Hello\",\"fr\":\"Bonjour\",\"es\":\"Hola\","
                         "\"ar\":\"\u0645\u0631\u062d\u0628\u0627\"}}"));
    buffer_done(&reading.text);
    json_free(&reading.data);
}

static void texts_of_no_or_other_languages_are_refused(void **state)
{
    static const struct {
        const char *title;
        enum err error;
    } cases[] = {
        {"{}", ERR_BAD_REQUEST},
        {"'Hello'", ERR_BAD_REQUEST},
        {"null", ERR_BAD_REQUEST},
        {"{'en':null}", ERR_BAD_REQUEST},
        {"{'en':'Hello','de':'Hallo'}", ERR_BAD_REQUEST},
        {"{'en':['Hello']}", ERR_BAD_REQUEST},
        {"{'en':'Hello','fr':''}", ERR_TEXT_INVALID},
        {"{'en':'Hello','fr':'Bonjour a tous'}", ERR_TEXT_TOO_LONG},
        {"{'en':'Hello','fr':null}", ERR_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading reading;
        char data[100] = "{'title':";
        strncat(data, cases[i].title, 80);
        strncat(data, "}", 2);
        reading_init(&reading, data);
        assert_int_equal(common_read_lang_texts(reading.data, "title", 9, &reading.out),
                         cases[i].error);
        reading_done(&reading, cases[i].error ? NULL : "{'title':{'en':'Hello'}}");
    }
}

static void numbers_keep_their_range(void **state)
{
    struct reading reading;
    reading_init(&reading, "{'zero':0,'two':2,'text':'2','big':9007199254740991}");
    assert_int_equal(common_read_seq(reading.data, "zero", &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_read_seq(reading.data, "text", &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_read_seq(reading.data, "big", &reading.out), ERR_NONE);
    assert_int_equal(common_read_int(reading.data, "two", 3, 9, &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_read_int(reading.data, "two", 0, 1, &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_read_int(reading.data, "two", 2, 2, &reading.out), ERR_NONE);
    assert_int_equal(common_read_bool(reading.data, "two", &reading.out), ERR_BAD_REQUEST);
    reading_done(&reading, "{'big':9007199254740991,'two':2}");
}

static void roles_have_names(void **state)
{
    struct reading reading;
    reading_init(&reading, "{'role':'host','none':'none','other':'system'}");
    assert_int_equal(common_read_role(reading.data, "role", &reading.out), ERR_NONE);
    assert_int_equal(common_read_role(reading.data, "other", &reading.out), ERR_BAD_REQUEST);
    assert_int_equal(common_get_role(reading.data, "role"), ROLE_HOST);
    assert_int_equal(common_get_role(reading.data, "none"), ROLE_NONE);
    assert_int_equal(common_get_role(reading.data, "nothing"), ROLE_NONE);
    assert_true(slice_is(common_role_name(ROLE_MODERATOR), "moderator"));
    assert_true(slice_is(common_role_name(ROLE_SYSTEM), "none"));
    reading_done(&reading, "{'role':'host'}");
}

static void urls_lead_nowhere_else(void **state)
{
    static const struct {
        const char *url;
        enum err error;
    } cases[] = {
        {"'https://media.example/a.m3u8?x=1#t'", ERR_NONE},
        {"'http://127.0.0.1:8080/a.mp4'", ERR_NONE},
        {"'/media/a.mp4'", ERR_NONE},
        {"'//media.example/a.mp4'", ERR_BAD_REQUEST},
        {"'/\\\\media.example/a.mp4'", ERR_BAD_REQUEST},
        {"'media/a.mp4'", ERR_BAD_REQUEST},
        {"'javascript:alert(1)'", ERR_BAD_REQUEST},
        {"'data:text/html,x'", ERR_BAD_REQUEST},
        {"'/a b'", ERR_BAD_REQUEST},
        {"'/\\n'", ERR_BAD_REQUEST},
        {"'/\u00e9'", ERR_BAD_REQUEST},
        {"''", ERR_BAD_REQUEST},
        {"7", ERR_BAD_REQUEST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading reading;
        char data[100] = "{'url':";
        strncat(data, cases[i].url, 80);
        strncat(data, "}", 2);
        reading_init(&reading, data);
        assert_int_equal(common_read_url(reading.data, "url", &reading.out), cases[i].error);
        reading_done(&reading, cases[i].error ? "{}" : data);
    }
}

static void canonical_data_gives_what_it_has(void **state)
{
    struct json *data = help_parse_quoted("{'text':'x','n':7,'yes':true,'title':{'en':'A'}}");
    assert_true(slice_is(common_get_text(data, "text"), "x"));
    assert_null(common_get_text(data, "nothing").at);
    assert_int_equal(common_get_int(data, "n"), 7);
    assert_int_equal(common_get_int(data, "nothing"), 0);
    assert_true(common_get_bool(data, "yes"));
    assert_false(common_get_bool(data, "nothing"));
    assert_int_equal(common_get_choice(data, "text", (const char *[]){"w", "x", NULL}), 1);
    assert_int_equal(common_get_choice(data, "nothing", (const char *[]){"w", "x", NULL}), -1);
    char *title = common_copy_json(data, "title");
    assert_string_equal(title, "{\"en\":\"A\"}");
    common_wipe(&title);
    assert_null(title);
    common_wipe(&title);
    assert_null(common_copy_json(data, "nothing"));
    json_free(&data);
}

static void authors_without_a_name_have_none_in_the_view(void **state)
{
    static const char *const names[] = {"", "Member"};
    static const char *const written[] = {"{'by':'u1'}", "{'by':'u1','name':'Member'}"};
    for (size_t i = 0; i < 2; i++) {
        struct entry entry = {.by = SLICE("u1"), .name = slice_of(names[i])};
        struct common_author author;
        struct reading reading;
        reading_init(&reading, "{}");
        common_author_init(&author, &entry);
        common_write_author(&reading.out, &author);
        assert_true(common_author_is(&author, SLICE("u1")));
        assert_false(common_author_is(&author, SLICE("u11")));
        common_author_done(&author);
        reading_done(&reading, written[i]);
    }
}

/* Walks over things of the seqs 2, 4, 6, 8: those of the page, one digit each. */
static void expect_page(const char *question, const char *taken, const char *answer)
{
    struct common_page page;
    struct reading reading;
    char found[8] = "";
    reading_init(&reading, question);
    assert_int_equal(common_page_read(reading.data, 3, &page), ERR_NONE);
    for (int64_t seq = 2; !page.more && seq <= 8; seq += 2)
        if (common_page_takes(&page, seq))
            found[strlen(found)] = (char)('0' + seq);
    common_page_end(&page, &reading.out);
    assert_string_equal(found, taken);
    reading_done(&reading, answer);
}

static void a_page_says_whether_there_is_more(void **state)
{
    static const char *const wrong[] = {"{'after':0}", "{'after':'2'}", "{'limit':4}",
                                        "{'limit':0}"};
    expect_page("{}", "246", "{'next':6}");
    expect_page("{'after':6}", "8", "{}");
    expect_page("{'after':2,'limit':null}", "468", "{}");
    expect_page("{'after':3,'limit':1}", "4", "{'next':4}");
    expect_page("{'after':8}", "", "{}");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct common_page page;
        struct json *data = help_parse_quoted(wrong[i]);
        assert_int_equal(common_page_read(data, 3, &page), ERR_BAD_REQUEST);
        json_free(&data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cleaned),
        cmocka_unit_test(the_longest_text_of_the_widest_characters_fits),
        cmocka_unit_test(what_is_optional_may_be_absent_or_null),
        cmocka_unit_test(languages_are_written_in_one_order),
        cmocka_unit_test(texts_of_no_or_other_languages_are_refused),
        cmocka_unit_test(numbers_keep_their_range),
        cmocka_unit_test(roles_have_names),
        cmocka_unit_test(urls_lead_nowhere_else),
        cmocka_unit_test(canonical_data_gives_what_it_has),
        cmocka_unit_test(authors_without_a_name_have_none_in_the_view),
        cmocka_unit_test(a_page_says_whether_there_is_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
