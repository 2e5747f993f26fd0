/* SPDX-License-Identifier: Apache-2.0
 * A journal that is away for a while: commands are refused for now, nothing is wrong for ever. */
#include "help/away.h"
#include "unit/hub/help_hub.h"

static struct away *rig_open_away(struct rig *rig)
{
    struct away *away = away_new();
    rig_open_on(rig, &away->backend, NULL);
    return away;
}

static const char say_one[] = "{\"room\":\"webinar:w1\",\"op\":\"one\",\"text\":\"first words\"}";

static void commands_are_refused_while_it_is_away(void **state)
{
    struct rig rig;
    struct away *away = rig_open_away(&rig);
    int64_t before = rig_say(&rig, "hello");
    away->writing = true;
    assert_int_equal(rig_command(&rig, "u1", "chat.post", say_one), -ERR_JOURNAL_AWAY);
    assert_true(journal_away(rig.journal));
    assert_false(journal_failed(rig.journal));
    away->writing = false;
    assert_int_equal(rig_command(&rig, "u1", "chat.post", say_one), before + 1);
    assert_false(journal_away(rig.journal));
    rig_close(&rig);
}

/* The journal is asked even when nobody wants anything of it. */
static void its_coming_and_going_is_noticed_by_itself(void **state)
{
    struct rig rig;
    struct away *away = rig_open_away(&rig);
    uint64_t commits = journal_stats(rig.journal).commits;
    away->writing = true;
    loop_pass(rig.loop, 5000);
    assert_true(journal_away(rig.journal));
    away->writing = false;
    loop_pass(rig.loop, 5000);
    assert_false(journal_away(rig.journal));
    assert_int_equal(journal_stats(rig.journal).commits, commits);
    rig_close(&rig);
}

static void an_entry_whose_commit_nobody_heard_of_is_shown_all_the_same(void **state)
{
    struct rig rig;
    struct line line;
    struct away *away = rig_open_away(&rig);
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "webinar:w1", -1);
    away->losing = true;
    assert_int_equal(rig_command(&rig, "u1", "chat.post", say_one), -ERR_JOURNAL_AWAY);
    away->losing = false;
    assert_int_equal(line_heard(&line, "first words"), 0);
    loop_pass(rig.loop, 1000);
    assert_int_equal(line_heard(&line, "first words"), 1);
    line_close(&line);
    rig_close(&rig);
}

static void who_asks_again_with_the_same_op_is_answered(void **state)
{
    struct rig rig;
    struct pending again;
    struct away *away = rig_open_away(&rig);
    int64_t before = rig_say(&rig, "hello");
    away->losing = true;
    assert_int_equal(rig_command(&rig, "u1", "chat.post", say_one), -ERR_JOURNAL_AWAY);
    away->losing = false;
    /* It cannot be read yet. */
    away->reading = true;
    rig_send(&rig, "u1", "chat.post", say_one, &again);
    loop_pass(rig.loop, 3000);
    assert_false(again.done);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    assert_true(again.done);
    assert_int_equal(again.result, before + 1);
    rig_close(&rig);
}

static void ignore_append(void *context, struct entry *entry, const struct journal_result *result)
{
    (void)context;
    (void)entry;
    assert_int_equal(result->error, ERR_NONE);
}

/* What another instance would do: straight into the journal, and no news of it. */
static void append_elsewhere(struct rig *rig)
{
    struct entry plain = {.room = SLICE("webinar:w1"),
                          .at_ms = loop_now_ms(rig->loop),
                          .type = SLICE("chat.post"),
                          .by = SLICE("u1"),
                          .op = SLICE("one"),
                          .text = SLICE("{\"text\":\"first words\"}")};
    struct entry *entry = entry_new(&plain);
    assert_non_null(entry);
    journal_append(rig->journal, entry, ignore_append, NULL);
    entry_unref(&entry);
    rig_turn(rig);
}

static void an_op_that_another_instance_has_appended_is_answered(void **state)
{
    struct rig rig;
    struct pending pending;
    rig_open_away(&rig);
    int64_t before = rig_say(&rig, "hello");
    append_elsewhere(&rig);
    rig_send(&rig, "u1", "chat.post", say_one, &pending);
    loop_pass(rig.loop, 1000);
    assert_true(pending.done);
    assert_int_equal(pending.result, before + 1);
    rig_close(&rig);
}

static void a_gap_that_could_not_be_read_is_read_again(void **state)
{
    struct rig rig;
    struct line line;
    struct away *away = rig_open_away(&rig);
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "webinar:w1", -1);
    append_elsewhere(&rig);
    away->reading = true;
    struct pending second;
    rig_send(&rig, "host", "chat.post",
             "{\"room\":\"webinar:w1\",\"op\":\"two\",\"text\":\"second words\"}", &second);
    loop_pass(rig.loop, 3000);
    assert_int_equal(line_heard(&line, "words"), 0);
    assert_false(second.done);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    assert_int_equal(line_heard(&line, "first words"), 1);
    assert_int_equal(line_heard(&line, "second words"), 1);
    assert_true(second.done && second.result > 0);
    line_close(&line);
    rig_close(&rig);
}

static void a_room_that_could_not_be_read_wakes_when_it_can(void **state)
{
    struct rig rig;
    struct line line;
    struct away *away = rig_open_away(&rig);
    rig_restart(&rig);
    away->reading = true;
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_JOURNAL_AWAY);
    assert_int_equal(rig_command(&rig, "u1", "chat.post", say_one), -ERR_INTERNAL);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    assert_int_equal(hub_stats(rig.hub).rooms, 0);
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_NONE);
    assert_true(rig_command(&rig, "u1", "chat.post", say_one) > 0);
    line_close(&line);
    rig_close(&rig);
}

/* Half of it was read, and in that half is a poll that has yet to be closed. */
static void a_half_read_room_wakes_as_well(void **state)
{
    struct rig rig;
    struct line line;
    char data[128];
    struct away *away = rig_open_away(&rig);
    int64_t poll = rig_command(
        &rig, "host", "poll.prepare",
        "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}}");
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld,\"seconds\":600}",
             (long long)poll);
    assert_true(rig_command(&rig, "host", "poll.open", data) > 0);
    for (int i = 0; i < 1100; i++)
        assert_true(rig_say(&rig, "hello") > 0);
    rig_restart(&rig);
    away->reading = true;
    away->reads_left = 2;
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_JOURNAL_AWAY);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_NONE);
    line_close(&line);
    rig_close(&rig);
}

static int64_t present(struct rig *rig)
{
    struct live *live = map_find(rig->hub->rooms.awake, SLICE("webinar:w1"));
    return room_is_present(live_room(live), SLICE(""), SLICE("u1"));
}

static void who_came_meanwhile_is_counted_afterwards(void **state)
{
    struct rig rig;
    struct line line;
    struct away *away = rig_open_away(&rig);
    away->writing = true;
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 10000);
    assert_false(present(&rig));
    away->writing = false;
    loop_pass(rig.loop, 3000);
    assert_true(present(&rig));
    line_close(&line);
    rig_close(&rig);
}

/* How far all rooms have come is one question, and those that nobody follows are not in it. */
static void rooms_are_asked_about_together(void **state)
{
    struct rig rig;
    struct line line;
    struct away *away = rig_open_away(&rig);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    line_follow(&line, &rig, "inbox:me", -1);
    for (int i = 0; i < 20; i++) {
        char data[100];
        snprintf(data, sizeof data,
                 "{\"room\":\"course:c%d\",\"op\":\"c\",\"title\":{\"en\":\"C\"}}", i);
        assert_true(rig_command(&rig, "system", "stage.create", data) > 0);
    }
    unsigned asked = away->heads_asked;
    rig.bus->listener.hearing(rig.bus->context, false);
    rig_turn(&rig);
    assert_int_equal(away->heads_asked, asked + 1);
    assert_int_equal(away->heads_rooms, 2);
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_refused_while_it_is_away),
        cmocka_unit_test(its_coming_and_going_is_noticed_by_itself),
        cmocka_unit_test(an_entry_whose_commit_nobody_heard_of_is_shown_all_the_same),
        cmocka_unit_test(who_asks_again_with_the_same_op_is_answered),
        cmocka_unit_test(an_op_that_another_instance_has_appended_is_answered),
        cmocka_unit_test(a_gap_that_could_not_be_read_is_read_again),
        cmocka_unit_test(a_room_that_could_not_be_read_wakes_when_it_can),
        cmocka_unit_test(a_half_read_room_wakes_as_well),
        cmocka_unit_test(rooms_are_asked_about_together),
        cmocka_unit_test(who_came_meanwhile_is_counted_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
