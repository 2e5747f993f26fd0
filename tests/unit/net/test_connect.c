/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "base/json.h"
#include "fanout/people.h"
#include "help_session.h"

static void say_token(struct client *client, const char *verb, const char *token)
{
    char text[1200];
    snprintf(text, sizeof text, "{\"id\":1,\"%s\":{\"token\":\"%s\"}}", verb, token);
    client_say(client, text);
}

/* The one reply that was pushed, parsed; its member `verb` must be there. */
static struct json *pushed_reply(const char *verb, const struct json **result)
{
    struct json *json = NULL;
    struct slice text = slice_of(fake_hub_pushed());
    text.len -= text.len > 0;
    assert_int_equal(json_parse(text, &json), ERR_NONE);
    *result = json_get(json, verb);
    assert_non_null(*result);
    fake_hub_pushed_clear();
    return json;
}

static void a_good_token_is_welcomed(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    const struct json *result, *data, *person;
    struct slice text;
    int64_t number;
    bool flag;
    say_token(client, "connect", stage_token("u7", 3600));
    struct json *reply = pushed_reply("connect", &result);
    assert_true(json_get_text(result, "client", &text) && text.len == 22);
    assert_true(json_get_text(result, "session", &text) && text.len == 22);
    assert_true(json_get_text(result, "node", &text) && text.len == 22);
    assert_true(json_get_text(result, "version", &text) && slice_starts(text, SLICE("muster ")));
    assert_true(json_get_int(result, "ping", &number) && number == 20);
    assert_true(json_get_bool(result, "pong", &flag) && flag);
    assert_true(json_get_bool(result, "expires", &flag) && flag);
    assert_true(json_get_int(result, "ttl", &number) && number == 3600);
    data = json_get(result, "data");
    person = json_get(data, "person");
    assert_true(json_get_int(data, "now", &number) && number == STAGE_NOW_S * 1000LL);
    assert_true(json_get_text(person, "id", &text) && slice_is(text, "u7"));
    assert_true(json_get_text(person, "name", &text) && slice_is(text, "Member"));
    json_free(&reply);
    assert_int_equal(stage->stats.connected, 1);
}

static void an_expired_token_may_be_exchanged(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    const struct json *result;
    say_token(client, "connect", stage_token("u7", -60));
    assert_pushed("{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}");
    assert_int_equal(client->close_code, 0);
    say_token(client, "connect", stage_token("u7", 60));
    struct json *reply = pushed_reply("connect", &result);
    json_free(&reply);
}

/* As a client that comes back sends them: in one message, with a token that expired meanwhile. */
static void a_refused_connect_costs_what_follows_it_and_no_more(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    const struct json *result;
    char text[1300];
    snprintf(
        text, sizeof text,
        "{\"id\":1,\"connect\":{\"token\":\"%s\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}\n"
        "{\"send\":{}}\n{}\n{\"id\":3,\"zzz\":{}}",
        stage_token("u7", -20));
    client_say(client, text);
    assert_pushed("{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}\n"
                  "{\"id\":2,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}\n"
                  "{\"id\":3,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}");
    client_say(client, "{\"id\":4,\"ping\":{}}");
    assert_pushed("{\"id\":4,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}");
    assert_int_equal(fake_hub()->count, 0);
    assert_int_equal(client->close_code, 0);
    say_token(client, "connect", stage_token("u7", 60));
    struct json *reply = pushed_reply("connect", &result);
    json_free(&reply);
    client_say(client, "{\"id\":5,\"ping\":{}}");
    assert_pushed("{\"id\":5,\"ping\":{}}");
}

static void who_is_refused_does_not_stay_for_ever(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    say_token(client, "connect", stage_token("u7", -60));
    loop_pass(stage->loop, 11000);
    assert_int_equal(client->close_code, 3502);
}

/* A connect that cannot be read is one that was refused. */
static void an_unreadable_connect_may_be_said_again(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    const struct json *result;
    client_say(client, "{\"id\":1,\"connect\":{\"token\":\"\\ud83d\"}}\n{\"id\":2,\"ping\":{}}");
    assert_pushed("{\"id\":1,\"error\":{\"code\":402,\"message\":\"the text is empty or not valid "
                  "UTF-8\"}}\n{\"id\":2,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}");
    say_token(client, "connect", stage_token("u7", 60));
    struct json *reply = pushed_reply("connect", &result);
    json_free(&reply);
}

/* The data of a connect is the client's own. */
static void whatever_a_client_says_of_itself_it_is_let_in(void **state)
{
    struct stage *stage = *state;
    static const char *const values[] = {
        "0.5",     "null",          "\"\\ud83d\"",
        "[1e400]", "{\"class\":7}", "{\"class\":\"lean\",\"class\":\"lean\"}"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[1300];
        struct client *client = stage_client(stage);
        snprintf(text, sizeof text, "{\"id\":1,\"connect\":{\"token\":\"%s\",\"data\":%s}}",
                 stage_token("u7", 60), values[i]);
        client_say(client, text);
        assert_non_null(strstr(fake_hub_pushed(), "\"connect\":{"));
        fake_hub_pushed_clear();
        assert_int_equal(client->close_code, 0);
    }
}

static void an_invalid_token_is_the_end(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    say_token(client, "connect", "a.b.c");
    assert_pushed("");
    assert_int_equal(client->close_code, 3500);
    assert_int_equal(stage->stats.refused[REFUSED_TOKEN], 1);
}

static void without_a_token_nobody_enters(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    client_say(client, "{\"id\":1,\"connect\":{}}");
    assert_pushed("{\"id\":1,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}");
}

static void where_channels_are_open_anybody_enters(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    const struct json *result;
    struct slice id;
    client_say(client, "{\"id\":1,\"connect\":{}}");
    struct json *reply = pushed_reply("connect", &result);
    assert_true(json_get_text(json_get(json_get(result, "data"), "person"), "id", &id));
    assert_true(slice_starts(id, SLICE("anon-")) && id.len > 20);
    assert_null(json_get(result, "expires"));
    json_free(&reply);
    loop_pass(stage->loop, 100);
    struct client *forged = stage_client(stage);
    say_token(forged, "connect", "a.b.c");
    assert_int_equal(forged->close_code, 3500);
}

static void connecting_twice_is_the_end(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    say_token(client, "connect", stage_token("u1", 60));
    assert_int_equal(client->close_code, 3501);
}

static void the_oldest_connection_makes_room(void **state)
{
    struct stage *stage = *state;
    struct client *clients[BOUND_CONNECTIONS_PERSON + 2];
    for (int i = 0; i < BOUND_CONNECTIONS_PERSON; i++)
        clients[i] = stage_person(stage, "u1");
    stage_person(stage, "u2");
    assert_int_equal(clients[0]->close_code, 0);
    stage_person(stage, "u1");
    stage_person(stage, "u1");
    assert_int_equal(clients[0]->close_code, 4500);
    assert_int_equal(clients[1]->close_code, 4500);
    assert_int_equal(clients[2]->close_code, 0);
    assert_string_equal(clients[0]->close_reason, "too many connections");
}

static struct client *person_for(struct stage *stage, int64_t seconds)
{
    struct client *client = stage_client(stage);
    say_token(client, "connect", stage_token("u1", seconds));
    fake_hub_pushed_clear();
    return client;
}

/* Nobody is let in for whom there is no record. */
static void who_cannot_be_remembered_comes_back_later(void **state)
{
    enum { PEOPLE = 1000 }; /* help_hub.c */
    struct stage *stage = *state;
    struct client *client = stage_client(stage);
    struct people *people = hub_fanout(NULL)->people;
    struct person *held[PEOPLE + 1] = {NULL};
    unsigned count = 0;
    char id[16];
    do {
        snprintf(id, sizeof id, "x%u", count);
        held[count] = people_hold(people, slice_of(id), 0);
    } while (held[count++]);
    say_token(client, "connect", stage_token("newcomer", 3600));
    assert_pushed(
        "{\"id\":1,\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}}");
    assert_int_equal(client->close_code, 0);
    assert_int_equal(stage->stats.refused[REFUSED_FULL], 1);
    for (unsigned i = 0; i < count; i++)
        people_release(people, &held[i]);
    people_tick(people, 1000000);
}

static void stay(struct stage *stage, struct client *client, int seconds)
{
    for (int i = 0; i < seconds; i++) {
        loop_pass(stage->loop, 1000);
        client_say(client, "{}");
    }
}

static void a_token_ends_after_its_grace(void **state)
{
    struct stage *stage = *state;
    struct client *client = person_for(stage, 30);
    stay(stage, client, 30 + 24);
    assert_int_equal(client->close_code, 0);
    stay(stage, client, 3);
    assert_int_equal(client->close_code, 3005);
    assert_string_equal(client->close_reason, "expired");
}

static void a_refresh_prolongs(void **state)
{
    struct stage *stage = *state;
    struct client *client = person_for(stage, 30);
    const struct json *result;
    int64_t ttl;
    stay(stage, client, 40);
    fake_hub_pushed_clear();
    say_token(client, "refresh", stage_token("u1", 300));
    struct json *reply = pushed_reply("refresh", &result);
    assert_true(json_get_int(result, "ttl", &ttl) && ttl == 260);
    json_free(&reply);
    stay(stage, client, 200);
    assert_int_equal(client->close_code, 0);
    stay(stage, client, 100);
    assert_int_equal(client->close_code, 3005);
}

static void a_refresh_for_somebody_else_is_the_end(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    say_token(client, "refresh", stage_token("u2", 300));
    assert_int_equal(client->close_code, 3500);
}

static void a_refresh_with_an_expired_token_ends_and_returns(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_person(stage, "u1");
    say_token(client, "refresh", stage_token("u1", -300));
    assert_int_equal(client->close_code, 3005);
    struct client *other = stage_person(stage, "u1");
    client_say(other, "{\"id\":2,\"refresh\":{}}");
    assert_int_equal(other->close_code, 3500);
}

/* Connects with `more` members; the reply's result, inside the reply. */
static struct json *connect_with(struct client *client, const char *more,
                                 const struct json **result)
{
    char text[1300];
    snprintf(text, sizeof text, "{\"id\":1,\"connect\":{\"token\":\"%s\",%s}}",
             stage_token("u7", 3600), more);
    client_say(client, text);
    struct json *json = NULL;
    struct slice pushed = slice_of(fake_hub_pushed());
    assert_int_equal(json_parse_large((struct slice){pushed.at, pushed.len - 1}, &json), ERR_NONE);
    *result = json_get(json, "connect");
    assert_non_null(*result);
    fake_hub_pushed_clear();
    return json;
}

static const struct subscriber *subscriber_of(struct client *client)
{
    client_say(client, "{\"id\":2,\"subscribe\":{\"channel\":\"webinar:w1\"}}");
    fake_hub()->subscribed(fake_hub()->context, &(struct hub_subscribed){.error = ERR_INTERNAL});
    return fake_hub()->subscriber;
}

static void a_lean_client_that_unpacks_gets_the_dictionary_and_packed_frames(void **state)
{
    struct client *client = stage_client(*state);
    const struct json *result;
    struct slice text;
    int64_t flag;
    struct json *reply = connect_with(client, "\"flag\":1,\"data\":{\"class\":\"lean\"}", &result);
    assert_true(json_get_int(result, "flag", &flag) && flag == 1);
    assert_true(json_get_text(json_get(result, "dict"), "data_b64", &text));
    assert_true(subscriber_of(client)->packed);
    json_free(&reply);
}

static void a_full_client_is_not_packed(void **state)
{
    struct client *client = stage_client(*state);
    const struct json *result;
    struct json *reply = connect_with(client, "\"flag\":1", &result);
    assert_null(json_get(result, "flag"));
    assert_null(json_get(result, "dict"));
    assert_false(subscriber_of(client)->packed);
    json_free(&reply);
}

static void a_lean_client_that_does_not_unpack_is_not_packed(void **state)
{
    struct client *client = stage_client(*state);
    const struct json *result;
    struct json *reply = connect_with(client, "\"data\":{\"class\":\"lean\"}", &result);
    assert_null(json_get(result, "dict"));
    const struct subscriber *subscriber = subscriber_of(client);
    assert_true(subscriber->lean);
    assert_false(subscriber->packed);
    json_free(&reply);
}

static struct client *person_named(struct stage *stage, const char *id, const char *jti)
{
    struct client *client = stage_client(stage);
    say_token(client, "connect", stage_token_named(id, 3600, jti));
    fake_hub_pushed_clear();
    return client;
}

static void a_token_that_holds_too_long_is_the_end(void **state)
{
    struct stage *stage = *state;
    struct client *client = stage_client(stage), *later = stage_person(stage, "u7");
    say_token(client, "connect", stage_token("u7", STAGE_LIFE_S + 60));
    assert_int_equal(client->close_code, 3500);
    assert_string_equal(client->close_reason, "invalid token");
    say_token(later, "refresh", stage_token("u7", STAGE_LIFE_S + 60));
    assert_int_equal(later->close_code, 3500);
    assert_int_equal(stage->stats.refused[REFUSED_LIFE], 2);
    assert_int_equal(stage->stats.refused[REFUSED_TOKEN], 0);
}

static void who_is_on_the_list_does_not_enter(void **state)
{
    struct stage *stage = *state;
    stage_revoke(stage, "jti a\nsub u8\n");
    loop_pass(stage->loop, 1000);
    assert_int_equal(person_named(stage, "u7", "a")->close_code, 3500);
    assert_int_equal(person_named(stage, "u8", "b")->close_code, 3500);
    assert_int_equal(person_named(stage, "u8", NULL)->close_code, 3500);
    assert_int_equal(person_named(stage, "u7", "b")->close_code, 0);
    assert_int_equal(stage->stats.refused[REFUSED_REVOKED], 3);
}

static void who_comes_on_the_list_ends_within_a_second(void **state)
{
    struct stage *stage = *state;
    struct client *by_jti = person_named(stage, "u1", "a"), *same = person_named(stage, "u1", "b"),
                  *by_sub = person_named(stage, "u2", NULL), *old = person_named(stage, "u3", "c"),
                  *unknown = stage_client(stage);
    stage_revoke(stage, "jti a\nsub u2\nsub u3 before 1700000001\n");
    loop_pass(stage->loop, 1000);
    assert_int_equal(by_jti->close_code, 3500);
    assert_int_equal(by_sub->close_code, 3500);
    assert_int_equal(old->close_code, 3500);
    assert_int_equal(same->close_code, 0);
    assert_int_equal(unknown->close_code, 0);
    assert_int_equal(stage->stats.refused[REFUSED_REVOKED], 3);
}

static void what_was_issued_later_stays(void **state)
{
    struct stage *stage = *state;
    struct client *client = person_named(stage, "u3", "c");
    stage_revoke(stage, "sub u3 before 1700000000\n");
    loop_pass(stage->loop, 1000);
    assert_int_equal(client->close_code, 0);
}

static void a_refreshed_session_is_known_by_its_new_token(void **state)
{
    struct stage *stage = *state;
    struct client *client = person_named(stage, "u1", "a");
    say_token(client, "refresh", stage_token_named("u1", 3600, "b"));
    stage_revoke(stage, "jti a\n");
    loop_pass(stage->loop, 1000);
    assert_int_equal(client->close_code, 0);
    say_token(client, "refresh", stage_token_named("u1", 3600, "a"));
    assert_int_equal(client->close_code, 3500);
    struct client *other = person_named(stage, "u1", "b");
    stage_revoke(stage, "jti b\n");
    loop_pass(stage->loop, 1000);
    assert_int_equal(other->close_code, 3500);
}

int main(void)
{
#define REVOKED(name) cmocka_unit_test_setup_teardown(name, stage_setup_revoked, stage_teardown)
#define CASE(name)    cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_good_token_is_welcomed),
        CASE(an_expired_token_may_be_exchanged),
        CASE(a_refused_connect_costs_what_follows_it_and_no_more),
        CASE(who_is_refused_does_not_stay_for_ever),
        CASE(an_unreadable_connect_may_be_said_again),
        CASE(whatever_a_client_says_of_itself_it_is_let_in),
        CASE(an_invalid_token_is_the_end),
        CASE(without_a_token_nobody_enters),
        CASE(a_lean_client_that_unpacks_gets_the_dictionary_and_packed_frames),
        CASE(who_cannot_be_remembered_comes_back_later),
        CASE(a_full_client_is_not_packed),
        CASE(a_lean_client_that_does_not_unpack_is_not_packed),
        cmocka_unit_test_setup_teardown(where_channels_are_open_anybody_enters, stage_setup_open,
                                        stage_teardown),
        CASE(connecting_twice_is_the_end),
        CASE(the_oldest_connection_makes_room),
        CASE(a_token_ends_after_its_grace),
        CASE(a_refresh_prolongs),
        CASE(a_refresh_for_somebody_else_is_the_end),
        CASE(a_refresh_with_an_expired_token_ends_and_returns),
        CASE(a_token_that_holds_too_long_is_the_end),
        REVOKED(who_is_on_the_list_does_not_enter),
        REVOKED(who_comes_on_the_list_ends_within_a_second),
        REVOKED(what_was_issued_later_stays),
        REVOKED(a_refreshed_session_is_known_by_its_new_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
