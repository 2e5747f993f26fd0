/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_mention.c */
#include "features/chat_mention.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "help_webinar.h"

static enum err mention(struct help_room *help, const char *by, const char *list)
{
    return help_sendf(help, by, "chat.post", "{'text':'hello','mentions':[%s]}", list);
}

static struct help_room *hall_new(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(
        help_append_raw(help, "system", "presence.join",
                        "{\"node\":\"n1\",\"people\":{\"u1\":\"A\",\"u2\":\"B\",\"u3\":\"C\"}}"),
        ERR_NONE);
    return help;
}

static void who_wrote_and_the_staff_can_be_mentioned_by_all(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(mention(help, "u1", "'u2'"), ERR_NOT_FOUND);
    assert_int_equal(mention(help, "u1", "'m1'"), ERR_NONE);
    int64_t first = help_seq(help);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, "mentions"), "['m1']");
    assert_int_equal(mention(help, "u2", "'u1'"), ERR_NONE);
    assert_int_equal(mention(help, "u1", "'u2','m1'"), ERR_NONE);
    assert_int_equal(mention(help, "m1", "'u3'"), ERR_NONE);
    assert_int_equal(mention(help, "m1", "'stranger'"), ERR_NOT_FOUND);
    assert_int_equal(mention(help, "m1", "'a','b','c','d','e','f'"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'hello'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", help_seq(help), "mentions"), NULL);
    help_room_free(&help);
}

static void an_edit_says_anew_who_is(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(mention(help, "u1", "'m1'"), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(help_sendf(help, "u1", "chat.edit",
                                "{'message':%lld,'text':'hi','mentions':['p1']}", (long long)seq),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "mentions"), "['p1']");
    assert_int_equal(help_sendf(help, "u1", "chat.edit",
                                "{'message':%lld,'text':'hi','mentions':['u9']}", (long long)seq),
                     ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "u1", "chat.edit", "{'message':%lld,'text':'hi'}", (long long)seq),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "mentions"), NULL);
    help_room_free(&help);
}

static void what_waits_and_what_left_say_it_too(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(mention(help, "u1", "'m1'"), ERR_NONE);
    int64_t seq = help_seq(help);
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        assert_int_equal(help_send(help, "m1", "chat.post", "{'text':'x'}"), ERR_NONE);
    char page[256];
    snprintf(page, sizeof page,
             "{'messages':{'%lld':{'by':'u1','name':'Name "
             "u1','at':1700000000000,'text':'hello','dir':'ltr','mentions':['m1']}}}",
             (long long)seq);
    expect_query(help, "u1", "chat.history", "{}", page);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_int_equal(mention(help, "u1", "'m1'"), ERR_NONE);
    seq = help_seq(help);
    expect_me(help, "u1", help_path("chat/pending", seq, "mentions"), "['m1']");
    assert_int_equal(
        help_sendf(help, "u1", "chat.edit", "{'message':%lld,'text':'hi'}", (long long)seq),
        ERR_NONE);
    expect_me(help, "u1", help_path("chat/pending", seq, "mentions"), NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_wrote_and_the_staff_can_be_mentioned_by_all),
        cmocka_unit_test(an_edit_says_anew_who_is),
        cmocka_unit_test(what_waits_and_what_left_say_it_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
