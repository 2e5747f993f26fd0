/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "help_session.h"
#include "net/session.h"
#include "net/verbs.h"

static void pass(struct stage *stage, int64_t seconds)
{
    loop_pass(stage->loop, seconds * 1000);
}

/* The first ping comes at a time of its own. */
static void wait_for_ping(struct stage *stage)
{
    for (int i = 0; i < 22 && !*fake_hub_pushed(); i++)
        pass(stage, 1);
    assert_pushed("{}");
}

static void who_does_not_connect_is_stale(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    pass(stage, 9);
    assert_int_equal(client->close_code, 0);
    pass(stage, 2);
    assert_int_equal(client->close_code, 3502);
    assert_string_equal(client->close_reason, "stale");
    assert_int_equal(stage->stats.refused[REFUSED_STALE], 1);
}

static void a_ping_wants_a_pong(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    wait_for_ping(stage);
    pass(stage, 8);
    assert_int_equal(client->close_code, 0);
    pass(stage, 4);
    assert_int_equal(client->close_code, 3012);
    assert_string_equal(client->close_reason, "no pong");
}

static void whoever_answers_stays(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    unsigned pings = 0;
    for (int i = 0; i < 100; i++) {
        pass(stage, 2);
        pings += *fake_hub_pushed() != '\0';
        fake_hub_pushed_clear();
        client_say(client, "{}");
    }
    assert_int_equal(client->close_code, 0);
    assert_in_range(pings, 8, 11);
}

/* Anything that comes is a sign of life. */
static void a_command_is_a_pong_too(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    for (int i = 0; i < 20; i++) {
        pass(stage, 8);
        client_say(client, "{\"id\":2,\"ping\":{}}");
    }
    assert_int_equal(client->close_code, 0);
}

static void a_slow_link_that_moves_is_given_time(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    wait_for_ping(stage);
    for (int i = 0; i < 4; i++) {
        client->progress.acked += 1000;
        pass(stage, 9);
        assert_int_equal(client->close_code, 0);
    }
    pass(stage, 22);
    assert_int_equal(client->close_code, 3012);
}

static void moving_for_ever_without_a_pong_is_no_life(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    for (int i = 0; i < 120; i++) {
        client->progress.acked += 10;
        pass(stage, 1);
    }
    assert_int_equal(client->close_code, 3012);
}

/* It pongs, and takes nothing. */
static void whoever_takes_nothing_for_a_minute_is_slow(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    client->progress = (struct peer_progress){.acked = 1000, .waiting = true};
    for (int i = 0; i < 11; i++) {
        pass(stage, 5);
        client_say(client, "{}");
        assert_int_equal(client->close_code, 0);
    }
    for (int i = 0; i < 4; i++) {
        pass(stage, 5);
        client_say(client, "{}");
    }
    assert_int_equal(client->close_code, 3008);
    assert_string_equal(client->close_reason, "slow");
    assert_int_equal(stage->stats.refused[REFUSED_SLOW], 1);
}

static void whoever_takes_a_little_or_owes_nothing_is_not(void **state)
{
    struct stage *stage = *state;
    struct client *little = stage_person(stage, "u1"), *idle = stage_person(stage, "u2");
    little->progress.waiting = true;
    for (int i = 0; i < 60; i++) {
        little->progress.acked += i % 10 == 0;
        pass(stage, 5);
        client_say(little, "{}");
        client_say(idle, "{}");
    }
    assert_int_equal(little->close_code, 0);
    assert_int_equal(idle->close_code, 0);
}

static void a_flood_beneath_the_messages_is_seen(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    client->progress.received += 200000;
    pass(stage, 22);
    assert_int_equal(client->close_code, 3013);
    assert_int_equal(stage->stats.refused[REFUSED_FLOOD], 1);
}

static void bytes_of_messages_are_no_flood(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    for (int i = 0; i < 100; i++) {
        client_say(client, "{}");
        client->progress.received += 30;
    }
    pass(stage, 9);
    assert_int_equal(client->close_code, 0);
}

static void short_intervals_are_kept(void **state)
{
    struct stage *stage = *state;
    static const struct session_limits limits = {.connections_max = 40, .connections_person = 1};
    sessions_free(&stage->sessions);
    struct sessions_options options = {.loop = stage->loop,
                                       .wheel = stage->wheel,
                                       .stats = &stage->stats,
                                       .tokens = stage->tokens,
                                       .run = verbs_run,
                                       .ping_seconds = 2,
                                       .still_seconds = 60,
                                       .connect_seconds = 10,
                                       .limits = &limits};
    stage->sessions = sessions_new(&options);
    struct client *client = stage_person(stage, "u1");
    unsigned pings = 0;
    for (int i = 0; i < 40; i++) {
        pass(stage, 1);
        pings += *fake_hub_pushed() != '\0';
        fake_hub_pushed_clear();
        client_say(client, "{}");
    }
    assert_in_range(pings, 15, 21);
}

static void first_pings_are_spread(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 15; i++)
        stage_person(stage, "u1");
    pass(stage, 9);
    assert_pushed("");
    pass(stage, 7);
    size_t some = strlen(fake_hub_pushed());
    assert_in_range(some, 1, 3 * 15 - 1);
}

static void message_bounds_end_the_connection(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    struct assembly_part part = {.bytes = SLICE("{"), .left = BOUND_COMMAND_BYTES, .final = true};
    session_receive(client->session, &part, false);
    assert_int_equal(client->close_code, 1009);
    struct client *other = stage_person(stage, "u1");
    struct assembly_part crumb = {.bytes = SLICE(""), .final = false};
    for (int i = 0; i <= ASSEMBLY_FRAGMENTS; i++)
        session_receive(other->session, &crumb, false);
    assert_int_equal(other->close_code, 1009);
}

static void binary_messages_are_another_protocol(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    struct assembly_part part = {.bytes = SLICE("{}"), .final = true};
    session_receive(client->session, &part, true);
    assert_int_equal(client->close_code, 3506);
}

static void after_the_end_nothing_is_heard_or_said(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    session_end(client->session, ENDING_SHUTDOWN);
    session_end(client->session, ENDING_STALE);
    client_say(client, "{\"id\":2,\"ping\":{}}");
    session_ready(client->session);
    pass(stage, 60);
    assert_int_equal(client->close_code, 3001);
    assert_int_equal(fake_hub()->ready, 0);
    assert_pushed("");
}

/* The rest of a message after what ended the connection is not run. */
static void an_ending_stops_the_message(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    client_say(client, "{\"id\":2,\"ping\":{}}\nnonsense\n{\"id\":3,\"ping\":{}}");
    assert_pushed("{\"id\":2,\"ping\":{}}");
    assert_int_equal(client->close_code, 3501);
}

static void a_message_may_come_in_pieces(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    struct assembly_part one = {.bytes = SLICE("{\"id\":2,"), .left = 11, .final = true};
    struct assembly_part two = {.bytes = SLICE("\"ping\":{}}"), .left = 0, .final = true};
    session_receive(client->session, &one, false);
    assert_pushed("");
    session_receive(client->session, &two, false);
    assert_pushed("{\"id\":2,\"ping\":{}}");
}

static void readiness_reaches_the_subscriber(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    session_ready(client->session);
    assert_int_equal(fake_hub()->ready, 1);
}

static void places_are_counted(void **state)
{
    char text[1100], id[16];
    struct stage *stage = *state;
    struct client *last = NULL;
    for (int i = 0; i < 40; i++) {
        assert_false(sessions_full(stage->sessions));
        snprintf(id, sizeof id, "u%d", i);
        last = stage_person(stage, id);
    }
    assert_true(sessions_full(stage->sessions));
    struct client *late = stage_client(stage);
    snprintf(text, sizeof text, "{\"id\":1,\"connect\":{\"token\":\"%s\"}}",
             stage_token("late", 3600));
    client_say(late, text);
    assert_pushed("{\"id\":1,\"error\":{\"code\":111,\"message\":\"too many requests\","
                  "\"temporary\":true}}");
    assert_int_equal(stage->stats.refused[REFUSED_FULL], 1);
    client_gone(last);
    assert_false(sessions_full(stage->sessions));
}

static void who_says_nothing_takes_no_members_place(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 50; i++)
        stage_client(stage);
    assert_false(sessions_full(stage->sessions));
    assert_int_equal(stage->stats.connections, 0);
    stage_person(stage, "u1");
    assert_int_equal(stage->stats.connections, 1);
}

static void the_end_of_all_ends_newcomers_too(void **state)
{
    struct stage *stage = *state;
    struct client *one = stage_person(stage, "u1"), *two = stage_client(stage);
    assert_int_equal(sessions_end(stage->sessions, ENDING_SHUTDOWN, SIZE_MAX), 0);
    assert_int_equal(one->close_code, 3001);
    assert_int_equal(two->close_code, 3001);
    assert_true(sessions_full(stage->sessions));
    assert_int_equal(stage_client(stage)->close_code, 3001);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        CASE(who_does_not_connect_is_stale),
        CASE(a_ping_wants_a_pong),
        CASE(whoever_answers_stays),
        CASE(a_command_is_a_pong_too),
        CASE(a_slow_link_that_moves_is_given_time),
        CASE(moving_for_ever_without_a_pong_is_no_life),
        CASE(whoever_takes_nothing_for_a_minute_is_slow),
        CASE(whoever_takes_a_little_or_owes_nothing_is_not),
        CASE(a_flood_beneath_the_messages_is_seen),
        CASE(bytes_of_messages_are_no_flood),
        CASE(short_intervals_are_kept),
        CASE(first_pings_are_spread),
        CASE(message_bounds_end_the_connection),
        CASE(binary_messages_are_another_protocol),
        CASE(after_the_end_nothing_is_heard_or_said),
        CASE(an_ending_stops_the_message),
        CASE(a_message_may_come_in_pieces),
        CASE(readiness_reaches_the_subscriber),
        CASE(places_are_counted),
        CASE(who_says_nothing_takes_no_members_place),
        CASE(the_end_of_all_ends_newcomers_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
