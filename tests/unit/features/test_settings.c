/* SPDX-License-Identifier: Apache-2.0
 * server/features/settings.c, and gates_site of server/core/gates.c */
#include "features/settings.h"

#include "core/gates.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &settings_feature, NULL};

static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    assert_int_equal(help_send(help, "system", "person.add",
                               "{'person':'o','name':'Organiser','roles':['organiser']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "person.add", "{'person':'k','name':'Kim'}"),
                     ERR_NONE);
    return help;
}

static void what_is_set_is_seen_by_everybody_and_the_rest_stays(void **state)
{
    struct help_room *help = academy();
    struct gate_site site;
    struct slice name = {NULL, 0};
    gates_site(help_room(help), &site);
    assert_null(site.name);
    assert_int_equal(site.colour.len, 0);
    assert_int_equal(help_send(help, "o", "settings.set",
                               "{'name':{'en':'Academy','ar':'أكاديمية'},'colour':'#1a4f8b',"
                               "'logo':7,'languages':['ar','en','ar'],'apply':false}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "settings",
                "{'name':{'en':'Academy','ar':'أكاديمية'},'logo':7,'colour':'#1a4f8b',"
                "'languages':['ar','en'],'apply':false}");
    assert_int_equal(help_send(help, "o", "settings.set", "{'name':{'fr':'Académie'}}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "settings",
                "{'name':{'fr':'Académie'},'logo':7,'colour':'#1a4f8b',"
                "'languages':['ar','en'],'apply':false}");
    assert_int_equal(help_send(help, "o", "settings.set", "{'logo':0,'colour':'','apply':true}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "settings",
                "{'name':{'fr':'Académie'},'languages':['ar','en'],'apply':true}");
    gates_site(help_room(help), &site);
    assert_true(json_get_text(site.name, "fr", &name) && slice_is(name, "Académie"));
    assert_true(slice_is(site.languages[1], "en"));
    assert_int_equal(site.languages[2].len, 0);
    assert_false(site.shut);
    help_room_free(&help);
}

static void what_is_no_setting_is_refused(void **state)
{
    struct help_room *help = academy();
    static const char *const bad[] = {
        "{'colour':'#1A4F8B'}", "{'colour':'red'}",    "{'colour':7}",       "{'languages':[]}",
        "{'languages':['de']}", "{'languages':'ar'}",  "{'apply':'yes'}",    "{'logo':-1}",
        "{'name':{}}",          "{'name':{'de':'x'}}", "{'name':'Academy'}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "o", "settings.set", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "k", "settings.set", "{'apply':true}"), ERR_PERMISSION_DENIED);
    expect_view(help, RINGS_INSIDE, "settings", NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_set_is_seen_by_everybody_and_the_rest_stays),
        cmocka_unit_test(what_is_no_setting_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
