/* SPDX-License-Identifier: Apache-2.0
 * server/features/audit.c */
#include "features/audit.h"

#include <stdio.h>

#include "core/room_query.h"
#include "help_webinar.h"

static void the_host_reads_who_did_what_to_whom_and_why(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Rude'}"), ERR_NONE);
    int64_t message = help_seq(help);
    help_wait(help, 1000);
    assert_int_equal(
        help_sendf(help, "m1", "chat.delete", "{'message':%d,'why':'Rude'}", (int)message),
        ERR_NONE);
    assert_int_equal(help_send(help, "m1", "member.ban", "{'whom':'u1','name':'One','why':'W'}"),
                     ERR_NONE);
    expect_query(help, "h1", "report.acts", "{'limit':2}",
                 "{'acts':[{'seq':9,'at':1700000001000,'by':'m1','name':'Name m1',"
                 "'type':'member.ban','data':{'whom':'u1','name':'One','why':'W'}},"
                 "{'seq':8,'at':1700000001000,'by':'m1','name':'Name m1','type':'chat.delete',"
                 "'data':{'message':7,'why':'Rude'},'whom':'u1','whose':'Name u1'}],'next':8}");
    expect_query(help, "h1", "report.acts", "{'before':8}",
                 "{'acts':[{'seq':6,'at':1700000000000,'by':'h1','name':'Name h1',"
                 "'type':'stage.phase','data':{'to':'live'}}]}");
    help_room_free(&help);
}

static void what_people_do_to_their_own_words_is_no_act(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char *const people[] = {"u1", "p1"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(help_send(help, people[i], "chat.post", "{'text':'Mine'}"), ERR_NONE);
        assert_int_equal(help_act(help, people[i], "chat.delete", "message", help_seq(help)),
                         ERR_NONE);
    }
    expect_query(help, "h1", "report.acts", "{'limit':1}", "{'acts':[],'next':10}");
    help_room_free(&help);
}

static enum err ask(const struct room *room, const char *by, const char *text, struct buffer *out)
{
    struct json *data = NULL;
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    enum err error = room_query(
        room, &(struct room_question){SLICE("report.acts"), slice_of(by), data}, NULL, out);
    json_free(&data);
    return error;
}

/* The half that is the oldest goes at once. */
static void the_youngest_are_kept(void **state)
{
    struct room *room = room_new(SLICE("webinar:w1"), help_kinds());
    assert_int_equal(help_apply(room, "system", "stage.create", "{\"title\":{\"en\":\"W\"}}"), 0);
    assert_int_equal(
        help_apply(room, "system", "member.set", "{\"whom\":\"h1\",\"role\":\"host\"}"), 0);
    for (int i = 0; i < BOUND_ACTS + 1; i++)
        assert_int_equal(
            help_apply(room, "h1", "lock.set", i % 2 ? "{\"chat\":false}" : "{\"chat\":true}"), 0);
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    char data[64];
    snprintf(data, sizeof data, "{\"before\":%lld}", (long long)(room_seq(room) - BOUND_ACTS));
    assert_int_equal(ask(room, "h1", data, &out), ERR_NONE);
    assert_int_equal(out.len, sizeof "{\"acts\":[]}" - 1);
    assert_int_equal(ask(room, "u1", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    room_free(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_reads_who_did_what_to_whom_and_why),
        cmocka_unit_test(what_people_do_to_their_own_words_is_no_act),
        cmocka_unit_test(the_youngest_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
