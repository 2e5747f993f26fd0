/* SPDX-License-Identifier: Apache-2.0
 * server/features/access.c, access_state.c and access_query.c */
#include "features/access.h"

#include <stdio.h>

#include "core/erasure.h"
#include "core/gates.h"
#include "core/room_news.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, &access_feature, NULL};
static const struct rings organisers = {.all = RING(RING_INSIDE),
                                        .staff = RING(RING_INSIDE) | RING(RING_GROUP)};

/* An academy with an organiser "o" and a coordinator "c" of Tunisia. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    assert_int_equal(help_send(help, "system", "person.add",
                               "{'person':'o','name':'Organiser','roles':['organiser']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "person.add",
                               "{'person':'c','name':'Coordinator','country':'TN',"
                               "'roles':['coordinator'],'coordinates':['TN']}"),
                     ERR_NONE);
    help_follow_rings(help, organisers);
    return help;
}

static enum err asks(struct help_room *help, int number, const char *address, const char *network)
{
    return help_sendf(help, "system", "access.request",
                      "{'name':'Member','mail':'a%d@police.example','country':'tn',"
                      "'status':'s%d','address':'%s','network':'%s','confirms':true}",
                      number, number, address, network);
}

static enum err step(struct help_room *help, const char *by, const char *type, int request)
{
    return help_sendf(help, by, type, "{'request':%d,'why':'Known here'}", request);
}

static void a_request_goes_from_step_to_step(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE);
    assert_int_equal(step(help, "c", "access.endorse", 3), ERR_REQUEST_STATE);
    assert_int_equal(step(help, "system", "access.confirm", 3), ERR_NONE);
    expect_patch(help, organisers, "{'access':{'waiting':1}}");
    expect_effects(help, "waits inbox:c inbox.request {'request':3,'country':'TN','waits':true}\n");
    help_wait(help, 5000);
    assert_int_equal(step(help, "c", "access.endorse", 3), ERR_NONE);
    expect_effects(help,
                   "waits inbox:c inbox.request {'request':3,'country':'TN','waits':false}\n");
    assert_int_equal(step(help, "c", "access.approve", 3), ERR_PERMISSION_DENIED);
    assert_int_equal(step(help, "o", "access.approve", 3), ERR_NONE);
    expect_effects(help, "waits inbox:c inbox.request {'request':3,'country':'TN','waits':false}\n"
                         "person academy:main person.add {'name':'Member','country':'TN',"
                         "'mail':'a1@police.example','request':3,'enrol':true}\n");
    expect_query(help, "system", "access.status", "{'status':'s1'}",
                 "{'state':'approved','country':'TN','why':'Known here','steps':["
                 "{'step':'asked','at':1700000000000},{'step':'confirmed','at':1700000000000},"
                 "{'step':'endorsed','at':1700000005000},{'step':'approved','at':1700000005000}]}");
    assert_int_equal(help_append(help, "o", "access.approve", "{'request':3}"), ERR_REQUEST_STATE);
    help_room_free(&help);
}

static void a_coordinator_asks_for_the_own_country_and_has_endorsed(void **state)
{
    struct help_room *help = academy();
    static const char mine[] = "{'name':'Asker','mail':'asker@police.example','country':'TN'}";
    assert_int_equal(help_send(help, "c", "access.request", mine), ERR_NONE);
    expect_query(help, "c", "access.list", "{}",
                 "{'requests':[{'request':3,'state':'endorsed','name':'Asker',"
                 "'mail':'asker@police.example','country':'TN','steps':["
                 "{'step':'asked','at':1700000000000,'by':'c'},"
                 "{'step':'endorsed','at':1700000000000,'by':'c'}]}]}");
    static const char *const bad[] = {
        "{'name':'Asker','mail':'asker@police.example','country':'KE'}",
        "{'name':'Asker','mail':'asker@police.example','country':'TN','status':'s1'}",
        "{'name':'Asker','mail':'asker@police.example','country':'TN','network':'n1'}",
        "{'name':'Asker','mail':'asker@police.example','country':'TN','confirms':false}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_append(help, "c", "access.request", bad[i]), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* How far its owner has read the academy, and what they hear: "granted 4 Asker;…". */
struct heard {
    int64_t upto;
    char all[200];
};

static int64_t heard_read(const void *context, struct slice of, int64_t thing)
{
    return ((const struct heard *)context)->upto;
}

static void hear(void *context, const struct news_item *item)
{
    struct heard *heard = context;
    size_t len = strlen(heard->all);
    snprintf(heard->all + len, sizeof heard->all - len, "%s %d %.*s;", item->kind, (int)item->thing,
             (int)item->title.len, item->title.at);
}

static void expect_heard(struct help_room *help, const char *person, int64_t upto,
                         const char *expected)
{
    struct heard heard = {.upto = upto};
    struct news_reader reader = {.person = slice_of(person), .now_ms = room_at_ms(help_room(help))};
    struct news_out out = {.add = hear, .context = &heard};
    (void)room_news_own(NULL, &reader.own);
    reader.own.read = heard_read;
    reader.own.context = &heard;
    room_news(help_room(help), &reader, &out);
    assert_string_equal(heard.all, expected);
}

static void who_asked_for_another_hears_what_was_decided(void **state)
{
    struct help_room *help = academy();
    static const char mine[] = "{'name':'Asker','mail':'asker@police.example','country':'TN'}";
    static const char other[] = "{'name':'Other','mail':'other@police.example','country':'TN'}";
    assert_int_equal(help_send(help, "c", "access.request", mine), ERR_NONE);
    assert_int_equal(help_send(help, "o", "access.request", other), ERR_NONE);
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE);
    expect_heard(help, "c", 0, "");
    assert_int_equal(step(help, "o", "access.approve", 3), ERR_NONE);
    expect_heard(help, "c", 0, "granted 3 Asker;");
    assert_int_equal(step(help, "c", "access.refuse", 4), ERR_NONE);
    /* Who asked is told, though they are no coordinator; who decided is not. */
    expect_effects(help,
                   "waits inbox:c inbox.request {'request':4,'country':'TN','waits':false}\n"
                   "waits inbox:o inbox.request {'request':4,'country':'TN','waits':false}\n");
    expect_heard(help, "o", 0, "denied 4 Other;");
    assert_int_equal(step(help, "o", "access.refuse", 5), ERR_NONE);
    expect_heard(help, "c", 0, "granted 3 Asker;");
    expect_heard(help, "c", 6, "");
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'c','roles':[]}"), ERR_NONE);
    expect_heard(help, "c", 0, "");
    help_wait(help, 31 * INT64_C(86400000));
    assert_int_equal(help_send(help, "o", "access.request", mine), ERR_NONE);
    expect_heard(help, "o", 0, "");
    help_room_free(&help);
}

static void other_countries_are_not_told_from_nothing(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "system", "access.request",
                               "{'name':'K','mail':'k@police.example','country':'KE'}"),
                     ERR_NONE);
    static const char *const types[] = {"access.endorse", "access.refuse"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(step(help, "c", types[i], 3), ERR_NOT_FOUND);
        assert_int_equal(step(help, "c", types[i], 9), ERR_NOT_FOUND);
    }
    expect_query(help, "c", "access.list", "{'country':'KE'}", "{'requests':[]}");
    assert_int_equal(step(help, "o", "access.endorse", 3), ERR_NONE);
    help_room_free(&help);
}

static void addresses_and_networks_have_their_share(void **state)
{
    struct help_room *help = academy();
    int number = 0;
    for (; number < BOUND_ACCESS_ADDRESS; number++)
        assert_int_equal(asks(help, number, "same", "n1"), ERR_NONE);
    assert_int_equal(asks(help, number, "same", "n2"), ERR_LIMIT_EXCEEDED);
    for (; number < BOUND_ACCESS_NETWORK; number++) {
        char address[20];
        snprintf(address, sizeof address, "a%d", number);
        assert_int_equal(asks(help, number, address, "n1"), ERR_NONE);
    }
    assert_int_equal(asks(help, number, "other", "n1"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(asks(help, number, "other", "n2"), ERR_NONE);
    assert_int_equal(asks(help, number, "another", "n3"), ERR_ALREADY_EXISTS); /* its status */
    assert_int_equal(step(help, "o", "access.refuse", 3), ERR_NONE);
    assert_int_equal(asks(help, number + 1, "same", "n1"), ERR_NONE);
    help_room_free(&help);
}

/* Through the room alone: the helper would look at every copy after each of them. */
static enum err ask_quickly(struct room *room, int number)
{
    char data[200];
    int len = snprintf(data, sizeof data,
                       "{\"name\":\"A\",\"mail\":\"a@b.example\",\"country\":\"TN\","
                       "\"address\":\"a%d\",\"network\":\"n%d\"}",
                       number, number);
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .room = room_name(room),
                                                    .type = SLICE("access.request"),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("op"),
                                                    .text = {data, (size_t)len}});
    enum err error = room_apply(room, entry);
    entry_unref(&entry);
    return error;
}

static void a_full_queue_says_so(void **state)
{
    struct room *room = room_new(SLICE("academy:main"), help_kinds());
    for (int number = 0; number < BOUND_ACCESS_OPEN; number++)
        assert_int_equal(ask_quickly(room, number), ERR_NONE);
    assert_int_equal(ask_quickly(room, BOUND_ACCESS_OPEN), ERR_QUEUE_FULL);
    room_free(&room);
}

static void who_does_not_confirm_has_a_week(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE);
    assert_int_equal(room_due_ms(help_room(help)),
                     HELP_START_MS + BOUND_ACCESS_DAYS * INT64_C(86400000));
    assert_int_equal(help_send(help, "system", "access.expire", "{'request':3}"), ERR_NONE);
    assert_int_equal(room_due_ms(help_room(help)), ROOM_NEVER);
    assert_int_equal(help_append(help, "system", "access.confirm", "{'request':3}"),
                     ERR_REQUEST_STATE);
    expect_query(help, "system", "access.status", "{'status':'s1'}",
                 "{'state':'expired','country':'TN','steps':[{'step':'asked','at':1700000000000},"
                 "{'step':'expired','at':1700000000000}]}");
    help_room_free(&help);
}

static void what_was_written_goes_when_it_has_ended(void **state)
{
    struct help_room *help = academy();
    int64_t seqs[4];
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "access.refuse", "{'request':3}"), ERR_BAD_REQUEST);
    assert_int_equal(step(help, "o", "access.refuse", 3), ERR_NONE);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[3,4]}"), ERR_NONE);
    expect_query(help, "o", "access.list", "{'state':'refused'}",
                 "{'requests':[{'request':3,'state':'refused','country':'TN','steps':["
                 "{'step':'asked','at':1700000000000,'by':'system'},"
                 "{'step':'refused','at':1700000000000,'by':'o'}]}]}");
    help_room_free(&help);
}

static void figures_tell_the_median_and_the_oldest(void **state)
{
    struct help_room *help = academy();
    for (int number = 0; number < 3; number++) {
        char address[20];
        snprintf(address, sizeof address, "a%d", number);
        assert_int_equal(asks(help, number, address, "n1"), ERR_NONE);
        help_wait(help, 1000 * (number + 1));
        assert_int_equal(step(help, "system", "access.confirm", 3 + 2 * number), ERR_NONE);
    }
    assert_int_equal(step(help, "o", "access.approve", 5), ERR_NONE);
    expect_query(help, "o", "access.figures", "{}",
                 "{'waiting':{'asked':{'count':0},'confirmed':{'count':2,'oldest':3,"
                 "'since':1700000001000,'country':'TN'},'endorsed':{'count':0}},"
                 "'median':{'confirmed':2000,'approved':3000},"
                 "'countries':{'TN':{'count':2,'oldest':3,'since':1700000000000,"
                 "'median':5000}}}");
    help_room_free(&help);
}

static enum err asks_of_kenya(struct help_room *help, int number)
{
    return help_sendf(help, "system", "access.request",
                      "{'name':'A','mail':'k%d@police.example','country':'KE','status':'k%d',"
                      "'address':'k%d','network':'k%d'}",
                      number, number, number, number);
}

static void figures_tell_each_country_apart(void **state)
{
    struct help_room *help = academy();
    expect_query(help, "o", "access.figures", "{}",
                 "{'waiting':{'asked':{'count':0},'confirmed':{'count':0},'endorsed':{'count':0}},"
                 "'median':{},'countries':{}}");
    for (int number = 0; number < 2; number++)
        assert_int_equal(asks_of_kenya(help, number), ERR_NONE);
    help_wait(help, 7000);
    assert_int_equal(step(help, "o", "access.refuse", 3), ERR_NONE);
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE); /* nobody has confirmed it yet */
    expect_query(help, "o", "access.figures", "{}",
                 "{'waiting':{'asked':{'count':1,'oldest':6,'since':1700000007000,'country':'TN'},"
                 "'confirmed':{'count':1,'oldest':4,'since':1700000000000,'country':'KE'},"
                 "'endorsed':{'count':0}},'median':{'confirmed':0},"
                 "'countries':{'KE':{'count':1,'oldest':4,'since':1700000000000,'median':7000},"
                 "'TN':{'count':0}}}");
    help_room_free(&help);
    (void)state;
}

static void the_address_of_somebody_known_is_told_to_who_decides(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_send(help, "o", "person.add", "{'name':'A','mail':'A.1@police.example'}"),
                     ERR_NONE);
    assert_int_equal(asks(help, 1, "a1", "n1"), ERR_NONE);
    assert_int_equal(help_query(help, "o", "access.list", "{}", &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "\"known\":\"m3\"", 12));
    buffer_done(&out);
    help_room_free(&help);
}

/* As the server asks for somebody who has come with a token of another system. */
static enum err asks_for(struct help_room *help, const char *identity)
{
    return help_sendf(help, "system", "access.request", "{'name':'Asker','identity':'%s'}",
                      identity);
}

static void who_is_known_elsewhere_is_asked_for_once_and_comes_under_that_id(void **state)
{
    struct help_room *help = academy();
    const struct room *room = help_room(help);
    assert_int_equal(gates_request(room, SLICE("x.1")), GATE_REQUEST_NONE);
    assert_int_equal(asks_for(help, "x.1"), ERR_NONE);
    expect_effects(help, "waits inbox:o inbox.request {'request':3,'country':'ZZ','waits':true}\n");
    assert_int_equal(gates_request(room, SLICE("x.1")), GATE_REQUEST_WAITS);
    assert_int_equal(asks_for(help, "x.1"), ERR_ALREADY_EXISTS);
    assert_int_equal(step(help, "c", "access.endorse", 3), ERR_NOT_FOUND);
    assert_int_equal(step(help, "o", "access.approve", 3), ERR_NONE);
    expect_effects(help, "waits inbox:o inbox.request {'request':3,'country':'ZZ','waits':false}\n"
                         "person academy:main person.add {'person':'x.1','name':'Asker',"
                         "'request':3,'enrol':false}\n");
    assert_int_equal(asks_for(help, "x.1"), ERR_ALREADY_EXISTS);
    /* Also when the request is forgotten: the person is not. */
    assert_int_equal(help_send(help, "system", "person.add", "{'person':'x.2','name':'Member'}"),
                     ERR_NONE);
    assert_int_equal(asks_for(help, "x.2"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'x.2'}"), ERR_NONE);
    assert_int_equal(asks_for(help, "x.2"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_append(help, "c", "access.request",
                                 "{'name':'Asker','identity':'x.3','country':'TN'}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void who_was_refused_is_not_asked_for_again(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(asks_for(help, "x.1"), ERR_NONE);
    assert_int_equal(step(help, "o", "access.refuse", 3), ERR_NONE);
    assert_int_equal(gates_request(help_room(help), SLICE("x.1")), GATE_REQUEST_REFUSED);
    assert_int_equal(asks_for(help, "x.1"), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

/* The organiser says that they are somebody who is here: nobody has to decide any more. */
static void who_is_linked_meanwhile_waits_no_more(void **state)
{
    struct help_room *help = academy();
    int64_t seqs[4];
    assert_int_equal(asks_for(help, "officer-17"), ERR_NONE);
    assert_int_equal(gates_asked(help_room(help), SLICE("officer-17")), 3);
    assert_int_equal(help_send(help, "system", "access.link", "{'request':3}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "o", "person.link", "{'person':'c','identity':'officer-17'}"),
                     ERR_NONE);
    expect_effects(help, "request academy:main access.link {'request':3}\n");
    assert_int_equal(help_send(help, "system", "access.link", "{'request':3}"), ERR_NONE);
    expect_effects(help,
                   "waits inbox:o inbox.request {'request':3,'country':'ZZ','waits':false}\n");
    expect_patch(help, organisers, "{'access':{'waiting':0}}");
    assert_int_equal(gates_asked(help_room(help), SLICE("officer-17")), 0);
    assert_int_equal(gates_request(help_room(help), SLICE("officer-17")), GATE_REQUEST_NONE);
    assert_int_equal(step(help, "o", "access.approve", 3), ERR_REQUEST_STATE);
    assert_int_equal(asks_for(help, "officer-17"), ERR_ALREADY_EXISTS);
    /* Its words are gone, and what the token means but for a print. */
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 1);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[3]}"), ERR_NONE);
    assert_int_equal(
        help_send(help, "o", "person.unlink", "{'person':'c','identity':'officer-17'}"), ERR_NONE);
    assert_int_equal(asks_for(help, "officer-17"), ERR_NONE);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_goes_from_step_to_step),
        cmocka_unit_test(a_coordinator_asks_for_the_own_country_and_has_endorsed),
        cmocka_unit_test(who_asked_for_another_hears_what_was_decided),
        cmocka_unit_test(other_countries_are_not_told_from_nothing),
        cmocka_unit_test(addresses_and_networks_have_their_share),
        cmocka_unit_test(a_full_queue_says_so),
        cmocka_unit_test(who_does_not_confirm_has_a_week),
        cmocka_unit_test(what_was_written_goes_when_it_has_ended),
        cmocka_unit_test(figures_tell_the_median_and_the_oldest),
        cmocka_unit_test(figures_tell_each_country_apart),
        cmocka_unit_test(the_address_of_somebody_known_is_told_to_who_decides),
        cmocka_unit_test(who_is_known_elsewhere_is_asked_for_once_and_comes_under_that_id),
        cmocka_unit_test(who_was_refused_is_not_asked_for_again),
        cmocka_unit_test(who_is_linked_meanwhile_waits_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
