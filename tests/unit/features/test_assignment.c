/* SPDX-License-Identifier: Apache-2.0
 * server/features/assignment.c and the files beside it. */
#include "features/assignment.h"

#include <stdio.h>
#include <string.h>

#include "core/room.h"
#include "help_course.h"

enum { HOUR_MS = 3600000 };
#define DUE    (HELP_START_MS + 2 * HOUR_MS)
#define CLOSES (HELP_START_MS + 4 * HOUR_MS)

struct asking {
    struct help_room *help;
    int64_t unit, item;
};

#define ASKS "'text':{'en':'Write a plan.'},'takes':'both'"
#define RUBRIC                                                                                     \
    "'rubric':[{'title':{'en':'Order'},'points':4},{'title':{'en':'Law','fr':'Droit'},'points':6}" \
    "]"
#define ONCE  ASKS ",'attempts':1," RUBRIC
#define DATED ONCE ",'due':%lld,'closes':%lld", (long long)DUE, (long long)CLOSES

/* An assignment in an open unit, set as said; two people have been there. */
static struct asking asking_new(const char *set)
{
    struct asking of = {.help = help_course_new()};
    assert_int_equal(help_append_raw(of.help, "system", "presence.join",
                                     "{'node':'n1','people':{'u1':'Name u1','u2':'Name u2'}}"),
                     ERR_NONE);
    of.unit = help_did(of.help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    of.item =
        help_did(of.help, "m1", "item.add",
                 help_text("{'unit':%lld,'kind':'assignment','title':{'en':'T'},'counts':true}",
                           (long long)of.unit));
    help_did(of.help, "m1", "assignment.set",
             help_text("{'item':%lld,%s}", (long long)of.item, set));
    help_follow_person(of.help, "u1");
    help_follow_person(of.help, "u2");
    return of;
}

static enum err act(const struct asking *of, const char *by, const char *type, const char *more)
{
    return help_send(of->help, by, help_text("assignment.%s", type),
                     help_text("{'item':%lld%s}", (long long)of->item, more));
}

/* What somebody is answered, as text; "" when they are refused. */
static const char *asked(const struct asking *of, const char *by, const char *query,
                         const char *more)
{
    static char out[4][65536];
    static int turn;
    char *at = out[turn++ % 4];
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    enum err error = help_query(of->help, by, help_text("assignment.%s", query),
                                help_text("{'item':%lld%s}", (long long)of->item, more), &answer);
    snprintf(at, sizeof out[0], "%.*s", error ? 0 : (int)answer.len, answer.bytes);
    buffer_done(&answer);
    return at;
}

static void expect_in(const char *whole, const char *piece)
{
    if (!strstr(whole, piece))
        fail_msg("no %s in %s", piece, whole);
}

static void expect_not_in(const char *whole, const char *piece)
{
    if (strstr(whole, piece))
        fail_msg("%s in %s", piece, whole);
}

static const char *mine(const struct asking *of, const char *member)
{
    return help_text("assignment/assignments/%lld%s%s", (long long)of->item, *member ? "/" : "",
                     member);
}

static int64_t file_of(const struct asking *of, const char *by)
{
    return help_did(
        of->help, by, "file.add",
        help_text("{'blob':'b%lld','bytes':9,'type':'pdf','name':'Plan.pdf','for':'own'}",
                  (long long)help_seq(of->help)));
}

static void a_draft_is_kept_and_handed_in_and_taken_back_while_it_is_in_time(void **state)
{
    struct asking of = asking_new(help_text(DATED));
    assert_int_equal(act(&of, "u1", "write", ",'text':'First words'"), ERR_NONE);
    int64_t first = help_seq(of.help);
    expect_me(of.help, "u1", mine(&of, "state"), "'draft'");
    expect_in(asked(&of, "u1", "read", ""), "\"draft\":{\"text\":\"First words\",\"files\":[]}");
    assert_int_equal(act(&of, "u1", "write", ",'text':'Better words'"), ERR_NONE);
    assert_true(room_withdrawn(help_room(of.help), first));
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Best words'"), ERR_NONE);
    expect_me(of.help, "u1", mine(&of, "state"), "'handed'");
    expect_in(asked(&of, "u1", "read", ""), "\"hands\":[{\"attempt\":1");
    assert_int_equal(act(&of, "u1", "write", ",'text':'More'"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'More'"), ERR_NOT_AVAILABLE);
    help_wait(of.help, 2 * HOUR_MS);
    assert_int_equal(act(&of, "u1", "withdraw", ""), ERR_NONE);
    expect_me(of.help, "u1", mine(&of, "state"), "'draft'");
    expect_me(of.help, "u1", mine(&of, "taken"), "0");
    expect_in(asked(&of, "u1", "read", ""), "\"draft\":{\"text\":\"Best words\"");
    assert_int_equal(act(&of, "u1", "withdraw", ""), ERR_NOT_AVAILABLE);
    help_wait(of.help, 1);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Late words'"), ERR_NONE);
    expect_in(asked(&of, "u1", "read", ""), "\"late\":true");
    assert_int_equal(act(&of, "u1", "withdraw", ""), ERR_NOT_AVAILABLE);
    help_wait(of.help, 2 * HOUR_MS);
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Too late'"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u2", "write", ",'text':'Too late'"), ERR_NOT_AVAILABLE);
    help_room_free(&of.help);
}

static void what_is_handed_in_is_what_is_taken(void **state)
{
    struct asking of = asking_new("'text':{'en':'W'},'takes':'files','attempts':1");
    int64_t file = file_of(&of, "u1"), other = file_of(&of, "u2");
    assert_int_equal(act(&of, "u1", "hand", ""), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "u1", "hand", help_text(",'files':[%lld]", (long long)other)),
                     ERR_NOT_FOUND);
    assert_int_equal(act(&of, "u1", "write", help_text(",'files':[%lld]", (long long)file)),
                     ERR_NONE);
    assert_int_equal(act(&of, "u1", "write", ""), ERR_NONE);
    expect_me(of.help, "u1", mine(&of, "state"), NULL);
    assert_int_equal(act(&of, "u1", "hand", help_text(",'files':[%lld]", (long long)file)),
                     ERR_NONE);
    assert_int_equal(act(&of, "m1", "set", ",'text':{'en':'W'},'takes':'text','attempts':1"),
                     ERR_NONE);
    assert_int_equal(act(&of, "u2", "hand", help_text(",'files':[%lld]", (long long)other)),
                     ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Words'"), ERR_NONE);
    assert_int_equal(act(&of, "m1", "hand", ",'text':'Words'"), ERR_PERMISSION_DENIED);
    assert_int_equal(act(&of, "u2", "set", "," ONCE), ERR_PERMISSION_DENIED);
    help_room_free(&of.help);
}

static void a_mark_is_told_when_it_is_handed_back(void **state)
{
    struct asking of = asking_new(ONCE);
    const char *mark = ",'person':'u1','attempt':1,'points':[3,5],'text':'Canary remark'";
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_NONE);
    assert_int_equal(act(&of, "m1", "mark",
                         ",'person':'u1','attempt':1,'points':[3,null],'text':'Canary first'"),
                     ERR_NONE);
    int64_t first = help_seq(of.help);
    expect_patch_me(of.help, "u1", NULL);
    expect_in(asked(&of, "m1", "work", ",'person':'u1'"), "\"points\":[3,null]");
    assert_int_equal(act(&of, "m1", "mark", mark), ERR_NONE);
    assert_true(room_withdrawn(help_room(of.help), first));
    expect_not_in(asked(&of, "u1", "read", ""), "anary");
    expect_not_in(asked(&of, "u1", "read", ""), "\"mark\"");
    expect_in(asked(&of, "m1", "report", ""), "\"remark\":\"Canary");
    expect_not_in(asked(&of, "u1", "report", ""), "\"sum\"");
    expect_not_in(asked(&of, "u1", "report", ""), "anary");
    expect_me(of.help, "u1", mine(&of, "state"), "'handed'");
    expect_in(asked(&of, "m1", "work", ",'person':'u1'"), "Canary remark");
    assert_int_equal(act(&of, "m1", "mark", help_text("%s,'back':true,'passed':true", mark)),
                     ERR_NONE);
    const char *own = asked(&of, "u1", "read", "");
    expect_in(own, "Canary remark");
    expect_in(own, "\"passed\":true,\"sum\":8,\"points\":[3,5]");
    expect_me(of.help, "u1", mine(&of, "state"), "'back'");
    expect_me(of.help, "u1", help_text("unit/marks/%lld", (long long)of.item), "{'done':true}");
    assert_int_equal(act(&of, "m1", "mark", mark), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Again'"), ERR_LIMIT_EXCEEDED);
    expect_unseen(of.help, RINGS_INSIDE, "anary");
    help_room_free(&of.help);
}

static void what_is_given_fits_the_rubric(void **state)
{
    struct asking of = asking_new(ONCE);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_NONE);
#define TO ",'person':'u1','attempt':1"
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[5,0]"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1]"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,null],'back':true"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'back':true"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,1],'passed':true"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,1],'again':true"), ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,1],'back':true,'until':9"),
                     ERR_BAD_REQUEST);
    assert_int_equal(act(&of, "m1", "mark", ",'person':'u1','attempt':2,'points':[1,1]"),
                     ERR_NOT_FOUND);
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,1]"), ERR_NONE);
    assert_int_equal(act(&of, "m1", "set", "," ASKS ",'attempts':1"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "m1", "set", "," ASKS ",'attempts':2," RUBRIC), ERR_NONE);
    assert_int_equal(act(&of, "u1", "mark", TO ",'points':[4,6]"), ERR_PERMISSION_DENIED);
    help_room_free(&of.help);
}

static void what_is_asked_for_again_comes_again(void **state)
{
    struct asking of = asking_new(help_text(DATED));
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_NONE);
    help_wait(of.help, 5 * HOUR_MS);
    assert_int_equal(act(&of, "m1", "mark",
                         help_text(TO ",'points':[1,1],'text':'More law','back':true,'again':true,"
                                      "'until':%lld",
                                   (long long)(HELP_START_MS + 6 * HOUR_MS))),
                     ERR_NONE);
    expect_me(of.help, "u1", mine(&of, "state"), "'again'");
    expect_in(asked(&of, "u1", "read", ""), "\"left\":1,\"again\":true,\"due\":");
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Words'"), ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "u1", "write", ",'text':'More'"), ERR_NONE);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'More words'"), ERR_NONE);
    expect_not_in(asked(&of, "u1", "read", ""), "\"late\"");
    assert_int_equal(act(&of, "u1", "withdraw", ""), ERR_NONE);
    help_wait(of.help, 2 * HOUR_MS);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'More words'"), ERR_NONE);
    expect_in(asked(&of, "u1", "read", ""), "\"late\":true");
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,2],'back':true,'again':true"),
                     ERR_NOT_AVAILABLE);
    assert_int_equal(act(&of, "m1", "mark",
                         ",'person':'u1','attempt':2,'points':[4,6],'back':true,'passed':true"),
                     ERR_NONE);
    expect_me(of.help, "u1", mine(&of, ""), "{'taken':2,'state':'back','passed':true}");
    help_room_free(&of.help);
}

static void one_person_is_given_time_and_an_attempt(void **state)
{
    struct asking of = asking_new(help_text(DATED));
    int64_t until = HELP_START_MS + 6 * HOUR_MS;
    help_wait(of.help, 3 * HOUR_MS);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_NONE);
    expect_in(asked(&of, "m1", "works", ""), "\"late\":true");
    assert_int_equal(act(&of, "u2", "allow", ",'person':'u1','attempts':1"), ERR_PERMISSION_DENIED);
    assert_int_equal(act(&of, "m1", "allow",
                         help_text(",'person':'u1','attempts':1,'until':%lld", (long long)until)),
                     ERR_NONE);
    expect_not_in(asked(&of, "u1", "read", ""), "\"late\"");
    expect_me(of.help, "u1", mine(&of, "until"), help_text("%lld", (long long)until));
    assert_int_equal(act(&of, "m1", "mark", TO ",'points':[1,1],'back':true"), ERR_NONE);
    help_wait(of.help, 2 * HOUR_MS);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words again'"), ERR_NONE);
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Words'"), ERR_NOT_AVAILABLE);
    help_room_free(&of.help);
}

static void staff_of_a_cohort_see_and_mark_its_people_alone(void **state)
{
    struct asking of = asking_new(ONCE);
    help_did(of.help, "m1", "cohort.add", "{'title':{'en':'First'},'history':true}");
    help_did(of.help, "m1", "cohort.add", "{'title':{'en':'Second'},'history':true}");
    help_did(of.help, "m1", "cohort.put", "{'people':['u1'],'cohort':1}");
    help_did(of.help, "m1", "cohort.put", "{'people':['u2'],'cohort':2}");
    help_did(of.help, "m1", "cohort.staff", "{'whom':'u4','cohort':1,'staff':true}");
    int64_t one = file_of(&of, "u1"), two = file_of(&of, "u2");
    assert_int_equal(act(&of, "u1", "hand", help_text(",'files':[%lld]", (long long)one)),
                     ERR_NONE);
    assert_int_equal(act(&of, "u2", "hand", help_text(",'files':[%lld]", (long long)two)),
                     ERR_NONE);
    const char *works = asked(&of, "u4", "works", "");
    expect_in(works, "\"person\":\"u1\"");
    expect_not_in(works, "\"u2\"");
    expect_in(works, "\"mark\":1,\"missing\":0");
    expect_in(asked(&of, "m1", "works", ",'only':'mark'"), "\"u2\"");
    assert_string_equal(asked(&of, "u1", "works", ""), "");
    assert_string_equal(asked(&of, "u4", "work", ",'person':'u2'"), "");
    expect_in(asked(&of, "m1", "report", ""), "\"person\":\"u2\"");
    expect_in(asked(&of, "u4", "report", ""), "\"person\":\"u1\"");
    expect_not_in(asked(&of, "u4", "report", ""), "\"person\":\"u2\"");
    expect_in(asked(&of, "u1", "report", ""), "\"person\":\"u1\"");
    expect_not_in(asked(&of, "u1", "report", ""), "\"person\":\"u2\"");
    assert_string_equal(asked(&of, "u1", "work", ",'person':'u1'"), "");
    expect_in(asked(&of, "u4", "work", ",'person':'u1'"), "\"files\":[");
    assert_int_equal(act(&of, "u4", "mark", ",'person':'u2','attempt':1,'points':[1,1]"),
                     ERR_NOT_FOUND);
    assert_int_equal(act(&of, "u4", "mark", TO ",'points':[1,1]"), ERR_NONE);
    assert_int_equal(act(&of, "u4", "allow", ",'person':'u2','attempts':1"), ERR_NOT_FOUND);
    struct buffer got;
    buffer_init(&got, 4096);
    assert_int_equal(
        help_query(of.help, "u4", "file.get", help_text("{'file':%lld}", (long long)one), &got),
        ERR_NONE);
    assert_int_equal(
        help_query(of.help, "u4", "file.get", help_text("{'file':%lld}", (long long)two), &got),
        ERR_NOT_FOUND);
    assert_int_equal(
        help_query(of.help, "u3", "file.get", help_text("{'file':%lld}", (long long)one), &got),
        ERR_NOT_FOUND);
    buffer_done(&got);
    help_room_free(&of.help);
}

static void a_draft_and_its_files_are_their_authors_alone(void **state)
{
    struct asking of = asking_new(ONCE);
    int64_t file = file_of(&of, "u1");
    assert_int_equal(act(&of, "u1", "write",
                         help_text(",'text':'Canary draft','files':[%lld]", (long long)file)),
                     ERR_NONE);
    expect_not_in(asked(&of, "m1", "work", ",'person':'u1'"), "anary");
    expect_in(asked(&of, "m1", "works", ",'only':'missing'"), "\"u1\"");
    struct buffer got;
    buffer_init(&got, 4096);
    assert_int_equal(
        help_query(of.help, "m1", "file.get", help_text("{'file':%lld}", (long long)file), &got),
        ERR_NOT_FOUND);
    buffer_done(&got);
    expect_unseen(of.help, HELP_STAFF, "anary");
    help_room_free(&of.help);
}

static void who_has_handed_in_nothing_is_known(void **state)
{
    struct asking of = asking_new(ONCE);
    const struct help_list works = {"assignment.works", "works", "person"};
    help_did(of.help, "system", "member.set", "{'whom':'u9','role':'participant'}");
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Words'"), ERR_NONE);
    help_expect_ids(of.help, "m1", &works, help_text("{'item':%lld}", (long long)of.item),
                    "u1 u2 u9");
    help_expect_ids(of.help, "m1", &works,
                    help_text("{'item':%lld,'only':'missing'}", (long long)of.item), "u1 u9");
    help_expect_ids(of.help, "m1", &works,
                    help_text("{'item':%lld,'only':'mark'}", (long long)of.item), "u2");
    assert_int_equal(act(&of, "u5", "hand", ",'text':'Was never here'"), ERR_NONE);
    help_expect_ids(of.help, "m1", &works,
                    help_text("{'item':%lld,'only':'mark'}", (long long)of.item), "u2 u5");
    assert_string_equal(asked(&of, "m1", "works", ",'only':'other'"), "");
    help_room_free(&of.help);
}

static void what_is_not_open_is_not_there_and_goes_with_its_item(void **state)
{
    struct asking of = asking_new(ONCE);
    assert_int_equal(act(&of, "u1", "hand", ",'text':'Words'"), ERR_NONE);
    assert_int_equal(act(&of, "m1", "allow", ",'person':'u2','attempts':1"), ERR_NONE);
    help_did(of.help, "h1", "unit.schedule", help_text("{'unit':%lld}", (long long)of.unit));
    assert_int_equal(act(&of, "u2", "hand", ",'text':'Words'"), ERR_NOT_FOUND);
    assert_string_equal(asked(&of, "u1", "read", ""), "");
    help_did(of.help, "h1", "item.remove",
             help_text("{'unit':%lld,'item':%lld}", (long long)of.unit, (long long)of.item));
    expect_me(of.help, "u1", "assignment/assignments", "{}");
    expect_me(of.help, "u2", "assignment/assignments", "{}");
    assert_string_equal(asked(&of, "m1", "works", ""), "");
    help_room_free(&of.help);
}

static void it_goes_with_its_unit(void **state)
{
    struct asking of = asking_new(ONCE);
    assert_int_equal(act(&of, "u1", "write", ",'text':'Words'"), ERR_NONE);
    help_did(of.help, "h1", "unit.remove", help_text("{'unit':%lld}", (long long)of.unit));
    expect_me(of.help, "u1", "assignment/assignments", "{}");
    help_room_free(&of.help);
}

static void it_is_not_done_by_saying_so(void **state)
{
    struct asking of = asking_new(ONCE);
    assert_int_equal(help_send(of.help, "u1", "item.mark",
                               help_text("{'unit':%lld,'item':%lld,'done':true}",
                                         (long long)of.unit, (long long)of.item)),
                     ERR_NOT_AVAILABLE);
    help_room_free(&of.help);
}

static void a_copy_of_the_course_asks_for_the_same_without_dates(void **state)
{
    struct asking of = asking_new(help_text(DATED));
    help_did(of.help, "system", "assignment.carry", "{'to':'course:c2'}");
    expect_effects(of.help, help_text("assignment %lld course:c2 assignment.set {'from':%lld," ASKS
                                      ",'attempts':1," RUBRIC "}\n",
                                      (long long)of.item, (long long)of.item));
    help_room_free(&of.help);
    of.help = help_course_new();
    help_did(of.help, "system", "unit.add", "{'from':8,'title':{'en':'One'},'open':true}");
    of.item = help_did(of.help, "system", "item.add",
                       "{'from':8,'copy':9,'kind':'assignment','title':{'en':'T'}}");
    assert_int_equal(help_append(of.help, "h1", "assignment.set", "{'from':9," ONCE "}"),
                     ERR_PERMISSION_DENIED);
    int64_t set = help_did(of.help, "system", "assignment.set", "{'from':9," ONCE "}");
    expect_in(asked(&of, "u1", "read", ""), "\"title\":{\"en\":\"Law\",\"fr\":\"Droit\"}");
    help_did(of.help, "m1", "assignment.set",
             help_text("{'item':%lld," ONCE "}", (long long)of.item));
    assert_true(room_withdrawn(help_room(of.help), set));
    help_room_free(&of.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_kept_and_handed_in_and_taken_back_while_it_is_in_time),
        cmocka_unit_test(what_is_handed_in_is_what_is_taken),
        cmocka_unit_test(a_mark_is_told_when_it_is_handed_back),
        cmocka_unit_test(what_is_given_fits_the_rubric),
        cmocka_unit_test(what_is_asked_for_again_comes_again),
        cmocka_unit_test(one_person_is_given_time_and_an_attempt),
        cmocka_unit_test(staff_of_a_cohort_see_and_mark_its_people_alone),
        cmocka_unit_test(a_draft_and_its_files_are_their_authors_alone),
        cmocka_unit_test(who_has_handed_in_nothing_is_known),
        cmocka_unit_test(what_is_not_open_is_not_there_and_goes_with_its_item),
        cmocka_unit_test(it_goes_with_its_unit),
        cmocka_unit_test(it_is_not_done_by_saying_so),
        cmocka_unit_test(a_copy_of_the_course_asks_for_the_same_without_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
