/* SPDX-License-Identifier: Apache-2.0
 * server/features/test.c and the files beside it. */
#include "features/test.h"

#include <stdio.h>
#include <string.h>

#include "core/room.h"
#include "help_course.h"

enum { MINUTE_MS = 60000 };

struct taking {
    struct help_room *help;
    int64_t unit, item, first, second;
};

#define SINGLE                                                                                     \
    "'type':'single','title':{'en':'Which?'},'options':[{'en':'A'},{'en':'B'},{'en':'C'}],"        \
    "'correct':[2],'feedback':{'right':{'en':'Canary right'},'wrong':{'en':'Canary wrong'},"       \
    "'options':[{'en':'Canary A'},{},{'en':'Canary C'}]}"
#define WORD "'type':'text','title':{'en':'Name it'},'correct':['Canary word']"

/* A test of two questions in an open unit, set as said. */
static struct taking taking_new(const char *set)
{
    struct taking of = {.help = help_course_new()};
    of.unit = help_did(of.help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    of.item = help_did(of.help, "m1", "item.add",
                       help_text("{'unit':%lld,'kind':'test','title':{'en':'T'},'counts':true}",
                                 (long long)of.unit));
    of.first = help_did(of.help, "m1", "test.ask",
                        help_text("{'item':%lld," SINGLE "}", (long long)of.item));
    of.second = help_did(of.help, "m1", "test.ask",
                         help_text("{'item':%lld," WORD "}", (long long)of.item));
    help_did(of.help, "m1", "test.set", help_text("{'item':%lld,%s}", (long long)of.item, set));
    return of;
}

static enum err act(const struct taking *of, const char *by, const char *type, const char *more)
{
    return help_send(of->help, by, type, help_text("{'item':%lld%s}", (long long)of->item, more));
}

static enum err answer(const struct taking *of, const char *by, int64_t question, const char *what)
{
    return act(of, by, "test.answer",
               help_text(",'attempt':1,'question':%lld,%s", (long long)question, what));
}

/* What somebody is answered, as text; "" when they are refused. */
static const char *asked(const struct taking *of, const char *by, const char *query,
                         const char *more)
{
    static char out[65536];
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    enum err error = help_query(of->help, by, query,
                                help_text("{'item':%lld%s}", (long long)of->item, more), &answer);
    snprintf(out, sizeof out, "%.*s", error ? 0 : (int)answer.len, answer.bytes);
    buffer_done(&answer);
    return out;
}

/* The place on the paper of the option with that letter. */
static int place_of(const struct taking *of, const char *by, const char *letter)
{
    const char *paper = asked(of, by, "test.paper", "");
    char what[64];
    for (int place = 1; place <= 3; place++) {
        snprintf(what, sizeof what, "\"%d\":{\"en\":\"%s\"}", place, letter);
        if (strstr(paper, what))
            return place;
    }
    fail_msg("no %s in %s", letter, paper);
    return 0;
}

static const char *mine(const struct taking *of, const char *member)
{
    return help_text("test/tests/%lld%s%s", (long long)of->item, *member ? "/" : "", member);
}

static void what_is_right_is_told_when_it_is_of_no_use_any_more(void **state)
{
    struct taking of = taking_new("'pass':100,'attempts':2");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_null(strstr(asked(&of, "u1", "test.paper", ""), "anary"));
    int right = place_of(&of, "u1", "B"), wrong = place_of(&of, "u1", "A");
    assert_int_equal(answer(&of, "u1", of.first, help_text("'choices':[%d]", wrong)), ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NONE);
    assert_null(strstr(asked(&of, "u1", "test.paper", ",'attempt':1"), "anary"));
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    const char *judged = asked(&of, "u1", "test.paper", ",'attempt':1");
    assert_non_null(strstr(judged, "Canary A"));
    assert_non_null(strstr(judged, "Canary wrong"));
    assert_null(strstr(judged, "Canary C"));
    assert_null(strstr(judged, "Canary right"));
    assert_null(strstr(judged, "Canary word"));
    assert_null(strstr(judged, "\"correct\""));
    expect_me(of.help, "u1", mine(&of, "score"), "0");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    right = place_of(&of, "u1", "B");
    assert_int_equal(
        act(&of, "u1", "test.answer",
            help_text(",'attempt':2,'question':%lld,'choices':[%d]", (long long)of.first, right)),
        ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.answer",
                         help_text(",'attempt':2,'question':%lld,'texts':['CANARY word']",
                                   (long long)of.second)),
                     ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':2"), ERR_NONE);
    help_tick(of.help, HELP_START_MS);
    assert_non_null(strstr(asked(&of, "u1", "test.paper", ",'attempt':1"), "Canary word"));
    assert_non_null(
        strstr(asked(&of, "u1", "test.paper", ",'attempt':1"), help_text("\"correct\":[")));
    expect_me(of.help, "u1", mine(&of, "score"), "100");
    expect_me(of.help, "u1", mine(&of, "passed"), "true");
    expect_me(of.help, "u1", help_text("unit/marks/%lld", (long long)of.item), "{'done':true}");
    expect_unseen(of.help, RINGS_INSIDE, "anary");
    help_room_free(&of.help);
}

static void an_attempt_ends_by_the_clock_of_the_server(void **state)
{
    struct taking of = taking_new("'pass':50,'attempts':1,'minutes':10");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_ALREADY_EXISTS);
    assert_int_equal(answer(&of, "u1", of.second, "'texts':['canary word']"), ERR_NONE);
    assert_int_equal(help_tick(of.help, HELP_START_MS + 9 * MINUTE_MS), 0);
    help_wait(of.help, 10 * MINUTE_MS);
    assert_int_equal(answer(&of, "u1", of.second, "'texts':['other']"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NOT_AVAILABLE);
    assert_int_equal(help_tick(of.help, HELP_START_MS + 10 * MINUTE_MS), 1);
    expect_me(of.help, "u1", mine(&of, "score"), "50");
    expect_me(of.help, "u1", mine(&of, "left"), "0");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_LIMIT_EXCEEDED);
    help_room_free(&of.help);
}

static void it_is_handed_in_once(void **state)
{
    struct taking of = taking_new("'pass':50,'attempts':1");
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NOT_AVAILABLE);
    assert_int_equal(answer(&of, "u1", of.second, "'texts':['other']"), ERR_NOT_AVAILABLE);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 0);
    help_room_free(&of.help);
}

static void one_person_is_given_time_and_an_attempt(void **state)
{
    struct taking of = taking_new("'pass':50,'attempts':1,'minutes':10");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(act(&of, "u2", "test.allow", ",'person':'u1','attempts':9"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(act(&of, "m1", "test.allow", ",'person':'u1','attempts':1,'minutes':5"),
                     ERR_NONE);
    help_wait(of.help, 12 * MINUTE_MS);
    assert_int_equal(answer(&of, "u1", of.second, "'texts':['canary word']"), ERR_NONE);
    help_wait(of.help, 3 * MINUTE_MS);
    assert_int_equal(help_tick(of.help, HELP_START_MS + 15 * MINUTE_MS), 1);
    expect_me(of.help, "u1", mine(&of, "left"), "1");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    expect_me(of.help, "u2", "test/tests", "{}");
    help_room_free(&of.help);
}

static void what_was_wrong_in_the_test_is_marked_anew(void **state)
{
    struct taking of = taking_new("'pass':50,'attempts':1");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(answer(&of, "u1", of.second, "'texts':['phone']"), ERR_NONE);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NONE);
    help_tick(of.help, HELP_START_MS);
    expect_me(of.help, "u1", mine(&of, "score"), "0");
    assert_int_equal(
        act(&of, "m1", "test.drop", help_text(",'question':%lld", (long long)of.first)),
        ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "m1", "test.ask", "," WORD), ERR_NOT_AVAILABLE);
    assert_int_equal(
        act(&of, "m1", "test.ask", help_text(",'question':%lld," SINGLE, (long long)of.second)),
        ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "m1", "test.ask",
                         help_text(",'question':%lld,'type':'text','title':{'en':'Name it'},"
                                   "'correct':['phone']",
                                   (long long)of.second)),
                     ERR_NONE);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    expect_me(of.help, "u1", mine(&of, "score"), "50");
    help_room_free(&of.help);
}

static void results_are_for_whose_work_one_sees(void **state)
{
    struct taking of = taking_new("'pass':50,'attempts':1");
    help_did(of.help, "m1", "cohort.add", "{'title':{'en':'First'},'history':true}");
    help_did(of.help, "m1", "cohort.add", "{'title':{'en':'Second'},'history':true}");
    help_did(of.help, "m1", "cohort.put", "{'people':['u1'],'cohort':1}");
    help_did(of.help, "m1", "cohort.put", "{'people':['u2'],'cohort':2}");
    help_did(of.help, "m1", "cohort.staff", "{'whom':'u4','cohort':1,'staff':true}");
    for (int i = 1; i <= 2; i++) {
        const char *by = i == 1 ? "u1" : "u2";
        assert_int_equal(act(&of, by, "test.begin", ""), ERR_NONE);
        assert_int_equal(answer(&of, by, of.second, "'texts':['canary word']"), ERR_NONE);
        assert_int_equal(act(&of, by, "test.hand", ",'attempt':1"), ERR_NONE);
    }
    help_tick(of.help, HELP_START_MS);
    const char *own = asked(&of, "u4", "test.results", "");
    assert_non_null(strstr(own, "\"u1\""));
    assert_null(strstr(own, "\"u2\""));
    assert_non_null(strstr(own, "\"count\":1"));
    assert_non_null(strstr(asked(&of, "m1", "test.results", ""), "\"u2\""));
    assert_string_equal(asked(&of, "u1", "test.results", ""), "");
    assert_string_equal(asked(&of, "u1", "test.read", ""), "");
    assert_non_null(strstr(asked(&of, "m1", "test.read", ""), "Canary word"));
    assert_int_equal(act(&of, "u4", "test.allow", ",'person':'u2','attempts':1"), ERR_NOT_FOUND);
    assert_int_equal(act(&of, "u4", "test.allow", ",'person':'u1','attempts':1"), ERR_NONE);
    help_room_free(&of.help);
}

static void a_test_that_is_not_open_is_not_there(void **state)
{
    struct taking of = taking_new("'pass':50");
    help_did(of.help, "h1", "unit.schedule", help_text("{'unit':%lld}", (long long)of.unit));
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NOT_FOUND);
    assert_string_equal(asked(&of, "u1", "test.paper", ""), "");
    assert_non_null(strstr(asked(&of, "m1", "test.read", ""), "Canary word"));
    help_did(of.help, "h1", "unit.remove", help_text("{'unit':%lld}", (long long)of.unit));
    assert_string_equal(asked(&of, "m1", "test.read", ""), "");
    help_room_free(&of.help);
}

static void whoever_had_begun_is_told_that_it_is_gone(void **state)
{
    struct taking of = taking_new("'pass':50");
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(act(&of, "m1", "test.allow", ",'person':'u2','attempts':1"), ERR_NONE);
    help_did(of.help, "h1", "item.remove",
             help_text("{'unit':%lld,'item':%lld}", (long long)of.unit, (long long)of.item));
    expect_me(of.help, "u1", "test/tests", "{}");
    expect_me(of.help, "u2", "test/tests", "{}");
    help_room_free(&of.help);
}

static void a_paper_stays_as_it_is_and_differs_by_person(void **state)
{
    struct taking of = taking_new("'pass':50");
    char first[65536];
    bool differs = false;
    for (int i = 1; i <= 8; i++) {
        char by[8];
        snprintf(by, sizeof by, "u%d", i);
        assert_int_equal(act(&of, by, "test.begin", ""), ERR_NONE);
        const char *paper = strstr(asked(&of, by, "test.paper", ""), "\"questions\"");
        if (i == 1)
            snprintf(first, sizeof first, "%s", paper);
        differs |= strcmp(first, paper) != 0;
    }
    assert_true(differs);
    assert_string_equal(strstr(asked(&of, "u1", "test.paper", ""), "\"questions\""), first);
    help_room_free(&of.help);
}

static void a_test_is_not_done_by_saying_so(void **state)
{
    struct taking of = taking_new("'pass':50");
    assert_int_equal(help_send(of.help, "u1", "item.mark",
                               help_text("{'unit':%lld,'item':%lld,'done':true}",
                                         (long long)of.unit, (long long)of.item)),
                     ERR_NOT_AVAILABLE);
    help_room_free(&of.help);
}

static void what_is_right_must_be_an_answer(void **state)
{
    struct taking of = taking_new("'pass':50");
#define OPTIONS "'title':{'en':'W'},'options':[{'en':'A'},{'en':'B'}]"
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'single'," OPTIONS ",'correct':[3]"),
                     ERR_CHOICES_INVALID);
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'single'," OPTIONS), ERR_CHOICES_INVALID);
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'ranking'," OPTIONS ",'correct':[2]"),
                     ERR_CHOICES_INVALID);
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'ranking'," OPTIONS ",'correct':[2,1]"),
                     ERR_NONE);
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'points'," OPTIONS ",'correct':[2,1]"),
                     ERR_BAD_REQUEST);
    assert_int_equal(
        act(&of, "m1", "test.ask", ",'type':'cloud','title':{'en':'W'},'correct':['x']"),
        ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "test.ask", ",'type':'yesno','title':{'en':'W'},'correct':[3]"),
                     ERR_CHOICES_INVALID);
    assert_int_equal(act(&of, "u1", "test.ask", "," WORD), ERR_PERMISSION_DENIED);
    help_room_free(&of.help);
}

static void what_is_late_counts_and_what_is_closed_has_ended(void **state)
{
    const long long due = HELP_START_MS + 5 * MINUTE_MS, closes = HELP_START_MS + 8 * MINUTE_MS;
    char set[128], ends[64], longer[64];
    const char *late = "\"late\":true";
    snprintf(set, sizeof set, "'pass':50,'attempts':2,'minutes':60,'due':%lld,'closes':%lld", due,
             closes);
    snprintf(ends, sizeof ends, "\"ends\":%lld", closes);
    snprintf(longer, sizeof longer, ",'person':'u2','until':%lld", closes + 10 * MINUTE_MS);
    struct taking of = taking_new(set);
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    assert_int_equal(act(&of, "u2", "test.begin", ""), ERR_NONE);
    assert_non_null(strstr(asked(&of, "u1", "test.paper", ""), ends));
    assert_int_equal(act(&of, "m1", "test.allow", longer), ERR_NONE);
    assert_null(strstr(asked(&of, "u2", "test.paper", ""), ends));
    assert_non_null(strstr(asked(&of, "u2", "test.dates", ""),
                           help_text("\"due\":%lld", closes + 10 * MINUTE_MS)));
    assert_non_null(strstr(asked(&of, "u1", "test.dates", ""), help_text("\"due\":%lld", due)));
    help_wait(of.help, 6 * MINUTE_MS);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':1"), ERR_NONE);
    assert_int_equal(act(&of, "u2", "test.hand", ",'attempt':1"), ERR_NONE);
    assert_non_null(strstr(asked(&of, "u1", "test.paper", ",'attempt':1"), late));
    assert_null(strstr(asked(&of, "u2", "test.paper", ",'attempt':1"), late));
    help_tick(of.help, HELP_START_MS + 6 * MINUTE_MS);
    help_tick(of.help, HELP_START_MS + 6 * MINUTE_MS);
    assert_non_null(strstr(asked(&of, "m1", "test.results", ""), late));
    /* Who sits there when it closes has no more time. */
    assert_int_equal(act(&of, "u1", "test.begin", ""), ERR_NONE);
    help_wait(of.help, 2 * MINUTE_MS);
    assert_int_equal(act(&of, "u1", "test.hand", ",'attempt':2"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u3", "test.begin", ""), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u2", "test.begin", ""), ERR_NONE);
    assert_int_equal(help_tick(of.help, closes), 1);
    help_room_free(&of.help);
}

static void dates_of_a_test_move_with_the_others_and_into_a_copy(void **state)
{
    const long long due = HELP_START_MS + 60 * MINUTE_MS;
    struct taking of = taking_new("'pass':50");
    const char *works = help_text("{'works':[{'item':%lld,'due':%lld,'closes':%lld}]}",
                                  (long long)of.item, due, due);
    help_did(of.help, "h1", "unit.dates", works);
    assert_non_null(strstr(asked(&of, "u1", "test.dates", ""), help_text("\"due\":%lld", due)));
    assert_non_null(strstr(asked(&of, "u1", "unit.calendar", ""), "\"kind\":\"test\""));
    assert_int_equal(help_send(of.help, "h1", "test.set",
                               help_text("{'item':%lld,'pass':50,'due':%lld,'closes':%lld}",
                                         (long long)of.item, due, due - 1)),
                     ERR_BAD_REQUEST);
    help_did(of.help, "h1", "unit.dates",
             help_text("{'works':[{'item':%lld}]}", (long long)of.item));
    assert_null(strstr(asked(&of, "u1", "test.dates", ""), "due"));
    help_room_free(&of.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_is_told_when_it_is_of_no_use_any_more),
        cmocka_unit_test(an_attempt_ends_by_the_clock_of_the_server),
        cmocka_unit_test(it_is_handed_in_once),
        cmocka_unit_test(one_person_is_given_time_and_an_attempt),
        cmocka_unit_test(what_was_wrong_in_the_test_is_marked_anew),
        cmocka_unit_test(results_are_for_whose_work_one_sees),
        cmocka_unit_test(a_test_that_is_not_open_is_not_there),
        cmocka_unit_test(whoever_had_begun_is_told_that_it_is_gone),
        cmocka_unit_test(a_paper_stays_as_it_is_and_differs_by_person),
        cmocka_unit_test(a_test_is_not_done_by_saying_so),
        cmocka_unit_test(what_is_right_must_be_an_answer),
        cmocka_unit_test(what_is_late_counts_and_what_is_closed_has_ended),
        cmocka_unit_test(dates_of_a_test_move_with_the_others_and_into_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
