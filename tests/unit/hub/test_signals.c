/* SPDX-License-Identifier: Apache-2.0
 * Signals: heard from who is there, not too often; the journal hears of sums alone. */
#include "unit/hub/help_hub.h"

#define CLAP    "{\"room\":\"webinar:w1\",\"kind\":\"clap\"}"
#define WOW     "{\"room\":\"webinar:w1\",\"kind\":\"wow\"}"
#define NOTHING "{\"room\":\"webinar:w1\",\"kind\":\"\"}"
#define HEART   "{\"room\":\"webinar:w1\",\"kind\":\"heart\"}"

static void show(struct rig *rig, const char *person, const char *text)
{
    struct json *data = NULL;
    const struct actor actor = {.id = slice_of(person), .name = slice_of(person)};
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    hub_signal(rig->hub, &actor, SLICE("reaction.send"), data);
    json_free(&data);
}

static uint64_t entries(const struct rig *rig)
{
    return journal_stats(rig->journal).entries;
}

/* Many people on one line each; the room is live, and all that is due has been told. */
enum { PEOPLE = 40 };

static void crowd_open(struct rig *rig, struct line *lines)
{
    char id[16];
    rig_open(rig, NULL);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(id, sizeof id, "u%d", i);
        line_open(&lines[i], rig, id);
        line_follow(&lines[i], rig, "webinar:w1", -1);
    }
    loop_pass(rig->loop, 5000);
    for (int i = 0; i < PEOPLE; i++)
        buffer_clear(&lines[i].heard);
}

static void crowd_close(struct rig *rig, struct line *lines)
{
    for (int i = 0; i < PEOPLE; i++)
        line_close(&lines[i]);
    rig_close(rig);
}

static bool heard(struct line *line, const char *what)
{
    buffer_add_byte(&line->heard, '\0');
    line->heard.len--;
    return strstr(line->heard.bytes, what) != NULL;
}

static void a_rush_is_one_entry_and_one_sum_for_all(void **state)
{
    struct rig rig;
    static struct line lines[PEOPLE];
    char id[16];
    crowd_open(&rig, lines);
    uint64_t before = entries(&rig);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(id, sizeof id, "u%d", i);
        show(&rig, id, i % 4 ? CLAP : HEART);
    }
    loop_pass(rig.loop, 4000);
    assert_int_equal(entries(&rig), before + 1);
    for (int i = 0; i < PEOPLE; i++)
        assert_true(heard(&lines[i], "\"reaction\":{\"sums\":{\"clap\":30,\"heart\":10}}"));
    /* Only what has changed is said, and the view has all. */
    show(&rig, "u1", CLAP);
    loop_pass(rig.loop, 4000);
    assert_true(heard(&lines[0], "\"reaction\":{\"sums\":{\"clap\":31}}"));
    line_follow(&lines[0], &rig, "webinar:w1", -1);
    crowd_close(&rig, lines);
}

static void one_person_is_heard_now_and_then(void **state)
{
    struct rig rig;
    static struct line lines[PEOPLE];
    crowd_open(&rig, lines);
    for (int i = 0; i < 100; i++) {
        show(&rig, "u1", CLAP);
        loop_pass(rig.loop, 10);
    }
    loop_pass(rig.loop, 4000);
    assert_true(heard(&lines[0], "\"clap\":4}"));
    assert_false(heard(&lines[0], "\"clap\":5}"));
    crowd_close(&rig, lines);
}

static void nobody_else_is_heard(void **state)
{
    struct rig rig;
    static struct line lines[PEOPLE];
    crowd_open(&rig, lines);
    uint64_t before = entries(&rig);
    show(&rig, "u999", CLAP);
    show(&rig, "u1", "{\"room\":\"webinar:w1\",\"kind\":\"bomb\"}");
    show(&rig, "u1", "{\"room\":\"webinar:w2\",\"kind\":\"clap\"}");
    show(&rig, "u1", "{\"kind\":\"clap\"}");
    loop_pass(rig.loop, 4000);
    assert_int_equal(entries(&rig), before);
    assert_true(rig_command(&rig, "host", "stage.phase",
                            "{\"room\":\"webinar:w1\",\"op\":\"a\",\"to\":\"paused\"}") > 0);
    before = entries(&rig);
    show(&rig, "u1", CLAP);
    loop_pass(rig.loop, 4000);
    assert_int_equal(entries(&rig), before);
    crowd_close(&rig, lines);
}

static void whoever_asks_is_told(void **state)
{
    struct rig rig;
    static struct line lines[PEOPLE];
    crowd_open(&rig, lines);
    assert_int_equal(rig_command(&rig, "u1", "reaction.send", WOW), 0);
    assert_int_equal(rig_command(&rig, "u1", "reaction.send", WOW), -ERR_TOO_MANY_REQUESTS);
    assert_int_equal(rig_command(&rig, "u2", "reaction.send", NOTHING), -ERR_BAD_REQUEST);
    assert_int_equal(rig_command(&rig, "u999", "reaction.send", WOW), -ERR_PERMISSION_DENIED);
    assert_int_equal(rig_command(&rig, "u2", "reaction.sum",
                                 "{\"room\":\"webinar:w1\",\"op\":\"a\",\"sums\":{\"wow\":1}}"),
                     -ERR_PERMISSION_DENIED);
    crowd_close(&rig, lines);
}

static void sums_are_there_after_a_restart(void **state)
{
    struct rig rig;
    static struct line lines[PEOPLE];
    crowd_open(&rig, lines);
    show(&rig, "u1", CLAP);
    loop_pass(rig.loop, 4000);
    for (int i = 0; i < PEOPLE; i++)
        line_close(&lines[i]);
    rig_restart(&rig);
    line_open(&lines[0], &rig, "u1");
    line_follow(&lines[0], &rig, "webinar:w1", -1);
    assert_non_null(strstr(lines[0].answer, "\"reaction\":{\"sums\":{\"clap\":1}}"));
    line_close(&lines[0]);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rush_is_one_entry_and_one_sum_for_all),
        cmocka_unit_test(one_person_is_heard_now_and_then),
        cmocka_unit_test(nobody_else_is_heard),
        cmocka_unit_test(whoever_asks_is_told),
        cmocka_unit_test(sums_are_there_after_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
