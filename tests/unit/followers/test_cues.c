/* SPDX-License-Identifier: Apache-2.0
 * server/followers/cues.c */
#include "help_followers.h"

#include "followers/cues.h"

static void adds(struct cues *cues, const char *answer)
{
    assert_int_equal(cues_add(cues, slice_of(answer)), ERR_NONE);
}

static void expect_file(struct cues *cues, const char *expected)
{
    struct buffer file;
    buffer_init(&file, 1 << 16);
    cues_write(cues, &file);
    buffer_add_byte(&file, '\0');
    assert_string_equal(file.bytes, expected);
    buffer_done(&file);
}

/* The pages come from the youngest back. */
static void lines_are_cues_in_the_order_in_which_they_were_said(void **state)
{
    struct cues *cues = cues_new(0);
    adds(cues, "{\"lines\":{\"31\":{\"at\":1700000021000,\"text\":\"Oui.\",\"dir\":\"ltr\","
               "\"from\":1700000020000,\"to\":1700000020900}},\"next\":31}");
    assert_true(slice_is(cues_next(cues), "31"));
    adds(cues, "{\"lines\":{\"29\":{\"at\":1700000017000,\"text\":\"Bonjour.\",\"dir\":\"ltr\"},"
               "\"30\":{\"at\":1700000018000,\"text\":\"À tous.\",\"dir\":\"ltr\"}}}");
    assert_null(cues_next(cues).at);
    expect_file(cues, "WEBVTT\n\n"
                      "NOTE 00:00:00.000 is 2023-11-14T22:13:37.000Z\n\n"
                      "29\n00:00:00.000 --> 00:00:01.000\nBonjour.\n\n"
                      "30\n00:00:01.000 --> 00:00:03.000\nÀ tous.\n\n"
                      "31\n00:00:03.000 --> 00:00:03.900\nOui.\n\n");
    cues_free(&cues);
}

static void a_line_without_an_end_ends_by_itself(void **state)
{
    struct cues *cues = cues_new(0);
    adds(cues, "{\"lines\":{\"2\":{\"at\":1700000000000,\"text\":\"a\"},"
               "\"3\":{\"at\":1700000060000,\"text\":\"b\"},"
               "\"4\":{\"at\":1700000060000,\"text\":\"c\"}}}");
    expect_file(cues, "WEBVTT\n\n"
                      "NOTE 00:00:00.000 is 2023-11-14T22:13:20.000Z\n\n"
                      "2\n00:00:00.000 --> 00:00:07.000\na\n\n"
                      "3\n00:01:00.000 --> 00:01:01.000\nb\n\n"
                      "4\n00:01:00.000 --> 00:01:07.000\nc\n\n");
    cues_free(&cues);
}

static void positions_begin_where_one_says(void **state)
{
    struct cues *cues = cues_new(1700000000000);
    adds(cues, "{\"lines\":{\"2\":{\"at\":1,\"text\":\"before\",\"from\":1699999990000,"
               "\"to\":1699999999000},"
               "\"3\":{\"at\":1,\"text\":\"across\",\"from\":1699999999000,\"to\":1700000001500},"
               "\"4\":{\"at\":1,\"text\":\"late\",\"from\":1700363599999,\"to\":1700363600001}}}");
    expect_file(cues, "WEBVTT\n\n"
                      "NOTE 00:00:00.000 is 2023-11-14T22:13:20.000Z\n\n"
                      "3\n00:00:00.000 --> 00:00:01.500\nacross\n\n"
                      "4\n100:59:59.999 --> 101:00:00.001\nlate\n\n");
    cues_free(&cues);
}

/* An arrow would end the cue, and a mark eat what follows. */
static void what_is_said_is_no_mark(void **state)
{
    struct cues *cues = cues_new(0);
    adds(cues, "{\"lines\":{\"2\":{\"at\":1700000000000,\"text\":\"<b>a</b> --> R&D\"},"
               "\"3\":{\"at\":1700000001000}}}");
    expect_file(cues, "WEBVTT\n\n"
                      "NOTE 00:00:00.000 is 2023-11-14T22:13:20.000Z\n\n"
                      "2\n00:00:00.000 --> 00:00:07.000\n"
                      "&lt;b&gt;a&lt;/b&gt; --&gt; R&amp;D\n\n");
    cues_free(&cues);
}

static void what_was_never_said_is_a_file_too(void **state)
{
    struct cues *cues = cues_new(0);
    adds(cues, "{\"lines\":{}}");
    expect_file(cues, "WEBVTT\n\nNOTE 00:00:00.000 is 1970-01-01T00:00:00.000Z\n\n");
    assert_int_not_equal(cues_add(cues, SLICE("{")), ERR_NONE);
    cues_free(&cues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_cues_in_the_order_in_which_they_were_said),
        cmocka_unit_test(a_line_without_an_end_ends_by_itself),
        cmocka_unit_test(positions_begin_where_one_says),
        cmocka_unit_test(what_is_said_is_no_mark),
        cmocka_unit_test(what_was_never_said_is_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
