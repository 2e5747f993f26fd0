/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_mentions.c, through the rows of the forum. */
#include <stdio.h>

#include "help_course.h"

static int64_t post(struct help_room *help, int64_t thread, const char *mentions)
{
    assert_int_equal(help_sendf(help, "u1", "forum.post",
                                "{'thread':%lld,'text':'See','mentions':%s}", (long long)thread,
                                mentions),
                     0);
    return help_seq(help);
}

static enum err edit(struct help_room *help, int64_t seq, int64_t version, const char *mentions)
{
    return help_sendf(help, "u1", "forum.edit",
                      "{'post':%lld,'version':%lld,'text':'Look','mentions':%s}", (long long)seq,
                      (long long)version, mentions);
}

static void who_is_mentioned_is_told_where_and_by_whom(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    expect_effects(help, "");
    post(help, thread, "['u2','u3','u2']");
    expect_data(help, "{'thread':5,'text':'See','mentions':['u2','u3']}");
    expect_effects(help, "mention inbox:u2 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                         "'by':'u1','name':'Name u1'}\n"
                         "mention inbox:u3 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                         "'by':'u1','name':'Name u1'}\n");
    help_room_free(&help);
}

static void the_opening_post_mentions_too(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(
        help_send(help, "u1", "forum.thread", "{'title':'T','text':'See','mentions':['m1']}"), 0);
    expect_effects(help, "mention inbox:m1 inbox.mention {'of':'course:c1','thread':5,'post':5,"
                         "'by':'u1','name':'Name u1'}\n");
    help_room_free(&help);
}

static void nobody_is_told_of_their_own_nor_who_has_no_role(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u9','role':'none'}"), 0);
    post(help, thread, "['u1','u9','system']");
    expect_effects(help, "");
    help_room_free(&help);
}

static void an_edit_tells_those_who_were_not_told(void **state)
{
    struct help_room *help = help_course_new();
    int64_t seq = post(help, help_thread(help), "['u2']");
    assert_int_equal(edit(help, seq, seq, "['u2','u3']"), 0);
    expect_effects(help, "mention inbox:u3 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                         "'by':'u1','name':'Name u1'}\n");
    assert_int_equal(edit(help, seq, help_seq(help), "['u3']"), 0);
    expect_effects(help, "");
    assert_int_equal(edit(help, seq, help_seq(help), "null"), 0);
    expect_effects(help, "");
    help_room_free(&help);
}

static void a_deleted_post_takes_its_mentions_back(void **state)
{
    struct help_room *help = help_course_new();
    int64_t seq = post(help, help_thread(help), "['u2','u3']");
    assert_int_equal(help_sendf(help, "u1", "forum.delete", "{'post':%lld}", (long long)seq), 0);
    expect_effects(help, "unmention inbox:u2 inbox.unmention {'of':'course:c1','post':6}\n"
                         "unmention inbox:u3 inbox.unmention {'of':'course:c1','post':6}\n");
    help_room_free(&help);
}

static void the_last_post_of_a_thread_takes_them_back_too(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(
        help_send(help, "u1", "forum.thread", "{'title':'T','text':'See','mentions':['m1']}"), 0);
    assert_int_equal(help_send(help, "h1", "forum.delete", "{'post':5}"), 0);
    expect_effects(help, "unmention inbox:m1 inbox.unmention {'of':'course:c1','post':5}\n");
    help_room_free(&help);
}

static void list_write(char list[512], int from, int count)
{
    size_t len = (size_t)snprintf(list, 512, "[");
    for (int i = 0; i < count; i++)
        len += (size_t)snprintf(list + len, 512 - len, "%s'p%d'", i ? "," : "", from + i);
    snprintf(list + len, 512 - len, "]");
}

static void mentions_are_bounded(void **state)
{
    struct help_room *help = help_course_new();
    char list[512];
    int64_t thread = help_thread(help);
    list_write(list, 0, BOUND_MENTIONS + 1);
    assert_int_equal(help_sendf(help, "u1", "forum.post",
                                "{'thread':%lld,'text':'See','mentions':%s}", (long long)thread,
                                list),
                     ERR_LIMIT_EXCEEDED);
    list_write(list, 0, BOUND_MENTIONS);
    int64_t seq = post(help, thread, list);
    list_write(list, 1, BOUND_MENTIONS);
    assert_int_equal(edit(help, seq, seq, list), ERR_LIMIT_EXCEEDED);
    list_write(list, 0, BOUND_MENTIONS);
    assert_int_equal(edit(help, seq, seq, list), 0);
    help_room_free(&help);
}

static void what_is_no_list_of_people_is_refused(void **state)
{
    struct help_room *help = help_course_new();
    static const char *const bad[] = {"7", "'u2'", "{}", "[7]", "['u 2']", "['']", "[null]"};
    int64_t thread = help_thread(help);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_sendf(help, "u1", "forum.post",
                                    "{'thread':%lld,'text':'See','mentions':%s}", (long long)thread,
                                    bad[i]),
                         ERR_BAD_REQUEST);
    post(help, thread, "[]");
    expect_data(help, "{'thread':5,'text':'See'}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_mentioned_is_told_where_and_by_whom),
        cmocka_unit_test(the_opening_post_mentions_too),
        cmocka_unit_test(nobody_is_told_of_their_own_nor_who_has_no_role),
        cmocka_unit_test(an_edit_tells_those_who_were_not_told),
        cmocka_unit_test(a_deleted_post_takes_its_mentions_back),
        cmocka_unit_test(the_last_post_of_a_thread_takes_them_back_too),
        cmocka_unit_test(mentions_are_bounded),
        cmocka_unit_test(what_is_no_list_of_people_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
