/* SPDX-License-Identifier: Apache-2.0
 * server/features/tool.c */
#include "features/tool.h"

#include "features/people.h"
#include "help_room.h"

#define GOOD "'name':'Exercises','login':'https://t.example/l','redirects':['https://t.example/r']"

static struct help_room *academy(void)
{
    static const struct feature *const features[] = {&people_feature, &tool_feature, NULL};
    struct help_room *help = help_room_new("academy:main", features);
    assert_int_equal(
        help_send(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "system", "person.add", "{'person':'m','name':'M'}"),
                     ERR_NONE);
    return help;
}

static void only_organisers_are_told_more_than_names(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "o", "tool.set", "{" GOOD ",'names':true}"), ERR_NONE);
    expect_query(help, "o", "tool.list", "{}",
                 "{'tools':{'3':{'name':'Exercises','client':'tool-3','deployment':'3',"
                 "'login':'https://t.example/l','redirects':['https://t.example/r'],"
                 "'names':true}}}");
    expect_query(help, "m", "tool.list", "{}", "{'tools':{'3':{'name':'Exercises'}}}");
    assert_int_equal(help_send(help, "m", "tool.set", "{" GOOD "}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void a_tool_that_is_changed_keeps_its_ids(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "o", "tool.set", "{" GOOD ",'names':true}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "tool.set",
                               "{'tool':3,'name':'Other','login':'http://127.0.0.1:9/l?a=b',"
                               "'redirects':['http://localhost:9/1','https://t.example/2']}"),
                     ERR_NONE);
    expect_query(help, "o", "tool.list", "{}",
                 "{'tools':{'3':{'name':'Other','client':'tool-3','deployment':'3',"
                 "'login':'http://127.0.0.1:9/l?a=b',"
                 "'redirects':['http://localhost:9/1','https://t.example/2'],'names':false}}}");
    assert_int_equal(help_send(help, "o", "tool.remove", "{'tool':3}"), ERR_NONE);
    expect_query(help, "o", "tool.list", "{}", "{'tools':{}}");
    assert_int_equal(help_send(help, "o", "tool.remove", "{'tool':3}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "o", "tool.set", "{'tool':3," GOOD "}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void nothing_goes_in_the_clear_or_to_half_an_address(void **state)
{
    static const char *const bad[] = {
        "'login':'http://t.example/l','redirects':['https://t.example/r']",
        "'login':'https://t.example/l','redirects':['http://t.example/r']",
        "'login':'https://t.example/l','redirects':['http://127.0.0.1.t.example/r']",
        "'login':'https://t.example/l','redirects':['https://t.example/r#part']",
        "'login':'https://t.example/l','redirects':['/r']",
        "'login':'javascript:alert(1)','redirects':['https://t.example/r']",
        "'login':'https://t.example/l','redirects':['https://t.example/\\u0022>']",
        "'login':'https://t.example/l','redirects':[]",
        "'login':'https://t.example/l'",
    };
    struct help_room *help = academy();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_sendf(help, "o", "tool.set", "{'name':'T',%s}", bad[i]),
                         ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void there_are_only_so_many(void **state)
{
    struct help_room *help = academy();
    for (int i = 0; i < BOUND_TOOLS; i++)
        assert_int_equal(help_send(help, "o", "tool.set", "{" GOOD "}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "tool.set", "{" GOOD "}"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "o", "tool.set", "{'tool':3," GOOD "}"), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_organisers_are_told_more_than_names),
        cmocka_unit_test(a_tool_that_is_changed_keeps_its_ids),
        cmocka_unit_test(nothing_goes_in_the_clear_or_to_half_an_address),
        cmocka_unit_test(there_are_only_so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
