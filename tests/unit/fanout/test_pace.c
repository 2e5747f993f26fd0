/* SPDX-License-Identifier: Apache-2.0
 * The lean pace: what happened as one patch, or as few as can say it. */
#include "fanout/pace.h"

#include "base/bounds.h"
#include "base/frame.h"
#include "base/json.h"
#include "base/merge.h"
#include "unit/fanout/help_fanout.h"

static void lean_open(struct wire *wire, struct desk *desk)
{
    wire_open(wire, desk, true);
    feed_unfollow(&wire->follower);
    wire->subscriber.lean = true;
    desk->feed->composed = true;
    feed_follow(pace_choose(desk->feed, &wire->subscriber), &wire->follower);
}

static void say(struct desk *desk, bool event, const char *patch)
{
    desk->counted.seq += event;
    pace_add(desk->feed, event, slice_of(patch), SLICE("{}"));
    loop_pass(desk->loop, 0);
}

/* Applies all that was heard to a copy that was `before`; the offset of the last frame. */
static int64_t replay(struct wire *wire, const char *before, const char *after, unsigned frames)
{
    struct json *copy = NULL, *expected = NULL;
    int64_t offset = 0;
    wire_drain(wire);
    assert_int_equal(json_parse(slice_of(before), &copy), ERR_NONE);
    assert_int_equal(json_parse(slice_of(after), &expected), ERR_NONE);
    for (struct slice run = buffer_slice(&wire->heard); run.len > 0; frames--) {
        struct json *json = NULL;
        assert_int_equal(json_parse_large(frame_next(&run), &json), ERR_NONE);
        const struct json *pub = json_get(json_get(json, "push"), "pub");
        merge_apply(&copy, json_get(json_get(pub, "data"), "patch"));
        (void)json_get_int(pub, "offset", &offset);
        json_free(&json);
    }
    assert_int_equal(frames, 0);
    assert_true(json_equal(copy, expected));
    json_free(&copy);
    json_free(&expected);
    return offset;
}

static void what_happens_in_a_while_is_one_patch(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    lean_open(&wire, &desk);
    say(&desk, true, "{\"a\":{\"x\":1}}");
    say(&desk, true, "{\"a\":null}");
    say(&desk, false, "{\"b\":2}");
    pace_publish(desk.feed);
    loop_pass(desk.loop, 0);
    assert_int_equal(replay(&wire, "{}", "{\"b\":2}", 1), 2);
    wire_close(&wire);
    desk_close(&desk);
}

/* Gone, then there again: no one merge patch replaces an object. */
static void what_one_patch_cannot_say_leaves_as_two(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    lean_open(&wire, &desk);
    say(&desk, true, "{\"a\":null}");
    say(&desk, true, "{\"a\":{\"y\":2}}");
    assert_int_equal(replay(&wire, "{\"a\":{\"x\":1}}", "{}", 1), 1);
    pace_publish(desk.feed);
    loop_pass(desk.loop, 0);
    assert_int_equal(replay(&wire, "{\"a\":{\"x\":1}}", "{\"a\":{\"y\":2}}", 2), 2);
    wire_close(&wire);
    desk_close(&desk);
}

static void missed_patches_are_as_few_as_can_say_it(void **state)
{
    struct buffer list;
    buffer_init(&list, 4096);
    buffer_add(&list, SLICE("[{\"data\":{\"patch\":{\"a\":1}}},{\"data\":{\"patch\":{\"b\":2}}},"
                            "{\"data\":{\"patch\":{\"a\":{\"x\":3}}}}]"));
    pace_compose(&list, 9);
    const char *expected =
        "[{\"data\":{\"type\":\"batch\",\"patch\":{\"a\":1,\"b\":2}}},"
        "{\"data\":{\"type\":\"batch\",\"patch\":{\"a\":{\"x\":3}}},\"offset\":9}]";
    assert_true(slice_is(buffer_slice(&list), expected));
    buffer_done(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happens_in_a_while_is_one_patch),
        cmocka_unit_test(what_one_patch_cannot_say_leaves_as_two),
        cmocka_unit_test(missed_patches_are_as_few_as_can_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
