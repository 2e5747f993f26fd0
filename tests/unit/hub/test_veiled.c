/* SPDX-License-Identifier: Apache-2.0
 * What a topic lets one person write, of which nobody can tell later whose it was: however many
 * commands come at once, none passes beside another. */
#include "hub/command.h"
#include "unit/hub/help_hub.h"

enum { BLOCK = 3, AT_ONCE = 6 };

static void take(void *context, const struct hub_answer *answer)
{
    struct pending *pending = context;
    pending->done = true;
    pending->result = answer->error ? -(int64_t)answer->error : answer->seq;
}

/* By a person who pays; `n` names it, and an odd one has no name on it. */
static void opens(struct rig *rig, int64_t topic, int n, struct pending *pending)
{
    struct people *people = hub_fanout(rig->hub)->people;
    struct person *person = people_hold(people, SLICE("u1"), loop_tick_ms(rig->loop));
    struct actor actor = {.id = SLICE("u1"), .name = SLICE("U"), .person = person};
    struct json *json = NULL;
    char data[256], mask[64] = "";
    if (n % 2)
        snprintf(mask, sizeof mask, ",\"anonymous\":true,\"mask\":\"%016d\"", n);
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"o%d\",\"title\":\"T\",\"text\":\"x\","
             "\"topic\":%lld%s}",
             n, (long long)topic, mask);
    *pending = (struct pending){0};
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &actor, SLICE("forum.thread"), json, take, pending);
    json_free(&json);
    people_release(people, &person); /* the command holds it on */
}

/* `anonymous`: "true", or "false". */
static int64_t topic_new(struct rig *rig, const char *anonymous)
{
    static const char *const made[][2] = {
        {"stage.create", "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}"},
        {"member.policy", "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}"},
    };
    char topic[256];
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        assert_true(rig_command(rig, "system", made[i][0], made[i][1]) > 0);
    snprintf(topic, sizeof topic,
             "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":{\"en\":\"T\"},"
             "\"kind\":\"discussion\",\"anonymous\":%s,\"block\":3,\"minutes\":60}",
             anonymous);
    return rig_command(rig, "system", "topic.add", topic);
}

/* How many of those were taken; the others wait, or are told that it is enough. */
static unsigned taken(const struct pending *pending)
{
    unsigned count = 0;
    for (int i = 0; i < AT_ONCE; i++) {
        assert_true(pending[i].done);
        assert_true(pending[i].result > 0 || pending[i].result == -ERR_TOO_MANY_REQUESTS ||
                    pending[i].result == -ERR_TOPIC_THROTTLED);
        count += pending[i].result > 0;
    }
    return count;
}

static void at_once_no_more_pass_than_may(void **state)
{
    struct rig rig;
    struct pending pending[AT_ONCE];
    unsigned all = 0;
    rig_open(&rig, NULL);
    int64_t topic = topic_new(&rig, "true");
    assert_true(topic > 0);
    for (int round = 0; round < 2 * BLOCK; round++) {
        for (int i = 0; i < AT_ONCE; i++)
            opens(&rig, topic, 100 * (round + 1) + i, &pending[i]);
        rig_turn(&rig);
        all += taken(pending);
        loop_pass(rig.loop, 10000); /* until there is something in the purse again */
    }
    assert_int_equal(all, BLOCK);
    assert_int_equal(rig_count(&rig, "course:c1", "forum.thread"), BLOCK);
    rig_close(&rig);
}

/* What has a name is bounded by the rules of its turn alone, which do not see what its sender did
 * without one. */
static void what_has_a_name_counts_with_what_has_none(void **state)
{
    struct rig rig;
    struct pending first, pending[AT_ONCE];
    rig_open(&rig, NULL);
    int64_t topic = topic_new(&rig, "true");
    opens(&rig, topic, 1, &first);
    rig_turn(&rig);
    assert_true(first.result > 0);
    for (int round = 0; round < 2 * BLOCK; round++) {
        for (int i = 0; i < AT_ONCE; i++)
            opens(&rig, topic, 100 * (round + 1) + 2 * i, &pending[i]);
        rig_turn(&rig);
        (void)taken(pending);
        loop_pass(rig.loop, 10000);
    }
    assert_int_equal(rig_count(&rig, "course:c1", "forum.thread"), BLOCK);
    rig_close(&rig);
}

/* The control of those above: where nothing is without a name they go beside each other, as far as
 * they may. */
static void what_has_a_name_waits_for_nothing(void **state)
{
    struct rig rig;
    struct pending pending[AT_ONCE];
    rig_open(&rig, NULL);
    int64_t topic = topic_new(&rig, "false");
    for (int i = 0; i < AT_ONCE; i++)
        opens(&rig, topic, 2 * i, &pending[i]);
    rig_turn(&rig);
    assert_int_equal(taken(pending), BLOCK);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_once_no_more_pass_than_may),
        cmocka_unit_test(what_has_a_name_counts_with_what_has_none),
        cmocka_unit_test(what_has_a_name_waits_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
