/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/pulse.h"

enum { SECOND_MS = 1000, LOOK_MS = 5 * SECOND_MS };

static const struct pulse_limits limits = {.ping_ms = 20 * SECOND_MS, .still_seconds = 60};

/* A connection that has said who it is, at the tick 0. */
static struct pulse started(void)
{
    struct pulse pulse;
    pulse_init(&pulse, 0);
    assert_in_range(pulse_start(&pulse, 0, &limits), LOOK_MS / 2, LOOK_MS);
    return pulse;
}

static enum pulse_verdict look(struct pulse *pulse, const struct peer_progress *now, int64_t now_ms)
{
    int64_t next_ms = 0;
    enum pulse_verdict verdict = pulse_look(pulse, now, now_ms, &limits, &next_ms);
    if (verdict == PULSE_GOOD || verdict == PULSE_PING)
        assert_in_range(next_ms, 1, LOOK_MS);
    return verdict;
}

/* Looks until something is to be done; the tick of it. */
static int64_t wait_for(struct pulse *pulse, enum pulse_verdict wanted, int64_t now_ms)
{
    const struct peer_progress still = {0};
    for (;; now_ms += SECOND_MS) {
        enum pulse_verdict verdict = look(pulse, &still, now_ms);
        if (verdict == wanted)
            return now_ms;
        assert_int_equal(verdict, PULSE_GOOD);
    }
}

static void a_ping_without_a_pong_is_the_end(void **state)
{
    struct pulse pulse = started();
    int64_t pinged = wait_for(&pulse, PULSE_PING, 0);
    assert_in_range(pinged, 10 * SECOND_MS, 20 * SECOND_MS);
    assert_int_equal(wait_for(&pulse, PULSE_NO_PONG, pinged) - pinged, 10 * SECOND_MS);
}

static void any_message_is_a_pong(void **state)
{
    struct pulse pulse = started();
    int64_t pinged = wait_for(&pulse, PULSE_PING, 0);
    pulse_alive(&pulse);
    assert_int_equal(wait_for(&pulse, PULSE_PING, pinged) - pinged, limits.ping_ms);
}

static void a_slow_link_that_moves_is_given_five_graces(void **state)
{
    struct pulse pulse = started();
    struct peer_progress now = {.waiting = true};
    int64_t pinged = wait_for(&pulse, PULSE_PING, 0), at = pinged;
    enum pulse_verdict verdict = PULSE_GOOD;
    while (verdict == PULSE_GOOD) {
        now.acked++;
        at += SECOND_MS;
        verdict = look(&pulse, &now, at);
    }
    assert_int_equal(verdict, PULSE_NO_PONG);
    assert_int_equal(at - pinged, 60 * SECOND_MS);
}

static void who_takes_nothing_of_what_waits_stands_still(void **state)
{
    struct pulse pulse = started();
    const struct peer_progress now = {.acked = 7, .waiting = true};
    int64_t at = 0;
    enum pulse_verdict verdict = PULSE_GOOD;
    while (verdict == PULSE_GOOD || verdict == PULSE_PING) {
        at += SECOND_MS;
        pulse_alive(&pulse);
        verdict = look(&pulse, &now, at);
    }
    assert_int_equal(verdict, PULSE_STILL);
    assert_in_range(at, 60 * SECOND_MS, 62 * SECOND_MS);
}

static void bytes_that_no_message_explains_are_a_flood(void **state)
{
    struct pulse pulse = started();
    struct peer_progress now = {.received = 8192 + 16384};
    assert_int_equal(look(&pulse, &now, SECOND_MS), PULSE_GOOD);
    now.received += 50000;
    pulse_heard(&pulse, 50000);
    assert_int_equal(look(&pulse, &now, 2 * SECOND_MS), PULSE_GOOD);
    now.received += 16385;
    assert_int_equal(look(&pulse, &now, 3 * SECOND_MS), PULSE_FLOOD);
}

static void what_comes_while_nobody_reads_is_no_flood(void **state)
{
    struct pulse pulse = started();
    struct peer_progress now = {0};
    for (int64_t round = 1; round < 7; round += 3) {
        pulse_pause(&pulse);
        now.received += 100000;
        assert_int_equal(look(&pulse, &now, round * SECOND_MS), PULSE_GOOD);
        pulse_resume(&pulse);
        now.received += 100000;
        assert_int_equal(look(&pulse, &now, (round + 1) * SECOND_MS), PULSE_GOOD);
        assert_int_equal(look(&pulse, &now, (round + 2) * SECOND_MS), PULSE_GOOD);
    }
    now.received += 100000;
    assert_int_equal(look(&pulse, &now, 8 * SECOND_MS), PULSE_FLOOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ping_without_a_pong_is_the_end),
        cmocka_unit_test(any_message_is_a_pong),
        cmocka_unit_test(a_slow_link_that_moves_is_given_five_graces),
        cmocka_unit_test(who_takes_nothing_of_what_waits_stands_still),
        cmocka_unit_test(bytes_that_no_message_explains_are_a_flood),
        cmocka_unit_test(what_comes_while_nobody_reads_is_no_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
