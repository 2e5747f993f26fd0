/* SPDX-License-Identifier: Apache-2.0
 * server/features/directory_history.c */
#include "features/directory_history.h"

#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

#define AT "'at':1700000000000,"
#define ADDED                                                                                      \
    "{'seq':2," AT "'by':'o','name':'Name "                                                        \
    "o','type':'person.add','data':{'person':'t','name':'T'}}"
#define PROMOTED                                                                                   \
    "{'seq':4," AT "'by':'o','name':'Name o','type':'person.change',"                              \
    "'data':{'person':'t','roles':['manager']}}"
#define SUSPENDED                                                                                  \
    "{'seq':5," AT "'by':'o','name':'Name o','type':'person.suspend',"                             \
    "'data':{'person':'t','why':'Left'}}"
#define RESTORED                                                                                   \
    "{'seq':6," AT                                                                                 \
    "'by':'system','name':'Name system','type':'person.restore','data':{'person':'t'}}"

static void what_was_done_to_somebody_is_told_youngest_first(void **state)
{
    struct help_room *help = help_room_new("academy:main", features);
    struct buffer out;
    does(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}");
    does(help, "o", "person.add", "{'person':'t','name':'T'}");
    does(help, "o", "person.add", "{'person':'u','name':'U'}");
    does(help, "o", "person.change", "{'person':'t','roles':['manager']}");
    does(help, "o", "person.suspend", "{'person':'t','why':'Left'}");
    does(help, "system", "person.restore", "{'person':'t'}");
    expect_query(help, "o", "person.history", "{'person':'t'}",
                 "{'entries':[" RESTORED "," SUSPENDED "," PROMOTED "," ADDED "]}");
    expect_query(help, "o", "person.history", "{'person':'t','limit':2}",
                 "{'entries':[" RESTORED "," SUSPENDED "],'next':5}");
    expect_query(help, "o", "person.history", "{'person':'t','limit':2,'before':5}",
                 "{'entries':[" PROMOTED "," ADDED "]}");
    expect_query(help, "o", "person.history", "{'person':'t','before':2}", "{'entries':[]}");
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "o", "person.history", "{'person':'z'}", &out),
                     ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "o", "person.history", "{}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "t", "person.history", "{'person':'t'}", &out),
                     ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_done_to_somebody_is_told_youngest_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
