/* SPDX-License-Identifier: Apache-2.0
 * server/features/credential.c, credential_state.c and credential_query.c */
#include "features/credential.h"

#include <stdio.h>

#include "core/gates.h"
#include "features/catalogue.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &catalogue_feature,
                                                 &credential_feature, NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

/* An organiser "o", and "h" and "i", hosts of a webinar that asks for instructors. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    does(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}");
    does(help, "system", "person.add", "{'person':'h','name':'H'}");
    does(help, "system", "person.add", "{'person':'i','name':'I'}");
    does(help, "o", "room.create",
         "{'of':'webinar:w','template':'webinar','title':{'en':'W'},'hosts':['h','i'],"
         "'who':{'to':'invited'},'asks':'instructor'}");
    return help;
}

static void give(struct help_room *help, const char *person, const char *until)
{
    assert_int_equal(help_sendf(help, "o", "credential.give",
                                "{'person':'%s','kind':'instructor','reference':'N 1',"
                                "'issued':1690000000000%s}",
                                person, until),
                     ERR_NONE);
}

static void a_room_lets_hosts_rest_who_lack_what_it_asks_for(void **state)
{
    struct help_room *help = academy();
    expect_effects(help, "room webinar:w stage.create {'title':{'en':'W'},'listed':true}\n"
                         "policy webinar:w member.policy {'policy':'members'}\n"
                         "host 1 webinar:w member.set "
                         "{'whom':'h','role':'host','name':'H','cause':4}\n"
                         "host 2 webinar:w member.set "
                         "{'whom':'i','role':'host','name':'I','cause':4}\n"
                         "rest 1 webinar:w member.rest {'whom':'h','rests':true,'cause':4}\n"
                         "rest 2 webinar:w member.rest {'whom':'i','rests':true,'cause':4}\n");
    give(help, "h", ",'until':1700000005000");
    expect_effects(help, "rest webinar:w member.rest {'whom':'h','rests':false,'cause':5}\n");
    /* A second one of the kind changes nothing. */
    give(help, "h", "");
    expect_effects(help, "");
    does(help, "o", "room.change", "{'of':'webinar:w','asks':''}");
    expect_effects(help, "rest 1 webinar:w member.rest {'whom':'h','rests':false,'cause':7}\n"
                         "rest 2 webinar:w member.rest {'whom':'i','rests':false,'cause':7}\n");
    /* Who rested before and hosts it again does not rest any more. */
    does(help, "o", "room.change", "{'of':'webinar:w','hosts':['i']}");
    expect_effects(help, "host 1 webinar:w member.set "
                         "{'whom':'i','role':'host','name':'I','cause':8}\n"
                         "rest 1 webinar:w member.rest {'whom':'i','rests':false,'cause':8}\n"
                         "former 1 webinar:w member.set "
                         "{'whom':'h','role':'participant','name':'H','cause':8}\n");
    help_room_free(&help);
    (void)state;
}

static void what_has_lapsed_rests_until_it_is_renewed(void **state)
{
    struct help_room *help = academy();
    struct due due = {0};
    struct buffer data;
    give(help, "h", ",'until':1700000005000");
    give(help, "i", ",'until':1700000002000");
    buffer_init(&data, BOUND_ENTRY_BYTES);
    due.data = &data;
    assert_false(room_due(help_room(help), INT64_C(1700000001999), &due));
    assert_true(room_due(help_room(help), INT64_C(1700000002000), &due));
    assert_string_equal(due.type, "credential.lapse");
    assert_true(slice_is(buffer_slice(&data), "{\"credential\":6,\"until\":1700000002000}"));
    buffer_done(&data);
    help_wait(help, 2000);
    does(help, "system", "credential.lapse", "{'credential':6,'until':1700000002000}");
    expect_effects(help, "rest webinar:w member.rest {'whom':'i','rests':true,'cause':7}\n");
    assert_false(gates_holds(help_room(help), SLICE("i"), SLICE("instructor")));
    assert_true(gates_holds(help_room(help), SLICE("h"), SLICE("instructor")));
    does(help, "o", "credential.renew", "{'credential':6,'until':1700000009000}");
    expect_effects(help, "rest webinar:w member.rest {'whom':'i','rests':false,'cause':8}\n");
    assert_true(room_due_ms(help_room(help)) == INT64_C(1700000005000));
    /* The end that it had is over, not the one that it has. */
    assert_int_equal(
        help_append(help, "system", "credential.lapse", "{'credential':6,'until':1700000002000}"),
        ERR_NOT_FOUND);
    does(help, "o", "credential.withdraw", "{'credential':5,'why':'By mistake'}");
    expect_effects(help, "rest webinar:w member.rest {'whom':'h','rests':true,'cause':10}\n");
    assert_int_equal(help_append(help, "o", "credential.renew", "{'credential':5}"), ERR_NOT_FOUND);
    help_room_free(&help);
    (void)state;
}

/* A host who rests keeps nobody from taking the room over, or it had no host for good. Whoever
 * takes it must be one who does not rest. */
static void a_room_whose_hosts_rest_is_taken_over(void **state)
{
    struct help_room *help = academy();
    give(help, "h", ",'until':1700000002000");
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'webinar:w'}"), ERR_ROOM_HAS_HOST);
    help_wait(help, 2000);
    does(help, "system", "credential.lapse", "{'credential':5,'until':1700000002000}");
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'webinar:w'}"),
                     ERR_PERMISSION_DENIED);
    give(help, "o", "");
    does(help, "o", "room.take", "{'of':'webinar:w'}");
    expect_effects(help,
                   "host webinar:w member.set {'whom':'o','role':'host','name':'O','cause':8}\n"
                   "rest webinar:w member.rest {'whom':'o','rests':false,'cause':8}\n"
                   "taken webinar:w member.taken {'whom':'o','name':'Name o'}\n");
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'webinar:w'}"), ERR_ROOM_HAS_HOST);
    help_room_free(&help);
    (void)state;
}

static void everybody_is_told_of_their_own_and_organisers_of_all(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    static const struct help_list list = {"credential.list", "credentials", "person"};
    give(help, "h", ",'until':1700000005000");
    give(help, "i", "");
    assert_int_equal(
        help_send(help, "h", "credential.give", "{'person':'h','kind':'instructor','issued':1}"),
        ERR_PERMISSION_DENIED);
    help_expect_ids(help, "o", &list, "{}", "h i");
    help_expect_ids(help, "h", &list, "{}", "h");
    help_expect_ids(help, "h", &list, "{'person':'i'}", "");
    help_expect_ids(help, "o", &list, "{'before':1700000009000}", "h");
    help_expect_ids(help, "o", &list, "{'state':'lapsed'}", "");
    expect_query(help, "i", "credential.get", "{'credential':6}",
                 "{'credential':6,'person':'i','name':'I','kind':'instructor','reference':'N 1',"
                 "'issued':1690000000000,'state':'valid'}");
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "h", "credential.get", "{'credential':6}", &out),
                     ERR_NOT_FOUND);
    expect_query(help, "system", "credential.verify", "{'credential':6}",
                 "{'name':'I','kind':'instructor','reference':'N 1','issued':1690000000000,"
                 "'state':'valid'}");
    does(help, "o", "person.erase", "{'person':'i'}");
    assert_int_equal(help_query(help, "system", "credential.verify", "{'credential':6}", &out),
                     ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

static void words_that_are_erased_do_not_come_back(void **state)
{
    struct help_room *help = academy();
    give(help, "h", "");
    does(help, "o", "credential.renew", "{'credential':5,'reference':'N 2'}");
    does(help, "system", "room.erase", "{'seqs':[6]}");
    expect_query(help, "h", "credential.get", "{'credential':5}",
                 "{'credential':5,'person':'h','name':'H','kind':'instructor',"
                 "'issued':1690000000000,'state':'valid'}");
    help_room_free(&help);
    (void)state;
}

static void nothing_ends_before_it_begins_or_is_of_nobody(void **state)
{
    struct help_room *help = academy();
    static const char *const wrong[] = {
        "{'person':'h','kind':'k','issued':1690000000000,'until':1690000000000}",
        "{'person':'h','kind':'two words','issued':1690000000000}",
        "{'person':'h','kind':'k','of':'inbox:h','issued':1690000000000}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(help_send(help, "o", "credential.give", wrong[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "o", "credential.give",
                               "{'person':'nobody','kind':'k','issued':1690000000000}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_lets_hosts_rest_who_lack_what_it_asks_for),
        cmocka_unit_test(what_has_lapsed_rests_until_it_is_renewed),
        cmocka_unit_test(a_room_whose_hosts_rest_is_taken_over),
        cmocka_unit_test(everybody_is_told_of_their_own_and_organisers_of_all),
        cmocka_unit_test(words_that_are_erased_do_not_come_back),
        cmocka_unit_test(nothing_ends_before_it_begins_or_is_of_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
