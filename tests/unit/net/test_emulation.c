/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/mem.h"
#include "help_session.h"

static enum err post(struct stage *stage, const char *node, const char *session, const char *data)
{
    char body[2000];
    snprintf(body, sizeof body, "{\"session\":\"%s\",\"node\":\"%s\",\"data\":\"%s\"}", session,
             node, data);
    return emulation_answer(stage->emulation, slice_of(body));
}

/* The name clients are told. */
static const char *node(struct stage *stage)
{
    static char name[80];
    struct slice own = sessions_node(stage->sessions);
    snprintf(name, sizeof name, "%.*s", (int)own.len, own.at);
    return name;
}

static struct client *streaming(struct stage *stage, const char *id)
{
    struct client *client = stage_stream(stage, id, "full");
    fake_hub_pushed_clear();
    return client;
}

static void what_is_posted_is_run_like_a_message(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    streaming(stage, "u8");
    assert_int_equal(post(stage, node(stage), client->place.secret,
                          "{\\\"id\\\":2,\\\"ping\\\":{}}\\n{\\\"id\\\":3,\\\"unsubscribe\\\":"
                          "{\\\"channel\\\":\\\"a\\\"}}"),
                     ERR_NONE);
    assert_pushed("{\"id\":2,\"ping\":{}}\n{\"id\":3,\"unsubscribe\":{}}");
    assert_int_equal(stage->stats.emulated, 1);
    assert_int_equal(stage->stats.carriers[CARRIER_HTTP_STREAM], 2);
}

static void the_reply_to_connect_tells_node_and_secret(void **state)
{
    struct stage *stage = *state;
    char words[160];
    struct client *client = stage_stream(stage, "u7", "full");
    snprintf(words, sizeof words, "\"session\":\"%s\",\"node\":\"%s\"", client->place.secret,
             node(stage));
    assert_non_null(strstr(fake_hub_pushed(), words));
    fake_hub()->node = "instance-1";
    fake_hub_pushed_clear();
    stage_stream(stage, "u8", "full");
    assert_non_null(strstr(fake_hub_pushed(), "\"node\":\"instance-1\""));
}

static void frames_of_a_stream_are_never_packed(void **state)
{
    struct stage *stage = *state;
    stage_stream(stage, "u7", "lean");
    assert_non_null(strstr(fake_hub_pushed(), "\"connect\":{"));
    assert_null(strstr(fake_hub_pushed(), "\"dict\""));
}

static void a_websocket_is_spoken_for_by_nobody(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u7");
    assert_null(client->place.session);
    assert_int_equal(post(stage, node(stage), "", "{}"), ERR_NOT_FOUND);
}

static void unknown_secrets_and_nodes_are_not_found(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    char almost[24];
    snprintf(almost, sizeof almost, "%s", client->place.secret);
    almost[21] = almost[21] == 'A' ? 'Q' : 'A';
    fake_hub()->deaf = true;
    assert_int_equal(post(stage, node(stage), almost, "{}"), ERR_NOT_FOUND);
    assert_int_equal(post(stage, node(stage), "short", "{}"), ERR_NOT_FOUND);
    assert_int_equal(post(stage, "", client->place.secret, "{}"), ERR_NOT_FOUND);
    assert_int_equal(post(stage, "elsewhere", client->place.secret, "{}"), ERR_NOT_FOUND);
    client_gone(client);
    assert_int_equal(post(stage, node(stage), client->place.secret, "{}"), ERR_NOT_FOUND);
    assert_int_equal(stage->stats.emulated, 0);
}

static void what_is_not_the_form_is_a_bad_request(void **state)
{
    struct stage *stage = *state;
    static const char *const bodies[] = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"session\":\"a\",\"node\":\"b\"}",
        "{\"session\":\"a\",\"data\":\"b\"}",
        "{\"node\":\"a\",\"data\":\"b\"}",
        "{\"session\":1,\"node\":\"b\",\"data\":\"c\"}",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":{}}",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":\"c\"} x",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":\"c\",\"data\":\"d\"}",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":\"\\u0000\"}",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":\"\xff\"}",
        "{\"session\":\"a\",\"node\":\"b\",\"data\":\"c\",\"x\":[[]]}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        assert_int_equal(emulation_answer(stage->emulation, slice_of(bodies[i])), ERR_BAD_REQUEST);
    assert_string_equal(fake_hub()->told, "");
}

static void bad_commands_and_floods_end_the_session(void **state)
{
    struct stage *stage = *state;
    struct client *bad = streaming(stage, "u7"), *flood = streaming(stage, "u8");
    assert_int_equal(post(stage, node(stage), bad->place.secret, "nonsense"), ERR_NONE);
    assert_int_equal(bad->close_code, 3501);
    for (int i = 0; i < 1000 && !flood->close_code; i++)
        post(stage, node(stage), flood->place.secret, "{\\\"id\\\":2,\\\"ping\\\":{}}");
    assert_int_equal(flood->close_code, 3013);
}

static void a_pong_may_come_by_post(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7"), *silent = streaming(stage, "u8");
    for (int i = 0; i < 60; i++) {
        loop_pass(stage->loop, 1000);
        post(stage, node(stage), client->place.secret, "{}");
    }
    assert_int_equal(client->close_code, 0);
    assert_int_equal(silent->close_code, 3012);
}

static void what_is_for_another_instance_goes_there(void **state)
{
    struct stage *stage = *state;
    fake_hub()->node = "one";
    assert_int_equal(post(stage, "two", "0123456789012345678901", "{}\\n{}"), ERR_NONE);
    assert_string_equal(fake_hub()->told_node, "two");
    assert_string_equal(fake_hub()->told, "emulate 0123456789012345678901\n{}\n{}");
    fake_hub()->deaf = true;
    assert_int_equal(post(stage, "two", "0123456789012345678901", "{}"), ERR_NOT_FOUND);
    fake_hub()->told[0] = '\0';
    assert_int_equal(post(stage, "two", "short", "{}"), ERR_NOT_FOUND);
    assert_int_equal(post(stage, "t w o", "0123456789012345678901", "{}"), ERR_NOT_FOUND);
    assert_string_equal(fake_hub()->told, "");
}

static void say(struct stage *stage, const struct client *client, unsigned id)
{
    char data[60];
    snprintf(data, sizeof data, "{\\\"id\\\":%u,\\\"ping\\\":{}}", id);
    assert_int_equal(post(stage, node(stage), client->place.secret, data), ERR_NONE);
}

/* The pings that were answered, in their order, by their ids. */
static void answered(const char *expected)
{
    char text[200] = "";
    const char *at = fake_hub_pushed();
    for (; (at = strstr(at, "{\"id\":")) != NULL; at++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d ", atoi(at + 6));
    assert_string_equal(text, expected);
    fake_hub_pushed_clear();
}

static void what_was_said_first_is_run_first(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    say(stage, client, 3);
    answered("");
    say(stage, client, 5);
    say(stage, client, 4);
    answered("");
    loop_pass(stage->loop, 60);
    say(stage, client, 2);
    answered("2 3 4 5 ");
    say(stage, client, 6);
    answered("6 ");
    loop_pass(stage->loop, 5000);
    answered("");
}

/* Several commands of one message count as what they are. */
static void a_message_is_next_by_its_first_id(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    say(stage, client, 5);
    assert_int_equal(post(stage, node(stage), client->place.secret,
                          "{}\\n{\\\"id\\\":2,\\\"ping\\\":{}}\\n{\\\"send\\\":{}}\\n"
                          "{\\\"id\\\":3,\\\"ping\\\":{}}"),
                     ERR_NONE);
    answered("2 3 ");
    say(stage, client, 4);
    answered("4 5 ");
}

static void what_never_comes_is_not_waited_for_for_ever(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    say(stage, client, 4);
    loop_pass(stage->loop, 500);
    say(stage, client, 6);
    loop_pass(stage->loop, BOUND_HELD_MS - 501);
    answered("");
    loop_pass(stage->loop, 1);
    answered("4 ");
    say(stage, client, 5);
    answered("5 6 ");
    say(stage, client, 3); /* late, but heard */
    answered("3 ");
    assert_int_equal(client->close_code, 0);
}

/* A pong or a signal has no id. */
static void what_has_no_id_waits_for_nobody(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    say(stage, client, 9);
    assert_int_equal(
        post(stage, node(stage), client->place.secret,
             "{\\\"send\\\":{\\\"data\\\":{\\\"method\\\":\\\"a\\\",\\\"data\\\":{}}}}"),
        ERR_NONE);
    assert_string_equal(fake_hub()->verb, "signal");
    answered("");
}

static void who_counts_otherwise_is_not_kept_waiting(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    for (unsigned id = 10; id <= 30; id += 10) {
        char expected[8];
        snprintf(expected, sizeof expected, "%u ", id);
        say(stage, client, id);
        answered("");
        loop_pass(stage->loop, BOUND_HELD_MS);
        answered(expected);
    }
    say(stage, client, 40);
    answered("40 ");
}

static void what_waits_has_a_bound(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    for (unsigned id = 3; id < 3 + BOUND_HELD_MESSAGES; id++)
        say(stage, client, id);
    answered("");
    assert_int_equal(client->place.order.count, BOUND_HELD_MESSAGES);
    say(stage, client, 1000);
    assert_int_equal(client->place.order.count, 0);
    assert_non_null(strstr(fake_hub_pushed(), "{\"id\":3,"));
    fake_hub_pushed_clear();
    say(stage, client, 1002);
    assert_int_equal(client->place.order.count, 1);
    client_gone(client);
    assert_int_equal(client->place.order.count, 0);
    loop_pass(stage->loop, 5000);
    answered("");
}

static void hear(const char *start, const char *secret, const char *rest)
{
    char message[200];
    snprintf(message, sizeof message, "%s%s%s", start, secret, rest);
    fake_hub()->on_told(fake_hub()->on_told_context, slice_of(message));
}

static void what_another_instance_tells_is_run(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    hear("emulate ", client->place.secret, "\n{\"id\":2,\"ping\":{}}");
    assert_pushed("{\"id\":2,\"ping\":{}}");
}

static void what_other_instances_tell_is_put_in_order(void **state)
{
    struct client *client = streaming(*state, "u7");
    hear("emulate ", client->place.secret, "\n{\"id\":3,\"ping\":{}}");
    answered("");
    say(*state, client, 2);
    answered("2 3 ");
}

static void forgeries_on_the_bus_are_ignored(void **state)
{
    struct stage *stage = *state;
    struct client *client = streaming(stage, "u7");
    static char large[BOUND_COMMAND_BYTES + 100];
    const char *secret = client->place.secret, *ping = "{\"id\":2,\"ping\":{}}";
    hear("emulate ", secret, "");
    hear("emulate ", secret, ping);
    hear("emulate  ", secret, "\n{}");
    hear("Emulate ", secret, "\n{\"id\":2,\"ping\":{}}");
    hear("emulate ", "0123456789012345678901", "\n{}");
    hear("emulate ", "", "\n");
    hear("", "", "");
    memset(large, ' ', sizeof large - 1);
    memcpy(large, "emulate ", 8);
    memcpy(large + 8, secret, 22);
    large[30] = '\n';
    fake_hub()->on_told(fake_hub()->on_told_context, slice_of(large));
    assert_pushed("");
    assert_int_equal(client->close_code, 0);
    assert_int_equal(stage->stats.emulated, 0);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        CASE(what_is_posted_is_run_like_a_message),
        CASE(the_reply_to_connect_tells_node_and_secret),
        CASE(frames_of_a_stream_are_never_packed),
        CASE(a_websocket_is_spoken_for_by_nobody),
        CASE(unknown_secrets_and_nodes_are_not_found),
        CASE(what_is_not_the_form_is_a_bad_request),
        CASE(bad_commands_and_floods_end_the_session),
        CASE(a_pong_may_come_by_post),
        CASE(what_is_for_another_instance_goes_there),
        CASE(what_another_instance_tells_is_run),
        CASE(forgeries_on_the_bus_are_ignored),
        CASE(what_was_said_first_is_run_first),
        CASE(a_message_is_next_by_its_first_id),
        CASE(what_never_comes_is_not_waited_for_for_ever),
        CASE(what_has_no_id_waits_for_nobody),
        CASE(who_counts_otherwise_is_not_kept_waiting),
        CASE(what_waits_has_a_bound),
        CASE(what_other_instances_tell_is_put_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
