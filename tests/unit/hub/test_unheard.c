/* SPDX-License-Identifier: Apache-2.0
 * Two instances whose bus carries nothing: who is to be refused for what was written at the other
 * one is refused once this one has read on, and is not then. */
#include "help/away.h"
#include "unit/hub/help_pair.h"

/* The poll was opened at the other instance a moment ago. */
static void nobody_is_refused_for_what_was_not_heard_of(void **state)
{
    struct pair pair;
    char data[200];
    pair_open(&pair);
    rig_say(&pair.one, "both are awake");
    int64_t poll = rig_command(&pair.two, "host", "poll.prepare",
                               "{\"room\":\"webinar:w1\",\"op\":\"p1\",\"type\":\"yesno\","
                               "\"title\":{\"en\":\"?\"}}");
    assert_true(poll > 0);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"p2\",\"poll\":%lld}",
             (long long)poll);
    assert_true(rig_command(&pair.two, "host", "poll.open", data) > 0);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"p3\",\"poll\":%lld,\"choices\":[1]}",
             (long long)poll);
    int64_t vote = rig_command(&pair.one, "u1", "poll.vote", data);
    assert_true(vote > 0);
    assert_int_equal(rig_command(&pair.two, "u1", "poll.vote", data), vote);
    pair_close(&pair);
}

/* A query, for its answer: 0, or -(error). */
static int64_t ask_of_thread(struct rig *rig, int64_t thread)
{
    char data[80];
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"post\":%lld}", (long long)thread);
    return rig_command(rig, "host", "forum.history", data);
}

static void nobody_is_told_that_there_is_none_of_what_was_not_heard_of(void **state)
{
    struct pair pair;
    pair_open(&pair);
    assert_true(rig_command(&pair.one, "system", "stage.create",
                            "{\"room\":\"course:c1\",\"op\":\"c\",\"title\":{\"en\":\"C\"}}") > 0);
    assert_int_equal(ask_of_thread(&pair.one, 1), -ERR_PERMISSION_DENIED); /* awake at both */
    assert_int_equal(ask_of_thread(&pair.two, 1), -ERR_PERMISSION_DENIED);
    assert_true(rig_command(&pair.two, "system", "member.set",
                            "{\"room\":\"course:c1\",\"op\":\"h\",\"whom\":\"host\","
                            "\"role\":\"host\"}") > 0);
    int64_t thread = rig_command(&pair.two, "host", "forum.thread",
                                 "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":\"T\","
                                 "\"text\":\"t\"}");
    assert_true(thread > 0);
    assert_int_equal(ask_of_thread(&pair.two, thread), 0);
    assert_int_equal(ask_of_thread(&pair.one, thread), 0);
    assert_int_equal(ask_of_thread(&pair.one, thread + 1), -ERR_NOT_FOUND);
    pair_close(&pair);
}

static void take_error(void *context, const struct hub_answer *answer)
{
    *(int64_t *)context = -(int64_t)answer->error;
}

static int64_t ask_for_presence(struct rig *rig, const char *by)
{
    int64_t said = 1;
    struct actor actor = {.id = slice_of(by), .name = slice_of(by)};
    hub_presence(rig->hub, &actor, SLICE("webinar:w1"), take_error, &said);
    rig_turn(rig);
    return said;
}

static void who_is_there_is_told_to_staff_that_was_not_heard_of(void **state)
{
    struct pair pair;
    pair_open(&pair);
    rig_say(&pair.one, "both are awake");
    assert_int_equal(ask_for_presence(&pair.one, "aide"), -ERR_PERMISSION_DENIED);
    assert_true(rig_command(&pair.two, "host", "member.set",
                            "{\"room\":\"webinar:w1\",\"op\":\"a\",\"whom\":\"aide\","
                            "\"role\":\"moderator\"}") > 0);
    assert_int_equal(ask_for_presence(&pair.one, "aide"), 0);
    assert_int_equal(ask_for_presence(&pair.one, "u1"), -ERR_PERMISSION_DENIED);
    pair_close(&pair);
}

/* What could not be read is no reason to say no for good. */
static void who_is_there_is_to_be_asked_again_while_the_room_cannot_be_read(void **state)
{
    struct rig rig;
    struct away *away = away_new();
    rig_open_on(&rig, &away->backend, NULL);
    hub_free(&rig.hub);
    bus_close(&rig.bus);
    hub_replace(&rig, "n1");
    away->reading = true;
    assert_int_equal(ask_for_presence(&rig, "host"), -ERR_JOURNAL_AWAY);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    assert_int_equal(ask_for_presence(&rig, "host"), 0);
    rig_close(&rig);
}

/* The same of what stands in another room. */
static void what_is_elsewhere_is_to_be_tried_again_while_it_cannot_be_read(void **state)
{
    static const char all[] = "{\"room\":\"inbox:me\",\"op\":\"a\",\"rooms\":{\"webinar:w1\":1}}";
    struct rig rig;
    struct line line;
    struct away *away = away_new();
    rig_open_on(&rig, &away->backend, NULL);
    hub_free(&rig.hub);
    bus_close(&rig.bus);
    hub_replace(&rig, "n1");
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "inbox:me", -1);
    assert_int_equal(line.error, ERR_NONE);
    away->reading = true;
    assert_int_equal(rig_command(&rig, "u1", "read.all", all), -ERR_JOURNAL_AWAY);
    away->reading = false;
    loop_pass(rig.loop, 1000);
    assert_true(rig_command(&rig, "u1", "read.all", all) > 0);
    line_close(&line);
    rig_close(&rig);
}

/* Let in at the other instance a moment ago. */
static void nobody_is_kept_out_for_what_the_academy_here_has_not_heard_of(void **state)
{
    struct pair pair;
    struct line line;
    pair_open_academy(&pair);
    assert_true(
        rig_command(&pair.two, "system", "person.add",
                    "{\"room\":\"academy:main\",\"op\":\"a\",\"person\":\"boss\",\"name\":\"B\","
                    "\"roles\":[\"organiser\"]}") > 0);
    loop_pass(pair.one.loop, 6000); /* they look for what no news tells of */
    assert_true(
        rig_command(&pair.two, "boss", "person.add",
                    "{\"room\":\"academy:main\",\"op\":\"b\",\"person\":\"u1\",\"name\":\"P\"}") >
        0);
    assert_int_equal(gate_allows(pair.two.hub, SLICE("u1")), ERR_NONE);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_NONE);
    line_close(&line);
    assert_true(rig_command(&pair.one, "u1", "chat.post",
                            "{\"room\":\"webinar:w1\",\"op\":\"s\",\"text\":\"here\"}") > 0);
    assert_int_equal(rig_command(&pair.one, "u2", "chat.post",
                                 "{\"room\":\"webinar:w1\",\"op\":\"s\",\"text\":\"here\"}"),
                     -ERR_NOT_MEMBER);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_refused_for_what_was_not_heard_of),
        cmocka_unit_test(nobody_is_told_that_there_is_none_of_what_was_not_heard_of),
        cmocka_unit_test(who_is_there_is_told_to_staff_that_was_not_heard_of),
        cmocka_unit_test(who_is_there_is_to_be_asked_again_while_the_room_cannot_be_read),
        cmocka_unit_test(what_is_elsewhere_is_to_be_tried_again_while_it_cannot_be_read),
        cmocka_unit_test(nobody_is_kept_out_for_what_the_academy_here_has_not_heard_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
