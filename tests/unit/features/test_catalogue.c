/* SPDX-License-Identifier: Apache-2.0
 * server/features/catalogue.c, and what stands behind it: listing.c, catalogue_read.c,
 * catalogue_query.c, catalogue_effects.c */
#include "features/catalogue.h"

#include <stdio.h>

#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &catalogue_feature, NULL};

/* An organiser "o", a manager "m", and members "f" of France, "k" of Kenya. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'o','name':'Organiser','roles':['organiser']}",
        "{'person':'m','name':'Manager','roles':['manager']}",
        "{'person':'f','name':'Of France','country':'FR'}",
        "{'person':'k','name':'Of Kenya','country':'KE'}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    return help;
}

static enum err make(struct help_room *help, const char *by, const char *of, const char *who)
{
    return help_sendf(help, by, "room.create",
                      "{'of':'%s','template':'%s','title':{'en':'Traces','fr':'Indices'},"
                      "'start':1700000600000,'minutes':60,'who':%s}",
                      of, of[0] == 'w' ? "webinar" : "spoc", who);
}

static void a_room_is_made_by_one_entry_and_its_effects(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'webinar:w9','template':'webinar','title':{'en':'Traces'},"
                               "'start':1700000600000,'opens':true,'hosts':['m','f'],"
                               "'who':{'to':'academy'}}"),
                     ERR_NONE);
    expect_effects(
        help,
        "room webinar:w9 stage.create {'title':{'en':'Traces'},'start':1700000600000,"
        "'opens':true,'listed':true}\n"
        "policy webinar:w9 member.policy {'policy':'open'}\n"
        "host 1 webinar:w9 member.set {'whom':'m','role':'host','name':'Manager','cause':5}\n"
        "host 2 webinar:w9 member.set {'whom':'f','role':'host','name':'Of France','cause':5}\n");
    expect_patch(help, RINGS_INSIDE,
                 "{'rooms':{'window':{'webinar:w9':{'template':'webinar','title':{'en':'Traces'},"
                 "'phase':'ahead','start':1700000600000}}}}");
    help_room_free(&help);
}

static void the_same_room_again_is_the_same_room(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'academy'}"), ERR_NONE);
    expect_effects(help, "");
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'invited'}"), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void only_managers_make_rooms_unless_everybody_may(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "f", "course:c9", "{'to':'invited'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(make(help, "m", "course:c9", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "room.policy", "{'create':'members'}"), ERR_NONE);
    assert_int_equal(make(help, "f", "course:c8", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "room.policy", "{'create':'managers'}"), ERR_NONE);
    assert_int_equal(make(help, "f", "course:c7", "{'to':'invited'}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void expect_rooms(struct help_room *help, const char *by, const char *data, const char *ids)
{
    help_expect_ids(help, by, &(struct help_list){"room.list", "rooms", "of"}, data, ids);
}

static void rooms_are_listed_to_those_who_may_see_them(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(make(help, "m", "course:all", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(make(help, "m", "course:some", "{'to':'some','countries':['FR']}"), ERR_NONE);
    assert_int_equal(make(help, "m", "course:staff", "{'to':'some','roles':['organiser']}"),
                     ERR_NONE);
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    expect_rooms(help, "m", "{'scope':'spoc'}", "course:few course:staff course:some course:all");
    expect_rooms(help, "o", "{}", "course:few course:staff course:some course:all");
    expect_rooms(help, "f", "{}", "course:some course:all");
    expect_rooms(help, "k", "{}", "course:all");
    expect_rooms(help, "k", "{'words':'tráces'}", "course:all");
    expect_rooms(help, "k", "{'words':'other'}", "");
    expect_rooms(help, "m", "{'limit':2}", "course:few course:staff");
    expect_rooms(help, "m", "{'limit':2,'after':'course:staff'}", "course:some course:all");
    assert_int_equal(help_query(help, "k", "room.get", "{'of':'course:few'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "k", "room.get", "{'of':'course:no'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_append(help, "k", "room.archive", "{'of':'course:few','archived':true}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_append(help, "k", "room.archive", "{'of':'course:all','archived':true}"),
                     ERR_PERMISSION_DENIED);
    expect_query(help, "k", "room.get", "{'of':'course:all'}",
                 "{'of':'course:all','template':'spoc','title':{'en':'Traces','fr':'Indices'},"
                 "'start':1700000600000,'minutes':60,'by':'m','edits':false,"
                 "'revision':5,'changed':1700000000000,'names':{'m':'Manager'}}");
    buffer_done(&out);
    help_room_free(&help);
}

static void a_change_reaches_the_room_and_the_window(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.change",
                               "{'of':'webinar:w9','title':{'es':'Huellas'},'hosts':['f']}"),
                     ERR_NONE);
    expect_effects(
        help,
        "stage webinar:w9 stage.change {'title':{'es':'Huellas'}}\n"
        "host 1 webinar:w9 member.set {'whom':'f','role':'host','name':'Of France','cause':6}\n"
        "former 1 webinar:w9 member.set {'whom':'m','role':'participant',"
        "'name':'Manager','cause':6}\n");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w9/title", "{'es':'Huellas'}");
    assert_int_equal(help_send(help, "f", "room.change", "{'of':'webinar:w9','minutes':90}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "f", "room.change",
                               "{'of':'webinar:w9','summary':{'en':'S'},'series':'T','zone':'UTC',"
                               "'languages':['fr']}"),
                     ERR_NONE);
    expect_effects(help, "stage webinar:w9 stage.change {'summary':{'en':'S'},'series':'T',"
                         "'zone':'UTC','languages':['fr']}\n");
    assert_int_equal(
        help_send(help, "k", "room.change", "{'of':'webinar:w9','who':{'to':'invited'}}"),
        ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(help, "f", "room.change", "{'of':'webinar:w9','who':{'to':'invited'}}"),
        ERR_NONE);
    expect_effects(help, "policy webinar:w9 member.policy {'policy':'members'}\n");
    expect_patch(help, RINGS_INSIDE, "{'rooms':{'window':{'webinar:w9':null}}}");
    assert_int_equal(help_send(help, "f", "room.change", "{'of':'webinar:w9','hosts':['x']}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_copy_has_what_the_other_has(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.copy",
                               "{'of':'webinar:w10','from':'webinar:w9','start':1700000900000}"),
                     ERR_NONE);
    expect_effects(help, "room webinar:w10 stage.create {'title':{'en':'Traces','fr':'Indices'},"
                         "'start':1700000900000,'minutes':60,'listed':true,'from':'webinar:w9'}\n"
                         "policy webinar:w10 member.policy {'policy':'open'}\n"
                         "host 1 webinar:w10 member.set {'whom':'m','role':'host',"
                         "'name':'Manager','cause':6}\n");
    expect_rooms(help, "f", "{'scope':'soon'}", "webinar:w9 webinar:w10");
    expect_rooms(help, "f", "{'scope':'soon','from':1700000700000}", "webinar:w10");
    assert_int_equal(help_send(help, "f", "room.copy", "{'of':'webinar:w11','from':'webinar:w9'}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void phases_move_rooms_between_the_lists(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "webinar:w9", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(help_send(help, "system", "room.phase", "{'of':'webinar:w9','phase':'live'}"),
                     ERR_NONE);
    expect_rooms(help, "k", "{'scope':'live'}", "webinar:w9");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w9/phase", "'live'");
    assert_int_equal(help_send(help, "system", "room.phase", "{'of':'webinar:w9','phase':'ended'}"),
                     ERR_NONE);
    expect_rooms(help, "k", "{'scope':'live'}", "");
    expect_rooms(help, "k", "{'scope':'ended'}", "webinar:w9");
    expect_view(help, RINGS_INSIDE, "rooms/window", "{}");
    assert_int_equal(help_send(help, "m", "room.archive", "{'of':'webinar:w9','archived':true}"),
                     ERR_NONE);
    expect_rooms(help, "k", "{'scope':'ended'}", "");
    expect_rooms(help, "m", "{'scope':'archived'}", "webinar:w9");
    help_room_free(&help);
}

static void the_window_holds_the_next_alone(void **state)
{
    struct help_room *help = academy();
    for (int i = BOUND_ROOMS_WINDOW + 5; i > 0; i--)
        assert_int_equal(help_sendf(help, "m", "room.create",
                                    "{'of':'webinar:w%d','template':'webinar','title':{'en':'T'},"
                                    "'start':%d,'who':{'to':'academy'}}",
                                    i, i),
                         ERR_NONE);
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w1/start", "1");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w20/start", "20");
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w21", NULL);
    assert_int_equal(help_send(help, "system", "room.phase", "{'of':'webinar:w21','phase':'live'}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "rooms/window/webinar:w20", NULL);
    help_room_free(&help);
}

/* Into course:few, by the last entry. */
static void expect_admitted(struct help_room *help, const char *who, const char *role)
{
    char effects[200];
    snprintf(effects, sizeof effects,
             "uninvite inbox:%s inbox.uninvite {'of':'course:few'}\n"
             "admit course:few member.admit {'whom':'%s','role':'%s','name':'%s','cause':%lld}\n",
             who, who, role, *who == 'k' ? "Of Kenya" : "Of France", (long long)help_seq(help));
    expect_effects(help, effects);
}

static void who_is_invited_answers_and_is_admitted(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.invite",
                               "{'of':'course:few','people':['k','f'],'role':'presenter'}"),
                     ERR_NONE);
    expect_effects(help, "invite inbox:k inbox.invite {'of':'course:few','title':{'en':'Traces',"
                         "'fr':'Indices'},'start':1700000600000,'by':'m','name':'Name m'}\n"
                         "invite inbox:f inbox.invite {'of':'course:few','title':{'en':'Traces',"
                         "'fr':'Indices'},'start':1700000600000,'by':'m','name':'Name m'}\n");
    expect_rooms(help, "k", "{'scope':'mine'}", "course:few");
    assert_int_equal(help_send(help, "k", "room.answer", "{'of':'course:few','accept':true}"),
                     ERR_NONE);
    expect_admitted(help, "k", "presenter");
    assert_int_equal(help_send(help, "f", "room.answer", "{'of':'course:few','accept':false}"),
                     ERR_NONE);
    expect_effects(help, "uninvite inbox:f inbox.uninvite {'of':'course:few'}\n");
    expect_rooms(help, "f", "{'scope':'mine'}", "");
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'course:few','people':['f','k']}"),
                     ERR_NONE);
    expect_effects(help, "invite inbox:f inbox.invite {'of':'course:few','title':{'en':'Traces',"
                         "'fr':'Indices'},'start':1700000600000,'by':'m','name':'Name m'}\n");
    assert_int_equal(help_send(help, "o", "room.answer", "{'of':'course:few','accept':true}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'course:few','people':['x']}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void an_invitation_that_is_not_accepted_can_be_taken_back(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'course:few','people':['k','f']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "k", "room.answer", "{'of':'course:few','accept':true}"),
                     ERR_NONE);
    assert_int_equal(help_append(help, "f", "room.uninvite", "{'of':'course:few','people':['k']}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(help, "m", "room.uninvite", "{'of':'course:few','people':['f','k','o']}"),
        ERR_NONE);
    expect_effects(help, "uninvite inbox:f inbox.uninvite {'of':'course:few'}\n"
                         "uninvite inbox:o inbox.uninvite {'of':'course:few'}\n");
    expect_rooms(help, "f", "{}", "");
    expect_rooms(help, "k", "{'scope':'mine'}", "course:few");
    assert_int_equal(help_append(help, "f", "room.answer", "{'of':'course:few','accept':true}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_append(help, "m", "room.uninvite", "{'of':'course:few','people':[]}"),
                     ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

static void what_a_room_is_for_is_told_and_can_be_taken_away(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.change",
                               "{'of':'course:few','summary':{'en':'Why'},'series':'Phones'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.copy", "{'of':'course:next','from':'course:few'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.invite", "{'of':'course:next','people':['f']}"),
                     ERR_NONE);
    expect_query(help, "f", "room.get", "{'of':'course:next'}",
                 "{'of':'course:next','template':'spoc','title':{'en':'Traces','fr':'Indices'},"
                 "'minutes':60,'series':'Phones','by':'m','edits':false,'revision':7,"
                 "'changed':1700000000000,'summary':{'en':'Why'},"
                 "'answer':'none','names':{'m':'Manager'}}");
    expect_rooms(help, "m", "{'series':'Phones'}", "course:next course:few");
    assert_int_equal(
        help_send(help, "m", "room.change", "{'of':'course:next','summary':{},'series':''}"),
        ERR_NONE);
    expect_query(help, "f", "room.get", "{'of':'course:next'}",
                 "{'of':'course:next','template':'spoc','title':{'en':'Traces','fr':'Indices'},"
                 "'minutes':60,'by':'m','edits':false,'revision':9,"
                 "'changed':1700000000000,'answer':'none','names':{'m':'Manager'}}");
    expect_rooms(help, "m", "{'series':'Phones'}", "course:few");
    assert_int_equal(help_append(help, "m", "room.change", "{'of':'course:few','summary':7}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static enum err join(struct help_room *help, const char *by, const char *more)
{
    return help_sendf(help, by, "room.join", "{'of':'course:few'%s}", more);
}

static void a_link_lets_in_as_often_as_it_says(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.link", "{'of':'course:few','key':'k1','uses':1}"),
                     ERR_NONE);
    assert_int_equal(
        help_send(help, "m", "room.link", "{'of':'course:few','key':'k2','country':'KE'}"),
        ERR_NONE);
    assert_int_equal(
        help_send(help, "m", "room.link", "{'of':'course:few','key':'k3','until':1700000001000}"),
        ERR_NONE);
    assert_int_equal(join(help, "f", ""), ERR_INVITATION_INVALID);
    assert_int_equal(join(help, "f", ",'key':'k9'"), ERR_INVITATION_INVALID);
    assert_int_equal(join(help, "f", ",'key':'k2'"), ERR_INVITATION_INVALID);
    assert_int_equal(join(help, "f", ",'key':'k1'"), ERR_NONE);
    expect_admitted(help, "f", "participant");
    assert_int_equal(join(help, "f", ",'key':'k1'"), ERR_NONE); /* they are in */
    assert_int_equal(join(help, "k", ",'key':'k1'"), ERR_INVITATION_INVALID);
    assert_int_equal(join(help, "k", ",'key':'k2'"), ERR_NONE);
    help_wait(help, 1000);
    assert_int_equal(join(help, "o", ",'key':'k3'"), ERR_NONE); /* who edits may */
    assert_int_equal(help_send(help, "o", "person.add", "{'person':'p','name':'P'}"), ERR_NONE);
    assert_int_equal(join(help, "p", ",'key':'k3'"), ERR_INVITATION_INVALID);
    assert_int_equal(help_send(help, "m", "room.unlink", "{'of':'course:few','link':7}"), ERR_NONE);
    assert_int_equal(join(help, "p", ",'key':'k2'"), ERR_INVITATION_INVALID);
    assert_int_equal(help_send(help, "m", "room.archive", "{'of':'course:few','archived':true}"),
                     ERR_NONE);
    assert_int_equal(join(help, "f", ",'key':'k1'"), ERR_INVITATION_INVALID);
    help_room_free(&help);
}

static void a_link_may_be_for_the_addresses_of_a_domain(void **state)
{
    struct help_room *help = academy();
    static const struct {
        const char *person, *mail;
        enum err error;
    } all[] = {
        {"p1", "a.b@Police.Example", ERR_NONE},
        {"p2", "a@tn.police.example", ERR_NONE},
        {"p3", "a@badpolice.example", ERR_INVITATION_INVALID},
        {"p4", "police.example@other.example", ERR_INVITATION_INVALID},
        {"p5", "a@police.example.other.example", ERR_INVITATION_INVALID},
        {"p6", "a@example.org", ERR_INVITATION_INVALID},
    };
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.link",
                               "{'of':'course:few','key':'k1','domain':'@Police.example'}"),
                     ERR_NONE);
    expect_data(help, "{'of':'course:few','key':'k1','domain':'police.example'}");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_int_equal(help_sendf(help, "o", "person.add",
                                    "{'person':'%s','name':'P','mail':'%s'}", all[i].person,
                                    all[i].mail),
                         ERR_NONE);
        assert_int_equal(join(help, all[i].person, ",'key':'k1'"), all[i].error);
    }
    assert_int_equal(join(help, "f", ",'key':'k1'"), ERR_INVITATION_INVALID); /* no address */
    static const char *const bad[] = {"police", "a b.example", "a@b.example", "", "x..example"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_sendf(help, "m", "room.link",
                                    "{'of':'course:few','key':'k2','domain':'%s'}", bad[i]),
                         ERR_BAD_REQUEST);
    help_room_free(&help);
}

/* Their address is erased by then: nothing of it is needed to decide the same. */
static void who_came_by_a_domain_has_come_at_every_replay(void **state)
{
    struct room *room = room_new(SLICE("academy:main"), help_kinds());
    static const char *const entries[][3] = {
        {"system", "person.add", "{\"person\":\"p1\",\"name\":\"\",\"mail\":\"\"}"},
        {"system", "room.create",
         "{\"of\":\"course:few\",\"template\":\"spoc\",\"title\":{\"en\":\"T\"},\"who\":{\"to\":"
         "\"invited\"}}"},
        {"system", "room.link",
         "{\"of\":\"course:few\",\"key\":\"k1\",\"domain\":\"police.example\"}"},
        {"p1", "room.join", "{\"of\":\"course:few\",\"key\":\"k1\"}"},
    };
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        assert_int_equal(help_apply(room, entries[i][0], entries[i][1], entries[i][2]), ERR_NONE);
    room_free(&room);
}

static void a_code_leads_to_one_room_until_it_is_taken_back(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(make(help, "m", "course:other", "{'to':'invited'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.code", "{'of':'course:few','code':'KRTWXY'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.code", "{'of':'course:other','code':'KRTWXY'}"),
                     ERR_ALREADY_EXISTS);
    static const char *const bad[] = {"KRTWX", "KRTWXYZ", "KRTWXO", "KRTWXI", "krtwxy", "KRTW1Y"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(
            help_sendf(help, "m", "room.code", "{'of':'course:other','code':'%s'}", bad[i]),
            ERR_BAD_REQUEST);
    expect_query(help, "k", "room.find", "{'code':'krtwxy'}",
                 "{'of':'course:few','template':'spoc','title':{'en':'Traces','fr':'Indices'},"
                 "'start':1700000600000,'minutes':60}");
    assert_int_equal(help_send(help, "k", "room.join", "{'code':'krtwxy'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.code", "{'of':'course:few'}"), ERR_NONE);
    assert_int_equal(help_send(help, "f", "room.join", "{'code':'KRTWXY'}"),
                     ERR_INVITATION_INVALID);
    assert_int_equal(help_query(help, "k", "room.find", "{'code':'KRTWXY'}", &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

static void what_is_no_room_is_refused(void **state)
{
    struct help_room *help = academy();
    static const char *const bad[] = {
        "{'of':'inbox:m','template':'spoc','title':{'en':'T'},'who':{'to':'academy'}}",
        "{'of':'academy:main','template':'spoc','title':{'en':'T'},'who':{'to':'academy'}}",
        "{'of':'course:c','template':'webinar','title':{'en':'T'},'who':{'to':'academy'}}",
        "{'of':'webinar:w','template':'library','title':{'en':'T'},'who':{'to':'academy'}}",
        "{'of':'webinar:w','template':'party','title':{'en':'T'},'who':{'to':'academy'}}",
        "{'of':'webinar:w','template':'webinar','title':{},'who':{'to':'academy'}}",
        "{'of':'webinar:w','template':'webinar','title':{'en':'T'},'who':{'to':'all'}}",
        "{'of':'webinar:w','template':'webinar','title':{'en':'T'}}",
        "{'of':'webinar:w','template':'webinar','title':{'en':'T'},'who':{'to':'some',"
        "'roles':['king']}}",
        "{'of':'webinar:w','template':'webinar','title':{'en':'T'},'who':{'to':'some',"
        "'countries':7}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_append(help, "m", "room.create", bad[i]), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void coordinators_invite_their_people_where_these_may_come_anyway(void **state)
{
    struct help_room *help = academy();
    const char *c = "{'person':'c','name':'C','country':'FR','roles':['coordinator'],"
                    "'coordinates':['FR']}";
    assert_int_equal(help_send(help, "system", "person.add", c), ERR_NONE);
    assert_int_equal(make(help, "m", "course:all", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(make(help, "m", "course:fr", "{'to':'some','countries':['FR']}"), ERR_NONE);
    assert_int_equal(make(help, "m", "course:staff", "{'to':'some','roles':['coordinator']}"),
                     ERR_NONE);
    assert_int_equal(make(help, "m", "course:few", "{'to':'invited'}"), ERR_NONE);
    static const struct {
        const char *by, *of, *data;
        enum err error;
    } asks[] = {
        {"c", "course:all", "'people':['f']", ERR_NONE},
        {"c", "course:fr", "'people':['f'],'role':'participant'", ERR_NONE},
        {"c", "course:fr", "'people':['f'],'role':'presenter'", ERR_PERMISSION_DENIED},
        {"c", "course:all", "'people':['f','k']", ERR_NOT_FOUND},
        {"c", "course:all", "'people':['none']", ERR_NOT_FOUND},
        {"c", "course:staff", "'people':['f']", ERR_PERMISSION_DENIED},
        {"c", "course:few", "'people':['f']", ERR_NOT_FOUND},
        {"f", "course:all", "'people':['c']", ERR_PERMISSION_DENIED},
    };
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        char data[128];
        snprintf(data, sizeof data, "{'of':'%s',%s}", asks[i].of, asks[i].data);
        assert_int_equal(help_append(help, asks[i].by, "room.invite", data), asks[i].error);
    }
    /* Asking is all that they may. */
    assert_int_equal(help_append(help, "c", "room.uninvite", "{'of':'course:all','people':['f']}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void expect_hostless(struct help_room *help, const char *by, const char *of, bool hostless)
{
    struct buffer out;
    char data[80];
    buffer_init(&out, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{'of':'%s'}", of);
    assert_int_equal(help_query(help, by, "room.get", data, &out), ERR_NONE);
    assert_int_equal(memmem(out.bytes, out.len, "\"hostless\":true", 15) != NULL, hostless);
    buffer_done(&out);
}

static void a_room_without_an_active_host_is_taken_over(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:w','template':'workspace','title':{'en':'W'},"
                               "'hosts':['f','k'],'who':{'to':'invited'}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.suspend", "{'person':'f'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:w'}"), ERR_ROOM_HAS_HOST);
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:no'}"), ERR_NOT_FOUND);
    expect_hostless(help, "o", "course:w", false);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'k'}"), ERR_NONE);
    expect_hostless(help, "o", "course:w", true);
    assert_int_equal(help_append(help, "m", "room.take", "{'of':'course:w'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:w'}"), ERR_NONE);
    char effects[256];
    snprintf(effects, sizeof effects,
             "host course:w member.set {'whom':'o','role':'host','name':'Organiser','cause':%lld}\n"
             "taken course:w member.taken {'whom':'o','name':'Name o'}\n",
             (long long)help_seq(help));
    expect_effects(help, effects);
    expect_hostless(help, "o", "course:w", false);
    /* Whoever took it is a host, and it is not taken twice. */
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:w'}"), ERR_ROOM_HAS_HOST);
    help_room_free(&help);
}

static void a_room_that_has_no_host_at_all_is_taken_over(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(make(help, "system", "course:w", "{'to':'academy'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:w'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "room.take", "{'of':'course:w'}"), ERR_ROOM_HAS_HOST);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_is_made_by_one_entry_and_its_effects),
        cmocka_unit_test(the_same_room_again_is_the_same_room),
        cmocka_unit_test(only_managers_make_rooms_unless_everybody_may),
        cmocka_unit_test(rooms_are_listed_to_those_who_may_see_them),
        cmocka_unit_test(a_change_reaches_the_room_and_the_window),
        cmocka_unit_test(a_copy_has_what_the_other_has),
        cmocka_unit_test(an_invitation_that_is_not_accepted_can_be_taken_back),
        cmocka_unit_test(what_a_room_is_for_is_told_and_can_be_taken_away),
        cmocka_unit_test(phases_move_rooms_between_the_lists),
        cmocka_unit_test(the_window_holds_the_next_alone),
        cmocka_unit_test(who_is_invited_answers_and_is_admitted),
        cmocka_unit_test(a_link_lets_in_as_often_as_it_says),
        cmocka_unit_test(a_link_may_be_for_the_addresses_of_a_domain),
        cmocka_unit_test(who_came_by_a_domain_has_come_at_every_replay),
        cmocka_unit_test(a_code_leads_to_one_room_until_it_is_taken_back),
        cmocka_unit_test(what_is_no_room_is_refused),
        cmocka_unit_test(coordinators_invite_their_people_where_these_may_come_anyway),
        cmocka_unit_test(a_room_without_an_active_host_is_taken_over),
        cmocka_unit_test(a_room_that_has_no_host_at_all_is_taken_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
