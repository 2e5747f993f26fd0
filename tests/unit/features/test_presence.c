/* SPDX-License-Identifier: Apache-2.0
 * server/features/presence.c */
#include <stdio.h>
#include <string.h>

#include "core/room_nodes.h"
#include "features/member.h"
#include "features/presence.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &presence_feature,
                                                 NULL};

/* `node` is "" for the one instance that is alone. */
static enum err tell(struct help_room *help, const char *type, const char *node, bool comes,
                     const char *person)
{
    char data[200];
    int bytes = snprintf(data, sizeof data,
                         *node ? "{\"node\":\"%s\",\"people\":" : "{%s\"people\":", node);
    snprintf(data + bytes, sizeof data - (size_t)bytes,
             comes ? "{\"%s\":\"Name %s\"}}" : "[\"%s\"]}", person, person);
    return help_append_raw(help, "system", type, data);
}

static enum err join_at(struct help_room *help, const char *node, const char *person)
{
    return tell(help, "presence.join", node, true, person);
}

static enum err leave_at(struct help_room *help, const char *node, const char *person)
{
    return tell(help, "presence.leave", node, false, person);
}

static enum err join(struct help_room *help, const char *person)
{
    return join_at(help, "", person);
}

static enum err leave(struct help_room *help, const char *person)
{
    return leave_at(help, "", person);
}

static struct help_room *room_started(void)
{
    struct help_room *help = help_room_new("webinar:w1", features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    return help;
}

static void joins_and_leaves_are_counted(void **state)
{
    struct help_room *help = room_started();
    expect_view(help, RINGS_INSIDE, "presence", "{'count':0}");
    assert_int_equal(join(help, "h1"), ERR_NONE);
    assert_int_equal(join(help, "u1"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence", "{'count':2}");
    assert_int_equal(leave(help, "h1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "presence", "{'count':1}");
    help_room_free(&help);
}

static void joins_make_no_event_of_their_own(void **state)
{
    struct help_room *help = room_started();
    assert_int_equal(join(help, "u1"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, NULL);
    help_room_free(&help);
}

static void a_person_is_counted_once(void **state)
{
    struct help_room *help = room_started();
    assert_int_equal(leave(help, "u1"), ERR_NOT_FOUND);
    assert_int_equal(join(help, "u1"), ERR_NONE);
    assert_int_equal(join(help, "u1"), ERR_ALREADY_EXISTS);
    expect_view(help, RINGS_INSIDE, "presence/count", "1");
    assert_int_equal(leave(help, "u1"), ERR_NONE);
    assert_int_equal(leave(help, "u1"), ERR_NOT_FOUND);
    expect_view(help, RINGS_INSIDE, "presence/count", "0");
    help_room_free(&help);
}

struct names {
    char text[64];
};

static void add_name(void *context, struct slice person)
{
    struct names *names = context;
    strncat(names->text, person.at, person.len);
    strncat(names->text, " ", 2);
}

static void the_room_knows_who_is_here(void **state)
{
    struct help_room *help = room_started();
    struct names names = {{0}};
    join(help, "u1");
    join(help, "u2");
    join(help, "h1");
    leave(help, "u2");
    room_present_each(help_room(help), (struct slice){NULL, 0}, add_name, &names);
    assert_string_equal(names.text, "u1 h1 ");
    assert_true(room_is_present(help_room(help), (struct slice){NULL, 0}, SLICE("u1")));
    assert_false(room_is_present(help_room(help), (struct slice){NULL, 0}, SLICE("u2")));
    assert_false(room_is_present(help_room(help), (struct slice){NULL, 0}, SLICE("u3")));
    help_room_free(&help);
}

static void the_tally_is_sent_when_the_count_changed_and_not_again(void **state)
{
    struct help_room *help = room_started();
    struct room *room = help_room(help);
    struct viewer viewer = {RINGS_INSIDE, 0};
    struct buffer out;
    buffer_init(&out, 1000);
    join(help, "u1");
    help_tally(help);
    assert_true(room_tally_wait_ms(room) < 0);
    assert_false(room_tally(room, &viewer, false, &out));
    assert_true(room_tally(room, &viewer, true, &out));
    assert_true(slice_is(buffer_slice(&out), "{\"presence\":{\"count\":1}}"));
    buffer_done(&out);
    help_room_free(&help);
}

static void a_count_that_came_back_is_sent_to_those_who_came_between(void **state)
{
    struct help_room *help = room_started();
    struct viewer viewer = {RINGS_INSIDE, 0};
    struct buffer out;
    buffer_init(&out, 1000);
    help_tally(help);
    join(help, "u1");
    leave(help, "u1");
    assert_true(room_tally(help_room(help), &viewer, false, &out));
    assert_true(slice_is(buffer_slice(&out), "{\"presence\":{\"count\":0}}"));
    buffer_done(&out);
    help_room_free(&help);
}

static void the_roster_tells_staff_who_is_here(void **state)
{
    struct help_room *help = room_started();
    join(help, "u1");
    join(help, "u2");
    help_wait(help, 1000);
    join(help, "h1");
    leave(help, "u1");
    expect_query(help, "h1", "presence.roster", "{}",
                 "{'people':{'u2':{'name':'Name u2','role':'participant','since':1700000000000},"
                 "'h1':{'name':'Name h1','role':'host','since':1700000001000}}}");
    help_room_free(&help);
}

static void the_roster_is_refused_to_participants(void **state)
{
    struct help_room *help = room_started();
    struct buffer out;
    buffer_init(&out, 1000);
    join(help, "u1");
    assert_int_equal(help_query(help, "u1", "presence.roster", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
}

static void the_roster_is_paged_in_the_order_of_arrival(void **state)
{
    struct help_room *help = room_started();
    static const char *const people[] = {"u5", "u3", "u4", "u1"};
    for (size_t i = 0; i < 4; i++)
        join(help, people[i]);
    expect_query(help, "h1", "presence.roster", "{'limit':2}",
                 "{'people':{'u5':{'name':'Name u5','role':'participant','since':1700000000000},"
                 "'u3':{'name':'Name u3','role':'participant','since':1700000000000}},"
                 "'next':'u3'}");
    /* Who has left meanwhile still marks the place. */
    leave(help, "u3");
    expect_query(help, "h1", "presence.roster", "{'limit':2,'after':'u3'}",
                 "{'people':{'u4':{'name':'Name u4','role':'participant','since':1700000000000},"
                 "'u1':{'name':'Name u1','role':'participant','since':1700000000000}}}");
    expect_query(help, "h1", "presence.roster", "{'after':'u1'}", "{'people':{}}");
    help_room_free(&help);
}

static void a_page_that_does_not_exist_is_refused(void **state)
{
    struct help_room *help = room_started();
    struct buffer out;
    buffer_init(&out, 1000);
    static const char *const bad[] = {"{'limit':0}", "{'limit':201}", "{'limit':'all'}",
                                      "{'after':7}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_query(help, "h1", "presence.roster", bad[i], &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "h1", "presence.roster", "{'after':'u9'}", &out),
                     ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

static void who_comes_under_a_new_name_has_it_everywhere(void **state)
{
    struct help_room *help = room_started();
    join(help, "u1");
    assert_int_equal(
        help_append_raw(help, "system", "presence.join", "{\"people\":{\"u1\":\"New name\"}}"),
        ERR_NONE);
    assert_int_equal(
        help_append_raw(help, "system", "presence.join", "{\"people\":{\"u1\":\"New name\"}}"),
        ERR_ALREADY_EXISTS);
    assert_true(slice_is(room_present_name(help_room(help), SLICE("u1")), "New name"));
    expect_view(help, RINGS_INSIDE, "presence/count", "1");
    expect_query(help, "h1", "presence.roster", "{}",
                 "{'people':{'u1':{'name':'New name','role':'participant',"
                 "'since':1700000000000}}}");
    help_room_free(&help);
}

static void who_was_removed_is_not_in_the_roster(void **state)
{
    struct help_room *help = room_started();
    join(help, "u1");
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'none'}"), 0);
    expect_query(help, "h1", "presence.roster", "{}", "{'people':{}}");
    leave(help, "u1");
    help_room_free(&help);
}

static void several_come_and_go_in_one_entry(void **state)
{
    struct help_room *help = room_started();
    assert_int_equal(help_append_raw(help, "system", "presence.join",
                                     "{\"people\":{\"u1\":\"One\",\"u2\":\"Two\"}}"),
                     ERR_NONE);
    assert_int_equal(help_append_raw(help, "system", "presence.join",
                                     "{\"people\":{\"u2\":\"Two\",\"u3\":\"Three\"}}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/count", "3");
    assert_int_equal(
        help_append_raw(help, "system", "presence.leave", "{\"people\":[\"u1\",\"u9\",\"u3\"]}"),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/count", "1");
    assert_int_equal(help_append_raw(help, "system", "presence.join", "{}"), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void a_person_is_here_until_the_last_instance_lets_go(void **state)
{
    struct help_room *help = room_started();
    assert_int_equal(join_at(help, "n1", "u1"), ERR_NONE);
    assert_int_equal(join_at(help, "n2", "u1"), ERR_NONE);
    assert_int_equal(join_at(help, "n2", "u1"), ERR_ALREADY_EXISTS);
    expect_view(help, RINGS_INSIDE, "presence/count", "1");
    assert_true(room_is_present(help_room(help), SLICE("n2"), SLICE("u1")));
    assert_int_equal(leave_at(help, "n1", "u1"), ERR_NONE);
    assert_int_equal(leave_at(help, "n1", "u1"), ERR_NOT_FOUND);
    expect_view(help, RINGS_INSIDE, "presence/count", "1");
    assert_int_equal(leave_at(help, "n2", "u1"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/count", "0");
    help_room_free(&help);
}

static void count_node(void *context, const struct room_node *node)
{
    assert_true(node->joined > 0 && node->first_ms >= node->before_ms);
    ++*(int *)context;
}

static void an_instance_that_is_gone_takes_its_people_with_it(void **state)
{
    struct help_room *help = room_started();
    int nodes = 0;
    join_at(help, "n1", "u1");
    join_at(help, "n1", "u2");
    join_at(help, "n2", "u2");
    join_at(help, "n2", "u3");
    assert_int_equal(help_append_raw(help, "system", "presence.gone", "{\"node\":\"n1\"}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/count", "2");
    assert_false(room_is_present(help_room(help), SLICE("n1"), SLICE("u2")));
    assert_int_equal(help_append_raw(help, "system", "presence.gone", "{\"node\":\"n1\"}"),
                     ERR_NOT_FOUND);
    room_nodes_each(help_room(help), count_node, &nodes);
    assert_int_equal(nodes, 1);
    help_room_free(&help);
}

static void instances_without_people_leave_their_place(void **state)
{
    struct help_room *help = room_started();
    char node[16];
    for (int i = 0; i < 64; i++) {
        snprintf(node, sizeof node, "n%d", i);
        assert_int_equal(join_at(help, node, "u1"), ERR_NONE);
    }
    assert_int_equal(join_at(help, "more", "u1"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(leave_at(help, "n7", "u1"), ERR_NONE);
    assert_int_equal(join_at(help, "more", "u1"), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_and_leaves_are_counted),
        cmocka_unit_test(joins_make_no_event_of_their_own),
        cmocka_unit_test(a_person_is_counted_once),
        cmocka_unit_test(the_room_knows_who_is_here),
        cmocka_unit_test(the_tally_is_sent_when_the_count_changed_and_not_again),
        cmocka_unit_test(a_count_that_came_back_is_sent_to_those_who_came_between),
        cmocka_unit_test(the_roster_tells_staff_who_is_here),
        cmocka_unit_test(the_roster_is_refused_to_participants),
        cmocka_unit_test(the_roster_is_paged_in_the_order_of_arrival),
        cmocka_unit_test(a_page_that_does_not_exist_is_refused),
        cmocka_unit_test(who_comes_under_a_new_name_has_it_everywhere),
        cmocka_unit_test(who_was_removed_is_not_in_the_roster),
        cmocka_unit_test(several_come_and_go_in_one_entry),
        cmocka_unit_test(a_person_is_here_until_the_last_instance_lets_go),
        cmocka_unit_test(an_instance_that_is_gone_takes_its_people_with_it),
        cmocka_unit_test(instances_without_people_leave_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
