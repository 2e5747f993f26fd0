/* SPDX-License-Identifier: Apache-2.0
 * What one person may cost, whatever the number of connections. */
#include "base/bounds.h"
#include "unit/hub/help_hub.h"

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
    struct people *people = hub_fanout(rig->hub)->people;
    struct person *person = people_hold(people, slice_of(by), loop_tick_ms(rig->loop));
    struct actor actor = {.id = slice_of(by), .name = slice_of(by), .person = person};
    unsigned answers = 0;
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &actor, slice_of(method), json, take, &answers);
    people_release(people, &person); /* the command holds it on */
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

/* Who waits as long as they are told gets further, though the asking costs something by itself and
 * something else as well: here the asker's own room, which has to be woken for the answer. */
static void who_waits_as_told_is_answered(void **state)
{
    struct rig rig;
    int64_t waited_ms = 0;
    rig_open(&rig, NULL);
    assert_true(rig_command(&rig, "system", "stage.create",
                            "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}") > 0);
    assert_true(rig_command(&rig, "system", "member.policy",
                            "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}") > 0);
    struct people *people = hub_fanout(rig.hub)->people;
    struct person *person = people_hold(people, SLICE("u1"), loop_tick_ms(rig.loop));
    assert_int_equal(
        budget_spend(&person->budget, BOUND_PERSON_BURST_MS - 1, loop_tick_ms(rig.loop)), 0);
    while (pay(&rig, "u1", "forum.list", "{\"room\":\"course:c1\"}") == ERR_TOO_MANY_REQUESTS) {
        assert_in_range(last.retry_ms, 1, BOUND_COST_CHEAP_MS + BOUND_COST_WAKE_MS);
        waited_ms += last.retry_ms;
        assert_true(waited_ms <= BOUND_COST_CHEAP_MS + BOUND_COST_WAKE_MS);
        loop_pass(rig.loop, (int)last.retry_ms);
    }
    assert_int_equal(last.error, ERR_NONE);
    people_release(people, &person);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_writes_ten_at_once_and_two_a_second),
        cmocka_unit_test(rooms_that_are_not_there_are_woken_seldom),
        cmocka_unit_test(what_no_room_knows_and_other_peoples_inboxes_wake_nothing),
        cmocka_unit_test(who_waits_as_told_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
