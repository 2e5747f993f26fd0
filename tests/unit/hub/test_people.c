/* SPDX-License-Identifier: Apache-2.0
 * Presence: a person is one however many devices; a short cut is no leave. */
#include <string.h>

#include "base/bounds.h"
#include "core/room_query.h"
#include "help/kinds.h"
#include "unit/hub/help_hub.h"

static int64_t count(struct rig *rig)
{
    struct line line;
    struct json *view = NULL;
    int64_t present = -1;
    /* Whoever is here for a moment is counted from the next one on. */
    line_open(&line, rig, "host");
    line_follow(&line, rig, "webinar:w1", -1);
    loop_pass(rig->loop, 500);
    line_close(&line);
    line_open(&line, rig, "host");
    line_follow(&line, rig, "webinar:w1", -1);
    assert_int_equal(json_parse_large(slice_of(line.answer), &view), ERR_NONE);
    assert_true(json_get_int(json_get(view, "presence"), "count", &present));
    json_free(&view);
    line_close(&line);
    return present;
}

static void several_devices_are_one_person(void **state)
{
    struct rig rig;
    struct line one, two;
    rig_open(&rig, NULL);
    count(&rig); /* the host is here from now on, within the grace */
    line_open(&one, &rig, "u1");
    line_open(&two, &rig, "u1");
    line_follow(&one, &rig, "webinar:w1", -1);
    line_follow(&two, &rig, "webinar:w1", -1);
    assert_int_equal(count(&rig), 2);
    line_close(&one);
    loop_pass(rig.loop, 20000);
    assert_int_equal(count(&rig), 2);
    line_close(&two);
    rig_close(&rig);
}

static void a_short_cut_is_no_leave_and_a_long_one_is(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 500);
    line_close(&line);
    loop_pass(rig.loop, 28000);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_null(strstr(line.answer, "\"presence\":{\"count\":0"));
    line_close(&line);
    loop_pass(rig.loop, 28000);
    assert_int_equal(count(&rig), 2);
    loop_pass(rig.loop, 40000);
    assert_int_equal(count(&rig), 1);
    rig_close(&rig);
}

static void who_does_not_return_after_a_restart_is_gone(void **state)
{
    struct rig rig;
    struct line stays, goes;
    rig_open(&rig, NULL);
    line_open(&stays, &rig, "u1");
    line_open(&goes, &rig, "u2");
    line_follow(&stays, &rig, "webinar:w1", -1);
    line_follow(&goes, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 500);
    line_close(&stays);
    line_close(&goes);
    rig_restart(&rig);
    line_open(&stays, &rig, "u1");
    line_follow(&stays, &rig, "webinar:w1", -1);
    assert_non_null(strstr(stays.answer, "\"presence\":{\"count\":2}"));
    loop_pass(rig.loop, 35000);
    assert_true(line_heard(&stays, "\"presence\":{\"count\":1}") >= 1);
    line_close(&stays);
    rig_close(&rig);
}

/* What the room itself knows of the attendance, or of the roster. */
static void expect_query(struct rig *rig, const char *query, const char *expected)
{
    struct live *live = map_find(rig->hub->rooms.awake, SLICE("webinar:w1"));
    const struct room_question question = {
        .name = slice_of(query), .person = SLICE("system"), .data = NULL};
    struct buffer answer;
    buffer_init(&answer, BOUND_ENTRY_BYTES);
    assert_int_equal(room_query(live_room(live), &question, NULL, &answer), 0);
    if (!memmem(answer.bytes, answer.len, expected, strlen(expected)))
        fail_msg("no %s in %.*s", expected, (int)answer.len, answer.bytes);
    buffer_done(&answer);
}

static void visit(struct rig *rig, struct line *line, const char *name)
{
    struct actor actor = {.id = SLICE("u1"), .name = slice_of(name)};
    line_open(line, rig, "u1");
    subscriber_done(&line->subscriber);
    subscriber_init(&line->subscriber, hub_fanout(rig->hub), line->subscriber.ops, &actor);
    line_follow(line, rig, "webinar:w1", -1);
}

/* Two seconds in the room, and half a minute until everybody believes it. */
static void a_span_ends_when_the_link_was_lost(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    loop_pass(rig.loop, 100);
    visit(&rig, &line, "u1");
    loop_pass(rig.loop, 2000);
    line_close(&line);
    loop_pass(rig.loop, 40000);
    expect_query(&rig, "attendance.list", "\"left\":1700000002100,\"total\":1850,");
    rig_close(&rig);
}

/* A hub in the place of one that ended without a word, `down_ms` ago; `alive_ms` is its last sign.
 */
static void die_and_rise(struct rig *rig, int64_t down_ms, int64_t alive_ms)
{
    static const struct hub_options defaults = {0};
    hub_free(&rig->hub);
    journal_mark_set(rig->journal, "alive", SLICE(""), alive_ms, 0);
    loop_pass(rig->loop, down_ms);
    rig->hub = hub_new(rig->loop, rig->journal, rig->bus, help_kinds(), &defaults);
}

static void time_without_a_server_is_nobodys(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    loop_pass(rig.loop, 100);
    visit(&rig, &line, "u1");
    loop_pass(rig.loop, 2000);
    line_close(&line);
    die_and_rise(&rig, 9000, loop_now_ms(rig.loop));
    loop_pass(rig.loop, 1000);
    visit(&rig, &line, "u1");
    loop_pass(rig.loop, 1000);
    expect_query(&rig, "presence.roster", "\"u1\"");
    line_close(&line);
    loop_pass(rig.loop, 40000);
    expect_query(&rig, "attendance.list",
                 "\"first\":1700000000250,\"left\":1700000013100,\"total\":2600,\"minutes\":0,"
                 "\"rejoins\":0,");
    rig_close(&rig);
}

/* Nobody comes back, and nobody knows when the previous run ended: the last entry is the last sign
 * of it. */
static void a_run_that_left_no_sign_ended_with_the_last_entry(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    visit(&rig, &line, "u1");
    loop_pass(rig.loop, 1000);
    rig_say(&rig, "hello");
    loop_pass(rig.loop, 5000);
    line_close(&line);
    die_and_rise(&rig, 9000, 0);
    rig_say(&rig, "who is there?");
    loop_pass(rig.loop, 1000);
    expect_query(&rig, "presence.roster", "{\"people\":{}}");
    expect_query(&rig, "attendance.list", "\"left\":1700000001000,");
    rig_close(&rig);
}

static void who_returns_under_a_new_name_has_it_everywhere(void **state)
{
    struct rig rig;
    struct line one, two;
    rig_open(&rig, NULL);
    visit(&rig, &one, "Member");
    loop_pass(rig.loop, 500);
    line_close(&one);
    loop_pass(rig.loop, 5000);
    visit(&rig, &one, "Member 7");
    loop_pass(rig.loop, 500);
    expect_query(&rig, "presence.roster", "{\"name\":\"Member 7\",");
    expect_query(&rig, "attendance.list", "{\"name\":\"Member 7\",");
    /* So does a second device, and its going changes nothing back. */
    visit(&rig, &two, "Countess");
    loop_pass(rig.loop, 500);
    expect_query(&rig, "presence.roster", "{\"name\":\"Countess\",");
    line_close(&two);
    loop_pass(rig.loop, 500);
    expect_query(&rig, "presence.roster", "{\"name\":\"Countess\",");
    expect_query(&rig, "attendance.list", "\"rejoins\":0,");
    line_close(&one);
    rig_close(&rig);
}

static void who_was_removed_is_gone_at_once(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    visit(&rig, &line, "u1");
    loop_pass(rig.loop, 1000);
    assert_true(rig_command(&rig, "host", "member.set",
                            "{\"room\":\"webinar:w1\",\"op\":\"ban\",\"whom\":\"u1\","
                            "\"role\":\"none\"}") > 0);
    expect_query(&rig, "presence.roster", "{\"people\":{}}");
    loop_pass(rig.loop, 250);
    assert_false(room_is_present(live_room(map_find(rig.hub->rooms.awake, SLICE("webinar:w1"))),
                                 (struct slice){NULL, 0}, SLICE("u1")));
    expect_query(&rig, "attendance.list", "\"total\":750,");
    line_close(&line);
    rig_close(&rig);
}

/* Both follow before the journal knows of either. */
static void two_who_come_at_once_share_no_place(void **state)
{
    struct rig rig;
    struct line host, first, second, *lines[] = {&first, &second};
    rig_open(&rig, NULL);
    line_open(&host, &rig, "host");
    line_follow(&host, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 500);
    assert_true(rig_command(&rig, "host", "lobby.capacity",
                            "{\"room\":\"webinar:w1\",\"op\":\"c\",\"capacity\":2}") > 0);
    for (unsigned i = 0; i < 2; i++) {
        line_open(lines[i], &rig, i ? "u2" : "u1");
        line_follow(lines[i], &rig, "webinar:w1", -1);
        assert_non_null(strstr(lines[i]->answer, "\"role\":\"participant\""));
    }
    loop_pass(rig.loop, 2000);
    expect_query(&rig, "lobby.list", "\"by\":\"u2\"");
    assert_int_equal(line_heard(&second, "unsubscribe"), 1);
    line_follow(&second, &rig, "webinar:w1", -1);
    assert_non_null(strstr(second.answer, "\"ticket\":1"));
    line_close(&first);
    loop_pass(rig.loop, 40000);
    line_follow(&second, &rig, "webinar:w1", -1);
    assert_non_null(strstr(second.answer, "\"role\":\"participant\""));
    line_close(&second);
    line_close(&host);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_who_come_at_once_share_no_place),
        cmocka_unit_test(several_devices_are_one_person),
        cmocka_unit_test(a_short_cut_is_no_leave_and_a_long_one_is),
        cmocka_unit_test(who_does_not_return_after_a_restart_is_gone),
        cmocka_unit_test(a_span_ends_when_the_link_was_lost),
        cmocka_unit_test(time_without_a_server_is_nobodys),
        cmocka_unit_test(a_run_that_left_no_sign_ended_with_the_last_entry),
        cmocka_unit_test(who_returns_under_a_new_name_has_it_everywhere),
        cmocka_unit_test(who_was_removed_is_gone_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
