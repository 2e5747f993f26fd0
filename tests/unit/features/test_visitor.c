/* SPDX-License-Identifier: Apache-2.0
 * server/features/visitor.c, and the areas that guests stand in (server/core/room_area.c) */
#include "features/visitor.h"

#include <stdio.h>
#include <string.h>

#include "core/room_area.h"
#include "core/room_finds.h"
#include "core/room_news.h"
#include "help_course.h"

#define CANARY "Elsewhere alone"
#define UNTIL  "1700000060000"

/* Topics t and o, each with a thread; units u and v, both open, and shut, which is not. */
struct course {
    struct help_room *help;
    int64_t t, o, thread, other, u, v, shut;
};

static int64_t topic(struct help_room *help, const char *title)
{
    char data[256];
    snprintf(data, sizeof data, "{'title':{'en':'%s'},'text':{'en':'About'},'kind':'discussion'}",
             title);
    return help_did(help, "m1", "topic.add", data);
}

static int64_t thread_in(struct help_room *help, int64_t topic, const char *words)
{
    char data[256];
    snprintf(data, sizeof data, "{'title':'%s','text':'%s','topic':%lld}", words, words,
             (long long)topic);
    int64_t seq = help_did(help, "u1", "forum.thread", data);
    help_follow_part(help, seq);
    return seq;
}

static int64_t unit(struct help_room *help, const char *words, bool open)
{
    char data[256];
    snprintf(data, sizeof data, "{'title':{'en':'%s'},'text':{'en':'%s'}%s}", words, words,
             open ? ",'open':true" : "");
    return help_did(help, "m1", "unit.add", data);
}

static struct course course_new(void)
{
    struct course course = {.help = help_course_new()};
    struct help_room *help = course.help;
    (void)help_did(help, "h1", "member.policy", "{'policy':'members'}");
    (void)help_did(help, "h1", "member.set", "{'whom':'u1','role':'participant'}");
    help_follow_rings(help, RINGS_VISITING);
    course.t = topic(help, "Named");
    course.o = topic(help, CANARY);
    course.thread = thread_in(help, course.t, "Welcome");
    course.other = thread_in(help, course.o, CANARY);
    course.u = unit(help, "Named", true);
    course.v = unit(help, CANARY, true);
    course.shut = unit(help, CANARY, false);
    return course;
}

static enum err let_in(const struct course *course, const char *more)
{
    return help_sendf(course->help, "m1", "visitor.set",
                      "{'whom':'g1','name':'Expert','until':" UNTIL
                      ",'topics':[%lld],'units':[%lld]%s}",
                      (long long)course->t, (long long)course->u, more);
}

static enum role role(const struct course *course, const char *person)
{
    return room_role(help_room(course->help), slice_of(person));
}

static bool stands_in(const struct course *course, const char *person, const char *kind,
                      int64_t seq)
{
    struct part part = help_part(course->help, seq);
    assert_string_equal(part.kind->name, kind);
    return !rings_none(room_part_rings(help_room(course->help), &part, slice_of(person)));
}

static void a_guest_stands_in_the_places_that_are_named_and_nowhere_else(void **state)
{
    struct course course = course_new();
    assert_int_equal(role(&course, "g1"), ROLE_NONE);
    assert_false(stands_in(&course, "g1", "thread", course.thread));
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(role(&course, "g1"), ROLE_VISITOR);
    assert_true(rings_equal(room_rings(help_room(course.help), SLICE("g1")), RINGS_VISITING));
    assert_true(stands_in(&course, "g1", "thread", course.thread));
    assert_true(stands_in(&course, "g1", "unit", course.u));
    assert_false(stands_in(&course, "g1", "thread", course.other));
    assert_false(stands_in(&course, "g1", "unit", course.v));
    assert_false(stands_in(&course, "g1", "unit", course.shut));
    help_room_free(&course.help);
}

static void everybody_sees_who_is_a_guest_and_the_team_of_what(void **state)
{
    struct course course = course_new();
    char stay[128], whole[256];
    assert_int_equal(let_in(&course, ",'writes':true"), ERR_NONE);
    snprintf(stay, sizeof stay,
             "'until':" UNTIL ",'writes':true,'topics':[%lld],'units':[%lld],'documents':[]",
             (long long)course.t, (long long)course.u);
    snprintf(whole, sizeof whole, "{'g1':{'name':'Expert',%s,'by':'m1','at':1700000000000}}", stay);
    expect_view(course.help, RINGS_INSIDE, "visitor/people", "{'g1':{'name':'Expert'}}");
    expect_view(course.help, HELP_STAFF, "visitor/people", whole);
    snprintf(whole, sizeof whole, "{%s}", stay);
    expect_me(course.help, "g1", "visitor", whole);
    expect_me(course.help, "g1", "role", "'contributor'");
    expect_me(course.help, "u1", "visitor", NULL);
    help_room_free(&course.help);
}

/* The view of the room has its name for them, what they may, and nothing else. */
static void of_the_room_a_guest_is_told_its_name_alone(void **state)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    for (size_t i = 0; i < 7; i++) {
        static const char *const shares[] = {"unit",    "forum",  "member",  "presence",
                                             "visitor", "cohort", "document"};
        expect_view(course.help, RINGS_VISITING, shares[i], NULL);
    }
    expect_view(course.help, RINGS_VISITING, "stage/title", "{'en':'Evidence'}");
    expect_view(course.help, RINGS_VISITING, "can/participant", NULL);
    expect_view(course.help, RINGS_VISITING, "can/visitor",
                "{'visitor.places':true,'item.media':true,'item.launch':true,'unit.calendar':true,"
                "'test.paper':true,'test.dates':true,'assignment.read':true,"
                "'assignment.dates':true,'forum.list':true,'forum.posts':true,"
                "'forum.polls':true,'forum.place':true,'document.get':true,'document.cite':true,"
                "'document.cited':true,'file.get':true}");
    expect_unseen(course.help, RINGS_VISITING, CANARY);
    help_room_free(&course.help);
}

static void what_a_guest_asks_for_is_of_named_places(void **state)
{
    struct course course = course_new();
    char data[96];
    struct buffer out;
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    buffer_init(&out, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{'topic':%lld}", (long long)course.t);
    assert_int_equal(help_query(course.help, "g1", "forum.list", data, &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "Welcome", 7));
    assert_int_equal(help_query(course.help, "g1", "visitor.places", "{}", &out), ERR_NONE);
    snprintf(data, sizeof data, "{'thread':%lld}", (long long)course.thread);
    assert_int_equal(help_query(course.help, "g1", "forum.posts", data, &out), ERR_NONE);
    /* What is elsewhere is answered as what is not there. */
    static const int64_t no = 999999;
    const int64_t topics[] = {course.o, no, 0}, threads[] = {course.other, no};
    for (size_t i = 0; i < 3; i++) {
        snprintf(data, sizeof data, "{'topic':%lld}", (long long)topics[i]);
        assert_int_equal(help_query(course.help, "g1", "forum.list", data, &out),
                         ERR_PERMISSION_DENIED);
        snprintf(data, sizeof data, "{'topic':%lld,'goes':%lld}", (long long)course.t,
                 (long long)(i ? no : course.other));
        assert_int_equal(help_query(course.help, "g1", "forum.list", data, &out),
                         ERR_PERMISSION_DENIED);
    }
    for (size_t i = 0; i < 2; i++) {
        snprintf(data, sizeof data, "{'thread':%lld}", (long long)threads[i]);
        assert_int_equal(help_query(course.help, "g1", "forum.posts", data, &out),
                         ERR_PERMISSION_DENIED);
        assert_int_equal(help_query(course.help, "g1", "forum.polls", data, &out), ERR_NOT_FOUND);
        snprintf(data, sizeof data, "{'post':%lld}", (long long)threads[i]);
        assert_int_equal(help_query(course.help, "g1", "forum.place", data, &out), ERR_NOT_FOUND);
    }
    assert_int_equal(help_query(course.help, "g1", "forum.list", "{}", &out),
                     ERR_PERMISSION_DENIED);
    assert_null(memmem(out.bytes, out.len, CANARY, strlen(CANARY)));
    buffer_done(&out);
    help_room_free(&course.help);
}

static void note(void *context, const struct news_item *item)
{
    assert_string_equal(item->kind, "release");
    *(int64_t *)context += item->thing;
}

/* But that a unit has opened that is theirs. */
static void nothing_of_the_forum_is_new_and_nothing_found_for_a_guest(void **state)
{
    struct course course = course_new();
    struct news_reader reader = {.person = SLICE("g1"), .now_ms = HELP_START_MS};
    struct find_item item;
    char place[32];
    int64_t opened = 0;
    struct news_out out = {.add = note, .context = &opened};
    (void)room_news_own(NULL, &reader.own);
    room_news(help_room(course.help), &reader, &out);
    assert_int_equal(opened, 0);
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    room_news(help_room(course.help), &reader, &out);
    assert_int_equal(out.unread, 0);
    assert_false(
        room_news_about(help_room(course.help), &reader, course.other, &(struct news_item){0}));
    snprintf(place, sizeof place, "forum/%lld", (long long)course.thread);
    assert_false(room_finds_sees(help_room(course.help), SLICE("g1"), slice_of(place),
                                 course.thread, &item));
    help_room_free(&course.help);
}

static enum err post(const struct course *course, int64_t thread)
{
    return help_sendf(course->help, "g1", "forum.post", "{'thread':%lld,'text':'From outside'}",
                      (long long)thread);
}

static void who_may_write_does_so_there_alone_and_is_seen_as_a_guest(void **state)
{
    struct course course = course_new();
    char path[64];
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(post(&course, course.thread), ERR_PERMISSION_DENIED);
    assert_int_equal(let_in(&course, ",'writes':true"), ERR_NONE);
    assert_int_equal(post(&course, course.thread), ERR_NONE);
    snprintf(path, sizeof path, "thread/posts/%lld/visitor", (long long)help_seq(course.help));
    expect_part(course.help, RINGS_INSIDE, course.thread, path, "true");
    snprintf(path, sizeof path, "forum/threads/%lld/last_visitor", (long long)course.thread);
    expect_view(course.help, RINGS_INSIDE, path, "true");
    (void)help_post_new(course.help, "u1", course.thread, 0);
    expect_view(course.help, RINGS_INSIDE, path, NULL);
    assert_int_equal(post(&course, course.other), ERR_NOT_FOUND);
    assert_int_equal(post(&course, 999999), ERR_NOT_FOUND);
    assert_int_equal(help_send(course.help, "g1", "forum.thread", "{'title':'A','text':'B'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(course.help, "g1", "forum.thread",
                                "{'title':'A','text':'B','topic':%lld}", (long long)course.o),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(course.help, "g1", "forum.thread",
                                "{'title':'A','text':'B','topic':%lld}", (long long)course.t),
                     ERR_NONE);
    snprintf(path, sizeof path, "forum/threads/%lld/visitor", (long long)help_seq(course.help));
    expect_view(course.help, RINGS_INSIDE, path, "true");
    assert_int_equal(help_sendf(course.help, "g1", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'C'}", (long long)course.other,
                                (long long)course.other),
                     ERR_NOT_FOUND);
    /* Silenced, they read on. */
    assert_int_equal(help_send(course.help, "m1", "member.silence", "{'whom':'g1','silent':true}"),
                     ERR_NONE);
    assert_int_equal(role(&course, "g1"), ROLE_VISITOR);
    assert_int_equal(help_send(course.help, "m1", "member.ban", "{'whom':'g1','why':'W'}"),
                     ERR_NONE);
    assert_int_equal(role(&course, "g1"), ROLE_NONE);
    help_room_free(&course.help);
}

static enum err mention(const struct course *course, const char *by, int64_t thread)
{
    return help_sendf(course->help, by, "forum.post",
                      "{'thread':%lld,'text':'@Expert','mentions':['g1']}", (long long)thread);
}

/* What was told by the last command of the post that it wrote, to that person; else nothing. */
static void expect_told(const struct course *course, const char *whom, int64_t thread,
                        const char *name, const char *by)
{
    char line[256] = "";
    long long seq = (long long)help_seq(course->help);
    if (name)
        snprintf(line, sizeof line,
                 "%s inbox:%s inbox.mention {'of':'course:c1','thread':%lld,'post':%lld,"
                 "%s'by':'%s','name':'Name %s'}\n",
                 name, whom, (long long)thread, seq,
                 strcmp(name, "mention") ? "'why':'reply'," : "", by, by);
    expect_effects(course->help, line);
}

/* Mentioned, answered, and never of what they do not see. */
static void a_guest_is_told_of_what_concerns_them_in_their_places(void **state)
{
    struct course course = course_new();
    struct news_reader reader = {.person = SLICE("g1"), .now_ms = HELP_START_MS};
    struct news_item item = {.kind = "mention"};
    (void)room_news_own(NULL, &reader.own);
    assert_int_equal(let_in(&course, ",'writes':true"), ERR_NONE);
    assert_int_equal(mention(&course, "u1", course.thread), ERR_NONE);
    expect_told(&course, "g1", course.thread, "mention", "u1");
    assert_true(room_news_about(help_room(course.help), &reader, help_seq(course.help), &item));
    assert_int_equal(mention(&course, "u1", course.other), ERR_NONE);
    expect_told(&course, "g1", course.other, NULL, NULL);
    assert_false(room_news_about(help_room(course.help), &reader, help_seq(course.help), &item));
    assert_int_equal(post(&course, course.thread), ERR_NONE);
    expect_told(&course, "u1", course.thread, "reply", "g1");
    int64_t theirs = help_seq(course.help);
    (void)help_post_new(course.help, "u1", course.thread, theirs);
    expect_told(&course, "g1", course.thread, "reply", "u1");
    /* Elsewhere by now: what waits is said no more. */
    theirs = help_seq(course.help);
    (void)help_did(course.help, "m1", "visitor.end", "{'whom':'g1'}");
    item.kind = "reply";
    assert_false(room_news_about(help_room(course.help), &reader, theirs, &item));
    assert_int_equal(mention(&course, "u1", course.thread), ERR_NONE);
    expect_told(&course, "g1", course.thread, NULL, NULL);
    help_room_free(&course.help);
}

static void a_thread_that_leaves_a_named_place_is_left_behind(void **state)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(help_sendf(course.help, "m1", "forum.move", "{'thread':%lld,'topic':%lld}",
                                (long long)course.thread, (long long)course.o),
                     ERR_NONE);
    assert_false(stands_in(&course, "g1", "thread", course.thread));
    help_room_free(&course.help);
}

static void at_the_end_a_guest_is_out_by_itself_though_the_server_was_away(void **state)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(help_tick(course.help, HELP_START_MS + 59999), 0);
    assert_int_equal(role(&course, "g1"), ROLE_VISITOR);
    assert_int_equal(help_tick(course.help, HELP_START_MS + 3600000), 1);
    assert_int_equal(role(&course, "g1"), ROLE_NONE);
    assert_false(stands_in(&course, "g1", "thread", course.thread));
    expect_view(course.help, RINGS_INSIDE, "visitor/people", "{}");
    expect_effects(course.help, "room inbox:g1 inbox.room "
                                "{'of':'course:c1','role':'none','cause':15}\n"
                                "member academy:main room.member "
                                "{'of':'course:c1','whom':'g1','in':false,'cause':15}\n");
    assert_int_equal(help_tick(course.help, HELP_START_MS + 7200000), 0);
    help_room_free(&course.help);
}

static void a_stay_is_made_longer_and_shorter_and_ended_and_given_again(void **state)
{
    struct course course = course_new();
    struct help_room *help = course.help;
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "visitor.set",
                                "{'whom':'g1','until':1700000090000,'topics':[%lld]}",
                                (long long)course.t),
                     ERR_NONE);
    /* The end that was is no end any more. */
    assert_int_equal(
        help_append(help, "system", "visitor.lapse", "{'whom':'g1','until':" UNTIL "}"),
        ERR_NOT_FOUND);
    assert_false(stands_in(&course, "g1", "unit", course.u));
    expect_view(help, RINGS_INSIDE, "visitor/people", "{'g1':{'name':'Expert'}}");
    assert_int_equal(help_send(help, "m1", "visitor.end", "{'whom':'g1'}"), ERR_NONE);
    assert_int_equal(role(&course, "g1"), ROLE_NONE);
    assert_int_equal(help_send(help, "m1", "visitor.end", "{'whom':'g1'}"), ERR_NOT_FOUND);
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(role(&course, "g1"), ROLE_VISITOR);
    expect_effects(help, "room inbox:g1 inbox.room {'of':'course:c1','role':'visitor','cause':18,"
                         "'title':{'en':'Evidence'},'until':" UNTIL "}\n"
                         "member academy:main room.member {'of':'course:c1','whom':'g1',"
                         "'in':false,'guest':true,'writes':false,'units':[11],'cause':18}\n");
    help_room_free(&course.help);
}

/* Of who was let in and who is no guest any more, those who are. */
static void another_name_of_the_course_reaches_its_guests_at_home(void **state)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    assert_int_equal(help_sendf(course.help, "m1", "visitor.set",
                                "{'whom':'g2','until':" UNTIL ",'topics':[%lld]}",
                                (long long)course.t),
                     ERR_NONE);
    (void)help_did(course.help, "h1", "member.set", "{'whom':'g2','role':'participant'}");
    assert_int_equal(help_append(course.help, "system", "stage.change", "{'title':{'en':'New'}}"),
                     ERR_NONE);
    expect_effects(course.help, "room inbox:g1 inbox.room {'of':'course:c1','role':'visitor',"
                                "'cause':17,'title':{'en':'New'},'until':" UNTIL "}\n");
    assert_int_equal(help_append(course.help, "system", "stage.change", "{'minutes':5}"), ERR_NONE);
    expect_effects(course.help, "");
    help_room_free(&course.help);
}

static void who_is_let_in_is_no_member_and_where_is_there(void **state)
{
    struct course course = course_new();
    struct help_room *help = course.help;
    assert_int_equal(help_sendf(help, "m1", "visitor.set",
                                "{'whom':'u1','until':" UNTIL ",'topics':[%lld]}",
                                (long long)course.t),
                     ERR_ALREADY_EXISTS);
    assert_int_equal(
        help_send(help, "m1", "visitor.set", "{'whom':'g1','until':" UNTIL ",'topics':[999999]}"),
        ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "m1", "visitor.set",
                                "{'whom':'g1','until':1699999999999,'topics':[%lld]}",
                                (long long)course.t),
                     ERR_EXPIRED);
    assert_int_equal(help_send(help, "m1", "visitor.set", "{'whom':'g1','until':" UNTIL "}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "u1", "visitor.set",
                                "{'whom':'g1','until':" UNTIL ",'topics':[%lld]}",
                                (long long)course.t),
                     ERR_PERMISSION_DENIED);
    /* Who becomes a member is no guest any more, and stays when that would have ended. */
    assert_int_equal(let_in(&course, ""), ERR_NONE);
    (void)help_did(help, "h1", "member.set", "{'whom':'g1','role':'participant'}");
    assert_int_equal(role(&course, "g1"), ROLE_PARTICIPANT);
    assert_int_equal(help_tick(help, HELP_START_MS + 3600000), 1);
    assert_int_equal(role(&course, "g1"), ROLE_PARTICIPANT);
    help_room_free(&course.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_stands_in_the_places_that_are_named_and_nowhere_else),
        cmocka_unit_test(everybody_sees_who_is_a_guest_and_the_team_of_what),
        cmocka_unit_test(of_the_room_a_guest_is_told_its_name_alone),
        cmocka_unit_test(what_a_guest_asks_for_is_of_named_places),
        cmocka_unit_test(nothing_of_the_forum_is_new_and_nothing_found_for_a_guest),
        cmocka_unit_test(who_may_write_does_so_there_alone_and_is_seen_as_a_guest),
        cmocka_unit_test(a_guest_is_told_of_what_concerns_them_in_their_places),
        cmocka_unit_test(a_thread_that_leaves_a_named_place_is_left_behind),
        cmocka_unit_test(at_the_end_a_guest_is_out_by_itself_though_the_server_was_away),
        cmocka_unit_test(a_stay_is_made_longer_and_shorter_and_ended_and_given_again),
        cmocka_unit_test(another_name_of_the_course_reaches_its_guests_at_home),
        cmocka_unit_test(who_is_let_in_is_no_member_and_where_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
