/* SPDX-License-Identifier: Apache-2.0
 * The lean class: the same facts in fewer, larger patches. */
#include "unit/hub/help_hub.h"

#include "base/bounds.h"
#include "base/merge.h"

static void lean_open(struct line *line, struct rig *rig, const char *id)
{
    line_open(line, rig, id);
    line->outlet.lean = true;
}

static void what_happens_in_a_while_comes_as_one_patch(void **state)
{
    struct rig rig;
    struct line lean, full;
    (void)state;
    rig_open(&rig, NULL);
    lean_open(&lean, &rig, "u1");
    line_open(&full, &rig, "u2");
    line_follow(&lean, &rig, "webinar:w1", -1);
    line_follow(&full, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 2 * BOUND_LEAN_MS);
    unsigned frames = lean.frames, full_frames = full.frames;
    for (int i = 0; i < 20; i++)
        rig_say(&rig, "words");
    assert_int_equal(lean.frames, frames);
    assert_int_equal(full.frames, full_frames + 20);
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    assert_int_equal(lean.frames, frames + 1);
    assert_int_equal(line_heard(&lean, "words"), 20);
    assert_true(line_heard(&lean, "\"type\":\"batch\"") >= 1);
    assert_true(lean.heard.len < full.heard.len * 2 / 3);
    assert_int_equal(hub_stats(rig.hub).lean, 1);
    line_close(&lean);
    assert_int_equal(hub_stats(rig.hub).lean, 0);
    line_close(&full);
    rig_close(&rig);
}

static void what_was_missed_comes_as_one_patch_too(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    struct json *missed = NULL;
    (void)state;
    rig_open(&rig, NULL);
    lean_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = line.offset;
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    rig_say(&rig, "one");
    rig_say(&rig, "two");
    lean_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_true(line.recovered);
    assert_int_equal(json_parse_large(slice_of(line.answer), &missed), ERR_NONE);
    const struct json *first = json_first(missed);
    assert_non_null(json_get(json_get(first, "data"), "patch"));
    assert_non_null(strstr(line.answer, "one"));
    assert_non_null(strstr(line.answer, "two"));
    assert_int_equal(json_get_int(first, "offset", &offset), true);
    assert_int_equal(offset, line.offset);
    json_free(&missed);
    line_close(&line);
    rig_close(&rig);
}

static void what_waits_for_nobody_is_not_kept_for_the_next(void **state)
{
    struct rig rig;
    struct line line;
    char data[128];
    (void)state;
    rig_open(&rig, NULL);
    lean_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 2 * BOUND_LEAN_MS);
    int64_t seq = rig_say(&rig, "regretted");
    line_close(&line);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d\",\"message\":%lld}",
             (long long)seq);
    assert_true(rig_command(&rig, "host", "chat.delete", data) > 0);
    lean_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 2 * BOUND_LEAN_MS);
    assert_int_equal(line_heard(&line, "regretted"), 0);
    line_close(&line);
    rig_close(&rig);
}

static void who_falls_behind_twice_is_served_lean(void **state)
{
    struct rig rig;
    struct line slow;
    struct hub_options options = {.tape_frames = 8};
    (void)state;
    rig_open(&rig, &options);
    line_open(&slow, &rig, "u1");
    line_follow(&slow, &rig, "webinar:w1", -1);
    for (int times = 0; times < BOUND_BEHIND; times++) {
        assert_false(slow.outlet.lean);
        slow.takes = 0;
        for (int i = 0; i < 20; i++)
            rig_say(&rig, "flood");
        slow.takes = SIZE_MAX;
        outlet_ready(&slow.outlet);
        rig_turn(&rig);
    }
    assert_true(slow.outlet.lean);
    assert_int_equal(hub_stats(rig.hub).lean, 1);
    unsigned frames = slow.frames;
    rig_say(&rig, "after");
    assert_int_equal(slow.frames, frames);
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    assert_int_equal(line_heard(&slow, "after"), 1);
    line_close(&slow);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happens_in_a_while_comes_as_one_patch),
        cmocka_unit_test(what_was_missed_comes_as_one_patch_too),
        cmocka_unit_test(what_waits_for_nobody_is_not_kept_for_the_next),
        cmocka_unit_test(who_falls_behind_twice_is_served_lean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
