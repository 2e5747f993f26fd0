/* SPDX-License-Identifier: Apache-2.0
 * server/features/survey.c and the files beside it. */
#include "features/survey.h"

#include <stdio.h>
#include <string.h>

#include "core/room.h"
#include "help_course.h"
#include "help_webinar.h"

#define ASK "{'kind':'scale','title':{'en':'Overall'}}"
#define FORM                                                                                       \
    "'title':{'en':'Feedback'},'questions':[" ASK ",{'kind':'choice','title':{'en':'Length'},"     \
    "'options':[{'en':'Right'},{'en':'Too long'}]},{'kind':'text','title':{'en':'What else?'}}]"

static void did(struct help_room *help, const char *by, const char *type, const char *data)
{
    enum err error = help_send(help, by, type, data);
    if (error)
        fail_msg("%s %s: %d", type, data, (int)error);
}

static int64_t add(struct help_room *help, const char *more)
{
    assert_int_equal(help_sendf(help, "h1", "survey.add", "{" FORM "%s}", more), ERR_NONE);
    return help_seq(help);
}

static enum err answers(struct help_room *help, const char *by, int64_t survey, const char *rest)
{
    return help_sendf(help, by, "survey.answer", "{'survey':%lld,%s}", (long long)survey, rest);
}

static enum err moments(struct help_room *help, const char *type, int64_t survey, int moment)
{
    return help_sendf(help, "h1", type, "{'survey':%lld,'moment':%d}", (long long)survey, moment);
}

static void expect_results(struct help_room *help, int64_t survey, const char *json)
{
    char data[40];
    snprintf(data, sizeof data, "{'survey':%lld}", (long long)survey);
    expect_query(help, "m1", "survey.results", data, json);
}

static const char *thing(int64_t survey, const char *member)
{
    return help_path("survey/surveys", survey, member);
}

static void a_form_is_the_teams_until_it_is_opened(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t survey = add(help, "");
    expect_unseen(help, RINGS_INSIDE, "Overall");
    expect_view(help, HELP_STAFF, thing(survey, "moments"), "{'1':{'phase':'shut','answers':0}}");
    assert_int_equal(answers(help, "u1", survey, "'choices':[4,0,0]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "m1", "survey.edit",
                                "{'survey':%lld,'title':{'fr':'Avis'},'questions':[" ASK "]}",
                                (long long)survey),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, thing(survey, "title"), "{'fr':'Avis'}");
    assert_int_equal(moments(help, "survey.open", survey, 2), ERR_NOT_FOUND);
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NONE);
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"), "{'1':{'phase':'open'}}");
    assert_int_equal(help_act(help, "h1", "survey.open", "survey", survey), ERR_ALREADY_EXISTS);
    assert_int_equal(
        help_sendf(help, "h1", "survey.edit", "{'survey':%lld," FORM "}", (long long)survey),
        ERR_NOT_AVAILABLE);
    /* Nobody has answered: it was not open. */
    assert_int_equal(moments(help, "survey.close", survey, 1), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "survey", "{'surveys':{}}");
    assert_int_equal(help_act(help, "u1", "survey.open", "survey", survey), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "h1", "survey.remove", "survey", survey), ERR_NONE);
    expect_view(help, HELP_STAFF, "survey", "{'surveys':{}}");
    help_room_free(&help);
}

static void a_form_has_questions_and_these_have_options(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char *const wrong[] = {
        "{'title':{'en':'F'},'questions':[]}",
        "{'title':{'en':'F'},'questions':[{'kind':'drawing','title':{'en':'A'}}]}",
        "{'title':{'en':'F'},'questions':[{'kind':'choice','title':{'en':'A'}}]}",
        "{'title':{'en':'F'},'questions':[{'kind':'choice','title':{'en':'A'},'options':[{'en':"
        "'B'}]}]}",
        "{'title':{'en':'F'},'questions':[{'kind':'scale'}]}",
        "{'title':{'en':'F'},'twice':true,'questions':[{'kind':'text','title':{'en':'A'}}]}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(help_send(help, "h1", "survey.add", wrong[i]), ERR_BAD_REQUEST);
    for (int i = 0; i < BOUND_SURVEYS; i++)
        add(help, "");
    assert_int_equal(help_send(help, "h1", "survey.add", "{" FORM "}"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

/* Nobody learns who said it: not the entry, not the view, not who answered at all. */
static void an_answer_has_no_author(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t survey = add(help, "");
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NONE);
    assert_int_equal(
        answers(help, "u1", survey, "'choices':[4,2,0],'texts':['','','The canary sang.']"),
        ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_unseen(help, HELP_STAFF, "canary");
    expect_view(help, HELP_STAFF, thing(survey, "moments/1/answers"), "1");
    expect_view(help, RINGS_INSIDE, thing(survey, "moments/1/answers"), NULL);
    char want[40], data[40];
    snprintf(want, sizeof want, "{'%lld':[1]}", (long long)survey);
    expect_me(help, "u1", "survey/answered", want);
    expect_me(help, "u2", "survey/answered", "{}");
    snprintf(data, sizeof data, "{'survey':%lld}", (long long)survey);
    expect_query(help, "u1", "survey.own", data,
                 "{'answers':{'1':{'choices':[4,2,0],'texts':['','','The canary sang.']}}}");
    expect_query(help, "u2", "survey.own", data, "{'answers':{}}");
    /* Once each, and changed as often as one likes. */
    assert_int_equal(answers(help, "u1", survey, "'choices':[5,0,0]"), ERR_NONE);
    expect_query(help, "u1", "survey.own", data,
                 "{'answers':{'1':{'choices':[5,0,0],'texts':['','','']}}}");
    expect_view(help, HELP_STAFF, thing(survey, "moments/1/answers"), "1");
    assert_int_equal(answers(help, "m1", survey, "'choices':[5,0,0]"), ERR_PERMISSION_DENIED);
    assert_int_equal(answers(help, "u2", survey, "'choices':[6,0,0]"), ERR_CHOICES_INVALID);
    assert_int_equal(answers(help, "u2", survey, "'choices':[5,0]"), ERR_CHOICES_INVALID);
    assert_int_equal(answers(help, "u2", survey, "'choices':[0,0,0]"), ERR_CHOICES_INVALID);
    assert_int_equal(answers(help, "u2", survey, "'choices':[1,0,0],'texts':['x']"),
                     ERR_CHOICES_INVALID);
    help_room_free(&help);
}

static void sums_are_told_at_the_end_and_of_five(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t survey = add(help, "");
    char by[16], data[80];
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NONE);
    for (int i = 1; i <= 4; i++) {
        snprintf(by, sizeof by, "u%d", i);
        snprintf(data, sizeof data, "'choices':[%d,1,0],'texts':['','','%c']", i, 'e' - i);
        assert_int_equal(answers(help, by, survey, data), ERR_NONE);
    }
    expect_results(help, survey, "{'moments':{}}");
    assert_int_equal(moments(help, "survey.close", survey, 1), ERR_NONE);
    expect_results(help, survey, "{'moments':{'1':{'answers':4}}}");
    expect_query(help, "m1", "survey.report", "{}", "{'rows':[]}");
    /* What told nothing may be opened again. */
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NONE);
    assert_int_equal(answers(help, "u5", survey, "'choices':[5,2,0]"), ERR_NONE);
    expect_results(help, survey, "{'moments':{}}");
    assert_int_equal(moments(help, "survey.close", survey, 1), ERR_NONE);
    expect_results(help, survey,
                   "{'moments':{'1':{'answers':5,'questions':[{'counts':[1,1,1,1,1],'mean':300},"
                   "{'counts':[4,1]},{'texts':['a','b','c','d']}]}}}");
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NOT_AVAILABLE);
    assert_int_equal(answers(help, "u6", survey, "'choices':[5,2,0]"), ERR_NOT_AVAILABLE);
    struct buffer out;
    buffer_init(&out, 1000);
    snprintf(data, sizeof data, "{'survey':%lld}", (long long)survey);
    assert_int_equal(help_query(help, "p1", "survey.results", data, &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "u1", "survey.report", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
}

static void what_is_for_the_end_opens_with_it_and_closes_days_later(void **state)
{
    enum { DAY_MS = 86400000 };
    struct help_room *help = help_webinar_new();
    int64_t survey = add(help, ",'end':true,'days':7");
    add(help, "");
    did(help, "h1", "stage.phase", "{'to':'ended'}");
    char want[80];
    snprintf(want, sizeof want, "{'1':{'phase':'open','closes':%lld}}",
             (long long)HELP_START_MS + 7LL * DAY_MS);
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"), want);
    assert_int_equal(answers(help, "u1", survey, "'choices':[3,0,0]"), ERR_NONE);
    /* An end that is undone does not close it, nor does the next one open it again. */
    did(help, "h1", "stage.reopen", "{}");
    did(help, "h1", "stage.phase", "{'to':'ended'}");
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"), want);
    assert_int_equal(help_tick(help, HELP_START_MS + 7LL * DAY_MS - 1), 0);
    assert_int_equal(help_tick(help, HELP_START_MS + 7LL * DAY_MS), 1);
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"), "{'1':{'phase':'closed'}}");
    help_room_free(&help);
}

static void what_is_of_a_unit_opens_with_it_and_the_course_closes_all(void **state)
{
    struct help_room *help = help_course_new();
    int64_t first = help_did(help, "h1", "unit.add", "{'title':{'en':'One'}}");
    int64_t last = help_did(help, "h1", "unit.add", "{'title':{'en':'Two'}}");
    char data[400];
    snprintf(data, sizeof data,
             "{'title':{'en':'How sure are you?'},'questions':[" ASK "],'twice':true,"
             "'unit':%lld,'after':%lld}",
             (long long)first, (long long)last);
    int64_t survey = help_did(help, "h1", "survey.add", data);
    expect_unseen(help, RINGS_INSIDE, "sure");
    assert_int_equal(help_act(help, "h1", "unit.release", "unit", first), ERR_NONE);
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"),
                "{'1':{'phase':'open'},'2':{'phase':'shut'}}");
    assert_int_equal(answers(help, "u1", survey, "'moment':2,'choices':[3]"), ERR_NOT_AVAILABLE);
    assert_int_equal(answers(help, "u1", survey, "'choices':[3]"), ERR_NONE);
    assert_int_equal(help_act(help, "h1", "unit.release", "unit", last), ERR_NONE);
    assert_int_equal(answers(help, "u1", survey, "'moment':2,'choices':[4]"), ERR_NONE);
    char want[40];
    snprintf(want, sizeof want, "{'%lld':[1,2]}", (long long)survey);
    expect_me(help, "u1", "survey/answered", want);
    did(help, "h1", "stage.phase", "{'to':'ended'}");
    expect_view(help, RINGS_INSIDE, thing(survey, "moments"),
                "{'1':{'phase':'closed'},'2':{'phase':'closed'}}");
    help_room_free(&help);
}

static void before_and_after_are_pairs_of_nobody_in_particular(void **state)
{
    struct help_room *help = help_course_new();
    int64_t survey =
        help_did(help, "h1", "survey.add",
                 "{'title':{'en':'How sure are you?'},'questions':[" ASK "],'twice':true}");
    char by[16], data[60];
    assert_int_equal(moments(help, "survey.open", survey, 1), ERR_NONE);
    assert_int_equal(moments(help, "survey.open", survey, 2), ERR_NONE);
    for (int i = 1; i <= 6; i++) {
        snprintf(by, sizeof by, "u%d", i);
        snprintf(data, sizeof data, "'choices':[%d]", i < 4 ? 1 : 2);
        assert_int_equal(answers(help, by, survey, data), ERR_NONE);
        snprintf(by, sizeof by, "u%d", i + 1);
        snprintf(data, sizeof data, "'moment':2,'choices':[%d]", i < 4 ? 4 : 5);
        assert_int_equal(answers(help, by, survey, data), ERR_NONE);
    }
    assert_int_equal(moments(help, "survey.close", survey, 1), ERR_NONE);
    expect_results(help, survey,
                   "{'moments':{'1':{'answers':6,'questions':[{'counts':[3,3,0,0,0],'mean':150}]}}"
                   "}");
    assert_int_equal(moments(help, "survey.close", survey, 2), ERR_NONE);
    /* u2 … u6 answered both times: five. */
    expect_results(help, survey,
                   "{'moments':{'1':{'answers':6,'questions':[{'counts':[3,3,0,0,0],'mean':150}]},"
                   "'2':{'answers':6,'questions':[{'counts':[0,0,0,3,3],'mean':450}]}},"
                   "'pairs':[{'people':5,'before':160,'after':440,'moves':[[0,0,0,2,0],[0,0,0,1,2],"
                   "[0,0,0,0,0],[0,0,0,0,0],[0,0,0,0,0]]}]}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "m1", "survey.report", "{}", &out), ERR_NONE);
    buffer_add(&out, (struct slice){"", 1});
    assert_non_null(strstr(out.bytes, "\"label\":1,\"became\":4,\"count\":2}"));
    assert_non_null(strstr(out.bytes, "\"label\":2,\"became\":5,\"count\":2}"));
    assert_null(strstr(out.bytes, "\"became\":1"));
    buffer_done(&out);
    help_room_free(&help);
}

static void of_fewer_than_five_pairs_nothing_is_told(void **state)
{
    struct help_room *help = help_course_new();
    int64_t survey = help_did(help, "h1", "survey.add",
                              "{'title':{'en':'How sure?'},'questions':[" ASK "],'twice':true}");
    char by[16];
    for (int moment = 1; moment <= 2; moment++) {
        assert_int_equal(moments(help, "survey.open", survey, moment), ERR_NONE);
        for (int i = 1; i <= 5; i++) {
            snprintf(by, sizeof by, "u%d", moment == 2 && i == 5 ? 6 : i);
            assert_int_equal(answers(help, by, survey,
                                     moment == 1 ? "'choices':[1]" : "'moment':2,'choices':[2]"),
                             ERR_NONE);
        }
        assert_int_equal(moments(help, "survey.close", survey, moment), ERR_NONE);
    }
    expect_results(help, survey,
                   "{'moments':{'1':{'answers':5,'questions':[{'counts':[5,0,0,0,0],'mean':100}]},"
                   "'2':{'answers':5,'questions':[{'counts':[0,5,0,0,0],'mean':200}]}},"
                   "'pairs':[{}]}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "m1", "survey.report", "{}", &out), ERR_NONE);
    buffer_add(&out, (struct slice){"", 1});
    assert_null(strstr(out.bytes, "became"));
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_the_teams_until_it_is_opened),
        cmocka_unit_test(a_form_has_questions_and_these_have_options),
        cmocka_unit_test(an_answer_has_no_author),
        cmocka_unit_test(sums_are_told_at_the_end_and_of_five),
        cmocka_unit_test(what_is_for_the_end_opens_with_it_and_closes_days_later),
        cmocka_unit_test(what_is_of_a_unit_opens_with_it_and_the_course_closes_all),
        cmocka_unit_test(before_and_after_are_pairs_of_nobody_in_particular),
        cmocka_unit_test(of_fewer_than_five_pairs_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
