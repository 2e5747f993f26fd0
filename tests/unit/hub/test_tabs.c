/* SPDX-License-Identifier: Apache-2.0
 * Two tabs of one person: one of them closed, or cleaned up late, takes nothing from the other. */
#include "base/bounds.h"
#include "unit/hub/help_hub.h"

static int64_t say(struct rig *rig, const char *by, const char *method, const char *more)
{
    char data[256];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"op%u\"%s%s}", rig->said++,
             *more ? "," : "", more);
    int64_t seq = rig_command(rig, by, method, data);
    assert_true(seq > 0);
    return seq;
}

/* Longer than anybody's absence is forgiven. */
static void wait(struct rig *rig)
{
    for (int second = 0; second < 90; second++)
        loop_pass(rig->loop, 1000);
}

/* Whether the view of `id` holds the text. */
static bool sees(struct rig *rig, const char *id, const char *text)
{
    struct line line;
    line_open(&line, rig, id);
    line_follow(&line, rig, "webinar:w1", -1);
    bool seen = strstr(line.answer, text) != NULL;
    line_close(&line);
    return seen;
}

/* A hand and a ballot of u1; what stands for the ballot in their view. */
static void take_part(struct rig *rig, char ballot[48])
{
    char more[64];
    int64_t poll = say(rig, "host", "poll.prepare", "\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}");
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    say(rig, "host", "poll.open", more);
    snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[1]", (long long)poll);
    say(rig, "u1", "poll.vote", more);
    say(rig, "u1", "hand.raise", "");
    snprintf(ballot, 48, "\"ballots\":{\"%lld\":[1]}", (long long)poll);
}

static void one_of_two_tabs_that_is_closed_takes_nothing_away(void **state)
{
    struct rig rig;
    struct line tabs[2];
    char ballot[48];
    rig_open(&rig, NULL);
    for (int i = 0; i < 2; i++) {
        line_open(&tabs[i], &rig, "u1");
        line_follow(&tabs[i], &rig, "webinar:w1", -1);
    }
    take_part(&rig, ballot);
    line_close(&tabs[0]);
    wait(&rig);
    assert_int_equal(rig_count(&rig, "webinar:w1", "presence.leave"), 0);
    assert_true(sees(&rig, "host", "\"hand\":{\"count\":1"));
    assert_true(sees(&rig, "u1", ballot));
    line_close(&tabs[1]);
    rig_close(&rig);
}

/* The old connection is noticed to be dead after the new one came. */
static void a_late_clean_up_takes_nothing_away(void **state)
{
    struct rig rig;
    struct line old, young;
    char ballot[48];
    rig_open(&rig, NULL);
    line_open(&old, &rig, "u1");
    line_follow(&old, &rig, "webinar:w1", -1);
    take_part(&rig, ballot);
    old.takes = 0; /* it takes nothing any more */
    line_open(&young, &rig, "u1");
    line_follow(&young, &rig, "webinar:w1", -1);
    assert_non_null(strstr(young.answer, ballot));
    wait(&rig);
    line_close(&old);
    wait(&rig);
    assert_int_equal(rig_count(&rig, "webinar:w1", "presence.leave"), 0);
    assert_true(sees(&rig, "host", "\"hand\":{\"count\":1"));
    assert_true(sees(&rig, "u1", ballot));
    /* The control: the last one gone, they are. */
    line_close(&young);
    wait(&rig);
    assert_true(rig_count(&rig, "webinar:w1", "presence.leave") > 0);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_two_tabs_that_is_closed_takes_nothing_away),
        cmocka_unit_test(a_late_clean_up_takes_nothing_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
