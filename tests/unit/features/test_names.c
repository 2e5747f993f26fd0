/* SPDX-License-Identifier: Apache-2.0
 * server/features/names.c, and what other features tell of who acts. What events say is tested in
 * tests/unit/hub/test_names.c. */
#include "features/names.h"

#include <stdio.h>

#include "help_webinar.h"

static enum err hide(struct help_room *help, const char *by, const char *hidden)
{
    return help_sendf(help, by, "names.set", "{'hidden':%s}", hidden);
}

static void the_host_alone_hides_them_and_staff_see_that_it_is_so(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, HELP_STAFF, "names", "{'hidden':false}");
    assert_int_equal(hide(help, "m1", "true"), ERR_PERMISSION_DENIED);
    assert_int_equal(hide(help, "h1", "false"), ERR_ALREADY_EXISTS);
    assert_false(room_veils_staff(help_room(help), SLICE("m1"), RINGS_INSIDE));
    assert_int_equal(hide(help, "h1", "true"), ERR_NONE);
    expect_view(help, HELP_STAFF, "names", "{'hidden':true}");
    expect_view(help, RINGS_INSIDE, "names", NULL);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_true(room_veils_staff(help_room(help), SLICE("m1"), RINGS_INSIDE));
    assert_true(room_veils_staff(help_room(help), SLICE("m1"), RINGS_WAITING));
    assert_false(room_veils_staff(help_room(help), SLICE("m1"), HELP_STAFF));
    assert_false(room_veils_staff(help_room(help), SLICE("u1"), RINGS_INSIDE));
    assert_false(room_veils_staff(help_room(help), SLICE("system"), RINGS_INSIDE));
    help_room_free(&help);
}

/* What the last command made, of a participant's view and of the staff's, `path` within it. */
static void expect_signed(struct help_room *help, const char *path, const char *everybody)
{
    char by[100];
    snprintf(by, sizeof by, "%s/by", path);
    expect_view(help, RINGS_INSIDE, by, everybody);
    expect_view(help, HELP_STAFF, by, "'m1'");
    snprintf(by, sizeof by, "%s/name", path);
    expect_view(help, RINGS_INSIDE, by, everybody ? "'Name m1'" : NULL);
    expect_view(help, HELP_STAFF, by, "'Name m1'");
}

static void what_was_said_while_they_are_hidden_stays_without_a_name(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "m1", "notice.post", "{'text':{'en':'Welcome'}}"), ERR_NONE);
    int64_t before = help_seq(help);
    assert_int_equal(hide(help, "h1", "true"), ERR_NONE);
    expect_signed(help, help_path("notice/notices", before, ""), "'m1'");
    assert_int_equal(help_send(help, "m1", "notice.post", "{'text':{'en':'Break'}}"), ERR_NONE);
    int64_t during = help_seq(help);
    expect_signed(help, help_path("notice/notices", during, ""), NULL);
    assert_int_equal(help_sendf(help, "m1", "notice.edit", "{'notice':%lld,'text':{'en':'Hello'}}",
                                (long long)before),
                     ERR_NONE);
    expect_signed(help, help_path("notice/notices", before, ""), NULL);
    assert_int_equal(hide(help, "h1", "false"), ERR_NONE);
    expect_signed(help, help_path("notice/notices", during, ""), NULL);
    assert_int_equal(help_sendf(help, "m1", "notice.edit", "{'notice':%lld,'text':{'en':'On'}}",
                                (long long)during),
                     ERR_NONE);
    expect_signed(help, help_path("notice/notices", during, ""), "'m1'");
    help_room_free(&help);
}

#define SAYS "{'question':%lld,'text':'So'}"

static void answers_are_given_by_the_team(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'Why?'}"), ERR_NONE);
    int64_t question = help_seq(help);
    assert_int_equal(help_sendf(help, "m1", "question.answer", SAYS, (long long)question),
                     ERR_NONE);
    expect_signed(help, help_path("question/questions", question, "answer"), "'m1'");
    assert_int_equal(hide(help, "h1", "true"), ERR_NONE);
    expect_signed(help, help_path("question/questions", question, "answer"), "'m1'");
    assert_int_equal(help_sendf(help, "m1", "question.amend", SAYS, (long long)question), ERR_NONE);
    expect_signed(help, help_path("question/questions", question, "answer"), NULL);
    assert_int_equal(help_act(help, "m1", "question.reopen", "question", question), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "question.answer", "question", question), ERR_NONE);
    expect_signed(help, help_path("question/questions", question, "answer"), NULL);
    help_room_free(&help);
}

static void messages_to_all_groups_are_the_team_s_and_those_in_the_chat_stay_signed(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(hide(help, "h1", "true"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','count':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.open", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.tell", "{'text':'Soon'}"), ERR_NONE);
    expect_signed(help, help_path("group/told", help_seq(help), ""), NULL);
    assert_int_equal(help_send(help, "m1", "chat.post", "{'text':'Hello'}"), ERR_NONE);
    expect_signed(help, help_path("chat/messages", help_seq(help), ""), "'m1'");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_alone_hides_them_and_staff_see_that_it_is_so),
        cmocka_unit_test(what_was_said_while_they_are_hidden_stays_without_a_name),
        cmocka_unit_test(answers_are_given_by_the_team),
        cmocka_unit_test(messages_to_all_groups_are_the_team_s_and_those_in_the_chat_stay_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
