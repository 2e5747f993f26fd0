/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll.c */
#include <stdio.h>

#include "features/poll.h"
#include "help_webinar.h"

static const char single[] = "{'type':'single','title':{'en':'Lunch?'},"
                             "'options':[{'en':'Yes'},{'en':'No'},{'en':'Later'}]}";
static const char changing[] = "{'type':'single','title':{'en':'Lunch?'},'change':true,"
                               "'options':[{'en':'Yes'},{'en':'No'},{'en':'Later'}]}";

/* A draft; its seq. */
static int64_t prepare(struct help_room *help, const char *data)
{
    assert_int_equal(help_send(help, "p1", "poll.prepare", data), 0);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t poll)
{
    return help_act(help, by, type, "poll", poll);
}

static int64_t open_new(struct help_room *help, const char *data)
{
    int64_t poll = prepare(help, data);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    return poll;
}

static enum err vote(struct help_room *help, const char *by, int64_t poll, const char *choices)
{
    return help_sendf(help, by, "poll.vote", "{'poll':%lld,'choices':%s}", (long long)poll,
                      choices);
}

static enum err publish(struct help_room *help, int64_t poll, const char *published)
{
    return help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':%s}", (long long)poll,
                      published);
}

static void what_is_prepared_is_cleaned_and_bounded(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, "{'room':'x','op':'y','type':'multiple','min':1,'max':2,'more':1,"
                                 "'title':{'fr':' Quand ? ','en':' When? '},"
                                 "'options':[{'en':' Now\\n','fr':'Là'},"
                                 "{'fr':'Puis','en':'Then'}]}");
    (void)poll;
    expect_data(help, "{'type':'multiple','title':{'en':'When?','fr':'Quand ?'},"
                      "'options':[{'en':'Now','fr':'Là'},{'en':'Then','fr':'Puis'}],"
                      "'max':2,'min':1}");
    static const struct {
        enum err error;
        const char *data;
    } refused[] = {
        {ERR_BAD_REQUEST, "{'title':{'en':'a'}}"},
        {ERR_BAD_REQUEST, "{'type':'ranking','title':{'en':'a'}}"},
        {ERR_BAD_REQUEST, "{'type':'yesno'}"},
        {ERR_TEXT_INVALID, "{'type':'yesno','title':{'en':' '}}"},
        {ERR_BAD_REQUEST, "{'type':'single','title':{'en':'a'}}"},
        {ERR_BAD_REQUEST, "{'type':'single','title':{'en':'a'},'options':[{'en':'a'}]}"},
        {ERR_BAD_REQUEST, "{'type':'single','title':{'en':'a'},'options':['a','b']}"},
        {ERR_CHOICES_INVALID, "{'type':'single','title':{'en':'a'},"
                              "'options':[{'en':'a'},{'en':'b'},{'en':' a '}]}"},
        {ERR_CHOICES_INVALID, "{'type':'single','title':{'en':'a','fr':'a'},"
                              "'options':[{'en':'a','fr':'c'},{'en':'b','fr':'c'}]}"},
        {ERR_CHOICES_INVALID, "{'type':'single','title':{'en':'a','ar':'a'},"
                              "'options':[{'en':'a','ar':'c'},{'en':'b'}]}"},
        {ERR_CHOICES_INVALID, "{'type':'single','title':{'en':'a','fr':null},"
                              "'options':[{'fr':'a'},{'fr':'b'}]}"},
        {ERR_BAD_REQUEST, "{'type':'multiple','title':{'en':'a'},'max':3,"
                          "'options':[{'en':'a'},{'en':'b'}]}"},
        {ERR_BAD_REQUEST, "{'type':'multiple','title':{'en':'a'},'min':2,'max':1,"
                          "'options':[{'en':'a'},{'en':'b'}]}"},
        {ERR_BAD_REQUEST, "{'type':'multiple','title':{'en':'a'},'min':0,"
                          "'options':[{'en':'a'},{'en':'b'}]}"},
        {ERR_BAD_REQUEST, "{'type':'yesno','title':{'en':'a'},'change':1}"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(help_send(help, "p1", "poll.prepare", refused[i].data), refused[i].error);
    char title[BOUND_POLL_TITLE_CHARS + 2];
    memset(title, 'a', sizeof title - 1);
    title[sizeof title - 1] = 0;
    assert_int_equal(
        help_sendf(help, "p1", "poll.prepare", "{'type':'yesno','title':{'en':'%s'}}", title),
        ERR_TEXT_TOO_LONG);
    help_room_free(&help);
}

static void options_are_no_more_than_the_bound(void **state)
{
    struct help_room *help = help_webinar_new();
    char options[1024] = "{'en':'a'}";
    for (int i = 1; i < BOUND_POLL_OPTIONS; i++)
        snprintf(options + strlen(options), sizeof options - strlen(options), ",{'en':'a%d'}", i);
    static const char data[] = "{'type':'single','title':{'en':'a'},'options':[%s%s]}";
    assert_int_equal(help_sendf(help, "p1", "poll.prepare", data, options, ",{'en':'b'}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_sendf(help, "p1", "poll.prepare", data, options, ""), 0);
    int64_t poll = help_seq(help);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    assert_int_equal(vote(help, "u1", poll, "[20]"), 0);
    assert_int_equal(vote(help, "u2", poll, "[21]"), ERR_CHOICES_INVALID);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "[20]");
    help_room_free(&help);
}

static void polls_are_no_more_than_the_bound(void **state)
{
    struct help_room *help = help_webinar_new();
    const char *data = "{'type':'yesno','title':{'en':'a'}}";
    for (int i = 0; i < BOUND_POLLS; i++)
        assert_int_equal(help_send(help, "p1", "poll.prepare", data), 0);
    int64_t last = help_seq(help);
    assert_int_equal(help_send(help, "p1", "poll.prepare", data), ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "p1", "poll.delete", last), 0);
    assert_int_equal(help_send(help, "p1", "poll.prepare", data), 0);
    help_room_free(&help);
}

static void a_closed_poll_can_be_deleted_with_its_ballots(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single), other = open_new(help, single);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(vote(help, "u1", other, "[2]"), 0);
    assert_int_equal(act(help, "p1", "poll.delete", poll), ERR_NOT_FOUND);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    assert_int_equal(act(help, "u1", "poll.delete", poll), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "p1", "poll.delete", poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, ""), NULL);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), NULL);
    expect_me(help, "u1", help_path("poll/ballots", other, ""), "[2]");
    /* Of a draft that goes participants hear nothing. */
    assert_int_equal(act(help, "p1", "poll.delete", prepare(help, single)), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    help_room_free(&help);
}

/* With the longest titles and options in four languages. */
static void the_longest_polls_fit_into_a_view(void **state)
{
    static const struct feature *const polls_only[] = {&poll_feature, NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", polls_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    struct buffer data;
    struct writer out;
    char text[4 * BOUND_POLL_OPTION_CHARS + 1];
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_text(&out, "type", SLICE("single"));
    writer_object(&out, "title");
    writer_text(&out, "en", SLICE("Which?"));
    writer_end(&out);
    writer_array(&out, "options");
    for (int i = 0; i < BOUND_POLL_OPTIONS; i++) {
        for (int k = 0; k < BOUND_POLL_OPTION_CHARS; k++)
            memcpy(text + 4 * k, "\xf0\x9f\x9a\x80", 4);
        text[4 * BOUND_POLL_OPTION_CHARS] = 0;
        text[0] = (char)('a' + i), text[1] = text[2] = text[3] = ' ';
        writer_object(&out, NULL);
        writer_text(&out, "en", slice_of(text));
        writer_end(&out);
    }
    writer_end(&out);
    writer_end(&out);
    enum err error = ERR_NONE;
    while (!error) {
        struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                        .at_ms = HELP_START_MS,
                                                        .type = SLICE("poll.prepare"),
                                                        .by = ENTRY_SYSTEM,
                                                        .text = buffer_slice(&data)});
        assert_non_null(entry);
        error = room_apply(room, entry);
        entry_unref(&entry);
    }
    assert_int_equal(error, ERR_LIMIT_EXCEEDED);
    assert_in_range(room_seq(room), 100, BOUND_POLLS);
    struct buffer view;
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_view(room, &(struct viewer){HELP_STAFF, 0}, NULL, &view);
    assert_in_range(view.len, BOUND_POLLS_BYTES / 2, BOUND_POLLS_BYTES);
    buffer_done(&view);
    buffer_done(&data);
    room_free(&room);
    help_alone_free(&alone);
}

/* Whoever opened it has left; nobody could vote any more. */
static void the_end_of_the_session_closes_what_is_open(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    struct buffer data;
    struct due due = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    assert_false(room_due(help_room(help), HELP_START_MS, &due));
    assert_false(room_due_ms(help_room(help)) < ROOM_NEVER);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), 0);
    assert_true(room_due_ms(help_room(help)) < ROOM_NEVER);
    assert_true(room_due(help_room(help), HELP_START_MS, &due));
    assert_string_equal(due.type, "poll.close");
    buffer_add_byte(&data, 0);
    assert_int_equal(help_append_raw(help, "system", due.type, data.bytes), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "state"), "'closed'");
    buffer_clear(&data);
    assert_false(room_due(help_room(help), HELP_START_MS, &due));
    assert_false(room_due_ms(help_room(help)) < ROOM_NEVER);
    buffer_done(&data);
    help_room_free(&help);
}

static void polls_are_run_by_presenters_and_up(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "poll.prepare", single), ERR_PERMISSION_DENIED);
    int64_t poll = prepare(help, single);
    static const char *const types[] = {"poll.open", "poll.close", "poll.delete"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        assert_int_equal(act(help, "u1", types[i], poll), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "m1", "poll.open", poll), 0);
    assert_int_equal(act(help, "h1", "poll.close", poll), 0);
    assert_int_equal(act(help, "h1", "poll.open", 1000), ERR_NOT_FOUND);
    assert_int_equal(act(help, "h1", "poll.close", 1000), ERR_NOT_FOUND);
    assert_int_equal(publish(help, 1000, "true"), ERR_NOT_FOUND);
    assert_int_equal(act(help, "h1", "poll.delete", 1000), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_poll_opens_on_air_only(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'p1','role':'presenter'}"),
                     0);
    int64_t poll = prepare(help, single);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'live'}"), 0);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'ended'}"), 0);
    assert_int_equal(vote(help, "p1", poll, "[1]"), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "p1", "poll.prepare", single), ERR_WRONG_PHASE);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    assert_int_equal(publish(help, poll, "true"), 0);
    help_room_free(&help);
}

static void a_second_vote_replaces_the_first_if_the_poll_allows(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, changing);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(vote(help, "u1", poll, "[2]"), 0);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "[2]");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':1,'options':{'1':0,'2':1,'3':0}}");
    help_room_free(&help);
}

static void a_second_vote_is_refused_otherwise(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(vote(help, "u1", poll, "[2]"), ERR_ALREADY_VOTED);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "[1]");
    help_room_free(&help);
}

static void the_order_settles_which_of_two_votes_counts(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    char data[64];
    snprintf(data, sizeof data, "{'poll':%lld,'choices':[2]}", (long long)poll);
    assert_int_equal(help_append(help, "u1", "poll.vote", data), 0);
    assert_int_equal(help_append(help, "u1", "poll.vote", data), ERR_ALREADY_VOTED);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':1,'options':{'1':0,'2':1,'3':0}}");
    help_room_free(&help);
}

static void choices_must_fit_the_poll(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = open_new(help, single);
    int64_t some = open_new(help, "{'type':'multiple','title':{'en':'a'},'min':2,'max':3,"
                                  "'options':[{'en':'a'},{'en':'b'},{'en':'c'},{'en':'d'}]}");
    int64_t yesno = open_new(help, "{'type':'yesno','title':{'en':'a'},'options':[{'en':'x'}]}");
    const struct {
        int64_t poll;
        enum err error;
        const char *choices;
    } cases[] = {
        {one, ERR_CHOICES_INVALID, "[]"},
        {one, ERR_CHOICES_INVALID, "[0]"},
        {one, ERR_CHOICES_INVALID, "[4]"},
        {one, ERR_CHOICES_INVALID, "[1,2]"},
        {one, ERR_CHOICES_INVALID, "[1,1]"},
        {one, ERR_CHOICES_INVALID, "['1']"},
        {one, ERR_CHOICES_INVALID, "[-1]"},
        {one, ERR_CHOICES_INVALID, "[4294967297]"},
        {one, ERR_BAD_REQUEST, "1"},
        {one, ERR_BAD_REQUEST, "{'1':1}"},
        {some, ERR_CHOICES_INVALID, "[1]"},
        {some, ERR_CHOICES_INVALID, "[1,2,3,4]"},
        {some, ERR_CHOICES_INVALID, "[1,5]"},
        {yesno, ERR_CHOICES_INVALID, "[1,2]"},
        {yesno, ERR_CHOICES_INVALID, "[4]"},
        {some, ERR_NONE, "[4,2]"},
        {yesno, ERR_NONE, "[3]"},
        {one, ERR_NONE, "[3]"},
        {yesno + 100, ERR_NOT_FOUND, "[1]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(vote(help, "u1", cases[i].poll, cases[i].choices), cases[i].error);
    expect_me(help, "u1", help_path("poll/ballots", some, ""), "[2,4]");
    expect_view(help, HELP_STAFF, help_path("poll/polls", yesno, "options"), NULL);
    expect_view(help, HELP_STAFF, help_path("poll/polls", yesno, "tally"),
                "{'voters':1,'options':{'1':0,'2':0,'3':1}}");
    help_room_free(&help);
}

static void a_draft_takes_no_votes_and_is_not_betrayed(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    assert_int_equal(vote(help, "u1", poll, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(vote(help, "u1", poll + 1, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(vote(help, "p1", poll, "[1]"), ERR_POLL_NOT_OPEN);
    help_room_free(&help);
}

static void vote_after_close_is_refused(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    help_wait(help, 5000);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    assert_int_equal(vote(help, "u2", poll, "[1]"), ERR_POLL_CLOSED);
    assert_int_equal(act(help, "p1", "poll.close", poll), ERR_POLL_NOT_OPEN);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "state"), "'closed'");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "closed"), "1700000005000");
    expect_unseen(help, RINGS_INSIDE, "tally");
    help_room_free(&help);
}

static void a_reopened_poll_keeps_its_ballots(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'poll':%lld,'seconds':60}", (long long)poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "closes"), "1700000060000");
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "closes"), NULL);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "closed"), NULL);
    assert_int_equal(vote(help, "u1", poll, "[2]"), ERR_ALREADY_VOTED);
    assert_int_equal(vote(help, "u2", poll, "[2]"), 0);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':2,'options':{'1':1,'2':1,'3':0}}");
    help_room_free(&help);
}

/* What the timekeeper would append at this moment; false when nothing is due. */
static bool due(struct help_room *help, int64_t now_ms, struct due *out, struct buffer *data)
{
    buffer_clear(data);
    *out = (struct due){.data = data};
    return room_due(help_room(help), now_ms, out);
}

static void a_vote_after_the_deadline_is_refused_though_nobody_closed(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    assert_false(room_due_ms(help_room(help)) < ROOM_NEVER);
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'poll':%lld,'seconds':30}", (long long)poll), 0);
    assert_true(room_due_ms(help_room(help)) < ROOM_NEVER);
    help_wait(help, 29999);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    help_wait(help, 1);
    assert_int_equal(vote(help, "u2", poll, "[1]"), ERR_POLL_CLOSED);
    help_room_free(&help);
}

static void the_timekeeper_closes_at_the_deadline(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t late = prepare(help, single), soon = prepare(help, single);
    struct due found;
    struct buffer data;
    char op[64], close[128];
    buffer_init(&data, BOUND_ENTRY_BYTES);
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'poll':%lld,'seconds':60}", (long long)late), 0);
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'poll':%lld,'seconds':30}", (long long)soon), 0);
    assert_false(due(help, HELP_START_MS + 29999, &found, &data));
    assert_true(due(help, HELP_START_MS + 90000, &found, &data));
    snprintf(op, sizeof op, "close:%lld:1700000030000", (long long)soon);
    assert_string_equal(found.op, op);
    assert_string_equal(found.type, "poll.close");
    assert_int_equal(found.at_ms, HELP_START_MS + 30000);
    help_wait(help, 90000);
    snprintf(close, sizeof close, "%.*s", (int)data.len, data.bytes);
    assert_int_equal(help_append(help, "system", "poll.close", close), 0);
    assert_true(due(help, HELP_START_MS + 90000, &found, &data));
    assert_int_equal(found.at_ms, HELP_START_MS + 60000);
    assert_int_equal(act(help, "p1", "poll.close", late), 0);
    assert_false(due(help, HELP_START_MS + 90000, &found, &data));
    assert_false(room_due_ms(help_room(help)) < ROOM_NEVER);
    buffer_done(&data);
    help_room_free(&help);
}

static void a_late_close_leaves_a_reopened_poll_open(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    char close[96];
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'poll':%lld,'seconds':30}", (long long)poll), 0);
    snprintf(close, sizeof close, "{'poll':%lld,'closes':1700000030000}", (long long)poll);
    help_wait(help, 29000);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    help_wait(help, 1000);
    assert_int_equal(help_append(help, "system", "poll.close", close), ERR_POLL_NOT_OPEN);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "state"), "'open'");
    assert_int_equal(act(help, "system", "poll.close", poll), 0);
    help_room_free(&help);
}

static void what_no_client_can_send_is_void_in_the_journal(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    char vote_of_nothing[64];
    snprintf(vote_of_nothing, sizeof vote_of_nothing, "{'poll':%lld}", (long long)poll);
    assert_int_equal(help_append_raw(help, "p1", "poll.prepare", "{}"), ERR_BAD_REQUEST);
    assert_int_equal(help_append_raw(help, "p1", "poll.prepare", "{'type':'single'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_append_raw(help, "u1", "poll.vote", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_append_raw(help, "u1", "poll.vote", vote_of_nothing),
                     ERR_CHOICES_INVALID);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_prepared_is_cleaned_and_bounded),
        cmocka_unit_test(options_are_no_more_than_the_bound),
        cmocka_unit_test(polls_are_no_more_than_the_bound),
        cmocka_unit_test(a_closed_poll_can_be_deleted_with_its_ballots),
        cmocka_unit_test(the_longest_polls_fit_into_a_view),
        cmocka_unit_test(the_end_of_the_session_closes_what_is_open),
        cmocka_unit_test(polls_are_run_by_presenters_and_up),
        cmocka_unit_test(a_poll_opens_on_air_only),
        cmocka_unit_test(a_second_vote_replaces_the_first_if_the_poll_allows),
        cmocka_unit_test(a_second_vote_is_refused_otherwise),
        cmocka_unit_test(the_order_settles_which_of_two_votes_counts),
        cmocka_unit_test(choices_must_fit_the_poll),
        cmocka_unit_test(a_draft_takes_no_votes_and_is_not_betrayed),
        cmocka_unit_test(vote_after_close_is_refused),
        cmocka_unit_test(a_reopened_poll_keeps_its_ballots),
        cmocka_unit_test(a_vote_after_the_deadline_is_refused_though_nobody_closed),
        cmocka_unit_test(the_timekeeper_closes_at_the_deadline),
        cmocka_unit_test(a_late_close_leaves_a_reopened_poll_open),
        cmocka_unit_test(what_no_client_can_send_is_void_in_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
