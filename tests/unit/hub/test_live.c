/* SPDX-License-Identifier: Apache-2.0
 * Live rooms: asleep when nobody needs them, the same again when woken; entries in their order. */
#include "unit/hub/help_hub.h"

static void an_idle_room_sleeps_and_wakes_the_same(void **state)
{
    struct rig rig;
    struct line before, after;
    struct hub_options options = {.sleep_ms = 5000, .grace_ms = 1000};
    (void)state;
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
    (void)state;
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
    (void)state;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    for (int i = 0; i < 100; i++) {
        snprintf(channel, sizeof channel, "webinar:x%d", i);
        line_follow(&line, &rig, channel, -1);
        assert_int_equal(line.error, ERR_UNKNOWN_CHANNEL);
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

static struct entry *append(struct rig *rig, const char *op, const char *text)
{
    struct entry *numbered = NULL;
    struct entry plain = {.room = SLICE("webinar:w1"),
                          .at_ms = loop_now_ms(rig->loop),
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

static void a_gap_is_read_from_the_journal(void **state)
{
    struct rig rig;
    struct line line;
    (void)state;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    struct live *live = map_find(rig.hub->rooms, SLICE("webinar:w1"));
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

static void an_own_entry_behind_a_gap_is_answered_when_applied(void **state)
{
    struct rig rig;
    (void)state;
    rig_open(&rig, NULL);
    struct entry *foreign = append(&rig, "n1", "{\"text\":\"first\"}");
    int64_t seq = rig_command(&rig, "u1", "chat.post",
                              "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"second\"}");
    assert_int_equal(seq, foreign->seq + 1);
    entry_unref(&foreign);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_room_sleeps_and_wakes_the_same),
        cmocka_unit_test(a_room_that_awaits_a_deadline_stays_awake),
        cmocka_unit_test(rooms_that_do_not_exist_are_forgotten_at_once),
        cmocka_unit_test(a_gap_is_read_from_the_journal),
        cmocka_unit_test(an_own_entry_behind_a_gap_is_answered_when_applied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
