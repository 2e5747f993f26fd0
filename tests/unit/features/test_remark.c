/* SPDX-License-Identifier: Apache-2.0
 * server/features/remark.c */
#include "features/remark.h"

#include "help_webinar.h"

#define CANARY "canary"

static enum err note(struct help_room *help, const char *by, const char *whom)
{
    return help_sendf(help, by, "report.note", "{'whom':'%s','name':'The One','text':'" CANARY "'}",
                      whom);
}

static void staff_alone_read_them_and_no_view_holds_them(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer page;
    buffer_init(&page, BOUND_VIEW_BYTES);
    help_follow_person(help, "u2");
    expect_view(help, HELP_STAFF, "remark", "{'changed':0}");
    assert_int_equal(note(help, "p1", "u2"), ERR_NONE);
    long long seq = help_seq(help);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, "{'remark':{'changed':7}}");
    expect_patch_me(help, "u2", NULL);
    expect_view(help, RINGS_INSIDE, "remark", NULL);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    expect_unseen(help, HELP_STAFF, CANARY);
    expect_query(help, "m1", "report.notes", "{'whom':'u2'}",
                 "{'notes':[{'note':7,'whom':'u2','whose':'The One','by':'p1','name':'Name p1',"
                 "'at':1700000000000,'text':'" CANARY "','dir':'ltr'}]}");
    expect_query(help, "m1", "report.notes", "{'whom':'u3'}", "{'notes':[]}");
    assert_int_equal(help_query(help, "u2", "report.notes", "{}", &page), ERR_PERMISSION_DENIED);
    assert_int_equal(note(help, "u1", "u2"), ERR_PERMISSION_DENIED);
    assert_int_equal(note(help, "m1", "p1"), ERR_STAFF_PERSON);
    assert_int_equal(seq, 7);
    buffer_done(&page);
    help_room_free(&help);
}

/* Who was noted on may join the staff. */
static void nobody_reads_what_is_noted_on_them(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(note(help, "m1", "u2"), ERR_NONE);
    int64_t on_them = help_seq(help);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u2','role':'moderator'}"),
                     ERR_NONE);
    expect_query(help, "u2", "report.notes", "{}", "{'notes':[]}");
    expect_query(help, "u2", "report.notes", "{'whom':'u2'}", "{'notes':[]}");
    assert_int_equal(help_act(help, "u2", "report.unnote", "note", on_them), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "h1", "report.unnote", "note", on_them), ERR_NONE);
    help_room_free(&help);
}

static void ones_own_is_taken_back_and_any_by_organisers(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(note(help, "m1", "u2"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(note(help, "p1", "u2"), ERR_NONE);
    int64_t second = help_seq(help);
    assert_int_equal(help_act(help, "p1", "report.unnote", "note", first), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "report.unnote", "note", second), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), second));
    assert_int_equal(help_act(help, "p1", "report.unnote", "note", second), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "report.unnote", "note", first), ERR_NONE);
    expect_query(help, "h1", "report.notes", "{}", "{'notes':[]}");
    help_room_free(&help);
}

static void they_are_read_page_by_page_the_youngest_first(void **state)
{
    struct help_room *help = help_webinar_new();
    const struct help_list list = {"report.notes", "notes", "whom"};
    for (int i = 2; i < 6; i++) {
        char whom[] = {'u', (char)('0' + i), 0};
        assert_int_equal(note(help, "m1", whom), ERR_NONE);
    }
    help_expect_ids(help, "h1", &list, "{}", "u5 u4 u3 u2");
    help_expect_ids(help, "h1", &list, "{'limit':3}", "u5 u4 u3");
    help_expect_ids(help, "h1", &list, "{'limit':3,'before':8}", "u2");
    help_room_free(&help);
}

static void a_room_has_so_many(void **state)
{
    struct room *room = room_new(SLICE("webinar:w1"), help_kinds());
    assert_int_equal(help_apply(room, "system", "stage.create", "{\"title\":{\"en\":\"W\"}}"), 0);
    assert_int_equal(
        help_apply(room, "system", "member.set", "{\"whom\":\"h1\",\"role\":\"host\"}"), 0);
    for (int i = 0; i < BOUND_REMARKS; i++)
        assert_int_equal(help_apply(room, "h1", "report.note", "{\"whom\":\"u2\",\"text\":\"x\"}"),
                         0);
    assert_int_equal(help_apply(room, "h1", "report.note", "{\"whom\":\"u2\",\"text\":\"x\"}"),
                     ERR_LIMIT_EXCEEDED);
    room_free(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_alone_read_them_and_no_view_holds_them),
        cmocka_unit_test(nobody_reads_what_is_noted_on_them),
        cmocka_unit_test(ones_own_is_taken_back_and_any_by_organisers),
        cmocka_unit_test(they_are_read_page_by_page_the_youngest_first),
        cmocka_unit_test(a_room_has_so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
