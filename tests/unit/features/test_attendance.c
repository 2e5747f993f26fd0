/* SPDX-License-Identifier: Apache-2.0
 * server/features/attendance.c and presence_state.c */
#include "features/attendance.h"

#include "help_attendance.h"

/* Everything that is told of somebody's spans. */
static void expect_spans(struct help_room *help, const char *person, int64_t first_s,
                         int64_t left_s, int64_t total_ms)
{
    int64_t none = -1;
    assert_int_equal(help_attended(help, person, "first"),
                     first_s < 0 ? none : HELP_START_MS + 1000 * first_s);
    assert_int_equal(help_attended(help, person, "left"),
                     left_s < 0 ? none : HELP_START_MS + 1000 * left_s);
    assert_int_equal(help_attended(help, person, "total"), total_ms);
}

static void spans_are_added_up(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 60000);
    help_goes(help, "", "u1", 0);
    help_wait(help, 5000);
    help_comes(help, "", "u1");
    help_wait(help, 1000);
    help_goes(help, "", "u1", 0);
    help_wait(help, 1000);
    help_comes(help, "", "u1");
    expect_spans(help, "u1", 0, 66, 61000);
    assert_int_equal(help_attended(help, "u1", "rejoins"), 2);
    assert_int_equal(help_attended(help, "u1", "since"), HELP_START_MS + 67000);
    assert_int_equal(help_attended(help, NULL, "length"), 67000);
    help_room_free(&help);
}

static void a_clock_that_stands_behind_takes_nothing_away(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, -5000);
    help_goes(help, "", "u1", 0);
    expect_spans(help, "u1", 0, 0, 0);
    help_room_free(&help);
}

/* Two seconds in the room, and a grace of four. */
static void a_span_ends_when_the_link_was_lost(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 6000);
    help_goes(help, "", "u1", 4000);
    expect_spans(help, "u1", 0, 2, 2000);
    /* Never before it began. */
    help_comes(help, "", "u1");
    help_goes(help, "", "u1", 4000);
    expect_spans(help, "u1", 0, 6, 2000);
    help_room_free(&help);
}

static void the_last_instance_to_lose_a_person_ends_the_span(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "n1", "u1");
    help_comes(help, "n2", "u1");
    help_wait(help, 10000);
    help_goes(help, "n1", "u1", 0);
    help_wait(help, 1000);
    help_goes(help, "n2", "u1", 9000);
    expect_spans(help, "u1", 0, 10, 10000);
    help_room_free(&help);
}

/* Two seconds in the room, nine without a server, back two seconds after it; who was there all the
 * time that there was a session has missed nothing of it. */
static void time_without_a_server_is_nobodys(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 11000);
    help_gone(help, "", 9000);
    expect_spans(help, "u1", 0, 2, 2000);
    assert_int_equal(help_attended(help, NULL, "length"), 2000);
    help_wait(help, 2000);
    help_comes(help, "", "u1");
    help_wait(help, 1000);
    help_goes(help, "", "u1", 0);
    expect_spans(help, "u1", 0, 14, 3000);
    assert_int_equal(help_attended(help, "u1", "rejoins"), 0);
    assert_int_equal(help_attended(help, NULL, "length"), 5000);
    /* Who does not come back soon, or left of their own, comes anew. */
    help_comes(help, "", "u1");
    help_gone(help, "", 0);
    help_wait(help, 1000 * BOUND_GRACE_SECONDS + 1);
    help_comes(help, "", "u1");
    assert_int_equal(help_attended(help, "u1", "rejoins"), 2);
    help_room_free(&help);
}

/* Both instances fall after two seconds, another one serves after nine, and who is back there is so
 * before the two are taken for gone. */
static void time_without_any_instance_is_nobodys(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "n1", "u1");
    help_comes(help, "n2", "u2");
    help_wait(help, 11000);
    help_comes(help, "n3", "u1");
    help_wait(help, 1000);
    help_comes(help, "n3", "u3");
    help_gone(help, "n1", 10000);
    expect_spans(help, "u1", 0, -1, 12000); /* the other may have served meanwhile */
    help_gone(help, "n2", 10000);
    help_wait(help, 1000);
    help_goes(help, "n3", "u1", 0);
    help_goes(help, "n3", "u3", 0);
    expect_spans(help, "u1", 0, 13, 4000);
    expect_spans(help, "u2", 0, 2, 2000);
    expect_spans(help, "u3", 12, 13, 1000);
    assert_int_equal(help_attended(help, NULL, "length"), 4000);
    /* Where one goes on, time goes on. */
    help_comes(help, "n3", "u1");
    help_comes(help, "n4", "u2");
    help_wait(help, 5000);
    help_gone(help, "n4", 4000);
    assert_int_equal(help_attended(help, NULL, "length"), 9000);
    help_room_free(&help);
}

/* What somebody waits before the start and stays in a break is no session. */
static void a_session_is_what_is_live_of_it(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 10000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'paused'}"), 0);
    help_wait(help, 300000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), 0);
    help_wait(help, 5000);
    help_goes(help, "", "u1", 2000);
    expect_spans(help, "u1", 0, 313, 13000);
    assert_int_equal(help_attended(help, NULL, "length"), 15000);
    help_room_free(&help);
}

static void ends(struct help_room *help)
{
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), 0);
}

static void what_is_watched_again_is_kept_apart(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 60000);
    ends(help);
    help_wait(help, 20000);
    expect_spans(help, "u1", 0, 60, 60000);
    help_goes(help, "", "u1", 5000);
    expect_spans(help, "u1", 0, 60, 60000);
    assert_int_equal(help_attended(help, "u1", "after"), -1);
    help_comes(help, "", "u1");
    help_comes(help, "", "u2");
    help_wait(help, 7000);
    help_goes(help, "", "u1", 0);
    expect_spans(help, "u1", 0, 60, 60000);
    assert_int_equal(help_attended(help, "u1", "rejoins"), 0);
    assert_int_equal(help_attended(help, "u1", "visits"), 1);
    assert_int_equal(help_attended(help, "u1", "after"), 22000);
    expect_spans(help, "u2", -1, -1, 0);
    assert_int_equal(help_attended(help, "u2", "visits"), 1);
    help_room_free(&help);
}

/* The end is undone: the session goes on as after a break. */
static void an_end_that_is_undone_was_a_break(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 60000);
    ends(help);
    expect_view(help, RINGS_INSIDE, "presence/session",
                "{'people':1,'peak':1,'mean':60000,'median':60000,'length':60000,'messages':0,'"
                "writers':0,'votes':0}");
    help_wait(help, 20000);
    assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), 0);
    expect_view(help, RINGS_INSIDE, "presence/session", NULL);
    help_wait(help, 5000);
    help_goes(help, "", "u1", 0);
    expect_spans(help, "u1", 0, 85, 65000);
    ends(help);
    expect_view(help, RINGS_INSIDE, "presence/session",
                "{'people':1,'peak':1,'mean':65000,'median':65000,'length':65000,'messages':0,'"
                "writers':0,'votes':0}");
    help_room_free(&help);
}

static int64_t poll(struct help_room *help, const char *ballot)
{
    assert_int_equal(help_sendf(help, "h1", "poll.prepare",
                                "{'type':'boolean','title':{'en':'Yes?'},'ballot':'%s'}", ballot),
                     0);
    int64_t seq = help_seq(help);
    assert_int_equal(help_act(help, "h1", "poll.open", "poll", seq), 0);
    return seq;
}

static void votes(struct help_room *help, const char *by, int64_t seq)
{
    assert_int_equal(
        help_sendf(help, by, "poll.vote", "{'poll':%lld,'choices':[1]}", (long long)seq), 0);
}

static void a_rule_says_who_has_taken_part(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = poll(help, "named"), two = poll(help, "confidential");
    help_comes(help, "", "u1");
    help_comes(help, "", "u2");
    help_comes(help, "", "u3");
    votes(help, "u1", one);
    votes(help, "u1", two);
    votes(help, "u2", one);
    votes(help, "u3", two);
    votes(help, "u3", one);
    help_wait(help, 84000);
    help_goes(help, "", "u3", 0);
    help_wait(help, 16000);
    ends(help);
    assert_int_equal(help_attended(help, "u1", "completed"), -1);
    assert_int_equal(help_send(help, "m1", "attendance.rule", "{'percent':85,'checks':2}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/rule", "{'percent':85,'checks':2}");
    assert_int_equal(help_attended(help, "u1", "completed"), 1);
    assert_int_equal(help_attended(help, "u2", "completed"), 0);
    assert_int_equal(help_attended(help, "u2", "answered"), 1);
    assert_int_equal(help_attended(help, "u3", "completed"), 0);
    assert_int_equal(help_send(help, "m1", "attendance.rule", "{'percent':84}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/rule", "{'percent':84}");
    assert_int_equal(help_attended(help, "u3", "completed"), 1);
    assert_int_equal(help_send(help, "m1", "attendance.rule", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/rule", NULL);
    assert_int_equal(help_send(help, "m1", "attendance.rule", "{'percent':101}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "p1", "attendance.rule", "{}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* One may change one's vote, and a poll counts once. */
static void what_a_session_was_is_told_at_its_end(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "presence", "{'count':0}");
    help_comes(help, "", "u1");
    help_wait(help, 10000);
    help_comes(help, "", "u2");
    help_comes(help, "", "u3");
    help_wait(help, 20000);
    help_goes(help, "", "u2", 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Here.'}"), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "chat.delete", "message", help_seq(help)), ERR_NONE);
    votes(help, "u3", poll(help, "named"));
    help_wait(help, 30000);
    ends(help);
    expect_view(help, RINGS_INSIDE, "presence/session",
                "{'people':3,'peak':3,'mean':43333,'median':50000,'length':60000,'messages':2,'"
                "writers':1,'votes':1}");
    help_room_free(&help);
}

static void a_poll_answered_twice_counts_once(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "poll.prepare",
                               "{'type':'boolean','title':{'en':'Yes?'},'change':true}"),
                     0);
    int64_t seq = help_seq(help);
    assert_int_equal(help_act(help, "h1", "poll.open", "poll", seq), 0);
    help_comes(help, "", "u1");
    votes(help, "u1", seq);
    votes(help, "u1", seq);
    assert_int_equal(help_attended(help, "u1", "answered"), 1);
    assert_int_equal(help_attended(help, NULL, "polls"), 1);
    help_room_free(&help);
}

static void the_team_says_otherwise_and_why(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 60000);
    help_goes(help, "", "u1", 0);
    help_wait(help, 540000);
    ends(help);
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':50}"), ERR_NONE);
    static const char by_phone[] = "{'whom':'u1','minutes':9,'why':'Was in by telephone.'}";
    assert_int_equal(help_send(help, "u1", "attendance.correct", by_phone), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "attendance.correct", "{'whom':'u1','minutes':9}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "m1", "attendance.correct", "{'whom':'u9','minutes':9,'why':'x'}"),
        ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "attendance.correct", "{'whom':'u1','why':'x'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_attended(help, "u1", "completed"), 0);
    assert_int_equal(help_send(help, "m1", "attendance.correct", by_phone), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_attended(help, "u1", "minutes"), 9);
    assert_int_equal(help_attended(help, "u1", "total"), 60000);
    assert_int_equal(help_attended(help, "u1", "completed"), 1);
    expect_query(help, "u1", "attendance.own", "{}",
                 "{'at':1700000600000,'length':600000,'polls':0,'first':1700000000000,"
                 "'left':1700000060000,'total':60000,'minutes':9,'rejoins':0,'answered':0,"
                 "'completed':true,'corrected':{'minutes':9,'at':1700000600000,"
                 "'why':'Was in by telephone.'}}");
    expect_unseen(help, RINGS_INSIDE, "telephone");
    assert_int_equal(
        help_send(help, "h1", "attendance.correct", "{'whom':'u1','why':'It was not so.'}"),
        ERR_NONE);
    assert_int_equal(help_attended(help, "u1", "minutes"), 1);
    help_room_free(&help);
}

static void only_the_team_has_the_list(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer out;
    buffer_init(&out, 1000);
    help_comes(help, "", "u1");
    assert_int_equal(help_query(help, "u1", "attendance.list", "{}", &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "u2", "attendance.own", "{}", &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

/* ---- beside a plain reference ------------------------------------------------------------------
 * Second by second: who is linked at which of two instances, whether the session is live, whether
 * there is a server, when the clock leaps. What the hub tells of it goes in as it tells it: a
 * coming at once, a going when the grace of 30 s is over. */

enum { SECONDS = 400, CROWD = 4, PLACES = 2, GRACE = BOUND_GRACE_SECONDS };

struct person {
    bool linked[PLACES], counted[PLACES];
    int lost_s[PLACES];
    bool present[SECONDS]; /* the reference */
    int gap_from;          /* the last second in which they were linked, and one */
};

struct history {
    struct help_room *help;
    unsigned seed;
    bool alone; /* one instance, which falls and comes back */
    bool live[SECONDS];
    struct person people[CROWD];
};

static const char *place_name(const struct history *history, unsigned place)
{
    static const char *const names[] = {"n1", "n2"};
    return history->alone ? "" : names[place];
}

static const char *const crowd[CROWD] = {"u1", "u2", "u3", "u4"};

static void links_change(struct history *history, int now_s)
{
    for (unsigned i = 0; i < CROWD; i++)
        for (unsigned place = 0; place < (history->alone ? 1 : PLACES); place++) {
            struct person *person = &history->people[i];
            if (help_roll(&history->seed, 15))
                continue;
            person->linked[place] = !person->linked[place];
            person->lost_s[place] = now_s;
        }
}

static void comings_are_told(struct history *history)
{
    for (unsigned i = 0; i < CROWD; i++)
        for (unsigned place = 0; place < PLACES; place++) {
            struct person *person = &history->people[i];
            if (!person->linked[place] || person->counted[place])
                continue;
            person->counted[place] = true;
            assert_int_equal(help_comes(history->help, place_name(history, place), crowd[i]), 0);
        }
}

static void goings_are_told(struct history *history, int now_s)
{
    for (unsigned i = 0; i < CROWD; i++)
        for (unsigned place = 0; place < PLACES; place++) {
            struct person *person = &history->people[i];
            int ago_s = now_s - person->lost_s[place];
            if (person->linked[place] || !person->counted[place] || ago_s < GRACE)
                continue;
            person->counted[place] = false;
            assert_int_equal(
                help_goes(history->help, place_name(history, place), crowd[i], 1000 * ago_s), 0);
        }
}

/* A gap no longer than the grace was none. */
static void note_presence(struct history *history, int now_s)
{
    for (unsigned i = 0; i < CROWD; i++) {
        struct person *person = &history->people[i];
        if (!person->linked[0] && !person->linked[1])
            continue;
        if (person->gap_from && now_s - person->gap_from <= GRACE)
            for (int at = person->gap_from; at < now_s; at++)
                person->present[at] = true;
        person->present[now_s] = true;
        person->gap_from = now_s + 1;
    }
}

/* The server falls for some seconds; who was counted then, was there until then. Where it was
 * nobody, nobody can say that there was no server. */
static int fall(struct history *history, int now_s, bool live)
{
    int down_s = 5 + (int)help_roll(&history->seed, 60);
    bool anybody = false;
    if (now_s + down_s >= SECONDS)
        return now_s;
    for (unsigned i = 0; i < CROWD; i++) {
        struct person *person = &history->people[i];
        anybody = anybody || person->counted[0];
        for (int at = person->gap_from; person->counted[0] && at < now_s; at++)
            person->present[at] = true;
        person->linked[0] = person->counted[0] = false;
        person->gap_from = 0;
    }
    for (int at = now_s; at < now_s + down_s; at++)
        history->live[at] = live && !anybody;
    help_wait(history->help, INT64_C(1000) * down_s);
    if (anybody)
        assert_int_equal(help_gone(history->help, "", INT64_C(1000) * down_s), 0);
    return now_s + down_s;
}

/* The clock leaps ahead by some seconds, which nobody lived through: they are everybody's who was
 * counted then, also of who had just lost the link, for how long ago that was is told by a clock
 * that does not leap. That of a room never goes back (test_live). */
static int leap(struct history *history, int now_s, bool live)
{
    int ahead_s = 1 + (int)help_roll(&history->seed, 20);
    if (now_s + ahead_s >= SECONDS)
        return now_s;
    for (unsigned i = 0; i < CROWD; i++) {
        struct person *person = &history->people[i];
        if (!person->counted[0] && !person->counted[1])
            continue;
        for (int n = 0; n < ahead_s; n++)
            person->present[person->gap_from++] = true;
        for (unsigned place = 0; place < PLACES; place++)
            person->lost_s[place] += ahead_s;
    }
    for (int at = now_s; at < now_s + ahead_s; at++)
        history->live[at] = live;
    help_wait(history->help, INT64_C(1000) * ahead_s);
    return now_s + ahead_s;
}

static bool phase_changes(struct history *history, bool live)
{
    if (help_roll(&history->seed, 40))
        return live;
    assert_int_equal(
        help_sendf(history->help, "h1", "stage.phase", "{'to':'%s'}", live ? "paused" : "live"), 0);
    return !live;
}

static void live_through(struct history *history)
{
    bool live = true;
    for (int now_s = 0; now_s < SECONDS; now_s++) {
        if (history->alone && help_roll(&history->seed, 60) == 0)
            now_s = fall(history, now_s, live);
        if (help_roll(&history->seed, 60) == 0)
            now_s = leap(history, now_s, live);
        live = phase_changes(history, live);
        links_change(history, now_s);
        comings_are_told(history);
        goings_are_told(history, now_s);
        note_presence(history, now_s);
        history->live[now_s] = live;
        help_wait(history->help, 1000);
    }
    ends(history->help);
    for (unsigned i = 0; i < CROWD; i++)
        for (unsigned place = 0; place < PLACES; place++)
            if (history->people[i].linked[place]) {
                history->people[i].linked[place] = false;
                history->people[i].lost_s[place] = SECONDS;
            }
    help_wait(history->help, 1000 * GRACE);
    goings_are_told(history, SECONDS + GRACE);
}

static void expect_reference(struct history *history)
{
    int64_t length_ms = 0;
    for (int at = 0; at < SECONDS; at++)
        length_ms += 1000 * history->live[at];
    assert_int_equal(help_attended(history->help, NULL, "length"), length_ms);
    for (unsigned i = 0; i < CROWD; i++) {
        const bool *present = history->people[i].present;
        int64_t total_ms = 0, left_s = -1, first_s = -1;
        for (int at = 0; at < SECONDS; at++) {
            total_ms += 1000 * (present[at] && history->live[at]);
            left_s = present[at] ? at + 1 : left_s;
            first_s = present[at] && first_s < 0 ? at : first_s;
        }
        if (first_s >= 0)
            expect_spans(history->help, crowd[i], first_s, left_s, total_ms);
    }
}

static void what_counts_is_what_a_plain_reference_counts(void **state)
{
    for (unsigned seed = 1; seed <= 24; seed++) {
        struct history history = {.seed = seed, .alone = seed % 2, .help = help_webinar_new()};
        live_through(&history);
        expect_reference(&history);
        help_room_free(&history.help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_added_up),
        cmocka_unit_test(a_clock_that_stands_behind_takes_nothing_away),
        cmocka_unit_test(a_span_ends_when_the_link_was_lost),
        cmocka_unit_test(the_last_instance_to_lose_a_person_ends_the_span),
        cmocka_unit_test(time_without_a_server_is_nobodys),
        cmocka_unit_test(time_without_any_instance_is_nobodys),
        cmocka_unit_test(a_session_is_what_is_live_of_it),
        cmocka_unit_test(what_is_watched_again_is_kept_apart),
        cmocka_unit_test(an_end_that_is_undone_was_a_break),
        cmocka_unit_test(what_a_session_was_is_told_at_its_end),
        cmocka_unit_test(a_rule_says_who_has_taken_part),
        cmocka_unit_test(a_poll_answered_twice_counts_once),
        cmocka_unit_test(the_team_says_otherwise_and_why),
        cmocka_unit_test(only_the_team_has_the_list),
        cmocka_unit_test(what_counts_is_what_a_plain_reference_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
