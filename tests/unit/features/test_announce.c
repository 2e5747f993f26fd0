/* SPDX-License-Identifier: Apache-2.0
 * server/features/announce.c and audience.c */
#include "features/announce.h"

#include <stdio.h>

#include "core/erasure.h"
#include "features/people.h"
#include "help_follow.h"

static const struct feature *const features[] = {&people_feature, &announce_feature, NULL};
static const struct rings organisers = {.all = RING(RING_INSIDE),
                                        .staff = RING(RING_INSIDE) | RING(RING_GROUP)};
static const struct rings managers = {.all = RING(RING_INSIDE),
                                      .staff = RING(RING_INSIDE) | RING(RING_GROUP + 1)};

static const char words[] = "'title':{'en':'School'},'text':{'en':'Until\\nFriday','ar':'غدا'}";

static struct help_room *academy(void)
{
    static const char *const people[] = {
        "{'person':'o','name':'O','roles':['organiser']}",
        "{'person':'g','name':'G','country':'KE','roles':['manager']}",
        "{'person':'t','name':'T','country':'TN'}",
        "{'person':'k','name':'K','country':'KE'}",
    };
    struct help_room *help = help_room_new("academy:main", features);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    help_follow_rings(help, organisers);
    help_follow_rings(help, managers);
    return help;
}

static int post(struct help_room *help, const char *who, const char *more)
{
    assert_int_equal(help_sendf(help, "o", "announce.post", "{%s,'who':%s%s}", words, who, more),
                     ERR_NONE);
    return (int)help_seq(help);
}

/* The seqs that a person is told, with a space behind each. */
static void expect_list(struct help_room *help, const char *by, const char *seqs)
{
    struct buffer out;
    char found[200] = "";
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, "announce.list", "{}", &out), ERR_NONE);
    struct json *answer = help_parse(buffer_slice(&out));
    const struct json *list = json_get(answer, "announcements");
    for (const struct json *at = json_first(list); at; at = json_next(at))
        snprintf(found + strlen(found), sizeof found - strlen(found), "%.*s ",
                 (int)json_key(at).len, json_key(at).at);
    assert_string_equal(found, seqs);
    json_free(&answer);
    buffer_done(&out);
}

static void everybody_reads_what_is_for_all(void **state)
{
    struct help_room *help = academy();
    assert_int_equal(help_sendf(help, "g", "announce.post", "{%s}", words), ERR_PERMISSION_DENIED);
    int seq = post(help, "{}", "");
    char path[64];
    snprintf(path, sizeof path, "announce/news/%d", seq);
    expect_view(help, RINGS_INSIDE, path,
                "{'title':{'en':'School'},'text':{'en':'Until\\nFriday','ar':'غدا'},'by':'o',"
                "'name':'Name o','at':1700000000000}");
    expect_list(help, "t", "5 ");
    help_room_free(&help);
    (void)state;
}

static void what_is_for_a_role_is_in_nobody_elses_view(void **state)
{
    struct help_room *help = academy();
    post(help, "{'roles':['manager']}", "");
    expect_view(help, RINGS_INSIDE, "announce/news", "{}");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, "Friday");
    expect_view(help, managers, "announce/news/5/who", "{'roles':['manager']}");
    expect_view(help, organisers, "announce/news/5/who", "{'roles':['manager']}");
    expect_list(help, "g", "5 ");
    expect_list(help, "k", "");
    help_room_free(&help);
    (void)state;
}

static void what_is_for_a_country_is_asked_for(void **state)
{
    struct help_room *help = academy();
    post(help, "{'countries':['ke']}", "");
    expect_view(help, RINGS_INSIDE, "announce", "{'news':{},'countries':5}");
    expect_unseen(help, RINGS_INSIDE, "Friday");
    expect_unseen(help, managers, "Friday");
    expect_list(help, "k", "5 ");
    expect_list(help, "g", "5 ");
    expect_list(help, "t", "");
    post(help, "{'countries':['KE'],'roles':['manager']}", "");
    expect_list(help, "k", "5 ");
    expect_list(help, "g", "5 6 ");
    expect_list(help, "o", "5 6 ");
    assert_int_equal(help_send(help, "o", "person.suspend", "{'person':'k'}"), ERR_NONE);
    expect_list(help, "o", "5 6 ");
    help_room_free(&help);
    (void)state;
}

static void an_edit_says_all_anew_and_the_words_before_go(void **state)
{
    struct help_room *help = academy();
    int64_t seqs[4];
    post(help, "{}", ",'until':1700000009000");
    assert_int_equal(help_send(help, "o", "announce.edit",
                               "{'announcement':5,'title':{'fr':'École'},'text':{'fr':'Lundi'}}"),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'announce':{'news':{'5':{'title':{'en':null,'fr':'École','es':null,'ar':null},"
                 "'text':{'en':null,'fr':'Lundi','es':null,'ar':null},'at':1700000000000,"
                 "'by':'o','name':'Name o','edited':1700000000000,'until':null}}}}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 1);
    assert_int_equal(seqs[0], 5);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[5]}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "announce/news/5/text", "{'fr':'Lundi'}");
    assert_int_equal(help_send(help, "o", "announce.remove", "{'announcement':5}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'announce':{'news':{'5':null}}}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 1);
    assert_int_equal(seqs[0], 6);
    assert_int_equal(help_append(help, "o", "announce.edit",
                                 "{'announcement':5,'title':{'fr':'É'},'text':{'fr':'L'}}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
    (void)state;
}

static void it_ends_when_its_time_has_come(void **state)
{
    struct help_room *help = academy();
    struct due due = {0};
    struct buffer data;
    post(help, "{}", ",'until':1700000009000");
    post(help, "{}", ",'until':1700000004000");
    assert_true(room_due_ms(help_room(help)) == INT64_C(1700000004000));
    buffer_init(&data, BOUND_ENTRY_BYTES);
    due.data = &data;
    assert_false(room_due(help_room(help), INT64_C(1700000003999), &due));
    assert_true(room_due(help_room(help), INT64_C(1700000004000), &due));
    assert_string_equal(due.type, "announce.expire");
    assert_string_equal(due.op, "expire:6.1700000004000");
    assert_true(slice_is(buffer_slice(&data), "{\"announcement\":6,\"until\":1700000004000}"));
    buffer_done(&data);
    /* Given a later end just before. */
    assert_int_equal(help_send(help, "o", "announce.edit",
                               "{'announcement':6,'title':{'en':'S'},'text':{'en':'T'},"
                               "'until':1700000020000}"),
                     ERR_NONE);
    const char *over = "{'announcement':6,'until':1700000004000}";
    assert_int_equal(help_append(help, "system", "announce.expire", over), ERR_NOT_FOUND);
    help_wait(help, 9000);
    assert_int_equal(
        help_send(help, "system", "announce.expire", "{'announcement':5,'until':1700000009000}"),
        ERR_NONE);
    expect_list(help, "t", "6 ");
    help_room_free(&help);
    (void)state;
}

static void as_many_stand_as_may(void **state)
{
    struct help_room *help = academy();
    for (int i = 0; i < BOUND_ANNOUNCEMENTS; i++)
        post(help, "{}", "");
    assert_int_equal(help_sendf(help, "o", "announce.post", "{%s}", words), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "o", "announce.remove", "{'announcement':7}"), ERR_NONE);
    post(help, "{}", "");
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_reads_what_is_for_all),
        cmocka_unit_test(what_is_for_a_role_is_in_nobody_elses_view),
        cmocka_unit_test(what_is_for_a_country_is_asked_for),
        cmocka_unit_test(an_edit_says_all_anew_and_the_words_before_go),
        cmocka_unit_test(it_ends_when_its_time_has_come),
        cmocka_unit_test(as_many_stand_as_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
