/* SPDX-License-Identifier: Apache-2.0
 * server/features/report.c, core/room_query.c */
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "core/erasure.h"
#include "features/chat.h"
#include "features/member.h"
#include "features/report.h"
#include "help_webinar.h"

#define CANARY      "canary"
#define OF_QUESTION "{'of':'question','thing':%lld,'reason':'rude'}"

/* A message of u9. */
static int64_t message(struct help_room *help)
{
    assert_int_equal(help_send(help, "u9", "chat.post", "{'text':'buy now'}"), ERR_NONE);
    return help_seq(help);
}

static enum err report(struct help_room *help, const char *by, int64_t thing)
{
    return help_sendf(help, by, "report.send",
                      "{'of':'chat','thing':%lld,'reason':'spam','text':'" CANARY "'}",
                      (long long)thing);
}

static enum err decide(struct help_room *help, int64_t report, const char *decision)
{
    return help_sendf(help, "m1", "report.decide", "{'report':%lld,'decision':'%s','why':'so'}",
                      (long long)report, decision);
}

/* Of a room that stands in the catalogue. */
static void the_academy_is_told_how_many_wait(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    char effects[120];
    assert_int_equal(
        help_send(help, "system", "stage.create", "{'title':{'en':'W'},'listed':true}"), ERR_NONE);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), ERR_NONE);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'live'}"), ERR_NONE);
    int64_t thing = message(help);
    assert_int_equal(report(help, "u1", thing), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(report(help, "u2", thing), ERR_NONE);
    snprintf(effects, sizeof effects,
             "reports academy:main room.reports {'of':'webinar:w1','open':2,'cause':%lld}\n",
             (long long)help_seq(help));
    expect_effects(help, effects);
    assert_int_equal(decide(help, seq, "kept"), ERR_NONE);
    snprintf(effects, sizeof effects,
             "reports academy:main room.reports {'of':'webinar:w1','open':0,'cause':%lld}\n",
             (long long)help_seq(help));
    expect_effects(help, effects);
    help_room_free(&help);
    (void)state;
}

static void staff_alone_see_them(void **state)
{
    struct help_room *help = help_webinar_new();
    help_follow_person(help, "u2");
    int64_t thing = message(help);
    assert_int_equal(report(help, "u1", thing), ERR_NONE);
    int64_t seq = help_seq(help);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "by"), "'u1'");
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "name"), "'Name u1'");
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "text"), "'" CANARY "'");
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "reason"), "'spam'");
    expect_me(help, "u1", help_path("report/mine", seq, "of"), "'chat'");
    expect_me(help, "u2", "report/mine", "{}");
    expect_me(help, "u9", "report/mine", "{}");
    expect_unseen(help, RINGS_INSIDE, CANARY);
    assert_int_equal(help_act(help, "u2", "report.claim", "report", seq), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "report.claim", "report", seq), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch_me(help, "u1", NULL);
    assert_int_equal(help_act(help, "p1", "report.claim", "report", seq), ERR_ALREADY_EXISTS);
    assert_int_equal(help_act(help, "m1", "report.claim", "report", seq), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "claim"),
                "{'by':'m1','at':1700000000000}");
    assert_int_equal(help_act(help, "u2", "report.unclaim", "report", seq), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "report.unclaim", "report", seq), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "claim"), NULL);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_act(help, "p1", "report.unclaim", "report", seq), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "report.claim", "report", seq), ERR_NONE);
    assert_int_equal(decide(help, seq, "kept"), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "report.unclaim", "report", seq), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void a_thing_is_reported_once_by_each(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t thing = message(help);
    assert_int_equal(report(help, "u1", thing), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(report(help, "u1", thing), ERR_ALREADY_EXISTS);
    assert_int_equal(report(help, "u2", thing), ERR_NONE);
    assert_int_equal(decide(help, seq, "kept"), ERR_NONE);
    assert_int_equal(report(help, "u1", thing), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void what_one_does_not_see_one_cannot_report(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(report(help, "u1", 1), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    int64_t waits = message(help);
    assert_int_equal(report(help, "u1", waits), ERR_NOT_FOUND);
    assert_int_equal(report(help, "u9", waits), ERR_NONE);
    assert_int_equal(report(help, "p1", waits), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "question.intake", "{'intake':'open','moderated':true}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "u9", "question.ask", "{'text':'who?'}"), ERR_NONE);
    long long question = help_seq(help);
    assert_int_equal(help_sendf(help, "u1", "report.send", OF_QUESTION, question), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u9", "report.send", OF_QUESTION, question), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "report.send", OF_QUESTION, question), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "report.send", OF_QUESTION, (long long)waits),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_decision_is_of_all_reports_of_the_thing(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t thing = message(help), other = message(help);
    assert_int_equal(report(help, "u1", thing), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(report(help, "u2", thing), ERR_NONE);
    int64_t second = help_seq(help);
    assert_int_equal(report(help, "u2", other), ERR_NONE);
    int64_t third = help_seq(help);
    assert_int_equal(decide(help, first, "removed"), ERR_NONE);
    expect_me(help, "u1", help_path("report/mine", first, "decision"), "'removed'");
    expect_me(help, "u1", help_path("report/mine", first, "why"), "'so'");
    expect_me(help, "u1", help_path("report/mine", first, "decided"), NULL);
    expect_me(help, "u2", help_path("report/mine", second, "decision"), "'removed'");
    expect_me(help, "u2", help_path("report/mine", third, "decision"), NULL);
    expect_view(help, HELP_STAFF, help_path("report/reports", second, "decided"),
                "{'by':'m1','at':1700000000000}");
    expect_view(help, HELP_STAFF, help_path("report/reports", second, "text"), NULL);
    expect_view(help, HELP_STAFF, help_path("report/reports", third, "text"), "'" CANARY "'");
    assert_int_equal(decide(help, second, "kept"), ERR_ALREADY_EXISTS);
    assert_int_equal(decide(help, thing, "kept"), ERR_NOT_FOUND);
    help_room_free(&help);
}

/* The entry that made it is withdrawn. That nothing else hangs on its words the helper proves. */
static void what_is_decided_or_taken_back_keeps_no_words(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t thing = message(help);
    assert_int_equal(report(help, "u1", thing), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(help_act(help, "u9", "chat.delete", "message", thing), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "gone"), "true");
    expect_unseen(help, HELP_STAFF, CANARY);
    assert_int_equal(report(help, "u2", thing), ERR_NOT_FOUND);
    assert_int_equal(decide(help, seq, "removed"), ERR_NONE);
    int64_t due[4];
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, due, 4), 2);
    assert_int_equal(due[0], thing);
    assert_int_equal(due[1], seq);
    expect_me(help, "u1", help_path("report/mine", seq, "decision"), "'removed'");
    help_room_free(&help);
}

static int64_t reported(struct help_room *help)
{
    int64_t thing = message(help);
    assert_int_equal(report(help, "p1", thing), ERR_NONE);
    return thing;
}

/* A refusal names one, several or all; what is not among them stays. */
static void what_is_refused_is_gone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t shown = reported(help), seqs[4] = {help_seq(help)}, waits[4] = {shown};
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    for (int i = 1; i < 4; i++) {
        waits[i] = reported(help);
        seqs[i] = help_seq(help);
    }
    assert_int_equal(help_act(help, "m1", "chat.refuse", "message", waits[1]), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[1], "gone"), "true");
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[1], "text"), NULL);
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[2], "gone"), NULL);
    assert_int_equal(
        help_sendf(help, "m1", "chat.refuse", "{'messages':[%lld]}", (long long)waits[2]),
        ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[2], "gone"), "true");
    assert_int_equal(help_sendf(help, "m1", "chat.mode",
                                "{'mode':'open','pending':'refuse','upto':%lld}",
                                (long long)help_seq(help)),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[3], "gone"), "true");
    expect_view(help, HELP_STAFF, help_path("report/reports", seqs[0], "gone"), NULL);
    help_room_free(&help);
}

static void of_each_person_there_are_few(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = 0;
    for (int i = 0; i < BOUND_REPORTS_TOLD + 2; i++) {
        assert_int_equal(report(help, "u1", message(help)), ERR_NONE);
        int64_t seq = help_seq(help);
        first = first ? first : seq;
        if (i < BOUND_REPORTS_TOLD)
            assert_int_equal(decide(help, seq, "kept"), ERR_NONE);
    }
    expect_me(help, "u1", help_path("report/mine", first, "decision"), "'kept'");
    assert_int_equal(decide(help, help_seq(help), "kept"), ERR_NONE);
    expect_me(help, "u1", help_path("report/mine", first, ""), NULL);
    expect_view(help, HELP_STAFF, help_path("report/reports", first, ""), NULL);
    for (int i = 1; i < BOUND_REPORTS_PERSON; i++)
        assert_int_equal(report(help, "u1", message(help)), ERR_NONE);
    assert_int_equal(report(help, "u1", message(help)), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static enum err does(struct room *room, const char *by, const char *type, const char *what, int seq)
{
    char data[96];
    snprintf(data, sizeof data, "{%s:%d%s", what, seq,
             strcmp(type, "report.send") == 0 ? ",\"reason\":\"rude\"}"
                                              : ",\"decision\":\"removed\"}");
    return help_apply(room, by, type, data);
}

static int post(struct room *room)
{
    assert_int_equal(help_apply(room, "u9", "chat.post", "{\"text\":\"buy\"}"), ERR_NONE);
    return (int)room_seq(room);
}

#define THING "\"of\":\"chat\",\"thing\""

/* As many as may be of one message, by as many people; the others of as many messages. */
static void the_room_has_an_end(void **state)
{
    static const struct feature *const few[] = {&member_feature, &chat_feature, &report_feature,
                                                NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", few);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    int thing = 0, first = 0;
    char person[16];
    assert_int_equal(help_apply(room, "system", "member.policy", "{\"policy\":\"open\"}"),
                     ERR_NONE);
    assert_int_equal(
        help_apply(room, "system", "member.set", "{\"whom\":\"m1\",\"role\":\"moderator\"}"),
        ERR_NONE);
    for (int i = 0; i < BOUND_REPORTS; i++) {
        thing = i % BOUND_REPORTS_THING == 0 ? post(room) : thing;
        snprintf(person, sizeof person, "v%d", i);
        assert_int_equal(does(room, person, "report.send", THING, thing), ERR_NONE);
        first = first ? first : (int)room_seq(room);
    }
    assert_int_equal(does(room, "u1", "report.send", THING, thing), ERR_LIMIT_EXCEEDED);
    thing = post(room);
    assert_int_equal(does(room, "u1", "report.send", THING, thing), ERR_LIMIT_EXCEEDED);
    assert_int_equal(does(room, "m1", "report.decide", "\"report\"", first), ERR_NONE);
    assert_int_equal(does(room, "u1", "report.send", THING, thing), ERR_NONE);
    assert_int_equal(does(room, "m1", "report.decide", "\"report\"", first), ERR_NOT_FOUND);
    assert_int_equal(does(room, "m1", "report.decide", "\"report\"", first + 49),
                     ERR_ALREADY_EXISTS);
    room_free(&room);
    help_alone_free(&alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_alone_see_them),
        cmocka_unit_test(the_academy_is_told_how_many_wait),
        cmocka_unit_test(a_thing_is_reported_once_by_each),
        cmocka_unit_test(what_one_does_not_see_one_cannot_report),
        cmocka_unit_test(a_decision_is_of_all_reports_of_the_thing),
        cmocka_unit_test(what_is_decided_or_taken_back_keeps_no_words),
        cmocka_unit_test(what_is_refused_is_gone),
        cmocka_unit_test(of_each_person_there_are_few),
        cmocka_unit_test(the_room_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
