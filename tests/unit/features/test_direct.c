/* SPDX-License-Identifier: Apache-2.0
 * server/features/direct.c, direct_state.c, direct_view.c, direct_history.c */
#include "features/direct.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "help_webinar.h"

#define CANARY "canary"

/* A webinar in which those who take part here were seen. */
static struct help_room *hall_new(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_append_raw(help, "system", "presence.join",
                                     "{\"node\":\"n1\",\"people\":{\"u1\":\"Name u1\",\"u2\":"
                                     "\"Name u2\",\"u3\":\"Name u3\",\"m1\":\"Name m1\"}}"),
                     ERR_NONE);
    help_follow_person(help, "u2");
    help_follow_person(help, "u3");
    return help;
}

static enum err to_team(struct help_room *help, const char *by)
{
    return help_send(help, by, "direct.send", "{'text':'" CANARY "'}");
}

static enum err to_person(struct help_room *help, const char *by, const char *whom)
{
    return help_sendf(help, by, "direct.send", "{'whom':'%s','pair':true,'text':'" CANARY "'}",
                      whom);
}

static void expect_refused(struct help_room *help, const char *by, const char *name,
                           const char *data)
{
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    assert_int_not_equal(help_query(help, by, name, data, &answer), ERR_NONE);
    buffer_done(&answer);
}

static void the_team_and_who_wrote_see_it(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    int64_t seq = help_seq(help);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    expect_patch_me(help, "u2", NULL);
    expect_view(help, HELP_STAFF, "direct/talks/u1/name", "'Name u1'");
    expect_view(help, HELP_STAFF, "direct/talks/u1/waits", "1");
    expect_view(help, HELP_STAFF, "direct/talks/u1/last/text", "'" CANARY "'");
    expect_me(help, "u1", "direct/team/last/text", "'" CANARY "'");
    expect_me(help, "u2", "direct", "{'talks':{}}");
    assert_int_equal(help_send(help, "m1", "direct.send", "{'whom':'u1','text':'an answer'}"),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch_me(help, "u2", NULL);
    expect_me(help, "u1", "direct/team/last/text", "'an answer'");
    expect_me(help, "u1", "direct/team/last/name", "'Name m1'");
    expect_view(help, HELP_STAFF, "direct/talks/u1/waits", "0");
    assert_true(help_seq(help) > seq);
    help_room_free(&help);
}

static void between_people_it_is_the_rooms_to_allow(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(to_person(help, "u1", "u2"), ERR_DIRECT_CLOSED);
    assert_int_equal(help_send(help, "u1", "direct.mode", "{'people':true}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "direct.mode", "{'people':true}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "direct/people", "true");
    assert_int_equal(to_person(help, "u1", "u1"), ERR_BAD_REQUEST);
    assert_int_equal(to_person(help, "u1", "stranger"), ERR_NOT_FOUND);
    assert_int_equal(to_person(help, "u1", "u2"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, NULL);
    expect_patch_me(help, "u3", NULL);
    expect_me(help, "u1", "direct/talks/u2/last/text", "'" CANARY "'");
    expect_me(help, "u2", "direct/talks/u1/last/text", "'" CANARY "'");
    expect_me(help, "u2", "direct/talks/u1/name", "'Name u1'");
    expect_me(help, "u1", "direct/talks/u2/waits", "1");
    expect_me(help, "u2", "direct/talks/u1/waits", "0");
    expect_me(help, "u3", "direct", "{'talks':{}}");
    expect_unseen(help, HELP_STAFF, CANARY);
    assert_int_equal(help_send(help, "m1", "direct.mode", "{'people':false}"), ERR_NONE);
    assert_int_equal(to_person(help, "u2", "u1"), ERR_DIRECT_CLOSED);
    help_room_free(&help);
}

static void nobody_writes_in_the_talk_of_another(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "direct.send", "{'whom':'u1','text':'x'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "direct.send", "{'whom':'u1','text':'x'}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "direct/talks/u1/waits", "2");
    assert_int_equal(help_send(help, "u1", "direct.send", "{'pair':true,'text':'x'}"),
                     ERR_BAD_REQUEST);
    expect_refused(help, "u1", "direct.talks", "{}");
    help_room_free(&help);
}

static void so_many_wait_for_an_answer(void **state)
{
    struct help_room *help = hall_new();
    for (int i = 0; i < BOUND_DIRECT_WAITS; i++)
        assert_int_equal(to_team(help, "u1"), ERR_NONE);
    assert_int_equal(to_team(help, "u1"), ERR_DIRECT_WAITS);
    assert_int_equal(help_send(help, "u1", "direct.done", "{'whom':'u1'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "p1", "direct.done", "{'whom':'u1'}"), ERR_NONE);
    expect_me(help, "u1", "direct/team/waits", "0");
    assert_int_equal(help_send(help, "p1", "direct.done", "{'whom':'u1'}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "p1", "direct.done", "{'whom':'u2'}"), ERR_NOT_FOUND);
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "direct/talks/u1/waits", "1");
    help_room_free(&help);
}

static void who_reads_only_does_not_write(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(help_send(help, "m1", "member.silence", "{'whom':'u1','silent':true}"),
                     ERR_NONE);
    assert_int_equal(to_team(help, "u1"), ERR_SILENCED);
    assert_int_equal(help_send(help, "m1", "lock.set", "{'direct':true}"), ERR_NONE);
    assert_int_equal(to_team(help, "u2"), ERR_LOCKED);
    assert_int_equal(help_send(help, "m1", "direct.send", "{'whom':'u2','text':'x'}"), ERR_NONE);
    help_room_free(&help);
}

static void a_page_is_for_those_who_talk(void **state)
{
    struct help_room *help = hall_new();
    struct buffer answer;
    assert_int_equal(help_send(help, "m1", "direct.mode", "{'people':true}"), ERR_NONE);
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    char page[256];
    snprintf(page, sizeof page,
             "{'messages':{'%lld':{'by':'u1','name':'Name "
             "u1','at':1700000000000,'text':'canary','dir':'ltr'}},'changed':%lld,'next':%lld}",
             (long long)first + 1, (long long)first + 1, (long long)first + 1);
    expect_query(help, "u1", "direct.history", "{'limit':1}", page);
    expect_query(help, "m1", "direct.history", "{'whom':'u1','limit':1}", page);
    expect_refused(help, "u2", "direct.history", "{'whom':'u1'}");
    expect_query(help, "u2", "direct.history", "{}", "{'messages':{}}");
    assert_int_equal(to_person(help, "u1", "u2"), ERR_NONE);
    expect_query(help, "u3", "direct.history", "{'whom':'u1','pair':true}", "{'messages':{}}");
    expect_query(help, "m1", "direct.history", "{'whom':'u1','pair':true}", "{'messages':{}}");
    expect_refused(help, "u2", "direct.history", "{'pair':true}");
    expect_refused(help, "u2", "direct.history", "{'whom':'u1','before':0}");
    buffer_init(&answer, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u2", "direct.history", "{'whom':'u1','pair':true}", &answer),
                     ERR_NONE);
    assert_non_null(memmem(answer.bytes, answer.len, CANARY, strlen(CANARY)));
    buffer_done(&answer);
    help_room_free(&help);
}

static void what_is_taken_back_is_gone(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(help_act(help, "u2", "direct.delete", "message", seq), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "p1", "direct.delete", "message", seq), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u1", "direct.delete", "message", seq), ERR_NONE);
    expect_unseen(help, HELP_STAFF, CANARY);
    expect_view(help, HELP_STAFF, "direct/talks/u1/last", NULL);
    expect_me(help, "u1", "direct/team/last", NULL);
    assert_int_equal(help_act(help, "u1", "direct.delete", "message", seq), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "direct.send", "{'text':'one'}"), ERR_NONE);
    seq = help_seq(help);
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "direct.delete", "message", seq + 1), ERR_NONE);
    expect_me(help, "u1", "direct/team/last/by", "'u1'");
    expect_me(help, "u1", "direct/team/last/text", NULL);
    expect_view(help, HELP_STAFF, "direct/talks/u1/name", "'Name u1'");
    help_room_free(&help);
}

static enum err report(struct help_room *help, const char *by, int64_t seq)
{
    return help_sendf(help, by, "report.send", "{'of':'direct','thing':%lld,'reason':'rude'}",
                      (long long)seq);
}

static void a_reported_one_may_be_read_by_staff(void **state)
{
    struct help_room *help = hall_new();
    char data[64];
    assert_int_equal(help_send(help, "m1", "direct.mode", "{'people':true}"), ERR_NONE);
    assert_int_equal(to_person(help, "u1", "u2"), ERR_NONE);
    int64_t seq = help_seq(help);
    snprintf(data, sizeof data, "{'message':%lld}", (long long)seq);
    expect_refused(help, "m1", "direct.reported", data);
    assert_int_equal(help_act(help, "m1", "direct.delete", "message", seq), ERR_NOT_FOUND);
    assert_int_equal(report(help, "u3", seq), ERR_NOT_FOUND);
    assert_int_equal(report(help, "m1", seq), ERR_NOT_FOUND);
    assert_int_equal(report(help, "u2", seq), ERR_NONE);
    int64_t reported = help_seq(help);
    expect_query(help, "m1", "direct.reported", data,
                 "{'by':'u1','name':'Name u1','at':1700000000000,'text':'canary','dir':'ltr'}");
    expect_refused(help, "u3", "direct.reported", data);
    expect_unseen(help, HELP_STAFF, CANARY);
    assert_int_equal(help_act(help, "m1", "direct.delete", "message", seq), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", reported, "gone"), "true");
    expect_refused(help, "m1", "direct.reported", data);
    help_room_free(&help);
}

static void a_name_is_the_last_that_was_said(void **state)
{
    struct help_room *help = hall_new();
    assert_int_equal(help_send(help, "m1", "direct.send",
                               "{'whom':'u1','name':'Participant 1','text':'welcome'}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "direct/talks/u1/name", "'Participant 1'");
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "direct/talks/u1/name", "'Name u1'");
    help_room_free(&help);
}

/* Those to whom the team writes. */
static void seen(struct help_room *help, int count)
{
    char data[4096];
    int bytes = snprintf(data, sizeof data, "{\"node\":\"n1\",\"people\":{");
    for (int i = 0; i < count; i++)
        bytes +=
            snprintf(data + bytes, sizeof data - (size_t)bytes, "%s\"w%d\":\"W\"", i ? "," : "", i);
    snprintf(data + bytes, sizeof data - (size_t)bytes, "}}");
    assert_int_equal(help_append_raw(help, "system", "presence.join", data), ERR_NONE);
}

/* The first that waits for nobody leaves the list. */
static void the_list_of_the_team_is_bounded(void **state)
{
    struct help_room *help = hall_new();
    seen(help, BOUND_DIRECT_LISTED - 1);
    assert_int_equal(to_team(help, "u1"), ERR_NONE);
    char older[64];
    snprintf(older, sizeof older, "{'before':%lld,'limit':1}", (long long)help_seq(help) + 1);
    for (int i = 0; i < BOUND_DIRECT_LISTED - 1; i++)
        assert_int_equal(help_sendf(help, "m1", "direct.send", "{'whom':'w%d','text':'x'}", i),
                         ERR_NONE);
    assert_int_equal(to_team(help, "u2"), ERR_NONE);
    expect_view(help, HELP_STAFF, "direct/talks/w0", NULL);
    expect_view(help, HELP_STAFF, "direct/talks/u1/waits", "1");
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "m1", "direct.talks", "{'limit':50}", &answer), ERR_NONE);
    assert_non_null(memmem(answer.bytes, answer.len, "next", 4));
    buffer_clear(&answer);
    assert_int_equal(help_query(help, "m1", "direct.talks", older, &answer), ERR_NONE);
    assert_non_null(memmem(answer.bytes, answer.len, "\"u1\"", 4));
    assert_int_equal(help_query(help, "u1", "direct.talks", "{}", &answer), ERR_PERMISSION_DENIED);
    buffer_done(&answer);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_team_and_who_wrote_see_it),
        cmocka_unit_test(between_people_it_is_the_rooms_to_allow),
        cmocka_unit_test(nobody_writes_in_the_talk_of_another),
        cmocka_unit_test(so_many_wait_for_an_answer),
        cmocka_unit_test(who_reads_only_does_not_write),
        cmocka_unit_test(a_page_is_for_those_who_talk),
        cmocka_unit_test(what_is_taken_back_is_gone),
        cmocka_unit_test(a_reported_one_may_be_read_by_staff),
        cmocka_unit_test(a_name_is_the_last_that_was_said),
        cmocka_unit_test(the_list_of_the_team_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
