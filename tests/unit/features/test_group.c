/* SPDX-License-Identifier: Apache-2.0
 * server/features/group.c, and what side rooms are (server/core/side.c) */
#include "features/group.h"

#include <stdio.h>

#include "help_webinar.h"

/* " stands for ' */
static void tell(struct help_room *help, const char *type, const char *data)
{
    char text[1024];
    snprintf(text, sizeof text, "%s", data);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    assert_int_equal(help_append_raw(help, "system", type, text), ERR_NONE);
}

static void join(struct help_room *help, const char *people)
{
    char text[512];
    snprintf(text, sizeof text, "{'node':'n1','people':{%s}}", people);
    tell(help, "presence.join", text);
}

/* Four people are there, and two groups that are open: u1 in 1, u2 and u3 in 2. */
static struct help_room *two_groups(void)
{
    struct help_room *help = help_webinar_new();
    join(help, "'u1':'Name u1','u2':'Name u2','u3':'Name u3','u4':'Name u4'");
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','count':2}"), ERR_NONE);
    assert_int_equal(help_send(help, "p1", "group.move", "{'whom':'u1','number':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2','number':2}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u3','number':2}"), ERR_NONE);
    for (int64_t number = 1; number <= 2; number++)
        help_follow_part(help, number);
    assert_int_equal(help_send(help, "m1", "group.open", "{}"), ERR_NONE);
    return help;
}

static struct rings within(struct help_room *help, int64_t number, const char *person)
{
    struct part part = help_part(help, number);
    return room_part_rings(help_room(help), &part, slice_of(person));
}

#define REPORT "{'of':'chat','thing':%lld,'reason':'rude','text':'he was rude'}"

/* A thing of a group, reported by who is in it: the staff are told where it is, and what becomes of
 * it there. */
static void what_is_said_in_a_group_can_be_reported(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u2", "chat.post", "{'group':2,'text':'Rude'}"), ERR_NONE);
    long long message = help_seq(help);
    assert_int_equal(help_sendf(help, "u1", "report.send", REPORT, message), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u3", "report.send", REPORT, message), ERR_NONE);
    int64_t report = help_seq(help);
    expect_view(help, HELP_STAFF, help_path("report/reports", report, "group"), "2");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Here'}"), ERR_NONE);
    assert_int_equal(help_sendf(help, "u3", "report.send", REPORT, (long long)help_seq(help)),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", help_seq(help), "group"), NULL);
    assert_int_equal(help_sendf(help, "m1", "chat.delete", "{'group':2,'message':%lld}", message),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", report, "gone"), "true");
    expect_view(help, HELP_STAFF, help_path("report/reports", report, "text"), NULL);
    expect_patch(help, RINGS_INSIDE, NULL);
    help_room_free(&help);
}

static void what_staff_do_in_a_group_is_an_act_of_theirs(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u2", "chat.post", "{'group':2,'text':'Rude'}"), ERR_NONE);
    int message = (int)help_seq(help);
    assert_int_equal(help_sendf(help, "m1", "chat.delete", "{'group':2,'message':%d}", message),
                     ERR_NONE);
    assert_int_equal(help_send(help, "u3", "hand.raise", "{'group':2}"), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "m1", "hand.lower", "{'group':2,'hand':%lld}", (long long)help_seq(help)),
        ERR_NONE);
    const struct help_list list = {"report.acts", "acts", "type"};
    help_expect_ids(help, "h1", &list, "{'limit':2}", "hand.lower chat.delete");
    help_room_free(&help);
}

static void nobody_but_staff_knows_of_groups_that_are_made(void **state)
{
    struct help_room *help = help_webinar_new();
    join(help, "'u1':'Name u1'");
    expect_view(help, RINGS_INSIDE, "group",
                "{'state':'none','choice':false,'late':'stay','opened':0,'ends':0,'groups':{},"
                "'told':{}}");
    assert_int_equal(help_send(help, "u1", "group.make", "{'how':'hand','count':2}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','count':2,'limit':5}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u1','number':2}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/groups", "{}");
    expect_view(help, HELP_STAFF, "group/groups",
                "{'1':{'limit':5,'count':0},'2':{'limit':5,'count':1}}");
    expect_view(help, HELP_STAFF, "group/people", "{'u1':{'group':2,'name':'Name u1'}}");
    expect_me(help, "u1", "group", "{'mine':0}");
    assert_true(rings_none(within(help, 2, "u1")));
    assert_false(rings_none(within(help, 2, "m1")));
    assert_int_equal(help_send(help, "h1", "group.open", "{}"), ERR_NONE);
    expect_me(help, "u1", "group", "{'mine':2}");
    expect_view(help, RINGS_INSIDE, "group/groups",
                "{'1':{'limit':5,'count':0},'2':{'limit':5,'count':1}}");
    assert_false(rings_none(within(help, 2, "u1")));
    assert_true(rings_none(within(help, 1, "u1")));
    help_room_free(&help);
}

static void chance_gives_everybody_there_a_place(void **state)
{
    struct help_room *help = help_webinar_new();
    join(help, "'u1':'Name u1','u2':'Name u2','u3':'Name u3','u4':'Name u4','u5':'Name u5',"
               "'m1':'Name m1'");
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'chance','size':2,'count':2}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','size':2}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'chance','size':2}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "group/groups",
                "{'1':{'limit':0,'count':2},'2':{'limit':0,'count':2},'3':{'limit':0,'count':1}}");
    expect_view(help, HELP_STAFF, "group/people/m1", NULL);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'chance','count':2,'limit':2}"),
                     ERR_GROUP_FULL);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'chance','count':2}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "group/groups",
                "{'4':{'limit':0,'count':3},'5':{'limit':0,'count':2}}");
    help_room_free(&help);
}

static void people_choose_where_they_may(void **state)
{
    struct help_room *help = help_webinar_new();
    join(help, "'u1':'Name u1','u2':'Name u2'");
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','count':2}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "group.choose", "{'number':1}"), ERR_GROUP_CHOICE);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'choice','count':2,'limit':1}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "u1", "group.choose", "{'number':3}"), ERR_NONE);
    expect_me(help, "u1", "group", "{'mine':3}");
    assert_int_equal(help_send(help, "u2", "group.choose", "{'number':3}"), ERR_GROUP_FULL);
    assert_int_equal(help_send(help, "u2", "group.choose", "{'number':1}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "group.choose", "{'number':4}"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "group.choose", "{'number':3}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/groups",
                "{'3':{'limit':1,'count':1},'4':{'limit':1,'count':1}}");
    assert_int_equal(help_send(help, "u1", "group.choose", "{}"), ERR_NONE);
    expect_me(help, "u1", "group", "{'mine':0}");
    help_room_free(&help);
}

static void a_group_has_a_chat_of_its_own(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'group':2,'text':'CANARY'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'group':9,'text':'CANARY'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'group':'1','text':'CANARY'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u2", "chat.post", "{'group':2,'text':'CANARY'}"), ERR_NONE);
    int64_t message = help_seq(help);
    expect_data(help, "{'group':2,'text':'CANARY'}");
    expect_unseen(help, RINGS_INSIDE, "CANARY");
    expect_unseen(help, HELP_STAFF, "CANARY");
    expect_part(help, RINGS_INSIDE, 2, help_path("chat/messages", message, "text"), "'CANARY'");
    expect_part(help, HELP_STAFF, 2, help_path("chat/messages", message, "text"), "'CANARY'");
    expect_part(help, RINGS_INSIDE, 1, "chat/messages", "{}");
    expect_view(help, RINGS_INSIDE, "chat/messages", "{}");
    assert_int_equal(
        help_sendf(help, "u3", "chat.delete", "{'group':2,'message':%lld}", (long long)message),
        ERR_PERMISSION_DENIED);
    assert_int_equal(help_sendf(help, "m1", "chat.delete", "{'message':%lld}", (long long)message),
                     ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "m1", "chat.delete", "{'group':2,'message':%lld}", (long long)message),
        ERR_NONE);
    expect_part(help, RINGS_INSIDE, 2, "chat/messages", "{}");
    help_room_free(&help);
}

static void history_is_told_to_who_stands_there(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u2", "chat.post", "{'group':2,'text':'CANARY'}"), ERR_NONE);
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "chat.history", "{'group':2}", &answer),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "u3", "chat.history", "{'group':2}", &answer), ERR_NONE);
    buffer_done(&answer);
    help_room_free(&help);
}

static void hands_and_polls_are_of_the_group(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u2", "hand.raise", "{'group':2}"), ERR_NONE);
    int64_t hand = help_seq(help);
    help_tally(help);
    expect_part(help, HELP_STAFF, 2, help_path("hand/up", hand, "by"), "'u2'");
    expect_part(help, RINGS_INSIDE, 2, "hand", "{'count':1}");
    expect_view(help, HELP_STAFF, "hand", "{'count':0,'up':{}}");
    assert_int_equal(help_send(help, "u2", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2','number':1}"), ERR_NONE);
    help_tally(help);
    expect_part(help, HELP_STAFF, 2, "hand", "{'count':0,'up':{}}");
    expect_view(help, RINGS_INSIDE, "hand", "{'count':1}");
    assert_int_equal(
        help_send(help, "p1", "poll.prepare",
                  "{'group':1,'type':'yesno','title':{'en':'CANARY'},'results':'live'}"),
        ERR_NONE);
    int64_t poll = help_seq(help);
    assert_int_equal(
        help_sendf(help, "p1", "poll.open", "{'group':1,'poll':%lld,'seconds':5}", (long long)poll),
        ERR_NONE);
    expect_unseen(help, HELP_STAFF, "CANARY");
    assert_int_equal(help_sendf(help, "u1", "poll.vote", "{'group':1,'poll':%lld,'choices':[1]}",
                                (long long)poll),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "u3", "poll.vote", "{'group':1,'poll':%lld,'choices':[1]}",
                                (long long)poll),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_sendf(help, "u3", "poll.vote", "{'poll':%lld,'choices':[1]}", (long long)poll),
        ERR_NOT_FOUND);
    help_tally(help);
    expect_part(help, RINGS_INSIDE, 1, help_path("poll/polls", poll, "tally/voters"), "1");
    struct due due = {0};
    struct buffer data;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    due.data = &data;
    assert_true(room_due(help_room(help), HELP_START_MS + 5000, &due));
    assert_string_equal(due.type, "poll.close");
    assert_true(slice_starts(buffer_slice(&data), SLICE("{\"group\":1,")));
    buffer_done(&data);
    help_room_free(&help);
}

/* What the timekeeper says of a group's notes now; false: nothing. */
static bool note_expires(struct help_room *help)
{
    struct buffer data;
    struct due due = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    bool is_due = room_due(help_room(help), HELP_START_MS, &due);
    if (is_due) {
        assert_string_equal(due.type, "notes.expire");
        buffer_add(&data, (struct slice){"", 1});
        assert_int_equal(help_append_raw(help, "system", due.type, (const char *)data.bytes),
                         ERR_NONE);
    }
    buffer_done(&data);
    return is_due;
}

/* A paragraph of group 2 that u2 holds, in which a word stands. */
static int64_t note_held(struct help_room *help)
{
    assert_int_equal(help_send(help, "u2", "notes.add", "{'group':2,'text':'CANARY'}"), ERR_NONE);
    return help_seq(help);
}

static void a_group_has_notes_of_its_own(void **state)
{
    struct help_room *help = two_groups();
    help_follow_part(help, HELP_NOTES);
    expect_part(help, RINGS_INSIDE, 2, "notes", "{'who':'all','paragraphs':{}}");
    assert_int_equal(help_send(help, "u1", "notes.add", "{'group':2,'text':'CANARY'}"),
                     ERR_PERMISSION_DENIED);
    int64_t note = note_held(help);
    expect_unseen(help, HELP_STAFF, "CANARY");
    expect_part(help, RINGS_INSIDE, 2, help_path("notes/paragraphs", note, "text"), "'CANARY'");
    expect_part(help, RINGS_INSIDE, 1, "notes", "{'who':'all','paragraphs':{}}");
    expect_part(help, RINGS_INSIDE, HELP_NOTES, "notes", "{'paragraphs':{}}");
    assert_int_equal(help_act(help, "u2", "notes.free", "paragraph", note), ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "u3", "notes.take", "{'group':2,'paragraph':%lld}", (long long)note),
        ERR_NOTES_HELD);
    assert_int_equal(help_send(help, "m1", "notes.set", "{'group':2,'who':'staff'}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, 2, "notes/who", "'staff'");
    expect_view(help, RINGS_INSIDE, "notes", "{'who':'all'}");
    assert_int_equal(help_send(help, "u3", "notes.add", "{'group':2,'text':'no'}"),
                     ERR_PERMISSION_DENIED);
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    char asked[64];
    snprintf(asked, sizeof asked, "{'group':2,'paragraph':%lld}", (long long)note);
    assert_int_equal(help_query(help, "u1", "notes.history", asked, &answer),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "u3", "notes.history", asked, &answer), ERR_NONE);
    buffer_done(&answer);
    assert_int_equal(
        help_sendf(help, "m1", "notes.wipe", "{'group':2,'paragraph':%lld}", (long long)note),
        ERR_NONE);
    expect_part(help, RINGS_INSIDE, 2, help_path("notes/paragraphs", note, "text"), NULL);
    help_room_free(&help);
}

static void who_leaves_a_group_lets_go_of_its_notes(void **state)
{
    struct help_room *help = two_groups();
    int64_t note = note_held(help);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u3','number':1}"), ERR_NONE);
    assert_false(note_expires(help));
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2','number':1}"), ERR_NONE);
    assert_true(note_expires(help));
    assert_false(note_expires(help));
    expect_part(help, RINGS_INSIDE, 2, help_path("notes/paragraphs", note, "hold"), NULL);
    help_room_free(&help);
}

static void who_chooses_another_group_lets_go_too(void **state)
{
    struct help_room *help = help_webinar_new();
    join(help, "'u1':'Name u1'");
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'choice','count':2}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "group.choose", "{'number':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.open", "{}"), ERR_NONE);
    help_follow_part(help, 1);
    assert_int_equal(help_send(help, "u1", "notes.add", "{'text':'in the room'}"), ERR_NONE);
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "u1", "notes.add", "{'group':1,'text':'one'}"), ERR_NONE);
    int64_t note = help_seq(help);
    assert_int_equal(help_send(help, "u1", "group.choose", "{'number':2}"), ERR_NONE);
    struct due due = {0};
    assert_true(room_due(help_room(help), HELP_START_MS + 1000, &due));
    assert_string_equal(due.type, "notes.expire");
    assert_int_equal(help_sendf(help, "system", "notes.expire",
                                "{'group':1,'paragraph':%lld,'until':%lld}", (long long)note,
                                (long long)HELP_START_MS + 1000),
                     ERR_NONE);
    expect_part(help, RINGS_INSIDE, 1, help_path("notes/paragraphs", note, "hold"), NULL);
    /* What is held in the room itself stays so. */
    assert_false(room_due(help_room(help), HELP_START_MS + 1000, &due));
    help_room_free(&help);
}

static void groups_that_end_leave_no_notes_held(void **state)
{
    struct help_room *help = two_groups();
    int64_t note = note_held(help);
    assert_int_equal(help_send(help, "m1", "group.back", "{'seconds':1}"), ERR_NONE);
    assert_false(note_expires(help));
    help_wait(help, 1000);
    assert_int_equal(help_append(help, "system", "group.close", "{'ends':1700000001000}"),
                     ERR_NONE);
    struct due due = {0};
    assert_true(room_due(help_room(help), HELP_START_MS + 1000, &due));
    assert_string_equal(due.type, "notes.expire");
    assert_int_equal(
        help_sendf(help, "u2", "notes.free", "{'group':2,'paragraph':%lld}", (long long)note),
        ERR_NONE);
    assert_int_equal(help_send(help, "u2", "notes.add", "{'group':2,'text':'late'}"),
                     ERR_GROUPS_CLOSED);
    expect_part(help, RINGS_INSIDE, 2, help_path("notes/paragraphs", note, "text"), "'CANARY'");
    assert_int_equal(help_send(help, "m1", "group.open", "{}"), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "u3", "notes.take", "{'group':2,'paragraph':%lld}", (long long)note),
        ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.back", "{}"), ERR_NONE);
    assert_true(room_due(help_room(help), HELP_START_MS + 1000, &due));
    help_room_free(&help);
}

static void a_secret_ballot_is_none_of_a_group(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "p1", "poll.prepare",
                               "{'group':1,'type':'yesno','title':{'en':'A'},'ballot':'secret'}"),
                     ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

static void who_is_moved_leaves_the_words_behind(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2','number':1}"), ERR_NONE);
    assert_true(rings_none(within(help, 2, "u2")));
    assert_false(rings_none(within(help, 1, "u2")));
    expect_me(help, "u2", "group", "{'mine':1}");
    expect_part(help, RINGS_INSIDE, 1, "group/people", "{'u1':'Name u1','u2':'Name u2'}");
    expect_part(help, RINGS_INSIDE, 2, "group/people", "{'u3':'Name u3'}");
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2'}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, 1, "group/people", "{'u1':'Name u1'}");
    expect_me(help, "u2", "group", "{'mine':0}");
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'u2'}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "group.move", "{'whom':'p1','number':1}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void everybody_is_called_back(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u1", "group.back", "{}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "group.back", "{'seconds':60}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/state", "'closing'");
    expect_view(help, RINGS_INSIDE, "group/ends", "1700000060000");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'group':1,'text':'last'}"), ERR_NONE);
    struct due due = {0};
    assert_false(room_due(help_room(help), HELP_START_MS + 59999, &due));
    assert_true(room_due(help_room(help), HELP_START_MS + 60000, &due));
    assert_string_equal(due.type, "group.close");
    assert_int_equal(help_append(help, "system", "group.close", "{'ends':1700000059999}"),
                     ERR_GROUPS_CLOSED);
    assert_int_equal(help_append(help, "system", "group.close", "{'ends':1700000060000}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/state", "'closed'");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'group':1,'text':'late'}"),
                     ERR_GROUPS_CLOSED);
    assert_false(rings_none(within(help, 1, "u1")));
    assert_int_equal(help_send(help, "m1", "group.open", "{'seconds':600}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.open", "{}"), ERR_GROUPS_OPEN);
    assert_int_equal(help_send(help, "m1", "group.time", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/ends", "0");
    assert_int_equal(help_send(help, "m1", "group.back", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/state", "'closed'");
    assert_int_equal(help_send(help, "m1", "group.back", "{}"), ERR_GROUPS_CLOSED);
    help_room_free(&help);
}

static void late_comers_get_a_place_or_stay(void **state)
{
    struct help_room *help = two_groups();
    struct due due = {0};
    join(help, "'u5':'Name u5'");
    assert_false(room_due(help_room(help), INT64_MAX - 1, &due));
    assert_int_equal(help_send(help, "m1", "group.back", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.open", "{'late':'spread'}"), ERR_NONE);
    join(help, "'u6':'Name u6','u7':'Name u7','u8':'Name u8','m1':'Name m1'");
    help_follow_person(help, "u6");
    while (room_due(help_room(help), HELP_START_MS, &due)) {
        assert_string_equal(due.type, "group.place");
        assert_int_equal(help_append(help, "system", "group.place", "{}"), ERR_NONE);
    }
    expect_me(help, "u6", "group", "{'mine':1}");
    expect_view(help, HELP_STAFF, "group/groups",
                "{'1':{'limit':0,'count':3},'2':{'limit':0,'count':3}}");
    expect_view(help, HELP_STAFF, "group/people/m1", NULL);
    help_room_free(&help);
}

static void another_name_is_another_name_in_the_group(void **state)
{
    struct help_room *help = two_groups();
    struct due due = {0};
    join(help, "'u1':'Name new'");
    assert_true(room_due(help_room(help), HELP_START_MS, &due));
    assert_int_equal(help_append(help, "system", "group.place", "{}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, 1, "group/people", "{'u1':'Name new'}");
    expect_me(help, "u1", "group", "{'mine':1}");
    help_room_free(&help);
}

static void who_is_sent_away_has_no_place(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u2", "hand.raise", "{'group':2}"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "group.help", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "member.ban", "{'whom':'u2','why':'enough'}"), ERR_NONE);
    help_tally(help);
    expect_part(help, RINGS_INSIDE, 2, "group", "{'people':{'u3':'Name u3'}}");
    expect_part(help, HELP_STAFF, 2, "hand", "{'count':0,'up':{}}");
    expect_view(help, HELP_STAFF, "group/people/u2", NULL);
    assert_int_equal(help_send(help, "m1", "member.remove", "{'whom':'u3'}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, 2, "group", "{'people':{}}");
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'presenter'}"),
                     ERR_NONE);
    expect_part(help, RINGS_INSIDE, 1, "group", "{'people':{}}");
    help_room_free(&help);
}

static void a_group_calls_the_staff(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u4", "group.help", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "group.help", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "group.help", "{}"), ERR_ALREADY_EXISTS);
    expect_view(help, HELP_STAFF, "group/groups/1/help",
                "{'by':'u1','name':'Name u1','at':1700000000000}");
    expect_view(help, RINGS_INSIDE, "group/groups/1", "{'limit':0,'count':1}");
    expect_part(help, RINGS_INSIDE, 1, "group/help/by", "'u1'");
    assert_int_equal(help_send(help, "u2", "group.helped", "{'number':1}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "group.helped", "{'number':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.helped", "{'number':1}"), ERR_NOT_FOUND);
    expect_part(help, RINGS_INSIDE, 1, "group", "{'people':{'u1':'Name u1'}}");
    help_room_free(&help);
}

static void messages_reach_all_groups(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "u1", "group.tell", "{'text':'no'}"), ERR_PERMISSION_DENIED);
    for (int i = 0; i <= BOUND_GROUP_MESSAGES; i++)
        assert_int_equal(help_send(help, "m1", "group.tell", "{'text':'Write it down.'}"),
                         ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("group/told", help_seq(help), ""),
                "{'by':'m1','name':'Name m1','at':1700000000000,'text':'Write it down.',"
                "'dir':'ltr'}");
    expect_view(help, RINGS_INSIDE,
                help_path("group/told", help_seq(help) - BOUND_GROUP_MESSAGES, ""), NULL);
    help_room_free(&help);
}

static void the_end_of_the_stage_ends_the_groups(void **state)
{
    struct help_room *help = two_groups();
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/state", "'closed'");
    assert_false(rings_none(within(help, 1, "u1")));
    help_room_free(&help);
}

static void a_group_that_ends_takes_its_words_along(void **state)
{
    struct help_room *help = two_groups();
    struct part part = help_part(help, 2);
    assert_int_equal(help_send(help, "u2", "chat.post", "{'group':2,'text':'CANARY'}"), ERR_NONE);
    assert_int_equal(
        help_send(help, "m1", "group.edit", "{'number':2,'title':{'fr':'Rouge'},'limit':4}"),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/groups/2",
                "{'title':{'fr':'Rouge'},'limit':4,'count':2}");
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'hand','count':1}"),
                     ERR_GROUPS_OPEN);
    assert_int_equal(help_send(help, "m1", "group.back", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "group.make", "{'how':'choice','count':1}"), ERR_NONE);
    assert_false(room_part_exists(help_room(help), &part));
    expect_view(help, RINGS_INSIDE, "group/groups", "{'3':{'limit':0,'count':0}}");
    expect_me(help, "u2", "group", "{'mine':0}");
    assert_int_equal(help_send(help, "m1", "group.remove", "{'number':3}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "group/state", "'none'");
    assert_int_equal(help_send(help, "m1", "group.add", "{'title':{'en':'Blue'}}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "group/groups",
                "{'4':{'title':{'en':'Blue'},'limit':0,'count':0}}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_in_a_group_can_be_reported),
        cmocka_unit_test(what_staff_do_in_a_group_is_an_act_of_theirs),
        cmocka_unit_test(nobody_but_staff_knows_of_groups_that_are_made),
        cmocka_unit_test(chance_gives_everybody_there_a_place),
        cmocka_unit_test(people_choose_where_they_may),
        cmocka_unit_test(a_group_has_a_chat_of_its_own),
        cmocka_unit_test(history_is_told_to_who_stands_there),
        cmocka_unit_test(hands_and_polls_are_of_the_group),
        cmocka_unit_test(a_group_has_notes_of_its_own),
        cmocka_unit_test(who_leaves_a_group_lets_go_of_its_notes),
        cmocka_unit_test(who_chooses_another_group_lets_go_too),
        cmocka_unit_test(groups_that_end_leave_no_notes_held),
        cmocka_unit_test(a_secret_ballot_is_none_of_a_group),
        cmocka_unit_test(who_is_moved_leaves_the_words_behind),
        cmocka_unit_test(everybody_is_called_back),
        cmocka_unit_test(late_comers_get_a_place_or_stay),
        cmocka_unit_test(another_name_is_another_name_in_the_group),
        cmocka_unit_test(who_is_sent_away_has_no_place),
        cmocka_unit_test(a_group_calls_the_staff),
        cmocka_unit_test(messages_reach_all_groups),
        cmocka_unit_test(the_end_of_the_stage_ends_the_groups),
        cmocka_unit_test(a_group_that_ends_takes_its_words_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
