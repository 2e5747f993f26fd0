/* SPDX-License-Identifier: Apache-2.0
 * server/features/catalogue_person.c */
#include "features/catalogue_person.h"

#include "features/catalogue.h"
#include "features/conduct.h"
#include "features/credential.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &catalogue_feature,
                                                 &credential_feature, &conduct_feature, NULL};

static void does(struct help_room *help, const char *by, const char *type, const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
}

static void makes(struct help_room *help, const char *of, const char *who, const char *more)
{
    assert_int_equal(help_sendf(help, "o", "room.create",
                                "{'of':'course:%s','template':'spoc','title':{'en':'%s'},"
                                "'hosts':['h'],'who':%s%s}",
                                of, of, who, more),
                     ERR_NONE);
}

/* An organiser "o", a host "h", "t" and her coordinator "c" of Tunisia, "k" of Kenya, and a room
 * for each of the ways in. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    does(help, "system", "person.add", "{'person':'o','name':'O','roles':['organiser']}");
    does(help, "system", "person.add", "{'person':'h','name':'H','country':'FR'}");
    does(help, "system", "person.add", "{'person':'t','name':'T','country':'TN'}");
    does(help, "system", "person.add",
         "{'person':'c','name':'C','roles':['coordinator'],'coordinates':['TN']}");
    does(help, "system", "person.add", "{'person':'k','name':'K','country':'KE'}");
    makes(help, "i", "{'to':'invited'}", "");
    makes(help, "a", "{'to':'academy'}", "");
    makes(help, "n", "{'to':'some','countries':['TN']}", "");
    makes(help, "r", "{'to':'some','roles':['coordinator']}", "");
    makes(help, "g", "{'to':'academy'}",
          ",'registration':{'questions':[{'kind':'yesno','title':{'en':'Q'}}]}");
    does(help, "o", "room.invite", "{'of':'course:i','people':['t']}");
    return help;
}

#define A            "{'of':'course:a','title':{'en':'a'},'role':'participant','why':['academy']}"
#define I            "{'of':'course:i','title':{'en':'i'},'role':'participant','why':['invited']}"
#define N            "{'of':'course:n','title':{'en':'n'},'role':'participant','why':['country']}"
#define R            "{'of':'course:r','title':{'en':'r'},'role':'participant','why':['role']}"
#define G(why, more) "{'of':'course:g','title':{'en':'g'},'role':'participant','why':" why more "}"
#define FIRST        ",'register':true"

static void each_room_is_told_with_all_its_reasons(void **state)
{
    struct help_room *help = academy();
    expect_query(help, "o", "person.rooms", "{'person':'t'}",
                 "{'rooms':[" I "," A "," N "," G("['academy']", FIRST) "]}");
    expect_query(help, "t", "person.rooms", "{'person':'t','limit':2}",
                 "{'rooms':[" I "," A "],'next':'course:a'}");
    expect_query(help, "t", "person.rooms", "{'person':'t','limit':2,'after':'course:a'}",
                 "{'rooms':[" N "," G("['academy']", FIRST) "]}");
    expect_query(help, "c", "person.rooms", "{'person':'c'}",
                 "{'rooms':[" A "," R "," G("['academy']", FIRST) "]}");
    does(help, "t", "room.register", "{'of':'course:g','answers':{'1':true}}");
    expect_query(help, "c", "person.rooms", "{'person':'t'}",
                 "{'rooms':[" I "," A "," N "," G("['academy','registered']", "") "]}");
    expect_query(help, "o", "person.rooms", "{'person':'o','limit':1}",
                 "{'rooms':[{'of':'course:i','title':{'en':'i'},'role':'participant',"
                 "'why':['made','organiser']}],'next':'course:i'}");
    does(help, "o", "room.change", "{'of':'course:i','asks':'instructor'}");
    expect_query(help, "h", "person.rooms", "{'person':'h','limit':2}",
                 "{'rooms':[{'of':'course:i','title':{'en':'i'},'role':'participant',"
                 "'why':['host']},{'of':'course:a','title':{'en':'a'},'role':'host',"
                 "'why':['host','academy']}],'next':'course:a'}");
    help_room_free(&help);
    (void)state;
}

static void what_shuts_the_door_is_told(void **state)
{
    struct help_room *help = academy();
    static const char *const archived[] = {"i", "a", "n", "g"};
    does(help, "o", "conduct.set", "{'text':{'en':'Kindly.'}}");
    expect_query(help, "c", "person.rooms", "{'person':'c','limit':1}",
                 "{'rooms':[" A "],'next':'course:a','conduct_asked':true}");
    does(help, "t", "conduct.accept", "{'version':12,'language':'en'}");
    for (size_t i = 0; i < sizeof archived / sizeof archived[0]; i++)
        assert_int_equal(help_sendf(help, "o", "room.archive", "{'of':'course:%s','archived':true}",
                                    archived[i]),
                         ERR_NONE);
    expect_query(help, "t", "person.rooms", "{'person':'t'}",
                 "{'rooms':[{'of':'course:a','title':{'en':'a'},'role':'participant',"
                 "'why':['academy'],'archived':true}]}");
    does(help, "o", "person.suspend", "{'person':'t'}");
    expect_query(help, "o", "person.rooms", "{'person':'t'}", "{'rooms':[]}");
    help_room_free(&help);
    (void)state;
}

static void only_those_who_may_see_somebody_are_told(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "t", "person.rooms", "{'person':'k'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "c", "person.rooms", "{'person':'k'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "o", "person.rooms", "{'person':'z'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "o", "person.rooms", "{}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "o", "person.rooms", "{'person':'k','limit':101}", &out),
                     ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_room_is_told_with_all_its_reasons),
                                       cmocka_unit_test(what_shuts_the_door_is_told),
                                       cmocka_unit_test(only_those_who_may_see_somebody_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
