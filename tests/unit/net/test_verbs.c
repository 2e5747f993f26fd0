/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "help_session.h"
#include "net/verbs.h"

/* The hub answers what it was asked last. */
static void hub_answers(enum err error, int64_t seq, const char *json)
{
    struct hub_answer answer = {.error = error, .seq = seq, .json = slice_of(json)};
    fake_hub()->done(fake_hub()->context, &answer);
}

static void asked_is(const char *verb, const char *words)
{
    assert_string_equal(fake_hub()->verb, verb);
    assert_string_equal(fake_hub()->words, words);
    assert_string_equal(fake_hub()->person, "u1");
}

static void a_command_gets_its_seq(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client,
               "{\"id\":5,\"rpc\":{\"method\":\"poll.vote\",\"data\":{\"room\":\"webinar:w1\","
               "\"op\":\"a\",\"choices\":[1]}}}");
    asked_is("command", "poll.vote {\"room\":\"webinar:w1\",\"op\":\"a\",\"choices\":[1]}");
    assert_pushed("");
    hub_answers(ERR_NONE, 812, NULL);
    assert_pushed("{\"id\":5,\"rpc\":{\"data\":{\"seq\":812}}}");
}

static void a_query_gets_its_json(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":6,\"rpc\":{\"method\":\"presence.roster\",\"data\":{}}}");
    hub_answers(ERR_NONE, 0, "{\"people\":{}}");
    assert_pushed("{\"id\":6,\"rpc\":{\"data\":{\"people\":{}}}}");
}

static void where_media_are_is_told_signed(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":6,\"rpc\":{\"method\":\"stage.media\",\"data\":{}}}");
    hub_answers(ERR_NONE, 0, "{\"url\":\"/media/a/b.mp4\",\"type\":\"mp4\"}");
    assert_non_null(strstr(fake_hub_pushed(), "{\"url\":\"/media/1700046000."));
    assert_non_null(
        strstr(fake_hub_pushed(), "/a/b.mp4\",\"type\":\"mp4\",\"expires\":1700046000000}"));
}

static void a_refusal_is_an_error(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":6,\"rpc\":{\"method\":\"chat.post\",\"data\":{}}}");
    hub_answers(ERR_CHAT_SLOW, 0, NULL);
    assert_pushed("{\"id\":6,\"error\":{\"code\":411,\"message\":\"slow mode: wait before writing "
                  "again\",\"temporary\":true}}");
}

static void bad_params_are_bad_requests(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const char *const bad[] = {"\"rpc\":{}",
                                      "\"rpc\":{\"method\":\"a\"}",
                                      "\"rpc\":{\"method\":\"a\",\"data\":[]}",
                                      "\"rpc\":{\"method\":1,\"data\":{}}",
                                      "\"rpc\":{\"data\":{}}",
                                      "\"subscribe\":{}",
                                      "\"subscribe\":{\"channel\":\"\"}",
                                      "\"subscribe\":{\"channel\":7}",
                                      "\"subscribe\":{\"channel\":\"a\",\"offset\":-1}",
                                      "\"unsubscribe\":{}",
                                      "\"publish\":{\"channel\":\"a\"}",
                                      "\"publish\":{\"data\":{}}",
                                      "\"history\":{}",
                                      "\"history\":{\"channel\":\"a\",\"since\":7}",
                                      "\"history\":{\"channel\":\"a\",\"since\":{\"offset\":-7}}",
                                      "\"presence\":{}",
                                      "\"presence_stats\":{}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "{\"id\":9,%s}", bad[i]);
        client_say(client, text);
        assert_pushed("{\"id\":9,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
    }
    assert_int_equal(fake_hub()->count, 0);
    assert_int_equal(client->close_code, 0);
}

static void a_channel_name_has_a_bound(void **state)
{
    struct client *client = stage_person(*state, "u1");
    char text[400] = "{\"id\":9,\"subscribe\":{\"channel\":\"";
    size_t len = strlen(text);
    memset(text + len, 'a', CHANNEL_BYTES + 1);
    snprintf(text + len + CHANNEL_BYTES + 1, 10, "\"}}");
    client_say(client, text);
    assert_pushed("{\"id\":9,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
}

static void what_is_no_command_is_the_end(void **state)
{
    static const char *const bad[] = {"x",
                                      "[]",
                                      "{\"ping\":{}}",
                                      "{\"id\":0,\"ping\":{}}",
                                      "{\"id\":2,\"ping\":7}",
                                      "{\"id\":2,\"rpc\":[]}",
                                      "{\"id\":2,\"rpc\":null}",
                                      "{\"a\":1}",
                                      "{\"zzz\":{}}",
                                      " "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct client *client = stage_person(*state, "u1");
        client_say(client, bad[i]);
        assert_int_equal(client->close_code, 3501);
        assert_pushed("");
    }
}

static void before_connect_nothing_else_is_heard(void **state)
{
    static const char *const bad[] = {"{\"id\":1,\"ping\":{}}",
                                      "{\"id\":1,\"subscribe\":{}}",
                                      "{}",
                                      "{\"id\":1,\"zzz\":{}}",
                                      "{\"send\":{}}",
                                      "{\"id\":1,\"refresh\":{\"token\":\"a\"}}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct client *client = stage_client(*state);
        client_say(client, bad[i]);
        assert_int_equal(client->close_code, 3501);
        assert_pushed("");
    }
}

static void an_unknown_verb_is_not_found(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"zzz\":{}}\n{\"id\":3}");
    assert_pushed("{\"id\":2,\"error\":{\"code\":104,\"message\":\"method not found\"}}\n"
                  "{\"id\":3,\"error\":{\"code\":104,\"message\":\"method not found\"}}");
}

static void small_verbs_are_answered_in_order(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"ping\":{}}\n{}\n{\"id\":3,\"sub_refresh\":{}}\n{\"send\":{}}\n"
                       "{\"id\":4,\"unsubscribe\":{\"channel\":\"a\"}}\n");
    assert_pushed("{\"id\":2,\"ping\":{}}\n"
                  "{\"id\":3,\"error\":{\"code\":108,\"message\":\"not available\"}}\n"
                  "{\"id\":4,\"unsubscribe\":{}}");
    assert_int_equal(fake_hub()->unsubscribes, 1);
    assert_int_equal(client->close_code, 0);
}

static void a_signal_is_passed_on_and_not_answered(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client,
               "{\"send\":{\"data\":{\"method\":\"reaction.send\",\"data\":{\"kind\":\"clap\"}}}}");
    assert_pushed("");
    assert_string_equal(fake_hub()->verb, "signal");
    assert_int_equal(fake_hub()->count, 1);
    client_say(client,
               "{\"send\":{\"data\":{\"method\":\"a\"}}}\n{\"send\":{\"data\":7}}\n{\"send\":{}}");
    assert_pushed("");
    assert_int_equal(fake_hub()->count, 1);
    client_say(client, "{\"id\":2,\"send\":{}}");
    assert_pushed("{\"id\":2,\"error\":{\"code\":108,\"message\":\"not available\"}}");
}

static void subscribed(const struct hub_subscribed *answer)
{
    fake_hub()->subscribed(fake_hub()->context, answer);
}

static void a_subscription_brings_the_view(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"webinar:w1\"}}");
    asked_is("subscribe", "webinar:w1 0 0 ");
    subscribed(
        &(struct hub_subscribed){.epoch = SLICE("e"), .offset = 7, .view = SLICE("{\"me\":{}}")});
    assert_pushed(
        "{\"id\":2,\"subscribe\":{\"recoverable\":true,\"positioned\":true,\"epoch\":\"e\","
        "\"offset\":7,\"data\":{\"me\":{}}}}");
}

static void a_recovery_brings_what_was_missed(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"webinar:w1\",\"recover\":true,"
                       "\"offset\":5,\"epoch\":\"e\"}}");
    asked_is("subscribe", "webinar:w1 1 5 e");
    subscribed(&(struct hub_subscribed){.epoch = SLICE("e"),
                                        .offset = 7,
                                        .recovered = true,
                                        .publications = SLICE("[{\"offset\":6}]")});
    assert_pushed(
        "{\"id\":2,\"subscribe\":{\"recoverable\":true,\"positioned\":true,\"epoch\":\"e\","
        "\"offset\":7,\"was_recovering\":true,\"recovered\":true,"
        "\"publications\":[{\"offset\":6}]}}");
}

static void a_refused_subscription_is_an_error(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"webinar:w1\"}}");
    subscribed(&(struct hub_subscribed){.error = ERR_UNKNOWN_CHANNEL});
    assert_pushed("{\"id\":2,\"error\":{\"code\":102,\"message\":\"unknown channel\"}}");
}

static void a_channel_that_is_being_subscribed_is_subscribed(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}\n"
                       "{\"id\":3,\"subscribe\":{\"channel\":\"a\"}}");
    assert_pushed("{\"id\":3,\"error\":{\"code\":105,\"message\":\"already subscribed\"}}");
    subscribed(&(struct hub_subscribed){.epoch = SLICE("e")});
}

/* The page was left before the view had come. */
static void an_unsubscribe_overtakes_its_subscribe(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}\n"
                       "{\"id\":3,\"unsubscribe\":{\"channel\":\"a\"}}");
    assert_pushed("{\"id\":3,\"unsubscribe\":{}}");
    assert_int_equal(fake_hub()->unsubscribes, 1);
    subscribed(&(struct hub_subscribed){.epoch = SLICE("e"), .view = SLICE("{}")});
    assert_int_equal(fake_hub()->unsubscribes, 2);
    assert_pushed("{\"id\":2,\"error\":{\"code\":108,\"message\":\"not available\"}}");
}

static void subscriptions_have_a_bound(void **state)
{
    struct client *client = stage_person(*state, "u1");
    void *contexts[BOUND_SUBSCRIPTIONS];
    for (int i = 0; i < BOUND_SUBSCRIPTIONS; i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"id\":2,\"subscribe\":{\"channel\":\"c%d\"}}", i);
        client_say(client, text);
        contexts[i] = fake_hub()->context;
    }
    assert_pushed("");
    client_say(client, "{\"id\":3,\"subscribe\":{\"channel\":\"more\"}}");
    assert_pushed("{\"id\":3,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
    for (int i = 0; i < BOUND_SUBSCRIPTIONS; i++)
        fake_hub()->subscribed(contexts[i], &(struct hub_subscribed){.error = ERR_NOT_FOUND});
}

static void publish_and_the_reads_go_to_the_hub(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"publish\":{\"channel\":\"a\",\"data\":[1]}}");
    asked_is("publish", "a [1]");
    hub_answers(ERR_NONE, 3, NULL);
    client_say(client, "{\"id\":3,\"presence\":{\"channel\":\"a\"}}");
    asked_is("presence", "a");
    hub_answers(ERR_NONE, 0, "{\"presence\":{}}");
    client_say(client, "{\"id\":4,\"presence_stats\":{\"channel\":\"a\"}}");
    asked_is("presence_stats", "a");
    hub_answers(ERR_NONE, 0, "{\"num_clients\":1,\"num_users\":1}");
    assert_pushed("{\"id\":2,\"publish\":{}}\n"
                  "{\"id\":3,\"presence\":{\"presence\":{}}}\n"
                  "{\"id\":4,\"presence_stats\":{\"num_clients\":1,\"num_users\":1}}");
}

static void history_is_asked_within_bounds(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const struct {
        const char *params, *words;
    } cases[] = {
        {"", "a 0 -1 0"},
        {",\"limit\":5", "a 5 -1 0"},
        {",\"limit\":-1", "a 200 -1 0"},
        {",\"limit\":99999", "a 200 -1 0"},
        {",\"limit\":5,\"reverse\":true", "a 5 -1 1"},
        {",\"limit\":5,\"since\":{\"offset\":7,\"epoch\":\"epoch-1\"}", "a 5 7 0"},
        {",\"limit\":5,\"since\":{\"epoch\":\"\"}", "a 5 0 0"},
        {",\"limit\":5,\"since\":null", "a 5 -1 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "{\"id\":2,\"history\":{\"channel\":\"a\"%s}}",
                 cases[i].params);
        client_say(client, text);
        asked_is("history", cases[i].words);
        hub_answers(ERR_NONE, 0, "{\"publications\":[]}");
        assert_pushed("{\"id\":2,\"history\":{\"publications\":[]}}");
    }
}

static void a_position_of_another_journal_is_lost(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"history\":{\"channel\":\"a\",\"limit\":1,"
                       "\"since\":{\"offset\":7,\"epoch\":\"old\"}}}");
    assert_pushed("{\"id\":2,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
    assert_int_equal(fake_hub()->count, 0);
}

/* The hub keeps the call after the session; memory checkers see whether it is freed. */
static void an_answer_after_the_end_finds_nobody(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"rpc\":{\"method\":\"a\",\"data\":{}}}");
    client_gone(client);
    hub_answers(ERR_NONE, 5, NULL);
    struct client *other = stage_person(*state, "u1");
    client_say(other, "{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
    client_gone(other);
    subscribed(&(struct hub_subscribed){.error = ERR_NOT_AVAILABLE});
    assert_pushed("");
}

static void calls_have_a_bound(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    void *contexts[CALLS_MAX];
    for (int i = 0; i < CALLS_MAX; i++) {
        client_say(client, "{\"id\":2,\"rpc\":{\"method\":\"a\",\"data\":{}}}");
        contexts[i] = fake_hub()->context;
        loop_pass(stage->loop, 20);
    }
    assert_pushed("");
    client_say(client, "{\"id\":3,\"ping\":{}}");
    assert_pushed("{\"id\":3,\"error\":{\"code\":111,\"message\":\"too many requests\","
                  "\"temporary\":true}}");
    for (int i = 0; i < CALLS_MAX; i++)
        fake_hub()->done(contexts[i], &(struct hub_answer){.error = ERR_INTERNAL});
}

static void haste_is_refused_and_then_ended(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    unsigned said = 0;
    while (!client->close_code && said < 10000) {
        client_say(client, "{\"id\":3,\"ping\":{}}");
        said++;
    }
    assert_int_equal(client->close_code, 3013);
    assert_int_equal(said, METER_BURST - 1 + METER_FLAGRANT + 1);
    assert_non_null(strstr(fake_hub_pushed(), "\"code\":111"));
    assert_int_equal(stage->stats.refused[REFUSED_RATE], 1);
    fake_hub_pushed_clear();
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_command_gets_its_seq),
        CASE(a_query_gets_its_json),
        CASE(where_media_are_is_told_signed),
        CASE(a_refusal_is_an_error),
        CASE(bad_params_are_bad_requests),
        CASE(a_channel_name_has_a_bound),
        CASE(what_is_no_command_is_the_end),
        CASE(before_connect_nothing_else_is_heard),
        CASE(an_unknown_verb_is_not_found),
        CASE(small_verbs_are_answered_in_order),
        CASE(a_signal_is_passed_on_and_not_answered),
        CASE(a_subscription_brings_the_view),
        CASE(a_recovery_brings_what_was_missed),
        CASE(a_refused_subscription_is_an_error),
        CASE(a_channel_that_is_being_subscribed_is_subscribed),
        CASE(an_unsubscribe_overtakes_its_subscribe),
        CASE(subscriptions_have_a_bound),
        CASE(publish_and_the_reads_go_to_the_hub),
        CASE(history_is_asked_within_bounds),
        CASE(a_position_of_another_journal_is_lost),
        CASE(an_answer_after_the_end_finds_nobody),
        CASE(calls_have_a_bound),
        CASE(haste_is_refused_and_then_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
