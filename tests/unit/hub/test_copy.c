/* SPDX-License-Identifier: Apache-2.0
 * A room that is a copy of another: what was prepared there comes by itself, though nobody is in
 * either, and once, whatever dies in between. */
#include "help/away.h"
#include "unit/hub/help_hub.h"

enum { LOOKED_MS = 20000 };

/* A poll and an item of the agenda, then the copy. */
static void prepare_and_copy(struct rig *rig)
{
    assert_true(rig_command(rig, "host", "poll.prepare",
                            "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\","
                            "\"title\":{\"en\":\"Ready?\"}}") > 0);
    assert_true(rig_command(rig, "host", "agenda.add",
                            "{\"room\":\"webinar:w1\",\"op\":\"i\",\"title\":{\"en\":\"Start\"}}") >
                0);
    assert_true(rig_command(rig, "system", "stage.create",
                            "{\"room\":\"webinar:w2\",\"op\":\"c1\",\"title\":{\"en\":\"X\"},"
                            "\"from\":\"webinar:w1\"}") > 0);
}

static void expect_copied(struct rig *rig)
{
    assert_int_equal(rig_count(rig, "webinar:w2", "poll.prepare"), 1);
    assert_int_equal(rig_count(rig, "webinar:w2", "agenda.add"), 1);
}

static void a_copy_has_polls_and_agenda(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    prepare_and_copy(&rig);
    loop_pass(rig.loop, LOOKED_MS);
    expect_copied(&rig);
    assert_true(rig_command(&rig, "system", "member.set",
                            "{\"room\":\"webinar:w2\",\"op\":\"m\",\"whom\":\"host\","
                            "\"role\":\"host\"}") > 0);
    line_open(&line, &rig, "host");
    line_follow(&line, &rig, "webinar:w2", -1);
    assert_non_null(strstr(line.answer, "Ready?"));
    assert_non_null(strstr(line.answer, "\"state\":\"draft\""));
    assert_non_null(strstr(line.answer, "Start"));
    line_close(&line);
    rig_close(&rig);
}

static void what_was_lost_on_the_way_is_done_by_the_next(void **state)
{
    struct rig rig;
    struct away *away = away_new();
    rig_open_on(&rig, &away->backend, NULL);
    away->holding = true;
    prepare_and_copy(&rig);
    rig_restart(&rig);
    away->holding = false;
    for (int round = 0; round < 3; round++)
        loop_pass(rig.loop, LOOKED_MS);
    expect_copied(&rig);
    rig_restart(&rig);
    loop_pass(rig.loop, LOOKED_MS);
    expect_copied(&rig);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_has_polls_and_agenda),
        cmocka_unit_test(what_was_lost_on_the_way_is_done_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
