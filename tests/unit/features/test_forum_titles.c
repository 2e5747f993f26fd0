/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum.c: staff rename threads, and remove titles and threads. */
#include <stdio.h>

#include "help_course.h"

static enum err rename_thread(struct help_room *help, const char *by, int64_t thread,
                              const char *title)
{
    return help_sendf(help, by, "forum.rename", "{'thread':%d,'title':'%s'}", (int)thread, title);
}

static void staff_rename_a_thread(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(rename_thread(help, "m1", thread, "سلسلة الحيازة"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'forum':{'threads':{'5':{'title':'سلسلة الحيازة','dir':'rtl'}}}}");
    expect_view(help, RINGS_INSIDE, "forum/threads/5/dir", "'rtl'");
    expect_part(help, RINGS_INSIDE, thread, "thread/title", "'سلسلة الحيازة'");
    assert_int_equal(rename_thread(help, "h1", thread, "Custody"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/title", "'Custody'");
    /* Its author edits the opening post: an event that is not sent yet may have held the title. */
    assert_int_equal(
        help_send(help, "u1", "forum.edit", "{'post':5,'version':5,'text':'Who then?'}"), 0);
    expect_part(help, RINGS_INSIDE, thread, "thread/title", "'Custody'");
    help_room_free(&help);
}

static void others_do_not(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(rename_thread(help, "u1", thread, "Mine"), ERR_PERMISSION_DENIED);
    assert_int_equal(rename_thread(help, "m1", thread + 1, "Nothing"), ERR_NOT_FOUND);
    assert_int_equal(rename_thread(help, "m1", thread, " "), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "m1", "forum.rename", "{'thread':5}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "forum.delete", "{'post':5,'title':true}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "forum.remove", "{'thread':5}"), ERR_PERMISSION_DENIED);
    for (int i = 0; i < BOUND_THREAD_RENAMES; i++)
        assert_int_equal(rename_thread(help, "m1", thread, "Another"), ERR_NONE);
    assert_int_equal(rename_thread(help, "m1", thread, "Another"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

/* While others stand in it the thread stays, without a title. */
static void a_title_goes_with_the_opening_post_or_after_it(void **state)
{
    static const char *const first[] = {"{'post':5,'title':true}", "{'post':5}"};
    for (size_t i = 0; i < 2; i++) {
        struct help_room *help = help_course_new();
        int64_t thread = help_thread(help);
        assert_int_equal(help_post(help, "u2", thread, 0), ERR_NONE);
        assert_int_equal(rename_thread(help, "m1", thread, "An insult"), ERR_NONE);
        assert_int_equal(help_send(help, "m1", "forum.delete", "{'post':6,'title':true}"),
                         ERR_BAD_REQUEST);
        assert_int_equal(help_send(help, "m1", "forum.delete", first[i]), ERR_NONE);
        if (i == 1)
            assert_int_equal(help_send(help, "m1", "forum.delete", "{'post':5,'title':true}"), 0);
        expect_unseen(help, RINGS_INSIDE, "An insult");
        expect_view(help, RINGS_INSIDE, "forum/threads/5/title", NULL);
        expect_part(help, RINGS_INSIDE, thread, "thread/title", NULL);
        expect_part(help, RINGS_INSIDE, thread, "thread/posts/5/deleted", "true");
        assert_int_equal(help_send(help, "m1", "forum.delete", "{'post':5,'title':true}"),
                         ERR_FORUM_DELETED);
        /* It may have another one. */
        assert_int_equal(rename_thread(help, "m1", thread, "Custody"), ERR_NONE);
        expect_view(help, RINGS_INSIDE, "forum/threads/5/title", "'Custody'");
        help_room_free(&help);
    }
}

static void staff_remove_a_thread_with_all_that_stands_in_it(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(
        help_send(help, "u2", "forum.post", "{'thread':5,'text':'Look','mentions':['u1','m1']}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "u3", "forum.post",
                               "{'thread':5,'text':'And you','reply':6,'mentions':['u1']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m1", "forum.remove", "{'thread':5}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'forum':{'threads':{'5':null}}}");
    expect_view(help, RINGS_INSIDE, "forum", "{'threads':{},'topics':{}}");
    expect_effects(help, "unmention inbox:u1 inbox.unmention {'of':'course:c1','posts':[6,7]}\n"
                         "unmention inbox:m1 inbox.unmention {'of':'course:c1','post':6}\n"
                         "unmention inbox:u2 inbox.unmention {'of':'course:c1','post':7}\n");
    assert_int_equal(help_post(help, "u2", thread, 0), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "forum.remove", "{'thread':5}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_rename_a_thread),
        cmocka_unit_test(others_do_not),
        cmocka_unit_test(a_title_goes_with_the_opening_post_or_after_it),
        cmocka_unit_test(staff_remove_a_thread_with_all_that_stands_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
