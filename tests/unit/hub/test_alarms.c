/* SPDX-License-Identifier: Apache-2.0
 * Rooms sleep until their deadline comes: server/hub/alarms.c, with webinars that open by
 * themselves and polls that close. */
#include "help/kinds.h"
#include "unit/hub/help_hub.h"

enum { HOUR_MS = 3600000, SLEEP_MS = 1000, SECOND_MS = 1000 };

static const struct hub_options options = {.sleep_ms = SLEEP_MS, .grace_ms = SLEEP_MS};

/* A webinar `name` that opens by itself in `ahead_ms`. */
static void planned_new(struct rig *rig, const char *name, int64_t ahead_ms)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"%s\",\"op\":\"create\",\"title\":{\"en\":\"P\"},\"start\":%lld,"
             "\"opens\":true}",
             name, (long long)(loop_now_ms(rig->loop) + ahead_ms));
    assert_int_equal(rig_command(rig, "system", "stage.create", data), 1);
}

static void awake_is(struct rig *rig, unsigned rooms)
{
    assert_int_equal(hub_stats(rig->hub).rooms, rooms);
}

static void a_planned_start_comes_with_nobody_there(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    planned_new(&rig, "webinar:p", HOUR_MS);
    loop_pass(rig.loop, 10 * SECOND_MS);
    awake_is(&rig, 0);
    loop_pass(rig.loop, HOUR_MS - 11 * SECOND_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 0);
    loop_pass(rig.loop, 2 * SECOND_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    loop_pass(rig.loop, 2 * HOUR_MS);
    awake_is(&rig, 0);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    assert_true(rig_mark(&rig, "alarm", "webinar:p") == INT64_MAX);
    assert_int_equal(hub_caused(rig.hub).alarms, 1);
    rig_close(&rig);
}

static void it_comes_after_a_restart_before_it(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    planned_new(&rig, "webinar:p", HOUR_MS);
    loop_pass(rig.loop, HOUR_MS / 2);
    rig_restart_with(&rig, &options);
    awake_is(&rig, 0);
    loop_pass(rig.loop, HOUR_MS / 2 + SECOND_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    rig_close(&rig);
}

/* Killed before the alarm was written: the cursor is behind. */
static void it_comes_when_the_alarm_was_lost(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    planned_new(&rig, "webinar:p", HOUR_MS);
    assert_int_equal(rig_mark(&rig, "alarm", "webinar:p"), 0);
    rig_restart_with(&rig, &options);
    loop_pass(rig.loop, 10 * SECOND_MS);
    awake_is(&rig, 0);
    assert_int_equal(rig_mark(&rig, "alarm", "webinar:p"), INT64_C(1700000000000) + HOUR_MS);
    loop_pass(rig.loop, HOUR_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    rig_close(&rig);
}

static void what_was_missed_comes_at_the_start(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    planned_new(&rig, "webinar:p", HOUR_MS);
    loop_pass(rig.loop, 10 * SECOND_MS);
    rig_turn(&rig);
    hub_free(&rig.hub);
    loop_pass(rig.loop, 2 * HOUR_MS);
    rig.hub = hub_new(rig.loop, rig.journal, rig.bus, help_kinds(), &options);
    loop_pass(rig.loop, 2 * SECOND_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    rig_close(&rig);
}

static void who_begins_earlier_is_not_disturbed(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    planned_new(&rig, "webinar:p", HOUR_MS);
    loop_pass(rig.loop, 10 * SECOND_MS);
    assert_true(rig_command(&rig, "system", "stage.phase",
                            "{\"room\":\"webinar:p\",\"op\":\"now\",\"to\":\"live\"}") > 0);
    loop_pass(rig.loop, 2 * HOUR_MS);
    assert_int_equal(rig_count(&rig, "webinar:p", "stage.phase"), 1);
    assert_true(rig_mark(&rig, "alarm", "webinar:p") == INT64_MAX);
    assert_int_equal(hub_caused(rig.hub).alarms, 0);
    rig_close(&rig);
}

static void many_at_the_same_time_all_come(void **state)
{
    enum { MANY = 100 };
    struct rig rig;
    char name[32];
    rig_open(&rig, &options);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "webinar:p%d", i);
        planned_new(&rig, name, HOUR_MS);
    }
    loop_pass(rig.loop, 10 * SECOND_MS);
    awake_is(&rig, 0);
    loop_pass(rig.loop, HOUR_MS - 5 * SECOND_MS);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "webinar:p%d", i);
        assert_int_equal(rig_count(&rig, name, "stage.phase"), 1);
    }
    rig_close(&rig);
}

static void a_poll_closes_in_a_room_that_slept(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, &options);
    int64_t poll = rig_command(
        &rig, "host", "poll.prepare",
        "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}}");
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld,\"seconds\":600}",
             (long long)poll);
    assert_true(rig_command(&rig, "host", "poll.open", data) > 0);
    loop_pass(rig.loop, 60 * SECOND_MS);
    awake_is(&rig, 0);
    loop_pass(rig.loop, 545 * SECOND_MS);
    assert_int_equal(rig_count(&rig, "webinar:w1", "poll.close"), 1);
    rig_close(&rig);
}

static void withdrawn_words_are_erased_in_a_room_that_slept(void **state)
{
    struct rig rig;
    char data[96];
    const struct hub_options hour = {
        .sleep_ms = SLEEP_MS, .grace_ms = SLEEP_MS, .erase_ms = HOUR_MS};
    rig_open(&rig, &hour);
    int64_t message = rig_say(&rig, "said and taken back");
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d\",\"message\":%lld}",
             (long long)message);
    assert_true(rig_command(&rig, "host", "chat.delete", data) > 0);
    loop_pass(rig.loop, 60 * SECOND_MS);
    awake_is(&rig, 0);
    rig_restart_with(&rig, &hour);
    loop_pass(rig.loop, HOUR_MS);
    assert_int_equal(rig_count(&rig, "webinar:w1", "room.erase"), 1);
    assert_int_equal(rig_count(&rig, "webinar:w1", "room.erased"), 1);
    loop_pass(rig.loop, HOUR_MS);
    awake_is(&rig, 0);
    assert_true(rig_mark(&rig, "alarm", "webinar:w1") == INT64_MAX);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planned_start_comes_with_nobody_there),
        cmocka_unit_test(it_comes_after_a_restart_before_it),
        cmocka_unit_test(it_comes_when_the_alarm_was_lost),
        cmocka_unit_test(what_was_missed_comes_at_the_start),
        cmocka_unit_test(who_begins_earlier_is_not_disturbed),
        cmocka_unit_test(many_at_the_same_time_all_come),
        cmocka_unit_test(a_poll_closes_in_a_room_that_slept),
        cmocka_unit_test(withdrawn_words_are_erased_in_a_room_that_slept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
