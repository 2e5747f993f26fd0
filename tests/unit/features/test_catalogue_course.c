/* SPDX-License-Identifier: Apache-2.0
 * server/features/catalogue_course.c */
#include "features/catalogue_course.h"

#include <stdio.h>

#include "features/catalogue.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &catalogue_feature, NULL};

/* A manager "m" with the course c, another one "n" with the course d, and members "f" and "k". */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'m','name':'Manager','roles':['manager']}",
        "{'person':'n','name':'Other','roles':['manager']}",
        "{'person':'f','name':'Of France','country':'FR'}",
        "{'person':'k','name':'Of Kenya','country':'KE'}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:c','template':'spoc','title':{'en':'C'},"
                               "'who':{'to':'invited'}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "n", "room.create",
                               "{'of':'course:d','template':'spoc','title':{'en':'D'},"
                               "'who':{'to':'invited'}}"),
                     ERR_NONE);
    return help;
}

static enum err webinar(struct help_room *help, const char *of, const char *rest)
{
    return help_sendf(
        help, "m", "room.create",
        "{'of':'%s','template':'webinar','title':{'en':'W'},'who':{'to':'invited'}%s}", of, rest);
}

static enum err told(struct help_room *help, const char *whom, bool in, int cause)
{
    return help_sendf(help, "system", "room.member",
                      "{'of':'course:c','whom':'%s','in':%s,'cause':%d}", whom,
                      in ? "true" : "false", cause);
}

static enum err joins(struct help_room *help, const char *by)
{
    return help_send(help, by, "room.join", "{'of':'webinar:w'}");
}

static void expect_late(struct help_room *help, const char *data)
{
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "m", "room.get", data, &out), ERR_NONE);
    struct slice said = SLICE("\"history\":false");
    assert_non_null(memmem(out.bytes, out.len, said.at, said.len));
    buffer_done(&out);
}

/* Said once, of a course into which one comes by being let in. */
static void a_course_is_made_without_history(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'history':false"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:e','template':'spoc','title':{'en':'E'},"
                               "'who':{'to':'academy'},'history':false}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:e','template':'spoc','title':{'en':'E'},"
                               "'who':{'to':'invited'},'history':false}"),
                     ERR_NONE);
    expect_effects(help, "room course:e stage.create {'title':{'en':'E'},'listed':true,"
                         "'history':false}\n"
                         "policy course:e member.policy {'policy':'members'}\n"
                         "host 1 course:e member.set {'whom':'m','role':'host','name':'Manager',"
                         "'cause':7}\n");
    assert_int_equal(
        help_send(help, "m", "room.change", "{'of':'course:e','who':{'to':'academy'}}"),
        ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m", "room.change", "{'of':'course:e','history':true}"),
                     ERR_NONE);
    expect_late(help, "{'of':'course:e'}");
    assert_int_equal(
        help_send(help, "m", "room.copy", "{'of':'course:g','from':'course:e','title':{'en':'G'}}"),
        ERR_NONE);
    expect_late(help, "{'of':'course:g'}");
    help_room_free(&help);
}

static void a_webinar_lets_in_the_members_of_its_course(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    expect_effects(help, "room webinar:w stage.create {'title':{'en':'W'},'course':'course:c',"
                         "'listed':true}\n"
                         "policy webinar:w member.policy {'policy':'members'}\n"
                         "host 1 webinar:w member.set {'whom':'m','role':'host','name':'Manager',"
                         "'cause':7}\n");
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    assert_int_equal(told(help, "f", true, 9), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_NONE);
    expect_effects(help, "admit webinar:w member.admit {'whom':'f','role':'participant',"
                         "'cause':9}\n");
    assert_int_equal(joins(help, "k"), ERR_INVITATION_INVALID);
    expect_query(help, "f", "person.rooms", "{'person':'f'}",
                 "{'rooms':[{'of':'webinar:w','title':{'en':'W'},'role':'participant',"
                 "'why':['course']}]}");
    help_room_free(&help);
}

static enum err held(struct help_room *help, const char *course, bool is, int cause)
{
    return help_sendf(help, "system", "room.hold",
                      "{'of':'webinar:w','course':'%s','held':%s,'cause':%d}", course,
                      is ? "true" : "false", cause);
}

static void members_find_a_webinar_once_its_unit_is_open(void **state)
{
    static const struct help_list rooms = {"room.list", "rooms", "of"};
    struct buffer out;
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(told(help, "f", true, 9), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{}", "webinar:w course:c");
    assert_int_equal(held(help, "course:c", true, 12), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    help_expect_ids(help, "f", &rooms, "{}", "course:c");
    expect_query(help, "f", "person.rooms", "{'person':'f'}", "{'rooms':[]}");
    buffer_init(&out, 1024);
    assert_int_equal(help_query(help, "f", "room.get", "{'of':'webinar:w'}", &out), ERR_NOT_FOUND);
    buffer_done(&out);
    /* What came late, and what another course says, changes nothing. */
    assert_int_equal(held(help, "course:c", false, 11), ERR_NONE);
    assert_int_equal(held(help, "course:d", false, 20), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    assert_int_equal(held(help, "course:c", false, 13), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_NONE);
    assert_int_equal(held(help, "course:c", false, 14), ERR_NONE);
    help_room_free(&help);
}

/* What the course says of its guest "f", who may write: the units that are open to them. */
static enum err visits(struct help_room *help, const char *units, int cause)
{
    return help_sendf(help, "system", "room.member",
                      "{'of':'course:c','whom':'f','in':false,'guest':true,'writes':true,"
                      "'units':[%s],'cause':%d}",
                      units, cause);
}

static enum err open_in(struct help_room *help, const char *of, const char *units, int cause)
{
    return help_sendf(help, "system", "room.hold",
                      "{'of':'%s','course':'course:c','held':%s,'units':[%s],'cause':%d}", of,
                      *units ? "false" : "true", units, cause);
}

static void guests_come_into_the_webinars_of_their_units(void **state)
{
    static const struct help_list rooms = {"room.list", "rooms", "of"};
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:x", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(open_in(help, "webinar:w", "5,7", 11), ERR_NONE);
    assert_int_equal(open_in(help, "webinar:x", "6", 12), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    assert_int_equal(visits(help, "7,9", 13), ERR_NONE);
    expect_effects(help, "");
    help_expect_ids(help, "f", &rooms, "{}", "webinar:w");
    expect_query(help, "f", "person.rooms", "{'person':'f'}",
                 "{'rooms':[{'of':'course:c','title':{'en':'C'},'role':'visitor',"
                 "'why':['guest']},{'of':'webinar:w','title':{'en':'W'},'role':'participant',"
                 "'why':['course']}]}");
    assert_int_equal(joins(help, "f"), ERR_NONE);
    expect_effects(help, "admit webinar:w member.admit {'whom':'f','role':'participant',"
                         "'cause':12,'guest':true}\n");
    assert_int_equal(help_send(help, "f", "room.join", "{'of':'webinar:x'}"),
                     ERR_INVITATION_INVALID);
    /* Until its unit is open. */
    assert_int_equal(open_in(help, "webinar:w", "", 14), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{}", "");
    assert_int_equal(open_in(help, "webinar:w", "7", 15), ERR_NONE);
    /* Somewhere else they are out of what was theirs, and of nothing that never was. */
    assert_int_equal(visits(help, "6", 16), ERR_NONE);
    expect_effects(help, "left the course webinar:w member.admit {'whom':'f','role':'none',"
                         "'cause':15}\n");
    help_expect_ids(help, "f", &rooms, "{}", "webinar:x");
    /* And at the end of all. */
    assert_int_equal(told(help, "f", false, 17), ERR_NONE);
    expect_effects(help, "left the course webinar:w member.admit {'whom':'f','role':'none',"
                         "'cause':16}\n"
                         "left the course webinar:x member.admit {'whom':'f','role':'none',"
                         "'cause':16}\n");
    help_expect_ids(help, "f", &rooms, "{}", "");
    expect_query(help, "f", "person.rooms", "{'person':'f'}", "{'rooms':[]}");
    help_room_free(&help);
}

/* Whoever is in the course by now is its guest no more, wherever they were one. */
static void who_becomes_a_member_is_no_guest_of_its_webinars_any_more(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:x", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(open_in(help, "webinar:w", "7", 11), ERR_NONE);
    assert_int_equal(visits(help, "7", 12), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_NONE);
    assert_int_equal(told(help, "f", true, 13), ERR_NONE);
    expect_effects(help, "in the course webinar:w member.admit {'whom':'f',"
                         "'role':'participant','cause':12}\n");
    assert_int_equal(told(help, "f", true, 14), ERR_NONE);
    expect_effects(help, "");
    help_room_free(&help);
}

/* Within a session everybody writes: who only reads in the course stays outside. */
static void guests_who_only_read_come_into_no_webinar(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(open_in(help, "webinar:w", "7", 11), ERR_NONE);
    assert_int_equal(help_send(help, "system", "room.member",
                               "{'of':'course:c','whom':'f','in':false,'guest':true,'units':[7],"
                               "'cause':12}"),
                     ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    help_room_free(&help);
}

static void a_copy_made_for_another_course_takes_its_place_there(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:e','template':'spoc','title':{'en':'E'},"
                               "'who':{'to':'invited'}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.copy",
                               "{'from':'webinar:w','of':'webinar:e','course':'course:e'}"),
                     ERR_NONE);
    expect_effects(help, "room webinar:e stage.create {'title':{'en':'W'},'course':'course:e',"
                         "'listed':true,'from':'webinar:w'}\n"
                         "meet course:e item.meet {'from':'webinar:w','of':'webinar:e'}\n"
                         "policy webinar:e member.policy {'policy':'members'}\n"
                         "host 1 webinar:e member.set {'whom':'m','role':'host','name':'Manager',"
                         "'cause':9}\n");
    help_room_free(&help);
}

static void who_leaves_the_course_leaves_its_webinars(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:x", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:y", ""), ERR_NONE);
    assert_int_equal(told(help, "f", true, 9), ERR_NONE);
    expect_effects(help, "");
    assert_int_equal(joins(help, "f"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'webinar:x','people':['f']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "f", "room.answer", "{'of':'webinar:x','accept':true}"),
                     ERR_NONE);
    assert_int_equal(told(help, "f", false, 12), ERR_NONE);
    expect_effects(help, "left the course webinar:w member.admit {'whom':'f','role':'none',"
                         "'cause':14}\n");
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    /* What was said before comes late. */
    assert_int_equal(told(help, "f", true, 11), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_INVITATION_INVALID);
    assert_int_equal(told(help, "f", true, 13), ERR_NONE);
    assert_int_equal(joins(help, "f"), ERR_NONE);
    help_room_free(&help);
}

static void who_was_taken_out_of_a_course_does_not_find_it_among_their_own(void **state)
{
    static const struct help_list rooms = {"room.list", "rooms", "of"};
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'course:c','people':['f']}"),
                     ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "course:c");
    assert_int_equal(help_send(help, "f", "room.answer", "{'of':'course:c','accept':true}"),
                     ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "course:c");
    assert_int_equal(told(help, "f", true, 9), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "course:c");
    assert_int_equal(told(help, "f", false, 10), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "");
    assert_int_equal(told(help, "f", true, 11), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "course:c");
    help_room_free(&help);
}

static void who_came_into_a_course_without_being_asked_finds_it_among_their_own(void **state)
{
    static const struct help_list rooms = {"room.list", "rooms", "of"};
    struct help_room *help = academy();
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "");
    assert_int_equal(told(help, "f", true, 9), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "course:c");
    assert_int_equal(told(help, "f", false, 10), ERR_NONE);
    help_expect_ids(help, "f", &rooms, "{'scope':'mine'}", "");
    help_expect_ids(help, "f", &rooms, "{}", "");
    help_room_free(&help);
}

static void a_host_stays_in_a_webinar_of_theirs(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c','hosts':['f']"), ERR_NONE);
    assert_int_equal(told(help, "f", false, 12), ERR_NONE);
    expect_effects(help, "");
    assert_int_equal(told(help, "m", false, 13), ERR_NONE); /* who made it */
    expect_effects(help, "");
    help_room_free(&help);
}

static void all_of_the_academy_are_in_a_course_for_all_but_who_was_put_out(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(
        help_send(help, "m", "room.change", "{'of':'course:c','who':{'to':'academy'}}"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:c'"), ERR_NONE);
    assert_int_equal(joins(help, "k"), ERR_NONE);
    assert_int_equal(told(help, "k", false, 12), ERR_NONE);
    expect_effects(help, "left the course webinar:w member.admit {'whom':'k','role':'none',"
                         "'cause':10}\n");
    assert_int_equal(joins(help, "k"), ERR_INVITATION_INVALID);
    help_room_free(&help);
}

static void a_course_is_said_once_by_who_may_change_it(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:d'"), ERR_NOT_FOUND);
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:no'"), ERR_NOT_FOUND);
    assert_int_equal(webinar(help, "webinar:w", ",'course':'webinar:w'"), ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "n", "room.change", "{'of':'course:d','who':{'to':'academy'}}"), ERR_NONE);
    assert_int_equal(webinar(help, "webinar:w", ",'course':'course:d'"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:e','template':'spoc','title':{'en':'E'},"
                               "'who':{'to':'invited'},'course':'course:c'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(webinar(help, "webinar:w", ""), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.change", "{'of':'webinar:w','course':'course:c'}"),
                     ERR_NONE);
    expect_effects(help, "stage webinar:w stage.change {'course':'course:c'}\n");
    assert_int_equal(help_send(help, "m", "room.change", "{'of':'webinar:w','course':'course:c'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:g','template':'spoc','title':{'en':'G'},"
                               "'who':{'to':'invited'}}"),
                     ERR_NONE);
    assert_int_equal(
        help_append(help, "m", "room.change", "{'of':'webinar:w','course':'course:g'}"),
        ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "m", "room.copy", "{'from':'webinar:w','of':'webinar:x'}"),
                     ERR_NONE);
    expect_query(help, "m", "room.list", "{'scope':'soon'}",
                 "{'rooms':[{'of':'webinar:x','template':'webinar','title':{'en':'W'},"
                 "'phase':'ahead'},{'of':'webinar:w','template':'webinar','title':{'en':'W'},"
                 "'phase':'ahead'}]}");
    assert_int_equal(told(help, "k", true, 20), ERR_NONE);
    assert_int_equal(help_send(help, "k", "room.join", "{'of':'webinar:x'}"), ERR_NONE);
    help_room_free(&help);
}

static void a_course_has_so_many_webinars(void **state)
{
    struct help_room *help = academy();
    char of[24];
    for (int i = 0; i < BOUND_COURSE_WEBINARS; i++) {
        snprintf(of, sizeof of, "webinar:w%d", i);
        assert_int_equal(webinar(help, of, ",'course':'course:c'"), ERR_NONE);
    }
    assert_int_equal(webinar(help, "webinar:more", ",'course':'course:c'"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(webinar(help, "webinar:more", ""), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_course_is_made_without_history),
        cmocka_unit_test(a_webinar_lets_in_the_members_of_its_course),
        cmocka_unit_test(members_find_a_webinar_once_its_unit_is_open),
        cmocka_unit_test(guests_come_into_the_webinars_of_their_units),
        cmocka_unit_test(who_becomes_a_member_is_no_guest_of_its_webinars_any_more),
        cmocka_unit_test(guests_who_only_read_come_into_no_webinar),
        cmocka_unit_test(a_copy_made_for_another_course_takes_its_place_there),
        cmocka_unit_test(who_leaves_the_course_leaves_its_webinars),
        cmocka_unit_test(who_was_taken_out_of_a_course_does_not_find_it_among_their_own),
        cmocka_unit_test(who_came_into_a_course_without_being_asked_finds_it_among_their_own),
        cmocka_unit_test(a_host_stays_in_a_webinar_of_theirs),
        cmocka_unit_test(all_of_the_academy_are_in_a_course_for_all_but_who_was_put_out),
        cmocka_unit_test(a_course_is_said_once_by_who_may_change_it),
        cmocka_unit_test(a_course_has_so_many_webinars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
