/* SPDX-License-Identifier: Apache-2.0
 * The lean class: the same facts in fewer, larger patches. */
#include "unit/hub/help_hub.h"

#include "base/bounds.h"
#include "base/merge.h"

static void lean_open(struct line *line, struct rig *rig, const char *id)
{
    line_open(line, rig, id);
    line->subscriber.lean = true;
}

static void what_happens_in_a_while_comes_as_one_patch(void **state)
{
    struct rig rig;
    struct line lean, full;
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
    assert_int_equal(hub_stats(rig.hub).fanout.lean, 1);
    assert_int_equal(hub_stats(rig.hub).fanout.sent_bytes[CLASS_LEAN], lean.bytes);
    assert_int_equal(hub_stats(rig.hub).fanout.sent_bytes[CLASS_FULL], full.bytes);
    line_close(&lean);
    assert_int_equal(hub_stats(rig.hub).fanout.lean, 0);
    line_close(&full);
    rig_close(&rig);
}

static void what_was_missed_comes_as_one_patch_too(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    struct json *missed = NULL;
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
    rig_open(&rig, &options);
    line_open(&slow, &rig, "u1");
    line_follow(&slow, &rig, "webinar:w1", -1);
    for (int times = 0; times < BOUND_BEHIND; times++) {
        assert_false(slow.subscriber.lean);
        slow.takes = 0;
        for (int i = 0; i < 20; i++)
            rig_say(&rig, "flood");
        slow.takes = SIZE_MAX;
        flush_ready(&slow.subscriber);
        rig_turn(&rig);
    }
    assert_true(slow.subscriber.lean);
    assert_int_equal(hub_stats(rig.hub).fanout.lean, 1);
    unsigned frames = slow.frames;
    rig_say(&rig, "after");
    assert_int_equal(slow.frames, frames);
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    assert_int_equal(line_heard(&slow, "after"), 1);
    line_close(&slow);
    rig_close(&rig);
}

static void packed_open(struct line *line, struct rig *rig, const char *id)
{
    lean_open(line, rig, id);
    line->subscriber.packed = true;
}

static void the_packed_hear_the_same_in_fewer_bytes(void **state)
{
    struct rig rig;
    struct line packed, text;
    rig_open(&rig, NULL);
    packed_open(&packed, &rig, "u1");
    lean_open(&text, &rig, "u2");
    line_follow(&packed, &rig, "webinar:w1", -1);
    line_follow(&text, &rig, "webinar:w1", -1);
    for (int i = 0; i < 20; i++) {
        rig_say(&rig, "words");
        loop_pass(rig.loop, BOUND_LEAN_MS / 3);
    }
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    assert_int_equal(line_heard(&packed, "words"), 20);
    assert_true(slice_equal(buffer_slice(&packed.heard), buffer_slice(&text.heard)));
    assert_true(packed.bytes * 3 < text.bytes);
    assert_int_equal(hub_stats(rig.hub).fanout.lean, 2);
    line_close(&packed);
    line_close(&text);
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    rig_close(&rig);
}

static void the_packed_share_their_frames(void **state)
{
    struct rig rig;
    struct line lines[3];
    rig_open(&rig, NULL);
    for (int i = 0; i < 3; i++) {
        packed_open(&lines[i], &rig, i == 0 ? "u1" : i == 1 ? "u2" : "u3");
        line_follow(&lines[i], &rig, "webinar:w1", -1);
    }
    loop_pass(rig.loop, 2 * BOUND_LEAN_MS);
    uint64_t frames = hub_stats(rig.hub).fanout.frames;
    rig_say(&rig, "words");
    loop_pass(rig.loop, BOUND_LEAN_MS + 250);
    /* One for participants, one for staff, and one for all the packed. */
    assert_int_equal(hub_stats(rig.hub).fanout.frames, frames + 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(line_heard(&lines[i], "words"), 1);
        line_close(&lines[i]);
    }
    rig_close(&rig);
}

static void where_nothing_is_composed_the_packed_get_each_event(void **state)
{
    struct rig rig;
    struct hub_options options = {.channels_open = true};
    struct line line;
    rig_open(&rig, &options);
    packed_open(&line, &rig, "u1");
    line_follow(&line, &rig, "news", -1);
    assert_true(rig_command(&rig, "u2", "publish",
                            "{\"room\":\"news\",\"op\":\"n1\",\"data\":\"now\"}") > 0);
    assert_int_equal(line_heard(&line, "\"now\""), 1);
    line_close(&line);
    rig_close(&rig);
}

static void what_is_for_one_person_is_packed_when_it_pays(void **state)
{
    struct rig rig;
    struct line line;
    struct buffer text;
    rig_open(&rig, NULL);
    packed_open(&line, &rig, "u1");
    subscriber_push(&line.subscriber, SLICE("{}"));
    rig_turn(&rig);
    assert_int_equal(line.bytes, 2 + 1 + 2);
    buffer_init(&text, BOUND_VIEW_BYTES);
    while (text.len < BOUND_PACK_BYTES_TURN / 2 + 1)
        buffer_add(&text, SLICE("{\"push\":{\"channel\":\"webinar:w1\",\"pub\":{\"data\":{}}}}"));
    line.bytes = 0;
    subscriber_push(&line.subscriber, buffer_slice(&text));
    rig_turn(&rig);
    assert_true(line.bytes < text.len / 10);
    /* The second in one turn would be too much work at once. */
    line.bytes = 0;
    rig.hub->fanout->packed_bytes = BOUND_PACK_BYTES_TURN / 2;
    subscriber_push(&line.subscriber, buffer_slice(&text));
    rig_turn(&rig);
    assert_true(line.bytes > text.len);
    assert_int_equal(rig.hub->fanout->packed_bytes, 0);
    buffer_done(&text);
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happens_in_a_while_comes_as_one_patch),
        cmocka_unit_test(what_was_missed_comes_as_one_patch_too),
        cmocka_unit_test(what_waits_for_nobody_is_not_kept_for_the_next),
        cmocka_unit_test(who_falls_behind_twice_is_served_lean),
        cmocka_unit_test(the_packed_hear_the_same_in_fewer_bytes),
        cmocka_unit_test(the_packed_share_their_frames),
        cmocka_unit_test(where_nothing_is_composed_the_packed_get_each_event),
        cmocka_unit_test(what_is_for_one_person_is_packed_when_it_pays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
