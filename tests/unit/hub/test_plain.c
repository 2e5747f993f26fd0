/* SPDX-License-Identifier: Apache-2.0
 * Plain channels in the hub: what is published, comes back, is recovered, and who may be there. */
#include "unit/hub/help_hub.h"

#include "help/kinds.h"

static const struct hub_options open_options = {.channels_open = true};

/* The last answer of a verb that looks or publishes. */
struct looked {
    enum err error;
    char json[70000];
};

static void take_looked(void *context, const struct hub_answer *answer)
{
    struct looked *looked = context;
    looked->error = answer->error;
    snprintf(looked->json, sizeof looked->json, "%.*s", (int)answer->json.len,
             answer->json.at ? answer->json.at : "");
}

static struct looked looked;

static enum err publish(struct rig *rig, const struct actor *actor, const char *value)
{
    char text[70000];
    struct json *params = NULL;
    snprintf(text, sizeof text, "{\"data\":%s}", value);
    assert_int_equal(json_parse_around(slice_of(text), &params), ERR_NONE);
    hub_publish(rig->hub, actor, SLICE("plain"), json_get(params, "data"), take_looked, &looked);
    rig_turn(rig);
    json_free(&params);
    return looked.error;
}

static const char *history(struct rig *rig, int64_t since, bool reverse)
{
    struct hub_history request = {
        .channel = SLICE("plain"), .limit = 100, .since = since, .reverse = reverse};
    hub_history(rig->hub, &(struct actor){.id = SLICE("u1")}, &request, take_looked, &looked);
    rig_turn(rig);
    assert_int_equal(looked.error, ERR_NONE);
    return looked.json;
}

static const struct actor u1 = {.id = {"u1", 2}, .name = {"", 0}};

/* The hub ends and another begins, over the same journal. */
static void restart(struct rig *rig)
{
    rig_turn(rig);
    hub_free(&rig->hub);
    rig->hub = hub_new(rig->loop, rig->journal, rig->bus, help_kinds(), &open_options);
}

static const char *const values[] = {"0.5",
                                     "1e400",
                                     "-0.0",
                                     "1152921504606846976",
                                     "null",
                                     "{ \"b\" : 1,\"b\":2 }",
                                     "\"\\ud83d\\u0000\\u0061\\/\"",
                                     "[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]"};
enum { VALUES = sizeof values / sizeof values[0] };

static const char *publication(int at)
{
    static char pub[200];
    snprintf(pub, sizeof pub, "{\"data\":%s,\"offset\":%d}", values[at], at + 1);
    return pub;
}

/* Who resumes from the start gets all of them, and so does who asks for history. */
static void expect_kept(struct rig *rig, const char *epoch)
{
    static struct line late;
    line_open(&late, rig, "u3");
    snprintf(late.epoch, sizeof late.epoch, "%s", epoch);
    line_follow(&late, rig, "plain", 0);
    assert_true(late.recovered);
    const char *past = history(rig, -1, false);
    for (int i = 0; i < VALUES; i++) {
        assert_non_null(strstr(late.answer, publication(i)));
        assert_non_null(strstr(past, publication(i)));
    }
    line_close(&late);
}

static void what_is_published_comes_back_byte_for_byte(void **state)
{
    static struct line there;
    struct rig rig;
    rig_open(&rig, &open_options);
    line_open(&there, &rig, "u2");
    line_follow(&there, &rig, "plain", -1);
    for (int i = 0; i < VALUES; i++)
        assert_int_equal(publish(&rig, &u1, values[i]), ERR_NONE);
    for (int i = 0; i < VALUES; i++)
        assert_int_equal(line_heard(&there, publication(i)), 1);
    expect_kept(&rig, there.epoch);
    expect_kept(&rig, "");
    line_close(&there);
    restart(&rig);
    expect_kept(&rig, "");
    rig_close(&rig);
}

static void thirty_kilobytes_and_many_values_pass(void **state)
{
    static struct line there;
    static char text[70000];
    struct rig rig;
    rig_open(&rig, &open_options);
    line_open(&there, &rig, "u2");
    line_follow(&there, &rig, "plain", -1);
    memset(text, '7', 30000);
    text[0] = text[29999] = '"';
    assert_int_equal(publish(&rig, &u1, text), ERR_NONE);
    assert_int_equal(line_heard(&there, text), 1);
    for (int i = 0; i < 1500; i++)
        snprintf(text + 3 * i, 5, "%c\"\"]", i ? ',' : '[');
    assert_int_equal(publish(&rig, &u1, text), ERR_NONE);
    assert_int_equal(line_heard(&there, text), 1);
    memset(text, '7', 40000);
    text[40000] = '\0';
    assert_int_equal(publish(&rig, &u1, text), ERR_LIMIT_EXCEEDED);
    line_close(&there);
    rig_close(&rig);
}

static void subscribe(struct line *line, struct rig *rig, const struct hub_subscribe *request)
{
    line->epoch[0] = '\0';
    line_ask(line, rig, request);
}

static void a_position_without_an_epoch_is_of_whatever_epoch_there_is(void **state)
{
    static struct line line;
    struct rig rig;
    struct hub_subscribe request = {.channel = SLICE("plain"), .recover = true, .offset = 1};
    rig_open(&rig, &open_options);
    for (int i = 0; i < 3; i++)
        assert_int_equal(publish(&rig, &u1, values[i]), ERR_NONE);
    line_open(&line, &rig, "u2");
    subscribe(&line, &rig, &request);
    assert_true(line.recovered);
    assert_string_equal(line.answer,
                        "[{\"data\":1e400,\"offset\":2},{\"data\":-0.0,\"offset\":3}]");
    assert_true(line.epoch[0]);
    line_close(&line);
    request.offset = INT64_MAX;
    line_open(&line, &rig, "u2");
    subscribe(&line, &rig, &request);
    assert_false(line.recovered);
    assert_int_equal(line.error, ERR_NONE);
    line_close(&line);
    /* A room shows its view. */
    request = (struct hub_subscribe){.channel = SLICE("webinar:w1"), .recover = true};
    line_open(&line, &rig, "u2");
    subscribe(&line, &rig, &request);
    assert_false(line.recovered);
    assert_non_null(strstr(line.answer, "\"stage\":"));
    line_close(&line);
    rig_close(&rig);
}

static void what_cannot_be_recovered_is_refused_where_that_was_asked_for(void **state)
{
    static struct line line;
    struct rig rig;
    rig_open(&rig, &open_options);
    assert_int_equal(publish(&rig, &u1, "1"), ERR_NONE);
    const struct {
        struct hub_subscribe request;
        enum err error;
    } cases[] = {
        {{.channel = SLICE("plain"), .recover = true, .whole = true}, ERR_NONE},
        {{.channel = SLICE("plain"), .whole = true}, ERR_NONE},
        {{.channel = SLICE("plain"), .recover = true, .whole = true, .offset = 9},
         ERR_UNRECOVERABLE_POSITION},
        {{.channel = SLICE("plain"), .recover = true, .whole = true, .epoch = SLICE("old")},
         ERR_UNRECOVERABLE_POSITION},
        {{.channel = SLICE("webinar:w1"), .recover = true, .whole = true},
         ERR_UNRECOVERABLE_POSITION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        line_open(&line, &rig, "u2");
        subscribe(&line, &rig, &cases[i].request);
        assert_int_equal(line.error, cases[i].error);
        assert_int_equal(line.subscriber.followers_count, cases[i].error == ERR_NONE);
        line_close(&line);
    }
    rig_close(&rig);
}

static void history_takes_any_offset(void **state)
{
    struct rig rig;
    rig_open(&rig, &open_options);
    for (int i = 0; i < 3; i++)
        assert_int_equal(publish(&rig, &u1, values[i]), ERR_NONE);
    assert_non_null(strstr(history(&rig, INT64_MAX, false), "\"publications\":[],"));
    assert_non_null(strstr(history(&rig, INT64_MAX, true), "[{\"data\":-0.0,\"offset\":3},"));
    rig_close(&rig);
}

static void presence_knows_clients_by_the_name_they_were_told(void **state)
{
    static struct line one, two;
    struct rig rig;
    rig_open(&rig, &open_options);
    line_open(&one, &rig, "u1");
    line_open(&two, &rig, "u1");
    line_follow(&one, &rig, "plain", -1);
    line_follow(&two, &rig, "plain", -1);
    hub_presence(rig.hub, &u1, SLICE("plain"), take_looked, &looked);
    rig_turn(&rig);
    assert_non_null(strstr(looked.json, "\"client-0\":{\"client\":\"client-0\",\"user\":\"u1\"}"));
    assert_non_null(strstr(looked.json, "\"client-1\":{\"client\":\"client-1\",\"user\":\"u1\"}"));
    line_close(&one);
    line_close(&two);
    rig_close(&rig);
}

static const struct actor anybody = {.id = {"anon-1", 6}, .name = {"", 0}, .anonymous = true};

static enum err ask(struct rig *rig, const char *method, const char *data)
{
    struct json *json = NULL;
    assert_int_equal(json_parse_around(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &anybody, slice_of(method), json, take_looked, &looked);
    rig_turn(rig);
    json_free(&json);
    return looked.error;
}

/* Also where the room's own policy is open, and whether there is such a room or not. */
static void who_has_no_token_is_in_plain_channels_alone(void **state)
{
    static struct line line;
    struct rig rig;
    static const char *const rooms[] = {"webinar:w1", "webinar:none", "course:c1",
                                        "inbox:me",   "inbox:anon-1", "course:c1/thread/5",
                                        "other:x"};
    rig_open(&rig, &open_options);
    size_t awake = hub_stats(rig.hub).rooms;
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        char data[100];
        struct hub_subscribe request = {.channel = slice_of(rooms[i])};
        line_open(&line, &rig, "anon-1");
        line.subscriber.actor.anonymous = true;
        subscribe(&line, &rig, &request);
        assert_int_equal(line.error, ERR_PERMISSION_DENIED);
        line_close(&line);
        snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"x%zu\",\"text\":\"a\"}", rooms[i],
                 i);
        assert_int_equal(ask(&rig, "chat.post", data), ERR_PERMISSION_DENIED);
        assert_int_equal(ask(&rig, "presence.roster", data), ERR_PERMISSION_DENIED);
        hub_presence_stats(rig.hub, &anybody, request.channel, take_looked, &looked);
        rig_turn(&rig);
        assert_int_equal(looked.error, ERR_PERMISSION_DENIED);
    }
    assert_int_equal(hub_stats(rig.hub).rooms, awake);
    assert_int_equal(publish(&rig, &anybody, "1"), ERR_NONE);
    assert_int_equal(ask(&rig, "publish", "{\"room\":\"plain\",\"op\":\"y\",\"data\":0.5}"),
                     ERR_NONE);
    rig_close(&rig);
}

/* No room is woken for it. */
static void an_unknown_method_is_not_found_whatever_its_room(void **state)
{
    struct rig rig;
    static const char *const datas[] = {
        "{}", "{\"room\":7}", "{\"room\":\"webinar:w1\",\"op\":\"a\"}",
        "{\"room\":\"inbox:u9\",\"op\":\"a\"}", "{\"room\":\"other:x\",\"op\":\"a\"}"};
    rig_open(&rig, NULL);
    size_t awake = hub_stats(rig.hub).rooms;
    for (size_t i = 0; i < sizeof datas / sizeof datas[0]; i++)
        assert_int_equal(rig_command(&rig, "u1", "none", datas[i]), -ERR_METHOD_NOT_FOUND);
    assert_int_equal(rig_command(&rig, "u1", "chat.post", "{}"), -ERR_BAD_REQUEST);
    assert_int_equal(hub_stats(rig.hub).rooms, awake);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_published_comes_back_byte_for_byte),
        cmocka_unit_test(thirty_kilobytes_and_many_values_pass),
        cmocka_unit_test(a_position_without_an_epoch_is_of_whatever_epoch_there_is),
        cmocka_unit_test(what_cannot_be_recovered_is_refused_where_that_was_asked_for),
        cmocka_unit_test(history_takes_any_offset),
        cmocka_unit_test(presence_knows_clients_by_the_name_they_were_told),
        cmocka_unit_test(who_has_no_token_is_in_plain_channels_alone),
        cmocka_unit_test(an_unknown_method_is_not_found_whatever_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
