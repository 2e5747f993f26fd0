/* SPDX-License-Identifier: Apache-2.0
 * Plain channels in the hub: what is published, comes back, is recovered, and who may be there. */
#include "unit/hub/help_hub.h"

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

/* To those who are there, in history, to who resumes, and after a restart. */
static void what_is_published_comes_back_byte_for_byte(void **state)
{
    (void)state;
    static const char *const values[] = {
        "0.5", "1e400", "-0.0", "1152921504606846976", "null", "{ \"b\" : 1,\"b\":2 }",
        "\"\\ud83d\\u0000\\u0061\\/\"", "[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]"};
    enum { COUNT = sizeof values / sizeof values[0] };
    struct rig rig;
    static struct line there, late;
    rig_open(&rig, &open_options);
    line_open(&there, &rig, "u2");
    line_open(&late, &rig, "u3");
    line_follow(&there, &rig, "plain", -1);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(publish(&rig, &u1, values[i]), ERR_NONE);
    for (int again = 0; again < 2; again++) {
        snprintf(late.epoch, sizeof late.epoch, "%s", there.epoch);
        line_follow(&late, &rig, "plain", 0);
        assert_true(late.recovered);
        const char *past = history(&rig, -1, false);
        for (int i = 0; i < COUNT; i++) {
            char pub[200];
            snprintf(pub, sizeof pub, "{\"data\":%s,\"offset\":%d}", values[i], i + 1);
            assert_int_equal(line_heard(&there, pub), 1);
            assert_non_null(strstr(past, pub));
            assert_non_null(strstr(late.answer, pub));
        }
        line_close(&late);
        if (again)
            break;
        rig_turn(&rig);
        hub_free(&rig.hub);
        rig.hub = NULL;
        line_open(&late, &rig, "u3");
        break;
    }
    line_close(&there);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_published_comes_back_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
