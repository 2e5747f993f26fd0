/* SPDX-License-Identifier: Apache-2.0
 * server/features/tasks.c and catalogue_tasks.c */
#include "features/tasks.h"

#include "features/access.h"
#include "features/catalogue.h"
#include "features/conduct.h"
#include "features/credential.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature,
                                                 &access_feature,
                                                 &catalogue_feature,
                                                 &conduct_feature,
                                                 &credential_feature,
                                                 &tasks_feature,
                                                 NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

static void an_organiser_is_told_what_waits(void **state)
{
    struct help_room *help = help_room_new("academy:main", features);
    struct buffer out;
    does(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}");
    does(help, "system", "person.add", "{'person':'h','name':'H'}");
    expect_query(help, "o", "tasks.list", "{}",
                 "{'requests':{'count':0},'hostless':[],'empty':[],'reported':[],'conduct':{},'"
                 "credentials':[]}");
    does(help, "system", "access.request",
         "{'name':'A','mail':'a@police.example','country':'tn','status':'s','address':'a',"
         "'network':'n'}");
    does(help, "o", "room.create",
         "{'of':'course:c','template':'spoc','title':{'en':'C'},'who':{'to':'invited'},"
         "'hosts':['h']}");
    does(help, "o", "room.create",
         "{'of':'course:d','template':'spoc','title':{'en':'D'},'who':{'to':'academy'},"
         "'hosts':['o'],'asks':'instructor'}");
    does(help, "o", "conduct.set", "{'text':{'en':'Kindly.'}}");
    does(help, "o", "credential.give",
         "{'person':'h','kind':'k','issued':1690000000000,'until':1700086400000}");
    does(help, "o", "credential.give",
         "{'person':'h','kind':'k','issued':1690000000000,'until':1799999999999}");
    does(help, "o", "person.suspend", "{'person':'h'}");
    expect_query(help, "o", "tasks.list", "{'now':1700000000000}",
                 "{'requests':{'count':1,'oldest':3,'since':1700000000000},"
                 "'hostless':[{'of':'course:c','template':'spoc','title':{'en':'C'}},"
                 "{'of':'course:d','template':'spoc','title':{'en':'D'}}],"
                 "'empty':[{'of':'course:c','template':'spoc','title':{'en':'C'}}],'reported':[],"
                 "'conduct':{'version':6,'at':1700000000000,'accepted':0},"
                 "'credentials':[{'credential':7,'person':'h','name':'H','kind':'k',"
                 "'issued':1690000000000,'until':1700086400000,'state':'valid'}]}");
    does(help, "o", "room.invite", "{'of':'course:c','people':['o']}");
    does(help, "o", "person.restore", "{'person':'h'}");
    does(help, "o", "credential.give", "{'person':'o','kind':'instructor','issued':1690000000000}");
    expect_query(help, "o", "tasks.list", "{'now':1690000000000}",
                 "{'requests':{'count':1,'oldest':3,'since':1700000000000},'hostless':[],"
                 "'empty':[],'reported':[],'conduct':{'version':6,'at':1700000000000,'accepted':0},"
                 "'credentials':[]}");
    does(help, "o", "room.create",
         "{'of':'webinar:w','template':'webinar','title':{'en':'W'},'who':{'to':'academy'},"
         "'hosts':['o']}");
    does(help, "system", "room.reports", "{'of':'webinar:w','open':2,'cause':9}");
    does(help, "system", "room.reports", "{'of':'webinar:w','open':1,'cause':8}"); /* late */
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "o", "tasks.list", "{}", &out), ERR_NONE);
    static const char told[] = "\"reported\":[{\"of\":\"webinar:w\",\"template\":\"webinar\","
                               "\"title\":{\"en\":\"W\"},\"open\":2}]";
    assert_non_null(memmem(out.bytes, out.len, told, sizeof told - 1));
    does(help, "system", "room.reports", "{'of':'webinar:w','open':0,'cause':12}");
    buffer_clear(&out);
    assert_int_equal(help_query(help, "o", "tasks.list", "{}", &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "\"reported\":[]", 13));
    assert_int_equal(
        help_send(help, "system", "room.reports", "{'of':'webinar:no','open':1,'cause':1}"),
        ERR_NOT_FOUND);
    buffer_done(&out);
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "h", "tasks.list", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_organiser_is_told_what_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
