/* SPDX-License-Identifier: Apache-2.0
 * server/features/people_link.c */
#include "features/people_link.h"

#include <stdio.h>

#include "base/token_person.h"
#include "core/erasure.h"
#include "core/gates.h"
#include "features/people.h"
#include "help_follow.h"
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

static struct slice print_of(const char *identity)
{
    static char print[BOUND_ID_BYTES + 1];
    token_person_print(slice_of(identity), print);
    return slice_of(print);
}

static void expect_links(struct help_room *help, struct slice first, struct slice second)
{
    char answer[400];
    snprintf(answer, sizeof answer,
             "{'id':'p','name':'','languages':[],'coordinates':[],'roles':['member'],"
             "'state':'erased','since':1700000000000,'links':['%.*s','%.*s'],"
             "'erasing':{'done':0,'rooms':0}}",
             (int)first.len, first.at, (int)second.len, second.at);
    expect_query(help, "o", "person.get", "{'person':'p'}", answer);
}

/* No token gives them access again, or makes a stranger of them for whom it is asked. */
static void who_is_erased_stays_outside_by_every_token(void **state)
{
    struct help_room *help = academy();
    expect(help, ERR_NONE, "person.link", "{'person':'p'," SSO "}");
    expect(help, ERR_NONE, "person.link", "{'person':'p','identity':'second'}");
    expect(help, ERR_NONE, "person.link", "{'person':'q','identity':'third'}");
    expect(help, ERR_NONE, "person.erase", "{'person':'p'}");
    expect_linked(help, of_sso(), "p");
    expect_linked(help, SLICE("second"), "p");
    expect_linked(help, SLICE("third"), "q");
    expect_links(help, of_sso(), print_of("second"));
    expect(help, ERR_NOT_FOUND, "person.link", "{'person':'p','identity':'fourth'}");
    expect(help, ERR_ALREADY_EXISTS, "person.link", "{'person':'q'," SSO "}");
    expect(help, ERR_ALREADY_EXISTS, "person.add", "{'person':'second','name':'S'}");
    help_room_free(&help);
    (void)state;
}

/* What remains of such an entry when its words are erased. */
static void expect_kept(struct help_room *help, const char *type, const char *data, bool good)
{
    struct buffer out;
    struct json *json = help_parse_quoted(data);
    struct entry *entry;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    assert_int_equal(room_read(help_room(help), slice_of(type), json, &out), ERR_NONE);
    entry = entry_new(&(struct entry){.seq = 99,
                                      .room = SLICE("academy:main"),
                                      .type = slice_of(type),
                                      .by = SLICE("o"),
                                      .op = SLICE("op"),
                                      .text = buffer_slice(&out)});
    buffer_clear(&out);
    assert_true(erasure_keep(help_room(help), entry, &out));
    assert_null(memmem(out.bytes, out.len, "officer-17", 10));
    assert_int_equal(
        memmem(out.bytes, out.len, print_of("officer-17").at, print_of("officer-17").len) != NULL,
        good);
    entry_unref(&entry);
    json_free(&json);
    buffer_done(&out);
}

static void of_who_is_erased_a_print_is_kept_and_nothing_that_names_them(void **state)
{
    struct help_room *help = academy();
    expect_kept(help, "person.link", "{'person':'p','identity':'officer-17'}", true);
    expect_kept(help, "person.unlink", "{'person':'p','subject':'officer-17'}", true);
    expect_kept(help, "person.link", "{'person':'p'," SSO "}", false); /* that one is a MAC */
    expect(help, ERR_NONE, "person.link", "{'person':'p','identity':'officer-17'}");
    expect(help, ERR_NONE, "person.unlink", "{'person':'p','identity':'officer-17'}");
    expect(help, ERR_NONE, "person.link", "{'person':'p','subject':'officer-17'}");
    expect(help, ERR_NONE, "person.erase", "{'person':'p'}");
    int64_t seqs[8];
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 8), 5);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[2,4,5,6,7]}"), ERR_NONE);
    expect_linked(help, SLICE("officer-17"), "p");
    help_room_free(&help);
    (void)state;
}

/* Who organises says that whoever comes next is somebody new; by the print, not by the words. */
static void a_link_of_who_is_erased_is_taken_back_by_its_print(void **state)
{
    struct help_room *help = academy();
    char data[100];
    expect(help, ERR_NONE, "person.link", "{'person':'p','subject':'officer-17'}");
    expect(help, ERR_NONE, "person.erase", "{'person':'p'}");
    expect(help, ERR_BAD_REQUEST, "person.unlink", "{'person':'p','subject':'officer-17'}");
    expect(help, ERR_BAD_REQUEST, "person.unlink", "{'person':'p','identity':'officer-17'}");
    snprintf(data, sizeof data, "{'person':'p','identity':'%s'}", print_of("officer-17").at);
    expect(help, ERR_NONE, "person.unlink", data);
    expect_linked(help, SLICE("officer-17"), NULL);
    expect(help, ERR_NONE, "person.link", "{'person':'q','subject':'officer-17'}");
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
        cmocka_unit_test(who_is_erased_stays_outside_by_every_token),
        cmocka_unit_test(of_who_is_erased_a_print_is_kept_and_nothing_that_names_them),
        cmocka_unit_test(a_link_of_who_is_erased_is_taken_back_by_its_print),
        cmocka_unit_test(the_history_tells_of_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
