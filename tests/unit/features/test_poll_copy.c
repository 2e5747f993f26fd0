/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_copy.c, and how agenda.c does the same: what was prepared in one room is
 * prepared in another. */
#include <stdio.h>

#include "features/poll_copy.h"
#include "help_webinar.h"

/* One of each shape, as poll.prepare writes it. */
static const char *const asked[] = {
    "'type':'multiple','title':{'en':'A','ar':'أ'},'options':[{'en':'1','ar':'١'},"
    "{'en':'2','ar':'٢'},{'en':'3','ar':'٣'}],'max':2,'min':1,'change':true,'ballot':'named',"
    "'results':'live','correct':[1,2],'timed':20,'quiz':'q1'",
    "'type':'scale','title':{'en':'B'},'change':false,'ask':{'from':0,'to':4,'low':{'en':'no'}},"
    "'abstain':true,'participants':true",
    "'type':'yesno','title':{'en':'C'},'change':false,'abstain':false,'ballot':'secret'",
    "'type':'numeric','title':{'en':'D'},'change':false,'ask':{'decimals':1,'unit':{'en':'m'}},"
    "'correct':[15],'tolerance':5",
    "'type':'ranking','title':{'en':'E'},'options':[{'en':'x'},{'en':'y'}],'max':2,'min':2,"
    "'change':false,'results':'closed'",
    "'type':'cloud','title':{'en':'F'},'change':false,'ask':{'words':2,'banned':['Rude']}",
};
enum { ASKED = sizeof asked / sizeof asked[0] };

/* All of them, the last two in front; their seqs. */
static void prepare_all(struct help_room *help, int64_t seqs[ASKED])
{
    for (int i = 0; i < ASKED; i++) {
        assert_int_equal(help_sendf(help, "p1", "poll.prepare", "{%s}", asked[i]), ERR_NONE);
        seqs[i] = help_seq(help);
    }
    assert_int_equal(help_sendf(help, "p1", "poll.order", "{'polls':[%lld,%lld]}",
                                (long long)seqs[ASKED - 1], (long long)seqs[ASKED - 2]),
                     ERR_NONE);
}

static int place_of(int i)
{
    static const int order[ASKED] = {ASKED - 1, ASKED - 2, 0, 1, 2, 3};
    return order[i];
}

static void what_polls_ask_can_be_prepared_again(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seqs[ASKED];
    char expected[8192] = "{'polls':[";
    prepare_all(help, seqs);
    assert_int_equal(help_act(help, "p1", "poll.open", "poll", seqs[0]), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", seqs[0]), ERR_NONE);
    for (int i = 0; i < ASKED; i++)
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected),
                 "%s{'poll':%lld,%s}", i ? "," : "", (long long)seqs[place_of(i)],
                 asked[place_of(i)]);
    snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "]}");
    expect_query(help, "m1", "poll.prepared", "{}", expected);
    expect_query(help, "m1", "poll.prepared", "{'after':6}", "{'polls':[]}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "poll.prepared", "{}", &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "m1", "poll.prepared", "{'after':-1}", &out),
                     ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

static void pages_follow_each_other(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer out;
    for (int i = 0; i <= BOUND_POLL_PREPARED_PAGE; i++)
        assert_int_equal(
            help_send(help, "p1", "poll.prepare", "{'type':'boolean','title':{'en':'?'}}"),
            ERR_NONE);
    buffer_init(&out, BOUND_VIEW_BYTES);
    for (int page = 0; page < 2; page++) {
        struct json *answer = NULL;
        int64_t next = 0;
        buffer_clear(&out);
        assert_int_equal(
            help_query(help, "m1", "poll.prepared", page ? "{'after':50}" : "{}", &out), ERR_NONE);
        assert_int_equal(json_parse_large(buffer_slice(&out), &answer), ERR_NONE);
        assert_int_equal(json_count(json_get(answer, "polls")),
                         page ? 1 : BOUND_POLL_PREPARED_PAGE);
        assert_int_equal(json_get_int(answer, "next", &next), !page);
        json_free(&answer);
    }
    buffer_done(&out);
    help_room_free(&help);
}

static void a_copy_is_sent_all_that_was_prepared(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seqs[ASKED];
    char expected[8192] = "";
    prepare_all(help, seqs);
    assert_int_equal(help_send(help, "system", "poll.carry", "{'to':'webinar:w2'}"), ERR_NONE);
    for (int i = 0; i < ASKED; i++)
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected),
                 "poll %lld webinar:w2 poll.prepare {%s}\n", (long long)seqs[place_of(i)],
                 asked[place_of(i)]);
    expect_effects(help, expected);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(help_send(help, "p1", "agenda.add", "{'title':{'en':'One'},'minutes':5}"),
                     ERR_NONE);
    int64_t one = help_seq(help);
    assert_int_equal(help_send(help, "p1", "agenda.add", "{'title':{'en':'Two'}}"), ERR_NONE);
    int64_t two = help_seq(help);
    assert_int_equal(help_sendf(help, "p1", "agenda.order", "{'items':[%lld,%lld]}", (long long)two,
                                (long long)one),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "agenda.carry", "{'to':'webinar:w2'}"), ERR_NONE);
    snprintf(expected, sizeof expected,
             "item %lld webinar:w2 agenda.add {'title':{'en':'Two'}}\n"
             "item %lld webinar:w2 agenda.add {'title':{'en':'One'},'minutes':5}\n",
             (long long)two, (long long)one);
    expect_effects(help, expected);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_polls_ask_can_be_prepared_again),
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(a_copy_is_sent_all_that_was_prepared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
