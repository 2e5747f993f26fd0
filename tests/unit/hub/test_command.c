/* SPDX-License-Identifier: Apache-2.0
 * Commands: the journal decides, and the reply says what it decided. */
#include "unit/hub/help_hub.h"

static const char *const poll_data =
    "{\"room\":\"webinar:w1\",\"op\":\"p1\",\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}}";

static int64_t open_poll(struct rig *rig)
{
    char data[128];
    int64_t poll = rig_command(rig, "host", "poll.prepare", poll_data);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"p2\",\"poll\":%lld}",
             (long long)poll);
    assert_true(rig_command(rig, "host", "poll.open", data) > 0);
    return poll;
}

static void vote(char *data, size_t bytes, const char *op, int64_t poll, int choice)
{
    snprintf(data, bytes, "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"poll\":%lld,\"choices\":[%d]}",
             op, (long long)poll, choice);
}

static void a_repeated_op_returns_its_first_answer(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    vote(data, sizeof data, "v1", poll, 1);
    int64_t first = rig_command(&rig, "u1", "poll.vote", data);
    assert_true(first > 0);
    /* By now it would be refused: the vote was cast. */
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), first);
    /* The same op of another person is another op. */
    assert_true(rig_command(&rig, "u2", "poll.vote", data) > first);
    rig_close(&rig);
}

static void a_repeated_op_returns_its_first_answer_after_a_restart(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    vote(data, sizeof data, "v1", open_poll(&rig), 1);
    int64_t first = rig_command(&rig, "u1", "poll.vote", data);
    rig_restart(&rig);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), first);
    rig_close(&rig);
}

static void the_same_op_with_another_body_is_refused(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    vote(data, sizeof data, "v1", poll, 1);
    assert_true(rig_command(&rig, "u1", "poll.vote", data) > 0);
    vote(data, sizeof data, "v1", poll, 2);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), -ERR_OP_REUSED);
    rig_close(&rig);
}

static void of_two_votes_on_their_way_the_journal_takes_the_first(void **state)
{
    struct rig rig;
    char data[128];
    struct pending first, second;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    vote(data, sizeof data, "v1", poll, 1);
    rig_send(&rig, "u1", "poll.vote", data, &first);
    vote(data, sizeof data, "v2", poll, 2);
    rig_send(&rig, "u1", "poll.vote", data, &second);
    rig_turn(&rig);
    assert_true(first.result > 0);
    assert_int_equal(second.result, -ERR_ALREADY_VOTED);
    assert_int_equal(hub_stats(rig.hub).voids, 1);
    /* The void entry's op, repeated, returns its first answer too, also after a replay. */
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), -ERR_ALREADY_VOTED);
    rig_restart(&rig);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), -ERR_ALREADY_VOTED);
    rig_close(&rig);
}

static void bad_commands_get_their_own_error(void **state)
{
    static const struct {
        const char *method, *data;
        enum err error;
    } cases[] = {
        {"chat.post", "{\"op\":\"x\",\"text\":\"t\"}", ERR_BAD_REQUEST},
        {"chat.post", "{\"room\":\"webinar:w1\",\"text\":\"t\"}", ERR_BAD_REQUEST},
        {"chat.post", "{\"room\":\"webinar:w1\",\"op\":\"a b\",\"text\":\"t\"}", ERR_BAD_REQUEST},
        {"chat.post", "{\"room\":\"webinar:none\",\"op\":\"x\",\"text\":\"t\"}",
         ERR_PERMISSION_DENIED},
        {"chat.post", "{\"room\":\"nonsense:w1\",\"op\":\"x\",\"text\":\"t\"}",
         ERR_PERMISSION_DENIED},
        {"chat.post", "{\"room\":\"webinar:a\\nb\",\"op\":\"x\",\"text\":\"t\"}",
         ERR_PERMISSION_DENIED},
        {"read.mark",
         "{\"room\":\"inbox:u2\",\"op\":\"x\",\"of\":\"course:c1\",\"thread\":1,\"upto\":1}",
         ERR_PERMISSION_DENIED},
        {"chat.post", "{\"room\":\"course:c1\",\"op\":\"x\",\"text\":\"t\"}", ERR_METHOD_NOT_FOUND},
        {"chat.fly", "{\"op\":\"x\"}", ERR_METHOD_NOT_FOUND},
        {"chat.fly", "{\"room\":\"webinar:none\",\"op\":\"x\"}", ERR_METHOD_NOT_FOUND},
        {"chat.fly", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"t\"}", ERR_METHOD_NOT_FOUND},
        {"chat.post", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\" \"}", ERR_TEXT_INVALID},
        {"stage.phase", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"to\":\"paused\"}",
         ERR_PERMISSION_DENIED},
        {"presence.join", "{\"room\":\"webinar:w1\",\"op\":\"x\"}", ERR_PERMISSION_DENIED},
        {"stage.create", "{\"room\":\"webinar:w2\",\"op\":\"x\",\"title\":{\"en\":\"t\"}}",
         ERR_PERMISSION_DENIED},
        {"publish", "{\"room\":\"plain\",\"op\":\"x\",\"data\":1}", ERR_PERMISSION_DENIED},
    };
    struct rig rig;
    rig_open(&rig, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t result = rig_command(&rig, "u1", cases[i].method, cases[i].data);
        if (result != -(int64_t)cases[i].error)
            fail_msg("case %zu: %lld", i, (long long)result);
    }
    rig_close(&rig);
}

static void commands_wait_while_a_room_wakes(void **state)
{
    struct rig rig;
    struct pending chat, roster;
    rig_open(&rig, NULL);
    rig_restart(&rig);
    rig_send(&rig, "u1", "chat.post", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"t\"}",
             &chat);
    rig_send(&rig, "u1", "presence.roster", "{\"room\":\"webinar:w1\"}", &roster);
    rig_turn(&rig);
    assert_true(chat.result > 0);
    assert_int_equal(roster.result, -ERR_PERMISSION_DENIED);
    rig_close(&rig);
}

static int64_t mark(struct rig *rig, int upto)
{
    char data[128];
    snprintf(data, sizeof data,
             "{\"room\":\"inbox:me\",\"op\":\"r%d\",\"of\":\"course:c1\",\"thread\":1,\"upto\":%d}",
             upto, upto);
    return rig_command(rig, "u1", "read.mark", data);
}

static int64_t all(struct rig *rig, const char *rooms)
{
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"inbox:me\",\"op\":\"a%zu\",\"rooms\":{%s}}",
             strlen(rooms), rooms);
    return rig_command(rig, "u1", "read.all", data);
}

static void the_inbox_is_the_senders_own(void **state)
{
    struct rig rig;
    struct line mine, other;
    rig_open(&rig, NULL);
    line_open(&mine, &rig, "u1");
    line_open(&other, &rig, "u2");
    line_follow(&mine, &rig, "inbox:me", -1);
    line_follow(&other, &rig, "inbox:me", -1);
    assert_true(rig_command(&rig, "system", "stage.create",
                            "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}") > 0);
    assert_int_equal(mark(&rig, 1), -ERR_PERMISSION_DENIED);
    assert_true(rig_command(&rig, "system", "member.policy",
                            "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}") > 0);
    assert_int_equal(mark(&rig, 3), -ERR_NOT_FOUND);
    assert_true(mark(&rig, 2) > 0);
    assert_int_equal(line_heard(&mine, "read.mark"), 1);
    assert_int_equal(line_heard(&other, "read.mark"), 0);
    /* Of several rooms each is asked: one that is not there, or not written so far, refuses all. */
    assert_int_equal(all(&rig, "\"course:c1\":2,\"course:c9\":1"), -ERR_PERMISSION_DENIED);
    assert_int_equal(all(&rig, "\"course:c1\":2,\"webinar:w1\":999"), -ERR_NOT_FOUND);
    assert_true(all(&rig, "\"webinar:w1\":1,\"course:c1\":2") > 0);
    assert_int_equal(line_heard(&mine, "read.all"), 1);
    line_follow(&other, &rig, "inbox:u1", -1);
    assert_int_equal(other.error, ERR_PERMISSION_DENIED);
    line_close(&mine);
    line_close(&other);
    rig_close(&rig);
}

static void the_timekeeper_closes_a_poll_once(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    int64_t poll = rig_command(&rig, "host", "poll.prepare", poll_data);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"p2\",\"poll\":%lld,\"seconds\":10}",
             (long long)poll);
    int64_t opened = rig_command(&rig, "host", "poll.open", data);
    loop_pass(rig.loop, 9000);
    assert_int_equal(rig_command(&rig, "host", "chat.post",
                                 "{\"room\":\"webinar:w1\",\"op\":\"c\",\"text\":\"t\"}"),
                     opened + 1);
    loop_pass(rig.loop, 30000);
    assert_int_equal(rig_command(&rig, "host", "chat.post",
                                 "{\"room\":\"webinar:w1\",\"op\":\"d\",\"text\":\"t\"}"),
                     opened + 3);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repeated_op_returns_its_first_answer),
        cmocka_unit_test(a_repeated_op_returns_its_first_answer_after_a_restart),
        cmocka_unit_test(the_same_op_with_another_body_is_refused),
        cmocka_unit_test(of_two_votes_on_their_way_the_journal_takes_the_first),
        cmocka_unit_test(bad_commands_get_their_own_error),
        cmocka_unit_test(commands_wait_while_a_room_wakes),
        cmocka_unit_test(the_inbox_is_the_senders_own),
        cmocka_unit_test(the_timekeeper_closes_a_poll_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
