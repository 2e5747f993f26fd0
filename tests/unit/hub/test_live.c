/* SPDX-License-Identifier: Apache-2.0
 * Live rooms: asleep when nobody needs them, the same again when woken; entries in their order. */
#include "unit/hub/help_hub.h"

static void an_idle_room_sleeps_and_wakes_the_same(void **state)
{
    struct rig rig;
    struct line before, after;
    struct hub_options options = {.sleep_ms = 5000, .grace_ms = 1000};
    rig_open(&rig, &options);
    line_open(&before, &rig, "u1");
    line_follow(&before, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 60000);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    line_close(&before);
    loop_pass(rig.loop, 60000);
    assert_int_equal(hub_stats(rig.hub).rooms, 0);
    line_open(&after, &rig, "u1");
    line_follow(&after, &rig, "webinar:w1", -1);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    assert_non_null(strstr(after.answer, "\"phase\":\"live\""));
    line_close(&after);
    rig_close(&rig);
}

static void a_room_that_awaits_a_deadline_stays_awake(void **state)
{
    struct rig rig;
    struct hub_options options = {.sleep_ms = 1000, .grace_ms = 1000};
    char data[128];
    rig_open(&rig, &options);
    int64_t poll = rig_command(
        &rig, "host", "poll.prepare",
        "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}}");
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld,\"seconds\":60}",
             (long long)poll);
    assert_true(rig_command(&rig, "host", "poll.open", data) > 0);
    loop_pass(rig.loop, 30000);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    loop_pass(rig.loop, 60000);
    assert_int_equal(hub_stats(rig.hub).rooms, 0);
    rig_close(&rig);
}

static void rooms_that_do_not_exist_are_forgotten_at_once(void **state)
{
    struct rig rig;
    struct line line;
    char channel[32];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    for (int i = 0; i < 100; i++) {
        snprintf(channel, sizeof channel, "webinar:x%d", i);
        line_follow(&line, &rig, channel, -1);
        assert_int_equal(line.error, ERR_PERMISSION_DENIED);
    }
    loop_pass(rig.loop, 1000);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    line_close(&line);
    rig_close(&rig);
}

/* What another instance would do: straight into the journal, and news of it or none. */
static void appended(void *context, struct entry *entry, const struct journal_result *result)
{
    (void)result;
    *(struct entry **)context = entry_ref(entry);
}

static struct entry *append_at(struct rig *rig, int64_t at_ms, const char *op, const char *text)
{
    struct entry *numbered = NULL;
    struct entry plain = {.room = SLICE("webinar:w1"),
                          .at_ms = at_ms,
                          .type = SLICE("chat.post"),
                          .by = SLICE("u9"),
                          .op = slice_of(op),
                          .text = slice_of(text)};
    struct entry *entry = entry_new(&plain);
    assert_non_null(entry);
    journal_append(rig->journal, entry, appended, &numbered);
    entry_unref(&entry);
    rig_turn(rig);
    assert_non_null(numbered);
    return numbered;
}

static struct entry *append(struct rig *rig, const char *op, const char *text)
{
    return append_at(rig, loop_now_ms(rig->loop), op, text);
}

/* As after a restart with a clock that was set back by ten minutes. */
static void a_rooms_time_never_goes_back_nor_stands_still(void **state)
{
    enum { AHEAD_MS = 600000 };
    static const char post[] = "{\"room\":\"webinar:w1\",\"op\":\"p%d\",\"text\":\"t\"}";
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    assert_true(
        rig_command(&rig, "host", "chat.mode",
                    "{\"room\":\"webinar:w1\",\"op\":\"m\",\"mode\":\"slow\",\"seconds\":5}") > 0);
    int64_t ahead_ms = loop_now_ms(rig.loop) + AHEAD_MS;
    struct entry *ahead = append_at(&rig, ahead_ms, "n1", "{\"text\":\"ahead\"}");
    rig_restart(&rig);
    snprintf(data, sizeof data, post, 1);
    assert_true(rig_command(&rig, "u9", "chat.post", data) == -ERR_CHAT_SLOW);
    struct live *live = map_find(rig.hub->rooms.awake, SLICE("webinar:w1"));
    assert_in_range(live_now_ms(live), ahead_ms, ahead_ms + 1000);
    loop_pass(rig.loop, 5000);
    snprintf(data, sizeof data, post, 2);
    assert_true(rig_command(&rig, "u9", "chat.post", data) > 0);
    assert_in_range(room_at_ms(live_room(live)), ahead_ms + 5000, ahead_ms + 6000);
    assert_true(rig_command(&rig, "host", "poll.prepare",
                            "{\"room\":\"webinar:w1\",\"op\":\"q\",\"type\":\"yesno\",\"title\":{"
                            "\"en\":\"?\"}}") > 0);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld,\"seconds\":3}",
             (long long)room_seq(live_room(live)));
    assert_true(rig_command(&rig, "host", "poll.open", data) > 0);
    int64_t seq = room_seq(live_room(live));
    loop_pass(rig.loop, 3500);
    assert_int_equal(room_seq(live_room(live)), seq + 1); /* closed in time */
    entry_unref(&ahead);
    rig_close(&rig);
}

static void a_gap_is_read_from_the_journal(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    struct live *live = map_find(rig.hub->rooms.awake, SLICE("webinar:w1"));
    struct entry *first = append(&rig, "n1", "{\"text\":\"first\"}");
    struct entry *second = append(&rig, "n2", "{\"text\":\"second\"}");
    struct entry *third = append(&rig, "n3", "{\"text\":\"third\"}");
    assert_int_equal(line_heard(&line, "second"), 0);
    live_take(live, third);
    live_take(live, third);
    live_take(live, first);
    rig_turn(&rig);
    assert_int_equal(line_heard(&line, "first"), 1);
    assert_int_equal(line_heard(&line, "second"), 1);
    assert_int_equal(line_heard(&line, "third"), 1);
    live_take(live, second);
    rig_turn(&rig);
    assert_int_equal(line_heard(&line, "second"), 1);
    entry_unref(&first);
    entry_unref(&second);
    entry_unref(&third);
    line_close(&line);
    rig_close(&rig);
}

/* Each way in which a bus can say that there may be more than is known. */
static void what_the_bus_tells_of_is_read(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    const struct bus_listener *listener = &rig.bus->listener;
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    for (int way = 0; way < 4; way++) {
        char op[16], text[32];
        snprintf(op, sizeof op, "n%d", way);
        snprintf(text, sizeof text, "{\"text\":\"way %d\"}", way);
        struct entry *entry = append(&rig, op, text);
        if (way == 0)
            listener->news(rig.bus->context, SLICE("webinar:w1"), entry->seq, (struct slice){0});
        else if (way == 1)
            listener->followed(rig.bus->context, SLICE("webinar:w1"));
        else
            listener->hearing(rig.bus->context, way == 3);
        listener->news(rig.bus->context, SLICE("webinar:w1"), 1, (struct slice){0});
        listener->news(rig.bus->context, SLICE("webinar:asleep"), 7, (struct slice){0});
        listener->followed(rig.bus->context, SLICE("webinar:asleep"));
        rig_turn(&rig);
        snprintf(text, sizeof text, "way %d", way);
        assert_int_equal(line_heard(&line, text), 1);
        entry_unref(&entry);
    }
    line_close(&line);
    rig_close(&rig);
}

static void an_own_entry_behind_a_gap_is_answered_when_applied(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    struct entry *foreign = append(&rig, "n1", "{\"text\":\"first\"}");
    int64_t seq = rig_command(&rig, "u1", "chat.post",
                              "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"second\"}");
    assert_int_equal(seq, foreign->seq + 1);
    entry_unref(&foreign);
    rig_close(&rig);
}

static void note_closed(void *context)
{
    *(bool *)context = true;
}

static void the_end_does_not_wait_for_what_is_behind_a_gap(void **state)
{
    struct rig rig;
    struct pending pending;
    bool closed = false;
    rig_open(&rig, NULL);
    struct entry *foreign = append(&rig, "n1", "{\"text\":\"first\"}");
    rig_send(&rig, "u1", "chat.post", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"second\"}",
             &pending);
    hub_close(rig.hub, note_closed, &closed);
    loop_pass(rig.loop, 10000);
    assert_true(pending.done);
    assert_int_equal(pending.result, -ERR_JOURNAL_AWAY);
    assert_true(closed);
    entry_unref(&foreign);
    rig_close(&rig);
}

static void the_end_of_the_session_closes_its_polls(void **state)
{
    struct rig rig;
    struct line line;
    char data[96];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t poll = rig_command(&rig, "host", "poll.prepare",
                               "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\","
                               "\"title\":{\"en\":\"Lunch?\"}}");
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"q\",\"poll\":%lld}",
             (long long)poll);
    assert_true(rig_command(&rig, "host", "poll.open", data) > 0);
    assert_true(rig_command(&rig, "host", "stage.phase",
                            "{\"room\":\"webinar:w1\",\"op\":\"e\",\"to\":\"ended\"}") > 0);
    assert_int_equal(line_heard(&line, "\"type\":\"poll.close\""), 0);
    loop_pass(rig.loop, 250);
    rig_turn(&rig);
    assert_int_equal(line_heard(&line, "\"type\":\"poll.close\""), 1);
    loop_pass(rig.loop, 5000);
    assert_int_equal(line_heard(&line, "\"type\":\"poll.close\""), 1);
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_room_sleeps_and_wakes_the_same),
        cmocka_unit_test(a_room_that_awaits_a_deadline_stays_awake),
        cmocka_unit_test(rooms_that_do_not_exist_are_forgotten_at_once),
        cmocka_unit_test(a_rooms_time_never_goes_back_nor_stands_still),
        cmocka_unit_test(a_gap_is_read_from_the_journal),
        cmocka_unit_test(what_the_bus_tells_of_is_read),
        cmocka_unit_test(an_own_entry_behind_a_gap_is_answered_when_applied),
        cmocka_unit_test(the_end_does_not_wait_for_what_is_behind_a_gap),
        cmocka_unit_test(the_end_of_the_session_closes_its_polls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
