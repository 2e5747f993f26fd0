/* SPDX-License-Identifier: Apache-2.0
 * server/features/directory_find.c */
#include "features/directory_find.h"

#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, NULL};

/* An organiser, a manager, a coordinator of France, and members: two have one name. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'o','name':'Organiser','roles':['organiser']}",
        "{'person':'m','name':'Manager','roles':['manager']}",
        "{'person':'c','name':'Coordinator','country':'FR','roles':['coordinator'],"
        "'coordinates':['FR']}",
        "{'person':'f','name':'Adviser At Sfax','country':'FR','mail':'ad.viser+x@Police.example'}",
        "{'person':'k','name':'Host Alba','country':'KE'}",
        "{'person':'k2','name':'Host Álba','country':'KE'}",
        "{'person':'s','name':'Adviser Away','country':'FR'}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.suspend", "{'person':'s'}"), ERR_NONE);
    return help;
}

static void people_are_found_by_how_a_word_of_their_name_begins(void **state)
{
    struct help_room *help = academy();
    expect_query(help, "m", "person.find", "{'words':'sfa'}",
                 "{'people':[{'id':'f','name':'Adviser At Sfax','country':'FR'}]}");
    expect_query(help, "m", "person.find", "{'words':'adv'}",
                 "{'people':[{'id':'f','name':'Adviser At Sfax','country':'FR'}]}");
    expect_query(help, "o", "person.find", "{'country':'KE','limit':1}",
                 "{'people':[{'id':'k','name':'Host Alba','country':'KE'}],'next':'k'}");
    expect_query(help, "o", "person.find", "{'country':'KE','limit':1,'after':'k'}",
                 "{'people':[{'id':'k2','name':'Host Álba','country':'KE'}]}");
    expect_query(help, "o", "person.find", "{'country':'ZZ'}", "{'people':[]}");
    help_room_free(&help);
}

static void a_list_says_whom_each_text_means(void **state)
{
    struct help_room *help = academy();
    expect_query(
        help, "m", "person.find",
        "{'list':['ad.viser+x@police.EXAMPLE',' k2 ','adviser at sfax','Host Alba','nobody',"
        "'Adviser','s']}",
        "{'found':["
        "{'asked':'ad.viser+x@police.EXAMPLE','fit':1,'id':'f','name':'Adviser At Sfax',"
        "'country':'FR'},"
        "{'asked':' k2 ','fit':1,'id':'k2','name':'Host Álba','country':'KE'},"
        "{'asked':'adviser at sfax','fit':1,'id':'f','name':'Adviser At Sfax',"
        "'country':'FR'},"
        "{'asked':'Host Alba','fit':2},{'asked':'nobody','fit':0},"
        "{'asked':'Adviser','fit':0},{'asked':'s','fit':0}]}");
    help_room_free(&help);
}

static void coordinators_find_those_of_their_countries_alone(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    expect_query(help, "c", "person.find", "{}",
                 "{'people':[{'id':'f','name':'Adviser At Sfax','country':'FR'},"
                 "{'id':'c','name':'Coordinator','country':'FR'}]}");
    expect_query(help, "c", "person.find", "{'country':'KE'}", "{'people':[]}");
    expect_query(help, "c", "person.find", "{'list':['k','f']}",
                 "{'found':[{'asked':'k','fit':0},"
                 "{'asked':'f','fit':1,'id':'f','name':'Adviser At Sfax','country':'FR'}]}");
    assert_int_equal(help_query(help, "k", "person.find", "{}", &out), ERR_PERMISSION_DENIED);
    static const char *const bad[] = {"{'list':7}", "{'list':[7]}", "{'list':[' ']}", "{'words':7}",
                                      "{'limit':0}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_query(help, "m", "person.find", bad[i], &out), ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_found_by_how_a_word_of_their_name_begins),
        cmocka_unit_test(a_list_says_whom_each_text_means),
        cmocka_unit_test(coordinators_find_those_of_their_countries_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
