/* SPDX-License-Identifier: Apache-2.0
 * Presence: a person is one however many devices; a short cut is no leave. */
#include "unit/hub/help_hub.h"

static int64_t count(struct rig *rig)
{
    struct line line;
    struct json *view = NULL;
    int64_t present = -1;
    /* Whoever is here for a moment is counted from the next one on. */
    line_open(&line, rig, "host");
    line_follow(&line, rig, "webinar:w1", -1);
    loop_pass(rig->loop, 500);
    line_close(&line);
    line_open(&line, rig, "host");
    line_follow(&line, rig, "webinar:w1", -1);
    assert_int_equal(json_parse_large(slice_of(line.answer), &view), ERR_NONE);
    assert_true(json_get_int(json_get(view, "presence"), "count", &present));
    json_free(&view);
    line_close(&line);
    return present;
}

static void several_devices_are_one_person(void **state)
{
    struct rig rig;
    struct line one, two;
    (void)state;
    rig_open(&rig, NULL);
    count(&rig); /* the host is here from now on, within the grace */
    line_open(&one, &rig, "u1");
    line_open(&two, &rig, "u1");
    line_follow(&one, &rig, "webinar:w1", -1);
    line_follow(&two, &rig, "webinar:w1", -1);
    assert_int_equal(count(&rig), 2);
    line_close(&one);
    loop_pass(rig.loop, 20000);
    assert_int_equal(count(&rig), 2);
    line_close(&two);
    rig_close(&rig);
}

static void a_short_cut_is_no_leave_and_a_long_one_is(void **state)
{
    struct rig rig;
    struct line line;
    (void)state;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 500);
    line_close(&line);
    loop_pass(rig.loop, 28000);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_null(strstr(line.answer, "\"count\":0"));
    line_close(&line);
    loop_pass(rig.loop, 28000);
    assert_int_equal(count(&rig), 2);
    loop_pass(rig.loop, 40000);
    assert_int_equal(count(&rig), 1);
    rig_close(&rig);
}

static void who_does_not_return_after_a_restart_is_gone(void **state)
{
    struct rig rig;
    struct line stays, goes;
    (void)state;
    rig_open(&rig, NULL);
    line_open(&stays, &rig, "u1");
    line_open(&goes, &rig, "u2");
    line_follow(&stays, &rig, "webinar:w1", -1);
    line_follow(&goes, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 500);
    line_close(&stays);
    line_close(&goes);
    rig_restart(&rig);
    line_open(&stays, &rig, "u1");
    line_follow(&stays, &rig, "webinar:w1", -1);
    assert_non_null(strstr(stays.answer, "\"presence\":{\"count\":2}"));
    loop_pass(rig.loop, 35000);
    assert_true(line_heard(&stays, "\"presence\":{\"count\":1}") >= 1);
    line_close(&stays);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_devices_are_one_person),
        cmocka_unit_test(a_short_cut_is_no_leave_and_a_long_one_is),
        cmocka_unit_test(who_does_not_return_after_a_restart_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
