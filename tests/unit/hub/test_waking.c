/* SPDX-License-Identifier: Apache-2.0
 * A room made from its entries: on a thread, the last of them in the loop, and for nobody when
 * nobody waits. */
#include "unit/hub/help_hub.h"

static const struct hub_options few_frames = {.tape_frames = 8};

/* A webinar of some 100 entries, asleep. */
static void asleep(struct rig *rig)
{
    rig_open(rig, &few_frames);
    for (int i = 0; i < 100; i++)
        rig_say(rig, i == 99 ? "the newest" : "older");
    rig_restart_with(rig, &few_frames);
}

static void take(void *context, const struct hub_subscribed *answer)
{
    *(int *)context = (int)answer->error;
}

static void ask(struct rig *rig, struct line *line, int *error)
{
    const struct hub_subscribe request = {.channel = SLICE("webinar:w1")};
    *error = -1;
    hub_subscribe(rig->hub, &line->subscriber, &request, take, error);
}

static void a_long_room_wakes_as_it_was(void **state)
{
    struct rig rig;
    struct line before, after;
    rig_open(&rig, &few_frames);
    for (int i = 0; i < 100; i++)
        rig_say(&rig, "word");
    line_open(&before, &rig, "u1");
    line_follow(&before, &rig, "webinar:w1", -1);
    line_close(&before);
    rig_restart_with(&rig, &few_frames);
    line_open(&after, &rig, "u1");
    line_follow(&after, &rig, "webinar:w1", -1);
    assert_string_equal(after.answer, before.answer);
    assert_int_equal(after.offset, before.offset);
    assert_int_equal(line_heard(&after, "word"), 0);
    rig_say(&rig, "and on");
    assert_int_equal(line_heard(&after, "and on"), 1);
    line_close(&after);
    rig_close(&rig);
}

/* The last entries are on the tape again. */
static void who_missed_little_resumes_after_a_restart(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    rig_open(&rig, &few_frames);
    for (int i = 0; i < 50; i++)
        rig_say(&rig, "older");
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = line.offset;
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    rig_say(&rig, "missed");
    rig_restart_with(&rig, &few_frames);
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_true(line.recovered);
    assert_non_null(strstr(line.answer, "missed"));
    assert_null(strstr(line.answer, "older"));
    line_close(&line);
    rig_close(&rig);
}

/* At every step of the waking. */
static void when_nobody_waits_any_more_it_is_not_read_on(void **state)
{
    uint64_t whole = 0;
    for (int turns = 0; turns < 12; turns++) {
        struct rig rig;
        struct line line;
        int error;
        asleep(&rig);
        uint64_t before = journal_stats(rig.journal).reads;
        line_open(&line, &rig, "u1");
        ask(&rig, &line, &error);
        for (int i = 0; i < turns; i++)
            loop_pass(rig.loop, 0);
        bool waits = error < 0;
        line_close(&line);
        rig_turn(&rig);
        uint64_t reads = journal_stats(rig.journal).reads - before;
        assert_int_equal(error, waits ? ERR_NOT_AVAILABLE : ERR_NONE);
        if (!waits)
            whole = reads;
        else if (turns == 0)
            assert_true(reads <= 1);
        loop_pass(rig.loop, 500);
        if (waits)
            assert_int_equal(hub_stats(rig.hub).rooms, 0);
        rig_close(&rig);
    }
    assert_true(whole > 2);
}

static void who_comes_while_it_is_given_up_is_served(void **state)
{
    for (int turns = 0; turns < 8; turns++) {
        struct rig rig;
        struct line gone, comes;
        int gone_error, comes_error;
        asleep(&rig);
        line_open(&gone, &rig, "u1");
        line_open(&comes, &rig, "u2");
        ask(&rig, &gone, &gone_error);
        for (int i = 0; i < turns; i++)
            loop_pass(rig.loop, 0);
        line_close(&gone);
        ask(&rig, &comes, &comes_error);
        rig_turn(&rig);
        assert_true(gone_error >= 0);
        assert_int_equal(comes_error, ERR_NONE);
        rig_say(&rig, "on");
        assert_int_equal(line_heard(&comes, "\"text\":\"on\""), 1);
        line_close(&comes);
        rig_close(&rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_room_wakes_as_it_was),
        cmocka_unit_test(who_missed_little_resumes_after_a_restart),
        cmocka_unit_test(when_nobody_waits_any_more_it_is_not_read_on),
        cmocka_unit_test(who_comes_while_it_is_given_up_is_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
