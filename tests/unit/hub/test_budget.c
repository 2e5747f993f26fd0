/* SPDX-License-Identifier: Apache-2.0
 * What one person may cost, whatever the number of connections. */
#include "base/bounds.h"
#include "hub/budget.h"
#include "unit/hub/help_hub.h"

static const struct slice person = {"u1", 2};

static void a_budget_is_spent_and_comes_back(void **state)
{
    struct budgets *budgets = budgets_new(10);
    int64_t write_ms = budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 0);
    for (int i = 0; i < BOUND_PERSON_BURST_MS / BOUND_COST_WRITE_MS; i++)
        assert_int_equal(budget_spend(budgets, person, write_ms, 1000), 0);
    int64_t short_ms = write_ms - BOUND_PERSON_BURST_MS % write_ms;
    assert_int_equal(budget_spend(budgets, person, write_ms, 1000), short_ms);
    assert_int_equal(budget_spend(budgets, person, write_ms, 1050), short_ms - 50);
    assert_int_equal(budget_spend(budgets, (struct slice){"u2", 2}, write_ms, 1000), 0);
    assert_int_equal(budget_spend(budgets, person, write_ms, 1000 + write_ms), 0);
    budgets_free(&budgets);
}

static void what_a_command_costs_depends_on_role_and_length(void **state)
{
    int64_t one = budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 0);
    assert_true(budget_cost_ms(COST_WRITE, ROLE_HOST, 0) < one / 5);
    assert_true(budget_cost_ms(COST_CHEAP, ROLE_PARTICIPANT, 0) < one / 5);
    assert_true(budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 16000) >= one + 1000);
    assert_int_equal(budget_cost_ms(COST_FREE, ROLE_PARTICIPANT, 16000), 0);
    assert_int_equal(budget_cost_ms(COST_WRITE, ROLE_NONE, 0), one);
}

static void who_has_read_much_waits(void **state)
{
    struct budgets *budgets = budgets_new(10);
    assert_int_equal(budget_may_read(budgets, person, 0), 0);
    budget_read(budgets, person, BOUND_READ_BURST_BYTES + BOUND_READ_BYTES_SECOND, 0);
    int64_t wait_ms = budget_may_read(budgets, person, 0);
    assert_in_range(wait_ms, 1000, 1100);
    assert_int_equal(budget_may_read(budgets, person, wait_ms), 0);
    budgets_free(&budgets);
}

static void few_reads_are_under_way_at_a_time(void **state)
{
    struct budgets *budgets = budgets_new(10);
    struct budget *reading[BOUND_READS_PERSON + 1] = {NULL};
    for (int i = 0; i < BOUND_READS_PERSON; i++)
        assert_int_equal(budget_read_begin(budgets, person, &reading[i], 0), 0);
    assert_true(budget_read_begin(budgets, person, &reading[BOUND_READS_PERSON], 0) > 0);
    assert_null(reading[BOUND_READS_PERSON]);
    budgets_tick(budgets, 100000);
    assert_int_equal(budgets_count(budgets), 1);
    budget_read_end(&reading[0]);
    assert_null(reading[0]);
    assert_int_equal(budget_read_begin(budgets, person, &reading[0], 0), 0);
    for (int i = 0; i <= BOUND_READS_PERSON; i++)
        budget_read_end(&reading[i]);
    budgets_tick(budgets, 200000);
    assert_int_equal(budgets_count(budgets), 0);
    budgets_free(&budgets);
}

static void who_has_all_of_it_again_is_forgotten(void **state)
{
    struct budgets *budgets = budgets_new(1);
    assert_int_equal(budget_spend(budgets, person, 100, 0), 0);
    budgets_tick(budgets, 99);
    assert_int_equal(budgets_count(budgets), 1);
    assert_true(budget_spend(budgets, (struct slice){"u2", 2}, 100, 99) > 0);
    budgets_tick(budgets, 100);
    assert_int_equal(budgets_count(budgets), 0);
    assert_int_equal(budget_spend(budgets, (struct slice){"u2", 2}, 100, 100), 0);
    budgets_free(&budgets);
}

/* As `rig_command`, by somebody who pays. */
static struct hub_answer last;

static void take(void *context, const struct hub_answer *answer)
{
    last = *answer;
    last.json = (struct slice){NULL, 0};
    ++*(unsigned *)context;
}

static enum err pay(struct rig *rig, const char *by, const char *method, const char *data)
{
    struct json *json = NULL;
    struct actor actor = {.id = slice_of(by), .name = slice_of(by), .metered = true};
    unsigned answers = 0;
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &actor, slice_of(method), json, take, &answers);
    rig_turn(rig);
    assert_int_equal(answers, 1);
    json_free(&json);
    return last.error;
}

static unsigned posts_taken(struct rig *rig, const char *by, unsigned tries)
{
    unsigned taken = 0;
    static unsigned op;
    for (unsigned i = 0; i < tries; i++) {
        char data[128];
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"p%u\",\"text\":\"t\"}",
                 op++);
        taken += pay(rig, by, "chat.post", data) == ERR_NONE;
    }
    return taken;
}

static void a_person_writes_ten_at_once_and_two_a_second(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    assert_int_equal(posts_taken(&rig, "u1", 100), 10);
    assert_int_equal(last.error, ERR_TOO_MANY_REQUESTS);
    assert_in_range(last.retry_ms, 1, 600);
    loop_pass(rig.loop, 2000);
    assert_in_range(posts_taken(&rig, "u1", 100), 3, 4);
    assert_int_equal(posts_taken(&rig, "u2", 10), 10);
    assert_true(posts_taken(&rig, "host", 60) == 60);
    rig_close(&rig);
}

static void rooms_that_are_not_there_are_woken_seldom(void **state)
{
    struct rig rig;
    unsigned denied = 0, refused = 0;
    rig_open(&rig, NULL);
    for (unsigned i = 0; i < 500; i++) {
        char data[128];
        snprintf(data, sizeof data, "{\"room\":\"webinar:x%u\",\"op\":\"a\",\"text\":\"t\"}", i);
        enum err error = pay(&rig, "u1", "chat.post", data);
        denied += error == ERR_PERMISSION_DENIED;
        refused += error == ERR_TOO_MANY_REQUESTS;
    }
    assert_int_equal(denied + refused, 500);
    assert_true(denied < 60);
    loop_pass(rig.loop, 300);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    rig_close(&rig);
}

static void what_no_room_knows_and_other_peoples_inboxes_wake_nothing(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    assert_int_equal(pay(&rig, "u1", "x", "{\"room\":\"inbox:u2\"}"), ERR_METHOD_NOT_FOUND);
    assert_int_equal(pay(&rig, "u1", "x", "{\"room\":\"webinar:w2\"}"), ERR_METHOD_NOT_FOUND);
    assert_int_equal(pay(&rig, "u1", "read.mark", "{\"room\":\"inbox:u2\"}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(hub_stats(rig.hub).rooms, 1);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_is_spent_and_comes_back),
        cmocka_unit_test(what_a_command_costs_depends_on_role_and_length),
        cmocka_unit_test(who_has_read_much_waits),
        cmocka_unit_test(few_reads_are_under_way_at_a_time),
        cmocka_unit_test(who_has_all_of_it_again_is_forgotten),
        cmocka_unit_test(a_person_writes_ten_at_once_and_two_a_second),
        cmocka_unit_test(rooms_that_are_not_there_are_woken_seldom),
        cmocka_unit_test(what_no_room_knows_and_other_peoples_inboxes_wake_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
