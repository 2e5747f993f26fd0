/* SPDX-License-Identifier: Apache-2.0
 * server/features/people.c, and what stands behind it: directory.c, directory_query.c,
 * directory_read.c */
#include "features/people.h"

#include <stdio.h>

#include "core/erasure.h"
#include "core/gates.h"
#include "features/academy_rings.h"
#include "features/directory.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, NULL};
static const struct rings members = {.all = RING(RING_INSIDE)};
static const struct rings organisers = {.all = RING(RING_INSIDE),
                                        .staff = RING(RING_INSIDE) | RING(RING_ORGANISERS)};

/* An academy with an organiser "o", a coordinator "c" of France and Tunisia, and two members: "f"
 * of France and "k" of Kenya. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'o','name':'Organiser','roles':['organiser'],'mail':'o@academy.example'}",
        "{'person':'c','name':'Coordinator','country':'FR','roles':['coordinator'],"
        "'coordinates':['FR','TN']}",
        "{'person':'f','name':'Adviser At Sfax','country':'fr','mail':'ad.viser+x@Police.example'}",
        "{'person':'k','name':'Host Adana','country':'KE','languages':['fr','en']}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    return help;
}

static void expect_gate(struct help_room *help, const char *id, bool active, unsigned roles)
{
    struct gate_person person;
    assert_true(gates_person(help_room(help), slice_of(id), &person));
    assert_int_equal(person.active, active);
    assert_int_equal(person.roles, roles);
    assert_int_equal(room_role(help_room(help), slice_of(id)), roles);
}

static void roles_are_a_set(void **state)
{
    struct help_room *help = academy();
    expect_gate(help, "o", true, ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_ORGANISER);
    expect_gate(help, "c", true, ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_COORDINATOR);
    expect_gate(help, "k", true, ROLE_ACADEMY_MEMBER);
    assert_int_equal(help_send(help, "o", "person.change",
                               "{'person':'c','roles':['manager','coordinator','manager']}"),
                     ERR_NONE);
    expect_gate(help, "c", true,
                ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_MANAGER | ROLE_ACADEMY_COORDINATOR);
    expect_me(help, "c", "role", "'coordinator'");
    expect_me(help, "c", "roles", "['member','manager','coordinator']");
    assert_int_equal(room_role(help_room(help), SLICE("nobody")), ROLE_NONE);
    help_room_free(&help);
}

static void an_id_is_made_of_the_seq_and_never_given_twice(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "o", "person.add", "{'name':'New'}"), ERR_NONE);
    expect_query(help, "o", "person.get", "{'person':'m5'}",
                 "{'id':'m5','name':'New','languages':[],'coordinates':[],'roles':['member'],"
                 "'state':'active','since':1700000000000}");
    assert_int_equal(help_send(help, "o", "person.add", "{'person':'m9','name':'New'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "o", "person.add", "{'person':'system','name':'New'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'k'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.add", "{'person':'k','name':'Other'}"),
                     ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void people_change_their_own_name_and_languages_alone(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(
        help_send(help, "k", "person.change", "{'person':'k','name':'Host','languages':['ar']}"),
        ERR_NONE);
    expect_patch_me(help, "k",
                    "{'role':'member','roles':['member'],'people':{'name':'Host',"
                    "'country':'KE','languages':['ar'],'coordinates':[]}}");
    static const char *const bad[] = {
        "{'person':'k','country':'FR'}",     "{'person':'k','roles':['organiser']}",
        "{'person':'k','roles':[]}",         "{'person':'k','mail':'k@police.example'}",
        "{'person':'k','coordinates':[]}",   "{'person':'f','name':'Host'}",
        "{'person':'nobody','name':'Host'}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_append(help, "k", "person.change", bad[i]), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "c", "person.change", "{'person':'f','country':'TN'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'nobody','name':'N'}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void the_academy_keeps_an_organiser(void **state)
{
    struct help_room *help = academy();
    static const char *const ends[][2] = {
        {"person.suspend", "{'person':'o'}"},
        {"person.erase", "{'person':'o'}"},
        {"person.change", "{'person':'o','roles':['manager']}"},
    };
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(help_append(help, "o", ends[i][0], ends[i][1]), ERR_LAST_ORGANISER);
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'o','roles':['organiser']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'k','roles':['organiser']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.suspend", "{'person':'k'}"), ERR_NONE);
    assert_int_equal(help_append(help, "o", "person.erase", "{'person':'o'}"), ERR_LAST_ORGANISER);
    assert_int_equal(help_send(help, "o", "person.restore", "{'person':'k'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'o'}"), ERR_NONE);
    assert_true(gates_guarded(help_room(help)));
    help_room_free(&help);
}

static void who_is_suspended_has_no_role_until_restored(void **state)
{
    struct help_room *help = academy();
    struct moved moved;
    assert_int_equal(
        help_send(help, "o", "person.suspend", "{'person':'c','why':'Left the force'}"), ERR_NONE);
    expect_gate(help, "c", false, 0);
    assert_int_equal(help_append(help, "o", "person.suspend", "{'person':'c'}"),
                     ERR_ALREADY_EXISTS);
    expect_query(help, "o", "person.list", "{'state':'suspended'}",
                 "{'people':[{'id':'c','name':'Coordinator','country':'FR','languages':[],"
                 "'coordinates':['FR','TN'],'roles':['member','coordinator'],'state':'suspended',"
                 "'since':1700000000000,'why':'Left the force'}],'among':1}");
    struct entry entry = {.type = SLICE("person.suspend")};
    assert_int_equal(json_parse(SLICE("{\"person\":\"c\"}"), &entry.data), ERR_NONE);
    assert_true(room_moved(help_room(help), &entry, &moved));
    assert_true(slice_is(moved.people[0], "c"));
    json_free(&entry.data);
    assert_int_equal(help_send(help, "o", "person.restore", "{'person':'c'}"), ERR_NONE);
    expect_gate(help, "c", true, ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_COORDINATOR);
    assert_int_equal(help_append(help, "o", "person.restore", "{'person':'c'}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_closed_country_keeps_its_people_out_but_organisers(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'o','country':'FR'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "country.close", "{'country':'fr'}"), ERR_NONE);
    expect_gate(help, "f", false, 0);
    expect_gate(help, "c", false, 0);
    expect_gate(help, "k", true, ROLE_ACADEMY_MEMBER);
    expect_gate(help, "o", true, ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_ORGANISER);
    assert_int_equal(help_append(help, "o", "country.close", "{'country':'FR'}"),
                     ERR_ALREADY_EXISTS);
    /* Organisers see which, and nobody else. */
    expect_view(help, organisers, "people/closed", "['FR']");
    expect_view(help, members, "people", NULL);
    assert_int_equal(help_send(help, "o", "country.open", "{'country':'FR'}"), ERR_NONE);
    expect_view(help, organisers, "people/closed", NULL);
    expect_gate(help, "f", true, ROLE_ACADEMY_MEMBER);
    assert_int_equal(help_append(help, "o", "country.open", "{'country':'FR'}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "o", "country.close", "{'country':'ZZ'}"),
                     ERR_COUNTRY_UNKNOWN);
    help_room_free(&help);
}

static void expect_ids(struct help_room *help, const char *by, const char *data, const char *ids)
{
    help_expect_ids(help, by, &(struct help_list){"person.list", "people", "id"}, data, ids);
}

static void people_are_found_by_words_of_their_names(void **state)
{
    struct help_room *help = academy();
    expect_ids(help, "o", "{}", "f c k o");
    expect_ids(help, "o", "{'prefix':'AD'}", "k f"); /* adana comes before adviser */
    expect_ids(help, "o", "{'prefix':'at sf'}", "f");
    expect_ids(help, "o", "{'prefix':' s '}", "f");
    expect_ids(help, "o", "{'prefix':'dv'}", "");
    expect_ids(help, "o", "{'country':'FR'}", "f c");
    expect_ids(help, "o", "{'country':'DE'}", "");
    expect_ids(help, "o", "{'role':'organiser'}", "o");
    expect_ids(help, "o", "{'role':'coordinator','country':'FR'}", "c");
    expect_ids(help, "o", "{'mail':'ADVISER@police.example'}", "f");
    expect_ids(help, "o", "{'limit':2}", "f c");
    expect_ids(help, "o", "{'limit':2,'after':'c'}", "k o");
    expect_ids(help, "o", "{'prefix':'ad','after':'k'}", "f");
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'f','name':'Élu'}"),
                     ERR_NONE);
    expect_ids(help, "o", "{'prefix':'elu'}", "f");
    expect_ids(help, "o", "{'prefix':'sfax'}", "");
    help_room_free(&help);
}

static void a_page_says_where_the_next_begins(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "o", "person.list", "{'limit':3}", &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "\"next\":\"k\"", 10));
    buffer_clear(&out);
    assert_int_equal(help_query(help, "o", "person.list", "{'limit':4}", &out), ERR_NONE);
    assert_null(memmem(out.bytes, out.len, "next", 4));
    static const char *const bad[] = {"{'limit':0}", "{'limit':201}", "{'role':'king'}",
                                      "{'state':'gone'}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_query(help, "o", "person.list", bad[i], &out), ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

static void a_coordinator_sees_the_own_countries_alone(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    expect_ids(help, "c", "{}", "f c");
    expect_ids(help, "c", "{'country':'TN'}", "");
    assert_int_equal(help_query(help, "c", "person.list", "{'country':'KE'}", &out),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "k", "person.list", "{}", &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "c", "person.get", "{'person':'f'}", &out), ERR_NONE);
    assert_int_equal(help_query(help, "k", "person.get", "{'person':'k'}", &out), ERR_NONE);
    static const char *const unseen[][2] = {
        {"c", "{'person':'k'}"}, {"k", "{'person':'f'}"}, {"k", "{'person':'nobody'}"}};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(help_query(help, unseen[i][0], "person.get", unseen[i][1], &out),
                         ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

/* Nobody but themselves is told anything of them: not of the list, not by an event. */
static void no_view_holds_people(void **state)
{
    struct help_room *help = academy();
    expect_patch(help, HELP_STAFF, NULL);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, "people", NULL);
    expect_unseen(help, HELP_STAFF, "Host Adana");
    expect_unseen(help, HELP_STAFF, "police");
    help_room_free(&help);
}

static void an_erased_person_leaves_the_id_alone(void **state)
{
    struct help_room *help = academy();
    int64_t seqs[8];
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'f','name':'Adviser'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'f','why':'Asked'}"),
                     ERR_NONE);
    expect_gate(help, "f", false, 0);
    expect_ids(help, "o", "{'prefix':'adviser'}", "");
    expect_ids(help, "o", "{'country':'FR'}", "c");
    expect_query(help, "o", "person.get", "{'person':'f'}",
                 "{'id':'f','name':'','country':'FR','languages':[],'coordinates':[],"
                 "'roles':['member'],'state':'erased','since':1700000000000,"
                 "'erasing':{'done':0,'rooms':0}}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 8), 3);
    assert_int_equal(seqs[0], 3);
    assert_int_equal(seqs[1], 5);
    assert_int_equal(seqs[2], 6);
    assert_int_equal(help_append(help, "o", "person.restore", "{'person':'f'}"), ERR_NOT_FOUND);
    assert_null(gates_mail(help_room(help), SLICE("adviser@police.example")).at);
    help_room_free(&help);
}

/* What a replay without the words gives: the same people, without names. */
static void what_is_kept_reads_back(void **state)
{
    struct help_room *help = help_room_new("academy:main", features);
    assert_int_equal(help_append_raw(help, "system", "person.add",
                                     "{'person':'f','country':'FR','name':'','mail':''}"),
                     ERR_NONE);
    assert_int_equal(help_append_raw(help, "system", "person.erase", "{'person':'f'}"), ERR_NONE);
    expect_gate(help, "f", false, 0);
    help_room_free(&help);
}

static void a_link_is_wanted_until_it_is_issued(void **state)
{
    struct help_room *help = academy();
    struct gate_want want;
    assert_false(gates_wants(help_room(help), 0, &want));
    assert_int_equal(help_send(help, "o", "person.enrol", "{'person':'k'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.enrol", "{'person':'f'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.enrol", "{'person':'k'}"), ERR_NONE);
    assert_true(gates_wants(help_room(help), 0, &want));
    assert_int_equal(want.seq, 6);
    assert_true(slice_is(want.person, "f"));
    assert_true(gates_wants(help_room(help), 6, &want));
    assert_int_equal(want.seq, 7);
    assert_false(gates_wants(help_room(help), 7, &want));
    assert_int_equal(help_append(help, "system", "person.issued", "{'person':'k','want':5}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "system", "person.issued", "{'person':'k','want':7}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "person.enrolled", "{'person':'f','way':'passkey'}"),
                     ERR_NONE);
    assert_false(gates_wants(help_room(help), 0, &want));
    help_room_free(&help);
}

static void an_address_is_found_however_it_is_written(void **state)
{
    struct help_room *help = academy();
    assert_true(slice_is(gates_mail(help_room(help), SLICE("ADVISER@police.EXAMPLE")), "f"));
    assert_null(gates_mail(help_room(help), SLICE("advise@police.example")).at);
    assert_int_equal(help_send(help, "o", "person.suspend", "{'person':'f'}"), ERR_NONE);
    assert_null(gates_mail(help_room(help), SLICE("adviser@police.example")).at);
    assert_int_equal(help_send(help, "o", "person.restore", "{'person':'f'}"), ERR_NONE);
    static const char *const shared[] = {"c", "k", "o"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(help_sendf(help, "o", "person.change",
                                    "{'person':'%s','mail':'Adviser@police.example'}", shared[i]),
                         ERR_NONE);
    assert_true(slice_is(gates_mail(help_room(help), SLICE("adviser@police.example")), "o"));
    assert_int_equal(help_send(help, "o", "person.change", "{'person':'o','mail':'o@x.example'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'k'}"), ERR_NONE);
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'c'}"), ERR_NONE);
    expect_ids(help, "o", "{'mail':'ad.vi.ser@police.example'}", "f");
    assert_true(slice_is(gates_mail(help_room(help), SLICE("o@x.example")), "o"));
    help_room_free(&help);
}

static void coordinators_have_their_countries(void **state)
{
    struct help_room *help = academy();
    assert_true(gates_coordinates(help_room(help), SLICE("c"), SLICE("TN")));
    assert_false(gates_coordinates(help_room(help), SLICE("c"), SLICE("KE")));
    assert_true(gates_coordinates(help_room(help), SLICE("o"), SLICE("KE")));
    assert_false(gates_coordinates(help_room(help), SLICE("k"), SLICE("KE")));
    help_room_free(&help);
}

static void what_is_no_person_is_refused(void **state)
{
    struct help_room *help = academy();
    static const char *const bad[] = {
        "{}",
        "{'name':7}",
        "{'name':'A','person':'a b'}",
        "{'name':'A','country':7}",
        "{'name':'A','roles':['king']}",
        "{'name':'A','roles':'organiser'}",
        "{'name':'A','languages':['xx']}",
        "{'name':'A','languages':[7]}",
        "{'name':'A','coordinates':'FR'}",
        "{'name':'A','coordinates':[7]}",
        "{'name':'A','mail':'a'}",
        "{'name':'A','mail':'a@b.example\\r\\nBcc: x@y.example'}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "o", "person.add", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "o", "person.add", "{'name':'A','country':'UK'}"),
                     ERR_COUNTRY_UNKNOWN);
    assert_int_equal(help_send(help, "o", "person.add", "{'name':' '}"), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "c", "person.add", "{'name':'A'}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_are_a_set),
        cmocka_unit_test(an_id_is_made_of_the_seq_and_never_given_twice),
        cmocka_unit_test(people_change_their_own_name_and_languages_alone),
        cmocka_unit_test(the_academy_keeps_an_organiser),
        cmocka_unit_test(who_is_suspended_has_no_role_until_restored),
        cmocka_unit_test(a_closed_country_keeps_its_people_out_but_organisers),
        cmocka_unit_test(people_are_found_by_words_of_their_names),
        cmocka_unit_test(a_page_says_where_the_next_begins),
        cmocka_unit_test(a_coordinator_sees_the_own_countries_alone),
        cmocka_unit_test(no_view_holds_people),
        cmocka_unit_test(an_erased_person_leaves_the_id_alone),
        cmocka_unit_test(what_is_kept_reads_back),
        cmocka_unit_test(a_link_is_wanted_until_it_is_issued),
        cmocka_unit_test(an_address_is_found_however_it_is_written),
        cmocka_unit_test(coordinators_have_their_countries),
        cmocka_unit_test(what_is_no_person_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
