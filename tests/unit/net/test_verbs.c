/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "help_session.h"
#include "net/meter.h"
#include "net/owed.h"
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
    static const char *const bad[] = {"\"rpc\":{\"method\":\"a\"}",
                                      "\"rpc\":7",
                                      "\"ping\":[]",
                                      "\"rpc\":{\"method\":\"a\",\"data\":[]}",
                                      "\"rpc\":{\"method\":1,\"data\":{}}",
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
    memset(text + len, 'a', VERBS_CHANNEL_BYTES + 1);
    snprintf(text + len + VERBS_CHANNEL_BYTES + 1, 10, "\"}}");
    client_say(client, text);
    assert_pushed("{\"id\":9,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
}

static void what_is_no_command_is_the_end(void **state)
{
    static const char *const bad[] = {"x",
                                      "[]",
                                      "{\"ping\":{}}",
                                      "{\"id\":0,\"ping\":{}}",
                                      "{\"id\":-2,\"ping\":{}}",
                                      "{\"id\":4294967296,\"ping\":{}}",
                                      "{\"id\":2.0,\"ping\":{}}",
                                      "{\"id\":\"2\",\"ping\":{}}",
                                      "{\"id\":2,\"id\":2,\"ping\":{}}",
                                      "{\"id\":2,\"ping\":{}",
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

/* Each costs itself, and what follows in the same message is heard. */
static void what_cannot_be_read_costs_that_command_alone(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const struct {
        const char *asks;
        int code;
    } cases[] = {{"\"rpc\":{\"method\":\"a\",\"data\":{\"text\":\"\\ud83d\"}}", 402},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"text\":\"a\\u0000b\"}}", 402},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"a\\u0000b\":1}}", 402},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"n\":[[[[[[[[1]]]]]]]]}}", 106},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"n\":0.5}}", 107},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"n\":1e999}}", 107},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"n\":9007199254740993}}", 107},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{\"n\":1,\"n\":2}}", 107},
                 {"\"rpc\":{\"method\":\"a\",\"data\":{},\"data\":{}}", 107},
                 {"\"rpc\":{\"method\":\"\\ud83d\",\"data\":{}}", 402},
                 {"\"subscribe\":{\"channel\":\"\\udc00\"}", 402},
                 {"\"subscribe\":{\"channel\":\"a\",\"offset\":1e3}", 107},
                 {"\"subscribe\":{\"channel\":\"a\",\"offset\":18446744073709551616}", 107},
                 {"\"refresh\":{\"token\":\"\\u0000\"}", 402},
                 {"\"ping\":{},\"ping\":{}", 107},
                 {"\"ping\":7", 107}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300], wanted[40];
        snprintf(text, sizeof text, "{\"id\":9,%s}\n{\"id\":10,\"ping\":{}}", cases[i].asks);
        snprintf(wanted, sizeof wanted, "{\"id\":9,\"error\":{\"code\":%d,", cases[i].code);
        client_say(client, text);
        if (!strstr(fake_hub_pushed(), wanted) ||
            !strstr(fake_hub_pushed(), "\n{\"id\":10,\"ping\":{}}\n"))
            fail_msg("%s: %s", text, fake_hub_pushed());
        fake_hub_pushed_clear();
        loop_pass(((struct stage *)*state)->loop, 100);
    }
    assert_int_equal(fake_hub()->count, 0);
    assert_int_equal(client->close_code, 0);
}

static void a_text_beyond_its_bound_costs_that_command_alone(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static char text[BOUND_JSON_TEXT_BYTES + 200];
    int bytes =
        snprintf(text, sizeof text, "{\"id\":9,\"rpc\":{\"method\":\"a\",\"data\":{\"text\":\"");
    memset(text + bytes, 'x', BOUND_JSON_TEXT_BYTES + 1);
    snprintf(text + bytes + BOUND_JSON_TEXT_BYTES + 1, 40, "\"}}}\n{\"id\":10,\"ping\":{}}");
    client_say(client, text);
    assert_pushed("{\"id\":9,\"error\":{\"code\":403,\"message\":\"the text is too long\"}}\n"
                  "{\"id\":10,\"ping\":{}}");
    assert_int_equal(client->close_code, 0);
}

/* Nobody is told of a signal, nor of one that cannot be read. */
static void an_unreadable_signal_is_ignored(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"send\":{\"data\":\"\\ud83d\"}}\n{\"send\":7}\n{\"send\":{\"a\":0.5}}\n"
                       "{\"send\":{\"data\":{\"method\":\"a\",\"data\":{\"n\":0.5}}}}");
    assert_pushed("");
    assert_int_equal(fake_hub()->count, 0);
    assert_int_equal(client->close_code, 0);
}

static void data_is_passed_on_byte_for_byte(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const char *const values[] = {"0.5",
                                         "1e400",
                                         "1152921504606846976",
                                         "null",
                                         "{\"b\" : 1,\"b\":2}",
                                         "\"\\ud83d\\u0000\\u0061\"",
                                         "[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[200], words[200];
        snprintf(text, sizeof text, "{\"id\":2,\"publish\":{\"channel\":\"a\",\"data\":%s}}",
                 values[i]);
        snprintf(words, sizeof words, "a %s", values[i]);
        client_say(client, text);
        asked_is("publish", words);
        hub_answers(ERR_NONE, 3, NULL);
        assert_pushed("{\"id\":2,\"publish\":{}}");
        snprintf(text, sizeof text,
                 "{\"id\":2,\"rpc\":{\"method\":\"publish\",\"data\":{\"op\":\"x\",\"data\":%s}}}",
                 values[i]);
        snprintf(words, sizeof words, "publish {\"op\":\"x\",\"data\":%s}", values[i]);
        client_say(client, text);
        asked_is("command", words);
        hub_answers(ERR_NONE, 3, NULL);
        fake_hub_pushed_clear();
        snprintf(text, sizeof text, "{\"id\":2,\"subscribe\":{\"channel\":\"a\",\"data\":%s}}",
                 values[i]);
        client_say(client, text);
        asked_is("subscribe", "a 0 0 ");
        fake_hub()->subscribed(fake_hub()->context,
                               &(struct hub_subscribed){.error = ERR_NOT_FOUND});
        fake_hub_pushed_clear();
    }
}

static void an_unknown_method_is_not_found_whatever_its_data(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const char *const asks[] = {"{}",
                                       "{\"method\":\"none\"}",
                                       "{\"method\":\"none\",\"data\":7}",
                                       "{\"method\":\"none\",\"data\":\"\\ud83d\"}",
                                       "{\"method\":\"none\",\"data\":{\"a\":1e400}}",
                                       "{\"data\":[0.5]}",
                                       "{\"method\":null,\"data\":null}"};
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"id\":2,\"rpc\":%s}", asks[i]);
        client_say(client, text);
        assert_pushed("{\"id\":2,\"error\":{\"code\":104,\"message\":\"method not found\"}}");
    }
}

/* Maps, shared polls, filters. */
static void what_is_not_served_is_never_taken_for_a_stream(void **state)
{
    struct client *client = stage_person(*state, "u1");
    static const char *const asks[] = {
        "\"subscribe\":{\"channel\":\"a\",\"type\":1}",
        "\"subscribe\":{\"channel\":\"a\",\"type\":4}",
        "\"subscribe\":{\"channel\":\"a\",\"type\":\"map\"}",
        "\"subscribe\":{\"channel\":\"a\",\"tf\":{\"op\":\"eq\",\"key\":\"k\",\"val\":\"v\"}}",
        "\"publish\":{\"channel\":\"a\",\"data\":1,\"type\":1,\"key\":\"k\"}",
        "\"publish\":{\"channel\":\"a\",\"data\":1,\"key\":\"k\"}",
        "\"publish\":{\"channel\":\"a\",\"data\":1,\"removed\":true}",
        "\"sub_refresh\":{\"channel\":\"a\",\"type\":1}"};
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "{\"id\":2,%s}", asks[i]);
        client_say(client, text);
        assert_pushed("{\"id\":2,\"error\":{\"code\":108,\"message\":\"not available\"}}");
    }
    assert_int_equal(fake_hub()->count, 0);
    client_say(client, "{\"id\":2,\"publish\":{\"channel\":\"a\",\"data\":1,\"type\":0,"
                       "\"key\":\"\",\"removed\":false}}");
    asked_is("publish", "a 1");
    hub_answers(ERR_NONE, 3, NULL);
}

static void positions_are_numbers_of_64_bits(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":4294967295,\"subscribe\":{\"channel\":\"a\",\"recover\":true,"
                       "\"offset\":18446744073709551615,\"epoch\":\"e\"}}");
    asked_is("subscribe", "a 1 9223372036854775807 e");
    fake_hub()->subscribed(fake_hub()->context, &(struct hub_subscribed){.error = ERR_NOT_FOUND});
    assert_pushed("{\"id\":4294967295,\"error\":{\"code\":404,\"message\":\"there is no such thing "
                  "here\"}}");
    client_say(client, "{\"id\":2,\"history\":{\"channel\":\"a\",\"limit\":5,"
                       "\"since\":{\"offset\":18446744073709551615}}}");
    asked_is("history", "a 5 9223372036854775807 0");
    hub_answers(ERR_NONE, 0, "{}");
}

static void a_subscribe_may_ask_for_all_or_nothing(void **state)
{
    struct client *client = stage_person(*state, "u1");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"a\",\"recover\":true,\"flag\":3}}");
    asked_is("subscribe", "a 1 0  whole");
    fake_hub()->subscribed(fake_hub()->context,
                           &(struct hub_subscribed){.error = ERR_UNRECOVERABLE_POSITION});
    assert_pushed("{\"id\":2,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"a\",\"recover\":true,\"flag\":1}}");
    asked_is("subscribe", "a 1 0 ");
    fake_hub()->subscribed(fake_hub()->context, &(struct hub_subscribed){.error = ERR_NOT_FOUND});
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
    void *contexts[OWED_MAX];
    for (int i = 0; i < OWED_MAX; i++) {
        client_say(client, "{\"id\":2,\"rpc\":{\"method\":\"a\",\"data\":{}}}");
        contexts[i] = fake_hub()->context;
        loop_pass(stage->loop, 20);
    }
    assert_pushed("");
    client_say(client, "{\"id\":3,\"ping\":{}}");
    assert_pushed("{\"id\":3,\"error\":{\"code\":111,\"message\":\"too many requests\","
                  "\"temporary\":true,\"retry_ms\":500}}");
    for (int i = 0; i < OWED_MAX; i++)
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

/* Who is too fast is not read from for a moment. */
static void haste_waits_with_who_is_hasty(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1"), *other = stage_person(stage, "u2");
    for (int i = 0; i < METER_BURST; i++)
        client_say(client, "{\"id\":3,\"ping\":{}}");
    assert_true(client->deaf);
    assert_false(other->deaf);
    loop_pass(stage->loop, 200);
    assert_true(client->deaf);
    loop_pass(stage->loop, 100);
    assert_false(client->deaf);
    fake_hub_pushed_clear();
    client_say(client, "{\"id\":4,\"ping\":{}}");
    assert_pushed("{\"id\":4,\"ping\":{}}");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        CASE(haste_waits_with_who_is_hasty),
        CASE(a_command_gets_its_seq),
        CASE(a_query_gets_its_json),
        CASE(where_media_are_is_told_signed),
        CASE(a_refusal_is_an_error),
        CASE(bad_params_are_bad_requests),
        CASE(a_channel_name_has_a_bound),
        CASE(what_is_no_command_is_the_end),
        CASE(what_cannot_be_read_costs_that_command_alone),
        CASE(a_text_beyond_its_bound_costs_that_command_alone),
        CASE(an_unreadable_signal_is_ignored),
        CASE(data_is_passed_on_byte_for_byte),
        CASE(an_unknown_method_is_not_found_whatever_its_data),
        CASE(what_is_not_served_is_never_taken_for_a_stream),
        CASE(positions_are_numbers_of_64_bits),
        CASE(a_subscribe_may_ask_for_all_or_nothing),
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
