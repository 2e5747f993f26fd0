/* SPDX-License-Identifier: Apache-2.0
 * server/features/registration.c, catalogue_join.c and catalogue_answers.c */
#include "features/registration.h"

#include "core/erasure.h"
#include "features/catalogue.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &catalogue_feature, NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

#define QUESTIONS                                                                                  \
    "'registration':{'questions':[{'kind':'text','title':{'en':'Q1'},'required':true},"            \
    "{'kind':'choice','title':{'en':'Q2'},'options':[{'en':'A'},{'en':'B'}]},"                     \
    "{'kind':'yesno','title':{'en':'Q3'}}],'until':1700000009000}"

/* An organiser "o", a member "t", and a webinar of "o" for all, who register. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    does(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}");
    does(help, "system", "person.add", "{'person':'t','name':'T','country':'TN'}");
    does(help, "o", "room.create",
         "{'of':'webinar:w','template':'webinar','title':{'en':'W'},'who':{'to':'academy'}"
         "," QUESTIONS "}");
    return help;
}

static enum err registers(struct help_room *help, const char *answers)
{
    return help_sendf(help, "t", "room.register", "{'of':'webinar:w','answers':%s}", answers);
}

static void who_registers_is_a_member(void **state)
{
    struct help_room *help = academy();
    expect_effects(help, "room webinar:w stage.create {'title':{'en':'W'},'listed':true}\n"
                         "policy webinar:w member.policy {'policy':'members'}\n"
                         "host 1 webinar:w member.set "
                         "{'whom':'o','role':'host','name':'O','cause':3}\n");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w/registers", "true");
    assert_int_equal(help_send(help, "t", "room.join", "{'of':'webinar:w'}"),
                     ERR_REGISTRATION_ASKED);
    assert_int_equal(registers(help, "{'1':'Tunis','2':2}"), ERR_NONE);
    expect_effects(help, "admit webinar:w member.admit "
                         "{'whom':'t','role':'participant','cause':4}\n");
    does(help, "t", "room.join", "{'of':'webinar:w'}");
    does(help, "o", "room.change", "{'of':'webinar:w','registration':{}}");
    expect_effects(help, "policy webinar:w member.policy {'policy':'open'}\n");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w/registers", NULL);
    help_room_free(&help);
    (void)state;
}

/* Of a room that is for who is invited, nobody else is told, unless they bring a way in. */
static void who_brings_a_way_in_is_told_what_is_asked(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    does(help, "system", "person.add", "{'person':'k','name':'K','country':'KE'}");
    does(help, "o", "room.change", "{'of':'webinar:w','who':{'to':'invited'}}");
    does(help, "o", "room.code", "{'of':'webinar:w','code':'KRTWXY'}");
    does(help, "o", "room.link", "{'of':'webinar:w','key':'key-1','uses':1,'country':'TN'}");
    static const char bare[] = "{'of':'webinar:w'}", coded[] = "{'of':'webinar:w','code':'krtwxy'}";
    static const char keyed[] = "{'of':'webinar:w','key':'key-1'}";
    static const char wrong[] = "{'of':'webinar:w','key':'key-2','code':'ABCDEF'}";
    assert_int_equal(help_query(help, "t", "room.get", bare, &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "t", "room.get", wrong, &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "k", "room.get", keyed, &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "k", "room.get", coded, &out), ERR_NONE);
    buffer_clear(&out);
    assert_int_equal(help_query(help, "t", "room.get", keyed, &out), ERR_NONE);
    buffer_add_byte(&out, 0);
    assert_non_null(strstr(out.bytes, "\"registration\":{\"questions\":"));
    assert_null(strstr(out.bytes, "key-1"));
    does(help, "t", "room.register", "{'of':'webinar:w','key':'key-1','answers':{'1':'Tunis'}}");
    assert_int_equal(help_query(help, "t", "room.get", bare, &out), ERR_NONE);
    does(help, "system", "person.add", "{'person':'u','name':'U','country':'TN'}");
    assert_int_equal(help_query(help, "u", "room.get", keyed, &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

static void answers_fit_their_questions(void **state)
{
    struct help_room *help = academy();
    static const char *const wrong[] = {"{}",
                                        "{'2':1}",
                                        "{'1':7}",
                                        "{'1':'a','2':3}",
                                        "{'1':'a','2':'A'}",
                                        "{'1':'a','3':1}",
                                        "{'1':'a','4':'b'}"};
    static const char *const unreadable[] = {"{'0':'a'}", "{'11':'a'}", "{'x':'a'}", "{'1':[]}",
                                             "[]"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(registers(help, wrong[i]), ERR_ANSWERS_INVALID);
    for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++)
        assert_int_equal(registers(help, unreadable[i]), ERR_BAD_REQUEST);
    assert_int_equal(registers(help, "{'1':'a','2':1,'3':false}"), ERR_NONE);
    help_wait(help, 9000);
    assert_int_equal(registers(help, "{'1':'a'}"), ERR_INVITATION_INVALID);
    help_room_free(&help);
    (void)state;
}

static void answers_that_were_given_anew_go(void **state)
{
    struct help_room *help = academy();
    int64_t seqs[4];
    assert_int_equal(registers(help, "{'1':'First'}"), ERR_NONE);
    assert_int_equal(registers(help, "{'1':'Second'}"), ERR_NONE);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 1);
    assert_int_equal(seqs[0], 4);
    expect_query(help, "t", "room.get", "{'of':'webinar:w'}",
                 "{'of':'webinar:w','template':'webinar','title':{'en':'W'},'phase':'ahead',"
                 "'registers':true,'by':'o','edits':false,'revision':3,"
                 "'changed':1700000000000," QUESTIONS
                 ",'registered':1700000000000,'names':{'o':'O'}}");
    does(help, "t", "room.unregister", "{'of':'webinar:w'}");
    expect_effects(help, "unregistered webinar:w member.set "
                         "{'whom':'t','role':'none','name':'T','cause':6}\n");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    assert_int_equal(help_append(help, "t", "room.unregister", "{'of':'webinar:w'}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
    (void)state;
}

static void who_may_not_come_is_not_told_that_there_is_such_a_room(void **state)
{
    struct help_room *help = academy();
    does(help, "o", "room.create",
         "{'of':'webinar:x','template':'webinar','title':{'en':'X'},'who':{'to':'invited'}"
         "," QUESTIONS "}");
    assert_int_equal(help_send(help, "t", "room.join", "{'of':'webinar:x'}"),
                     ERR_INVITATION_INVALID);
    assert_int_equal(help_send(help, "t", "room.register", "{'of':'webinar:x'}"),
                     ERR_INVITATION_INVALID);
    does(help, "o", "room.invite", "{'of':'webinar:x','people':['t']}");
    assert_int_equal(help_send(help, "t", "room.answer", "{'of':'webinar:x','accept':true}"),
                     ERR_REGISTRATION_ASKED);
    does(help, "t", "room.register", "{'of':'webinar:x','answers':{'1':'Tunis'}}");
    expect_effects(help, "uninvite inbox:t inbox.uninvite {'of':'webinar:x'}\n"
                         "admit webinar:x member.admit "
                         "{'whom':'t','role':'participant','cause':6}\n");
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_registers_is_a_member),
        cmocka_unit_test(who_brings_a_way_in_is_told_what_is_asked),
        cmocka_unit_test(answers_fit_their_questions),
        cmocka_unit_test(answers_that_were_given_anew_go),
        cmocka_unit_test(who_may_not_come_is_not_told_that_there_is_such_a_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
