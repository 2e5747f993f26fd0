/* SPDX-License-Identifier: Apache-2.0
 * server/features/conduct.c */
#include "features/conduct.h"

#include "core/gates.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &conduct_feature, NULL};

static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    assert_int_equal(
        help_send(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "system", "person.add", "{'person':'t','name':'T'}"),
                     ERR_NONE);
    help_follow_person(help, "t");
    return help;
}

static bool accepted(struct help_room *help, const char *person)
{
    return gates_accepted(help_room(help), slice_of(person));
}

static void it_is_accepted_and_again_when_it_changes(void **state)
{
    struct help_room *help = academy();
    assert_true(accepted(help, "t"));
    assert_int_equal(help_send(help, "t", "conduct.accept", "{'version':1,'language':'ar'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "t", "conduct.set", "{'text':{'en':'A'}}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "o", "conduct.set", "{'text':{'en':'One\\ntwo'}}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'conduct':{'version':3,'at':1700000000000}}");
    assert_false(accepted(help, "t"));
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "t", "conduct.accept", "{'version':3,'language':'ar'}"),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_me(help, "t", "conduct", "{'version':3,'at':1700000001000}");
    assert_true(accepted(help, "t"));
    assert_false(accepted(help, "o"));
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "o", "conduct.set", "{'text':{'en':'Three'}}"), ERR_NONE);
    assert_false(accepted(help, "t"));
    assert_int_equal(help_send(help, "t", "conduct.accept", "{'version':3,'language':'ar'}"),
                     ERR_NOT_FOUND);
    expect_me(help, "t", "conduct", "{'version':3,'at':1700000001000}");
    help_room_free(&help);
    (void)state;
}

static void it_is_read_and_organisers_know_how_many_have_accepted(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "t", "conduct.get", "{}", &out), ERR_NOT_FOUND);
    buffer_done(&out);
    assert_int_equal(help_send(help, "o", "conduct.set", "{'text':{'en':'A','fr':'B'}}"), ERR_NONE);
    for (int twice = 0; twice < 2; twice++)
        assert_int_equal(help_send(help, "t", "conduct.accept", "{'version':3,'language':'fr'}"),
                         ERR_NONE);
    expect_query(help, "t", "conduct.get", "{}",
                 "{'version':3,'at':1700000000000,'text':{'en':'A','fr':'B'}}");
    expect_query(help, "o", "conduct.get", "{}",
                 "{'version':3,'at':1700000000000,'text':{'en':'A','fr':'B'},'accepted':1}");
    assert_int_equal(help_send(help, "o", "conduct.set", "{'text':{'en':'C'}}"), ERR_NONE);
    expect_query(help, "o", "conduct.get", "{}",
                 "{'version':6,'at':1700000000000,'text':{'en':'C'},'accepted':0}");
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_accepted_and_again_when_it_changes),
        cmocka_unit_test(it_is_read_and_organisers_know_how_many_have_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
