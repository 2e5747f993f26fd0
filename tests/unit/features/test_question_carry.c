/* SPDX-License-Identifier: Apache-2.0
 * server/features/question_carry.c, and forum_carry.c, where they go */
#include "features/question_carry.h"

#include <stdio.h>

#include "features/cohort.h"
#include "features/forum.h"
#include "features/member.h"
#include "features/presence.h"
#include "features/question.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature,
                                                 &member_feature,
                                                 &presence_feature,
                                                 &question_feature,
                                                 &forum_feature,
                                                 &cohort_feature,
                                                 NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

/* A session of `course` (JSON, or "") that is live: "h" is its host, and who asks is "u1". */
static struct help_room *session(const char *course)
{
    struct help_room *help = help_room_new("webinar:w1", features);
    assert_int_equal(help_sendf(help, "system", "stage.create", "{'title':{'en':'W'}%s}", course),
                     ERR_NONE);
    does(help, "system", "member.set", "{'whom':'h','role':'host','name':'Host'}");
    does(help, "system", "member.policy", "{'policy':'open'}");
    does(help, "h", "stage.phase", "{'to':'live'}");
    return help;
}

/* The entry that is due, or "". */
static const char *due(struct help_room *help, int64_t after_ms)
{
    static char text[200];
    struct buffer data;
    struct due next = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    text[0] = 0;
    if (room_due(help_room(help), room_at_ms(help_room(help)) + after_ms, &next))
        snprintf(text, sizeof text, "%s %s %.*s", next.op, next.type, (int)data.len,
                 (const char *)data.bytes);
    buffer_done(&data);
    return text;
}

static const int64_t over_ms = INT64_C(1000) * BOUND_REOPEN_SECONDS + 1;

static void what_is_left_unanswered_is_carried_once_the_end_stands(void **state)
{
    struct help_room *help = session(",'course':'course:c'");
    does(help, "u1", "question.ask", "{'text':'Why?\\nAnd how?'}"); /* 5 */
    does(help, "u2", "question.ask", "{'text':'Answered?'}");       /* 6 */
    does(help, "u2", "question.vote", "{'question':5}");
    does(help, "h", "question.answer", "{'question':6}");
    assert_int_equal(help_append(help, "system", "question.carry", "{'question':5}"),
                     ERR_QUESTION_STATE);
    does(help, "h", "stage.phase", "{'to':'ended'}");
    assert_string_equal(due(help, over_ms - 1), "");
    assert_string_equal(due(help, over_ms), "carry:5:1 question.carry {\"question\":5}");
    does(help, "system", "question.carry", "{'question':5}");
    expect_effects(help, "carried course:c forum.carry {'from':'webinar:w1','question':5,"
                         "'title':'Why? And how?','text':'Why?\\nAnd how?','dir':'ltr','votes':1,"
                         "'host':'h','name':'Host','asker':'u1'}\n");
    expect_view(help, RINGS_INSIDE, "question/questions/5/carried", "true");
    assert_string_equal(due(help, over_ms), "");
    assert_int_equal(help_append(help, "system", "question.carry", "{'question':5}"),
                     ERR_QUESTION_STATE);
    assert_int_equal(help_append(help, "system", "question.carry", "{'question':6}"),
                     ERR_QUESTION_STATE);
    /* It is wanted where it goes on; what is asked by then follows at once. */
    assert_int_equal(help_send(help, "u3", "question.vote", "{'question':5}"), ERR_QUESTION_STATE);
    does(help, "u3", "question.ask", "{'text':'And later?'}");
    char next[64];
    int64_t seq = help_seq(help);
    snprintf(next, sizeof next, "carry:%lld:1 question.carry {\"question\":%lld}", (long long)seq,
             (long long)seq);
    assert_string_equal(due(help, over_ms), next);
    help_room_free(&help);
}

static void an_end_that_is_undone_carries_nothing(void **state)
{
    struct help_room *help = session(",'course':'course:c'");
    does(help, "u1", "question.ask", "{'text':'Why?'}");
    does(help, "h", "stage.phase", "{'to':'ended'}");
    does(help, "h", "stage.reopen", "{}");
    assert_string_equal(due(help, over_ms), "");
    help_room_free(&help);
}

static void a_session_without_a_course_carries_nothing(void **state)
{
    struct help_room *help = session("");
    does(help, "u1", "question.ask", "{'text':'Why?'}");
    does(help, "h", "stage.phase", "{'to':'ended'}");
    assert_string_equal(due(help, over_ms), "");
    assert_int_equal(help_append(help, "system", "question.carry", "{'question':5}"),
                     ERR_QUESTION_STATE);
    does(help, "system", "stage.change", "{'course':'course:c'}");
    assert_string_equal(due(help, over_ms), "carry:5:1 question.carry {\"question\":5}");
    help_room_free(&help);
}

static void what_waits_and_what_was_dismissed_goes_when_staff_say_so(void **state)
{
    struct help_room *help = session(",'course':'course:c'");
    does(help, "h", "question.intake", "{'intake':'open','moderated':true}");
    does(help, "u1", "question.ask", "{'text':'Pending?'}");   /* 6 */
    does(help, "u1", "question.ask", "{'text':'Dismissed?'}"); /* 7 */
    does(help, "h", "question.dismiss", "{'question':7}");
    does(help, "h", "stage.phase", "{'to':'ended'}");
    assert_string_equal(due(help, over_ms), "");
    does(help, "h", "question.approve", "{'question':6}");
    assert_string_equal(due(help, over_ms), "carry:6:1 question.carry {\"question\":6}");
    does(help, "system", "question.carry", "{'question':6}");
    does(help, "h", "question.reopen", "{'question':7}");
    assert_string_equal(due(help, over_ms), "carry:7:1 question.carry {\"question\":7}");
    help_room_free(&help);
}

static void what_is_answered_there_comes_back(void **state)
{
    struct help_room *help = session(",'course':'course:c'");
    does(help, "u1", "question.ask", "{'text':'Why?'}");
    does(help, "h", "stage.phase", "{'to':'ended'}");
    does(help, "system", "question.carry", "{'question':5}");
    does(help, "system", "question.return", "{'question':5,'thread':19,'cause':19}");
    expect_view(help, RINGS_INSIDE, "question/questions/5/thread", "19");
    expect_view(help, RINGS_INSIDE, "question/questions/5/state", "'open'");
    does(help, "system", "question.return",
         "{'question':5,'text':'So.','whom':'t','name':'T','cause':20}");
    expect_view(help, RINGS_INSIDE, "question/questions/5/state", "'answered'");
    expect_view(help, RINGS_INSIDE, "question/questions/5/answer",
                "{'by':'t','name':'T','at':1700000000000,'text':'So.','dir':'ltr','course':true}");
    does(help, "system", "question.return",
         "{'question':5,'text':'Or so.','cut':true,'whom':'t','cause':22}");
    does(help, "system", "question.return", "{'question':5,'text':'Late','whom':'t','cause':21}");
    expect_view(help, RINGS_INSIDE, "question/questions/5/answer",
                "{'by':'t','at':1700000000000,'text':'Or so.','dir':'ltr','course':true,"
                "'cut':true}");
    does(help, "system", "question.return", "{'question':5,'cause':23}");
    expect_view(help, RINGS_INSIDE, "question/questions/5/state", "'open'");
    does(help, "h", "question.answer", "{'question':5,'text':'Here'}");
    does(help, "system", "question.return", "{'question':5,'text':'There','whom':'t','cause':24}");
    expect_view(help, RINGS_INSIDE, "question/questions/5/answer/text", "'Here'");
    help_room_free(&help);
}

/* ---- the course --------------------------------------------------------------------------------
 */

static struct help_room *forum(void)
{
    struct help_room *help = help_room_new("course:c", features);
    does(help, "system", "stage.create", "{'title':{'en':'C'}}");
    does(help, "system", "member.set", "{'whom':'t','role':'host'}");
    does(help, "system", "member.policy", "{'policy':'open'}");
    does(help, "system", "forum.carry",
         "{'from':'webinar:w1','question':5,'title':'Why?','text':'Why?','votes':3,'host':'h',"
         "'name':'Host','asker':'u1'}"); /* 4 */
    return help;
}

static void a_question_is_a_thread_of_the_host(void **state)
{
    struct help_room *help = forum();
    expect_view(help, RINGS_INSIDE, "forum/threads/4",
                "{'title':'Why?','dir':'ltr','by':'h','name':'Host','at':1700000000000,"
                "'from':{'room':'webinar:w1','question':5,'votes':3},'posts':1,'replies':0,"
                "'last':4,'last_at':1700000000000,'last_by':'h','last_name':'Host','excerpt':{'"
                "text':'Why?','dir':'ltr'}}");
    expect_effects(help, "thread webinar:w1 question.return "
                         "{'question':5,'thread':4,'cause':4}\n");
    help_room_free(&help);
}

static void the_first_answer_of_staff_goes_back_with_what_becomes_of_it(void **state)
{
    struct help_room *help = forum();
    does(help, "u2", "forum.post", "{'thread':4,'text':'I think'}");
    expect_effects(help, "");
    does(help, "t", "forum.post", "{'thread':4,'text':'So.'}"); /* 6 */
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'text':'So.',"
                         "'dir':'ltr','whom':'t','name':'Name t','cause':6}\n");
    does(help, "t", "forum.post", "{'thread':4,'text':'And so.'}");
    expect_effects(help, "");
    does(help, "t", "forum.edit", "{'post':6,'version':6,'text':'Or so.'}");
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'text':'Or so.',"
                         "'dir':'ltr','whom':'t','name':'Name t','cause':8}\n");
    does(help, "t", "forum.delete", "{'post':7}");
    expect_effects(help, "");
    does(help, "t", "forum.delete", "{'post':6}");
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'cause':10}\n");
    does(help, "t", "forum.post", "{'thread':4,'text':'Again.'}");
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'text':'Again.',"
                         "'dir':'ltr','whom':'t','name':'Name t','cause':11}\n");
    does(help, "t", "forum.remove", "{'thread':4}");
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'cause':12}\n");
    help_room_free(&help);
}

#define ANSWER(words, who, cause)                                                                  \
    "answer webinar:w1 question.return {'question':5,'text':'" words "','dir':'ltr','whom':'" who  \
    "','name':'Name " who "','cause':" cause "}\n"

/* Who wrote it is told. */
#define ACCEPTED(post, said)                                                                       \
    "accepted inbox:u2 inbox.mention {'of':'course:c','thread':4,'post':" post                     \
    ",'why':'accepted','said':" said ",'by':'t','name':'Name t'}\n"

static void an_answer_that_was_accepted_goes_back_whoever_gave_it(void **state)
{
    struct help_room *help = forum();
    does(help, "u2", "forum.post", "{'thread':4,'text':'I think'}"); /* 5 */
    does(help, "t", "forum.post", "{'thread':4,'text':'So.'}");      /* 6 */
    does(help, "u2", "forum.edit", "{'post':5,'version':5,'text':'I know'}");
    expect_effects(help, "");
    does(help, "t", "forum.accept", "{'post':5,'accepted':true}"); /* 8 */
    expect_effects(help, ACCEPTED("5", "8") ANSWER("I know", "u2", "8"));
    does(help, "u2", "forum.edit", "{'post':5,'version':7,'text':'I do know'}"); /* 9 */
    expect_effects(help, ANSWER("I do know", "u2", "9"));
    does(help, "t", "forum.accept", "{'post':6,'accepted':true}"); /* 10 */
    expect_effects(help, ANSWER("So.", "t", "10"));
    does(help, "t", "forum.accept", "{'post':6,'accepted':true}");
    expect_effects(help, "");
    does(help, "t", "forum.accept", "{'post':5,'accepted':true}");  /* 12 */
    does(help, "t", "forum.accept", "{'post':5,'accepted':false}"); /* 13 */
    expect_effects(help, "unmention inbox:u2 inbox.unmention {'of':'course:c','post':5}\n" ANSWER(
                             "So.", "t", "13"));
    does(help, "t", "forum.accept", "{'post':5,'accepted':true}"); /* 14 */
    does(help, "u2", "forum.delete", "{'post':5}");                /* 15 */
    expect_effects(help, ANSWER("So.", "t", "15"));
    does(help, "t", "forum.delete", "{'post':6}"); /* 16 */
    expect_effects(help, "answer webinar:w1 question.return {'question':5,'cause':16}\n");
    help_room_free(&help);
}

static void of_one_person_so_many_answers_can_go_back(void **state)
{
    struct help_room *help = forum();
    for (int i = 0; i < BOUND_CARRIED_PERSON; i++)
        does(help, "u2", "forum.post", "{'thread':4,'text':'Me'}"); /* 5 … */
    does(help, "u2", "forum.post", "{'thread':4,'text':'Once more'}");
    long long last = help_seq(help);
    char data[64];
    snprintf(data, sizeof data, "{'post':%lld,'accepted':true}", last);
    does(help, "t", "forum.accept", data);
    expect_effects(help, ACCEPTED("55", "56"));
    does(help, "u2", "forum.delete", "{'post':5}");
    does(help, "u2", "forum.post", "{'thread':4,'text':'Now'}");
    snprintf(data, sizeof data, "{'post':%lld,'accepted':true}", (long long)help_seq(help));
    does(help, "t", "forum.accept", data);
    char said[400];
    snprintf(
        said, sizeof said,
        ACCEPTED("%lld",
                 "%lld") "answer webinar:w1 question.return {'question':5,'text':'Now','dir':'ltr',"
                         "'whom':'u2','name':'Name u2','cause':%lld}\n",
        (long long)help_seq(help) - 1, (long long)help_seq(help), (long long)help_seq(help));
    expect_effects(help, said);
    help_room_free(&help);
}

/* Who is in the webinar need not be in the cohort. */
static void of_a_thread_for_some_nothing_goes_back(void **state)
{
    struct help_room *help = forum();
    does(help, "t", "cohort.add", "{'title':{'en':'A'}}"); /* 5 */
    does(help, "t", "forum.narrow", "{'thread':4,'cohorts':[1]}");
    does(help, "t", "forum.post", "{'thread':4,'text':'For some.'}"); /* 7 */
    expect_effects(help, "");
    does(help, "t", "forum.edit", "{'post':7,'version':7,'text':'For few.'}");
    expect_effects(help, "");
    does(help, "t", "forum.accept", "{'post':7,'accepted':true}");
    expect_effects(help, "");
    help_room_free(&help);
}

static void what_is_longer_than_an_answer_is_cut_and_says_so(void **state)
{
    struct help_room *help = forum();
    char text[BOUND_POST_CHARS + 1];
    memset(text, 'x', sizeof text);
    text[BOUND_ANSWER_CHARS + 1] = 0;
    assert_int_equal(help_sendf(help, "t", "forum.post", "{'thread':4,'text':'%s'}", text),
                     ERR_NONE);
    char said[BOUND_POST_CHARS + 200];
    text[BOUND_ANSWER_CHARS - 1] = 0;
    snprintf(said, sizeof said,
             "answer webinar:w1 question.return {'question':5,'text':'%s…','dir':'ltr',"
             "'cut':true,'whom':'t','name':'Name t','cause':5}\n",
             text);
    expect_effects(help, said);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_unanswered_is_carried_once_the_end_stands),
        cmocka_unit_test(an_end_that_is_undone_carries_nothing),
        cmocka_unit_test(a_session_without_a_course_carries_nothing),
        cmocka_unit_test(what_waits_and_what_was_dismissed_goes_when_staff_say_so),
        cmocka_unit_test(what_is_answered_there_comes_back),
        cmocka_unit_test(a_question_is_a_thread_of_the_host),
        cmocka_unit_test(the_first_answer_of_staff_goes_back_with_what_becomes_of_it),
        cmocka_unit_test(an_answer_that_was_accepted_goes_back_whoever_gave_it),
        cmocka_unit_test(of_one_person_so_many_answers_can_go_back),
        cmocka_unit_test(of_a_thread_for_some_nothing_goes_back),
        cmocka_unit_test(what_is_longer_than_an_answer_is_cut_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
