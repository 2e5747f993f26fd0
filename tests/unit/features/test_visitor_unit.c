/* SPDX-License-Identifier: Apache-2.0
 * What belongs to a unit that a guest was let into (server/features/visitor.c): its tests, its
 * assignments, its dates, its marks, and what is new of it. */
#include "features/visitor.h"

#include <stdio.h>
#include <string.h>

#include "core/room_news.h"
#include "help_course.h"

#define CANARY "Elsewhere alone"
#define DUE    "1700000050000"
#define UNTIL  "1700000060000"

/* Units u, which is named, v, which is not, and later, which is named and shut; of the first two
 * each has a test, an assignment, a video and an activity of a tool. */
struct course {
    struct help_room *help;
    struct unit {
        int64_t unit, test, question, work, video, tool;
    } u, v;
    int64_t later;
};

static int64_t item(struct help_room *help, const struct unit *unit, const char *words,
                    const char *more)
{
    return help_did(help, "m1", "item.add",
                    help_text("{'unit':%lld,'title':{'en':'%s'},'counts':true,%s}",
                              (long long)unit->unit, words, more));
}

static struct unit unit(struct help_room *help, const char *words)
{
    struct unit unit = {0};
    unit.unit = help_did(help, "m1", "unit.add", help_text("{'title':{'en':'%s'}}", words));
    (void)help_did(help, "m1", "unit.release", help_text("{'unit':%lld}", (long long)unit.unit));
    unit.test = item(help, &unit, words, "'kind':'test'");
    unit.question =
        help_did(help, "m1", "test.ask",
                 help_text("{'item':%lld,'type':'text','title':{'en':'%s'},'correct':['Yes']}",
                           (long long)unit.test, words));
    (void)help_did(help, "m1", "test.set",
                   help_text("{'item':%lld,'pass':100,'due':" DUE "}", (long long)unit.test));
    unit.work = item(help, &unit, words, "'kind':'assignment'");
    (void)help_did(
        help, "m1", "assignment.set",
        help_text("{'item':%lld,'text':{'en':'%s'},'takes':'both','attempts':1,'due':" DUE "}",
                  (long long)unit.work, words));
    unit.video =
        item(help, &unit, words, "'kind':'video','url':'https://v.example/v.mp4','type':'mp4'");
    unit.tool = item(help, &unit, words, "'kind':'lti','tool':7,'url':'https://t.example/'");
    return unit;
}

static struct course course_new(bool writes)
{
    struct course course = {.help = help_course_new()};
    struct help_room *help = course.help;
    (void)help_did(help, "h1", "member.policy", "{'policy':'members'}");
    (void)help_did(help, "h1", "member.set", "{'whom':'u1','role':'participant'}");
    help_follow_rings(help, RINGS_VISITING);
    help_follow_person(help, "g1");
    course.u = unit(help, "Named");
    course.v = unit(help, CANARY);
    course.later = help_did(help, "m1", "unit.add", "{'title':{'en':'Named later'}}");
    (void)help_did(help, "m1", "visitor.set",
                   help_text("{'whom':'g1','name':'Expert','until':" UNTIL
                             ",'units':[%lld,%lld]%s}",
                             (long long)course.u.unit, (long long)course.later,
                             writes ? ",'writes':true" : ""));
    return course;
}

static enum err act(const struct course *course, const char *by, const char *type, int64_t item,
                    const char *more)
{
    return help_send(course->help, by, type, help_text("{'item':%lld%s}", (long long)item, more));
}

/* What somebody is answered, as text; "" when they are refused. */
static const char *asked(const struct course *course, const char *by, const char *query,
                         const char *data)
{
    static char out[65536];
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    enum err error = help_query(course->help, by, query, data, &answer);
    snprintf(out, sizeof out, "%.*s", error ? 0 : (int)answer.len, answer.bytes);
    buffer_done(&answer);
    return out;
}

static const char *of_item(int64_t item)
{
    return help_text("{'item':%lld}", (long long)item);
}

static void who_may_write_takes_the_test_of_a_named_unit_and_no_other(void **state)
{
    struct course course = course_new(true);
    assert_non_null(
        strstr(asked(&course, "g1", "test.paper", of_item(course.u.test)), "\"count\":1"));
    assert_string_equal(asked(&course, "g1", "test.paper", of_item(course.v.test)), "");
    assert_int_equal(act(&course, "g1", "test.begin", course.u.test, ""), ERR_NONE);
    assert_int_equal(act(&course, "g1", "test.begin", course.v.test, ""), ERR_NOT_FOUND);
    assert_int_equal(act(&course, "g1", "test.begin", 999999, ""), ERR_NOT_FOUND);
    expect_me(course.help, "g1", help_text("test/tests/%lld/attempt", (long long)course.u.test),
              "1");
    expect_me(course.help, "g1", help_text("unit/marks/%lld", (long long)course.u.test), "{}");
    assert_int_equal(act(&course, "g1", "test.answer", course.u.test,
                         help_text(",'attempt':1,'question':%lld,'texts':['yes']",
                                   (long long)course.u.question)),
                     ERR_NONE);
    assert_int_equal(act(&course, "g1", "test.hand", course.u.test, ",'attempt':1"), ERR_NONE);
    while (help_tick(course.help, HELP_START_MS + 1000) > 0)
        continue;
    expect_me(course.help, "g1", help_text("test/tests/%lld/passed", (long long)course.u.test),
              "true");
    expect_me(course.help, "g1", help_text("unit/marks/%lld/done", (long long)course.u.test),
              "true");
    assert_non_null(strstr(asked(&course, "m1", "test.results", of_item(course.u.test)), "\"g1\""));
    assert_int_equal(act(&course, "m1", "test.allow", course.u.test, ",'person':'g1','attempts':1"),
                     ERR_NONE);
    assert_int_equal(act(&course, "m1", "test.allow", course.v.test, ",'person':'g1','attempts':1"),
                     ERR_NOT_FOUND);
    help_room_free(&course.help);
}

static void who_may_write_hands_in_there_and_the_team_marks_it(void **state)
{
    struct course course = course_new(true);
    assert_non_null(strstr(asked(&course, "g1", "assignment.read", of_item(course.u.work)), "due"));
    assert_string_equal(asked(&course, "g1", "assignment.read", of_item(course.v.work)), "");
    int64_t file = help_did(course.help, "g1", "file.add",
                            "{'blob':'b1','bytes':9,'type':'pdf','name':'w.pdf','for':'own'}");
    assert_int_equal(help_send(course.help, "g1", "file.add",
                               "{'blob':'b2','bytes':9,'type':'pdf','name':'w.pdf','for':'room'}"),
                     ERR_PERMISSION_DENIED);
    assert_string_equal(
        asked(&course, "m1", "file.get", help_text("{'file':%lld}", (long long)file)), "");
    assert_int_equal(act(&course, "g1", "assignment.hand", course.u.work,
                         help_text(",'text':'Mine','files':[%lld]", (long long)file)),
                     ERR_NONE);
    assert_int_equal(act(&course, "g1", "assignment.hand", course.v.work, ",'text':'Mine'"),
                     ERR_NOT_FOUND);
    expect_me(course.help, "g1",
              help_text("assignment/assignments/%lld/state", (long long)course.u.work), "'handed'");
    assert_non_null(strstr(
        asked(&course, "m1", "file.get", help_text("{'file':%lld}", (long long)file)), "w.pdf"));
    assert_non_null(
        strstr(asked(&course, "m1", "assignment.works", of_item(course.u.work)), "\"g1\""));
    assert_null(strstr(asked(&course, "m1", "assignment.works", of_item(course.v.work)), "\"g1\""));
    assert_int_equal(act(&course, "m1", "assignment.mark", course.u.work,
                         ",'person':'g1','attempt':1,'passed':true,'back':true"),
                     ERR_NONE);
    expect_me(course.help, "g1",
              help_text("assignment/assignments/%lld/passed", (long long)course.u.work), "true");
    /* Who is out is nobody whose work stands there. */
    (void)help_did(course.help, "m1", "visitor.end", "{'whom':'g1'}");
    assert_null(strstr(asked(&course, "m1", "assignment.works", of_item(course.u.work)), "\"g1\""));
    assert_int_equal(act(&course, "g1", "assignment.hand", course.u.work, ",'text':'Mine'"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&course.help);
}

static void who_only_reads_sees_what_is_asked_and_does_none_of_it(void **state)
{
    static const char *const refused[] = {"test.begin", "assignment.write", "assignment.hand"};
    struct course course = course_new(false);
    assert_string_not_equal(asked(&course, "g1", "test.paper", of_item(course.u.test)), "");
    assert_string_not_equal(asked(&course, "g1", "assignment.read", of_item(course.u.work)), "");
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(act(&course, "g1", refused[i], course.u.test, ",'text':'A'"),
                         ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(course.help, "g1", "file.add",
                               "{'blob':'b1','bytes':9,'type':'pdf','name':'w.pdf','for':'own'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(act(&course, "m1", "test.allow", course.u.test, ",'person':'g1','attempts':1"),
                     ERR_NOT_FOUND);
    help_room_free(&course.help);
}

static enum err mark(const struct course *course, const struct unit *unit, const char *type,
                     const char *more)
{
    return help_send(course->help, "g1", type,
                     help_text("{'unit':%lld,'item':%lld%s}", (long long)unit->unit,
                               (long long)unit->video, more));
}

static void marks_and_places_are_kept_where_a_guest_is(void **state)
{
    struct course course = course_new(true);
    assert_int_equal(mark(&course, &course.u, "item.mark", ",'done':true"), ERR_NONE);
    assert_int_equal(mark(&course, &course.u, "item.place", ",'place':30"), ERR_NONE);
    assert_int_equal(mark(&course, &course.v, "item.mark", ""), ERR_NOT_FOUND);
    assert_int_equal(mark(&course, &course.v, "item.place", ",'place':30"), ERR_NOT_FOUND);
    expect_me(course.help, "g1", "unit/marks",
              help_text("{'%lld':{'done':true,'place':30}}", (long long)course.u.video));
    help_room_free(&course.help);
}

static void an_activity_of_a_tool_is_opened_where_a_guest_is(void **state)
{
    struct course course = course_new(false);
    const char *data =
        help_text("{'unit':%lld,'item':%lld}", (long long)course.u.unit, (long long)course.u.tool);
    assert_non_null(strstr(asked(&course, "g1", "item.launch", data), "\"role\":\"visitor\""));
    data =
        help_text("{'unit':%lld,'item':%lld}", (long long)course.v.unit, (long long)course.v.tool);
    assert_string_equal(asked(&course, "g1", "item.launch", data), "");
    help_room_free(&course.help);
}

/* Nor when the next unit opens that is not theirs. */
static void dates_are_those_of_named_units(void **state)
{
    struct course course = course_new(true);
    (void)help_did(course.help, "m1", "unit.add", "{'title':{'en':'" CANARY "'},'at':" DUE "}");
    static const char *const queries[] = {"unit.calendar", "test.dates", "assignment.dates"};
    for (size_t i = 0; i < 3; i++) {
        const char *said = asked(&course, "g1", queries[i], "{}");
        assert_null(strstr(said, CANARY));
        assert_null(strstr(said, "opens"));
        assert_null(strstr(said, help_text("%lld", (long long)course.v.unit)));
        assert_null(strstr(said, help_text("%lld", (long long)course.v.test)));
        assert_null(strstr(said, help_text("%lld", (long long)course.v.work)));
        assert_non_null(strstr(said, DUE));
    }
    const char *said = asked(&course, "g1", "unit.calendar", "{}");
    assert_non_null(strstr(said, help_text("\"unit\":%lld,\"title\":{\"en\":\"Named\"},\"at\"",
                                           (long long)course.u.unit)));
    help_room_free(&course.help);
}

static void note(void *context, const struct news_item *item)
{
    char *told = context;
    size_t len = strlen(told);
    snprintf(told + len, 1024 - len, "%s %lld %.*s\n", item->kind, (long long)item->thing,
             (int)item->title.len, item->title.at);
}

/* What a guest is told is new, and what of them is asked next. */
static const char *news(const struct course *course, const char *due)
{
    static char told[1024];
    struct news_reader reader = {.person = SLICE("g1"), .now_ms = HELP_START_MS};
    struct news_out out = {.add = note, .context = told};
    told[0] = '\0';
    (void)room_news_own(NULL, &reader.own);
    room_news(help_room(course->help), &reader, &out);
    assert_string_equal(out.due.kind ? out.due.kind : "", due);
    assert_int_equal(out.unread, 0);
    return told;
}

static void a_guest_is_told_when_a_named_unit_opens_and_what_is_due_in_it(void **state)
{
    struct course course = course_new(true);
    (void)help_did(course.help, "u1", "forum.thread", "{'title':'" CANARY "','text':'A'}");
    const char *told = help_text("release %lld {\"en\":\"Named\"}\n", (long long)course.u.unit);
    assert_string_equal(news(&course, "test"), told);
    (void)help_did(course.help, "m1", "unit.release",
                   help_text("{'unit':%lld}", (long long)course.later));
    told = help_text("release %lld {\"en\":\"Named\"}\nrelease %lld {\"en\":\"Named later\"}\n",
                     (long long)course.u.unit, (long long)course.later);
    assert_string_equal(news(&course, "test"), told);
    (void)help_did(course.help, "m1", "visitor.end", "{'whom':'g1'}");
    assert_string_equal(news(&course, ""), "");
    help_room_free(&course.help);
    course = course_new(false);
    assert_string_not_equal(news(&course, ""), "");
    help_room_free(&course.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_may_write_takes_the_test_of_a_named_unit_and_no_other),
        cmocka_unit_test(who_may_write_hands_in_there_and_the_team_marks_it),
        cmocka_unit_test(who_only_reads_sees_what_is_asked_and_does_none_of_it),
        cmocka_unit_test(marks_and_places_are_kept_where_a_guest_is),
        cmocka_unit_test(an_activity_of_a_tool_is_opened_where_a_guest_is),
        cmocka_unit_test(dates_are_those_of_named_units),
        cmocka_unit_test(a_guest_is_told_when_a_named_unit_opens_and_what_is_due_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
