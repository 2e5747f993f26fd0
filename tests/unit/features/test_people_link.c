/* SPDX-License-Identifier: Apache-2.0
 * server/features/people_link.c */
#include "features/people_link.h"

#include <stdio.h>

#include "base/token_person.h"
#include "core/gates.h"
#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, NULL};

#define SSO "'issuer':'https://sso.example','subject':'officer-17'"

/* An academy with an organiser "o" and the members "p" and "q". */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {"{'person':'o','name':'O','roles':['organiser']}",
                                         "{'person':'p','name':'P'}", "{'person':'q','name':'Q'}"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    return help;
}

static void expect(struct help_room *help, enum err error, const char *type, const char *data)
{
    assert_int_equal(help_send(help, "o", type, data), error);
}

static struct slice of_sso(void)
{
    static char id[BOUND_ID_BYTES + 1];
    assert_true(token_person_of(SLICE("https://sso.example"), SLICE("officer-17"), id));
    return slice_of(id);
}

static void expect_linked(struct help_room *help, struct slice identity, const char *person)
{
    struct slice linked = gates_linked(help_room(help), identity);
    assert_true(person ? slice_is(linked, person) : !linked.at);
}

static void a_subject_of_another_system_is_somebody_who_is_there(void **state)
{
    struct help_room *help = academy();
    expect_linked(help, of_sso(), NULL);
    expect(help, ERR_NONE, "person.link", "{'person':'p'," SSO "}");
    expect_linked(help, of_sso(), "p");
    expect_linked(help, SLICE("officer-17"), NULL);
    expect(help, ERR_NONE, "person.link", "{'person':'p','subject':'officer-17'}");
    expect_linked(help, SLICE("officer-17"), "p");
    expect(help, ERR_NONE, "person.unlink", "{'person':'p'," SSO "}");
    expect_linked(help, of_sso(), NULL);
    expect_linked(help, SLICE("officer-17"), "p");
    expect_query(help, "o", "person.get", "{'person':'p'}",
                 "{'id':'p','name':'P','languages':[],'coordinates':[],'roles':['member'],"
                 "'state':'active','since':1700000000000,'links':['officer-17']}");
    expect_query(help, "p", "person.get", "{'person':'p'}",
                 "{'id':'p','name':'P','languages':[],'coordinates':[],'roles':['member'],"
                 "'state':'active','since':1700000000000}");
    help_room_free(&help);
    (void)state;
}

static void who_is_somebody_already_is_nobody_else(void **state)
{
    struct help_room *help = academy();
    expect(help, ERR_NONE, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_ALREADY_EXISTS, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_ALREADY_EXISTS, "person.link", "{'person':'q'," SSO "}");
    expect(help, ERR_ALREADY_EXISTS, "person.link", "{'person':'q','identity':'p'}");
    expect(help, ERR_NONE, "person.link", "{'person':'p','identity':'later'}");
    expect(help, ERR_ALREADY_EXISTS, "person.add", "{'person':'later','name':'L'}");
    expect(help, ERR_NOT_FOUND, "person.unlink", "{'person':'q'," SSO "}");
    expect(help, ERR_NOT_FOUND, "person.unlink", "{'person':'p','identity':'nobody'}");
    expect(help, ERR_NOT_FOUND, "person.link", "{'person':'nobody','identity':'n'}");
    help_room_free(&help);
    (void)state;
}

static void what_means_nobody_is_refused(void **state)
{
    struct help_room *help = academy();
    static const char *const bad[] = {
        "{'person':'p'}",
        "{'person':'p','issuer':'https://sso.example'}",
        "{'person':'p','subject':''}",
        "{'person':'p','subject':'system'}",
        "{'person':'p','identity':'system'}",
        "{'person':'p','identity':'m9'}",
        "{'person':'p','identity':'x y'}",
        "{'person':'p','identity':'other'," SSO "}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        expect(help, ERR_BAD_REQUEST, "person.link", bad[i]);
    help_room_free(&help);
    (void)state;
}

static void one_person_has_some_links_and_not_more(void **state)
{
    struct help_room *help = academy();
    char data[100];
    for (int i = 0; i <= BOUND_PERSON_LINKS; i++) {
        snprintf(data, sizeof data, "{'person':'p','identity':'link-%d'}", i);
        expect(help, i < BOUND_PERSON_LINKS ? ERR_NONE : ERR_LIMIT_EXCEEDED, "person.link", data);
    }
    expect(help, ERR_NONE, "person.unlink", "{'person':'p','identity':'link-0'}");
    expect(help, ERR_NONE, "person.link", data);
    help_room_free(&help);
    (void)state;
}

static void who_is_erased_is_linked_no_more(void **state)
{
    struct help_room *help = academy();
    expect(help, ERR_NONE, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_NONE, "person.link", "{'person':'p','identity':'second'}");
    expect(help, ERR_NONE, "person.link", "{'person':'q','identity':'third'}");
    expect(help, ERR_NONE, "person.erase", "{'person':'p'}");
    expect_linked(help, of_sso(), NULL);
    expect_linked(help, SLICE("second"), NULL);
    expect_linked(help, SLICE("third"), "q");
    expect(help, ERR_NOT_FOUND, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_NONE, "person.link", "{'person':'q'," SSO "}");
    help_room_free(&help);
    (void)state;
}

static void the_history_tells_of_links(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    expect(help, ERR_NONE, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_NONE, "person.unlink", "{'person':'p'," SSO "}");
    assert_int_equal(help_query(help, "o", "person.history", "{'person':'p'}", &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "person.link", 11));
    assert_non_null(memmem(out.bytes, out.len, "person.unlink", 13));
    assert_non_null(memmem(out.bytes, out.len, "\"subject\":\"officer-17\"", 22));
    buffer_done(&out);
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_of_another_system_is_somebody_who_is_there),
        cmocka_unit_test(who_is_somebody_already_is_nobody_else),
        cmocka_unit_test(what_means_nobody_is_refused),
        cmocka_unit_test(one_person_has_some_links_and_not_more),
        cmocka_unit_test(who_is_erased_is_linked_no_more),
        cmocka_unit_test(the_history_tells_of_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
