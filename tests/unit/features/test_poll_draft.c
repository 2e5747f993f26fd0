/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_draft.c */
#include <stdio.h>

#include "core/erasure.h"
#include "help_webinar.h"

static const char yesno[] = "{'type':'yesno','title':{'en':'Agreed?'}}";

static int64_t prepare(struct help_room *help, const char *data)
{
    assert_int_equal(help_send(help, "p1", "poll.prepare", data), ERR_NONE);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t poll)
{
    return help_act(help, by, type, "poll", poll);
}

static enum err edit(struct help_room *help, const char *by, int64_t poll, const char *members)
{
    return help_sendf(help, by, "poll.edit", "{'poll':%d,%s}", (int)poll, members);
}

static void a_draft_asks_something_else(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, "{'type':'multiple','title':{'en':'Which?','fr':'Lesquels ?'},"
                                 "'options':[{'en':'a','fr':'a'},{'en':'b','fr':'b'},{'en':'c',"
                                 "'fr':'c'}],'max':2,'ballot':'secret'}");
    assert_int_equal(edit(help, "m1", poll,
                          "'type':'single','title':{'ar':'أي؟'},'options':[{'ar':'أ'},{'ar':'ب'}]"),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, ""),
                "{'type':'single','title':{'ar':'أي؟'},'options':{'1':{'ar':'أ'},'2':{'ar':'ب'}},"
                "'min':1,'max':1,'change':false,'state':'draft','published':false,"
                "'tally':{'voters':0,'options':{'1':0,'2':0}}}");
    assert_int_equal(edit(help, "p1", poll, "'type':'single'"), ERR_BAD_REQUEST);
    assert_int_equal(edit(help, "p1", poll, "'type':'yesno','title':{'en':'Agreed?'}"), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "options"), NULL);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "title"), "{'en':'Agreed?'}");
    help_room_free(&help);
}

/* Every copy is looked at behind each entry: nothing of the sums before stays in it. */
static void a_draft_of_another_type_has_other_sums(void **state)
{
    static const char *const asks[] = {
        "'type':'cloud','ask':{'banned':['rude']},'abstain':true",
        "'type':'single','options':[{'en':'a'},{'en':'b'}]",
        "'type':'numeric','correct':[1]",
        "'type':'text','abstain':true",
    };
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, "{'type':'ranking','title':{'en':'?'},'abstain':true,"
                                 "'options':[{'en':'a'},{'en':'b'},{'en':'c'}]}");
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        char words[160];
        snprintf(words, sizeof words, "%s,'title':{'en':'?'}", asks[i]);
        assert_int_equal(edit(help, "p1", poll, words), ERR_NONE);
    }
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':0,'abstained':0,'shown':[]}");
    /* It is no cloud any more: answers are shown, and words are not put away. */
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "u1", "poll.answer", "{'poll':%d,'texts':['rude']}", (int)poll), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "poll.show", "{'poll':%d,'answer':%d,'shown':true}",
                                (int)poll, (int)help_seq(help)),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "poll.show",
                                "{'poll':%d,'word':'abcdefgh','shown':false}", (int)poll),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void what_was_opened_is_no_draft(void **state)
{
    static const char words[] = "'type':'yesno','title':{'en':'Agreed?'}";
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, yesno);
    assert_int_equal(edit(help, "u1", poll, words), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "p1", poll + 1, words), ERR_NOT_FOUND);
    assert_int_equal(edit(help, "p1", poll, "'type':'yesno'"), ERR_BAD_REQUEST);
    for (int i = 0; i < BOUND_POLL_EDITS; i++)
        assert_int_equal(edit(help, "p1", poll, words), ERR_NONE);
    assert_int_equal(edit(help, "p1", poll, words), ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    assert_int_equal(edit(help, "p1", poll, words), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void a_poll_without_votes_is_taken_back(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, yesno);
    assert_int_equal(act(help, "p1", "poll.retract", poll), ERR_POLL_NOT_OPEN);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(help_sendf(help, "p1", "poll.open", "{'poll':%d,'seconds':60}", (int)poll),
                         ERR_NONE);
        if (i > 0)
            assert_int_equal(act(help, "p1", "poll.close", poll), ERR_NONE);
        assert_int_equal(act(help, "u1", "poll.retract", poll), ERR_PERMISSION_DENIED);
        assert_int_equal(act(help, "p1", "poll.retract", poll), ERR_NONE);
        expect_unseen(help, RINGS_INSIDE, "Agreed?");
        expect_view(help, RINGS_INSIDE, "poll/polls", "{}");
        expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "state"), "'draft'");
        expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "closes"), NULL);
    }
    assert_int_equal(edit(help, "p1", poll, "'type':'yesno','title':{'en':'All agreed?'}"), 0);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    assert_int_equal(help_sendf(help, "u1", "poll.vote", "{'poll':%d,'choices':[1]}", (int)poll),
                     ERR_NONE);
    assert_int_equal(act(help, "p1", "poll.retract", poll), ERR_POLL_VOTED);
    help_room_free(&help);
}

static void a_secret_one_that_was_closed_is_not(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, "{'type':'yesno','title':{'en':'a'},'ballot':'secret'}");
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    assert_int_equal(act(help, "p1", "poll.retract", poll), ERR_NONE);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NONE);
    assert_int_equal(act(help, "p1", "poll.close", poll), ERR_NONE);
    assert_int_equal(act(help, "p1", "poll.retract", poll), ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

static void staff_put_polls_in_order(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t a = prepare(help, yesno), b = prepare(help, yesno);
    assert_int_equal(help_sendf(help, "p1", "poll.order", "{'polls':[%d,%d,999]}", (int)b, (int)a),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    char order[40];
    snprintf(order, sizeof order, "[%d,%d]", (int)b, (int)a);
    expect_view(help, HELP_STAFF, "poll/order", order);
    expect_view(help, RINGS_INSIDE, "poll/order", NULL);
    assert_int_equal(act(help, "p1", "poll.delete", b), ERR_NONE);
    snprintf(order, sizeof order, "[%d]", (int)a);
    expect_view(help, HELP_STAFF, "poll/order", order);
    static const char *const bad[] = {"{}", "{'polls':7}", "{'polls':[1,1]}", "{'polls':[0]}"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(help_send(help, "p1", "poll.order", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "p1", "poll.order", "{'polls':[]}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "poll/order", NULL);
    assert_int_equal(help_send(help, "u1", "poll.order", "{'polls':[]}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* What a draft said before is forgotten with it. */
static void earlier_words_of_a_poll_are_withdrawn_with_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, yesno);
    assert_int_equal(edit(help, "p1", poll, "'type':'yesno','title':{'en':'A slip'}"), ERR_NONE);
    int64_t slip = help_seq(help);
    assert_int_equal(act(help, "p1", "poll.delete", poll), ERR_NONE);
    int64_t seqs[4];
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    assert_int_equal(seqs[0], poll);
    assert_int_equal(seqs[1], slip);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_asks_something_else),
        cmocka_unit_test(a_draft_of_another_type_has_other_sums),
        cmocka_unit_test(what_was_opened_is_no_draft),
        cmocka_unit_test(a_poll_without_votes_is_taken_back),
        cmocka_unit_test(a_secret_one_that_was_closed_is_not),
        cmocka_unit_test(staff_put_polls_in_order),
        cmocka_unit_test(earlier_words_of_a_poll_are_withdrawn_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
