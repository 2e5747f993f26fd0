/* SPDX-License-Identifier: Apache-2.0
 * Fan-out: one send per connection and turn, slow readers, those who fall behind. */
#include "unit/hub/help_hub.h"

#include "base/bounds.h"
#include "base/mem.h"

static void what_comes_together_leaves_in_one_send(void **state)
{
    struct rig rig;
    struct line line;
    struct pending pending[16];
    char data[128];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 1000);
    line.sends = 0;
    for (int i = 0; i < 16; i++) {
        snprintf(data, sizeof data,
                 "{\"room\":\"webinar:w1\",\"op\":\"t%d\",\"text\":\"together\"}", i);
        rig_send(&rig, "host", "chat.post", data, &pending[i]);
    }
    rig_turn(&rig);
    assert_int_equal(line_heard(&line, "together"), 16);
    assert_int_equal(line.sends, 1);
    line_close(&line);
    rig_close(&rig);
}

static void a_blocked_reader_goes_on_where_it_stopped(void **state)
{
    struct rig rig;
    struct line slow, fast;
    rig_open(&rig, NULL);
    line_open(&slow, &rig, "u1");
    line_open(&fast, &rig, "u2");
    line_follow(&slow, &rig, "webinar:w1", -1);
    line_follow(&fast, &rig, "webinar:w1", -1);
    loop_pass(rig.loop, 1000);
    slow.takes = 0;
    rig_say(&rig, "one");
    unsigned sends = slow.sends;
    rig_say(&rig, "two");
    rig_say(&rig, "three");
    assert_int_equal(slow.sends, sends); /* blocked: it costs nothing */
    assert_int_equal(line_heard(&fast, "three"), 1);
    slow.takes = 1;
    flush_ready(&slow.subscriber);
    assert_int_equal(line_heard(&slow, "one"), 1);
    assert_int_equal(line_heard(&slow, "two"), 0);
    slow.takes = SIZE_MAX;
    flush_ready(&slow.subscriber);
    assert_int_equal(line_heard(&slow, "one"), 1);
    assert_int_equal(line_heard(&slow, "two"), 1);
    assert_int_equal(line_heard(&slow, "three"), 1);
    line_close(&slow);
    line_close(&fast);
    rig_close(&rig);
}

static void who_falls_behind_is_caught_up_in_one_frame(void **state)
{
    struct rig rig;
    struct line slow;
    rig_open(&rig, NULL);
    line_open(&slow, &rig, "u1");
    line_follow(&slow, &rig, "webinar:w1", -1);
    slow.takes = 0;
    for (int i = 0; i < BOUND_TAPE_FRAMES + 10; i++)
        rig_say(&rig, "flood");
    assert_int_equal(slow.frames, 0);
    assert_int_equal(slow.subscriber.outbox.len, 0); /* meanwhile it costs nothing */
    slow.takes = SIZE_MAX;
    flush_ready(&slow.subscriber);
    rig_turn(&rig);
    assert_int_equal(slow.frames, 1);
    assert_int_equal(line_heard(&slow, "\"chat\":null"), 1);
    assert_int_equal(line_heard(&slow, "flood"), BOUND_CHAT_WINDOW);
    assert_int_equal(slow.closed, 0);
    rig_say(&rig, "after");
    assert_int_equal(line_heard(&slow, "after"), 1);
    line_close(&slow);
    rig_close(&rig);
}

static void an_outbox_that_is_never_read_closes_the_connection(void **state)
{
    struct rig rig;
    struct line line;
    char answer[4000];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line.takes = 0;
    memset(answer, 'x', sizeof answer);
    for (int i = 0; i < 1000 && !line.closed; i++)
        subscriber_push(&line.subscriber, (struct slice){answer, sizeof answer});
    assert_int_equal(line.closed, 3008);
    assert_true(line.subscriber.outbox.len <= BOUND_OUTBOX_BYTES + 2 * sizeof answer);
    line_close(&line);
    rig_close(&rig);
}

static void ignore(void *context, const struct hub_subscribed *answer)
{
    (void)context;
    assert_int_equal(answer->error, ERR_NONE);
}

static void a_large_room_is_served_in_slices(void **state)
{
    enum { MANY = BOUND_SENDS_TURN + 500 };
    struct rig rig;
    struct line small;
    struct line *lines = mem_new(MANY * sizeof *lines);
    struct hub_options options = {.channels_open = true};
    rig_open(&rig, &options);
    for (int i = 0; i < MANY; i++) {
        struct hub_subscribe request = {.channel = SLICE("large")};
        line_open(&lines[i], &rig, "u1");
        hub_subscribe(rig.hub, &lines[i].subscriber, &request, ignore, NULL);
    }
    rig_turn(&rig);
    line_open(&small, &rig, "u2");
    line_follow(&small, &rig, "small", -1);
    struct pending first, second;
    rig_send(&rig, "u1", "publish", "{\"room\":\"large\",\"op\":\"a\",\"data\":\"big\"}", &first);
    rig_send(&rig, "u1", "publish", "{\"room\":\"small\",\"op\":\"b\",\"data\":\"little\"}",
             &second);
    uint64_t sends = hub_stats(rig.hub).fanout.sends;
    rig_turn(&rig);
    assert_int_equal(line_heard(&small, "little"), 1);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(line_heard(&lines[i], "big"), 1);
        assert_int_equal(lines[i].sends, 1);
    }
    assert_int_equal(hub_stats(rig.hub).fanout.sends, sends + MANY + 1);
    for (int i = 0; i < MANY; i++)
        line_close(&lines[i]);
    line_close(&small);
    mem_free(lines);
    rig_close(&rig);
}

static void publish(struct rig *rig, const char *text)
{
    static unsigned op;
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"plain\",\"op\":\"pub%u\",\"data\":\"%s\"}", op++,
             text);
    assert_true(rig_command(rig, "host", "publish", data) > 0);
}

/* Plain channels have no view to catch up with: who falls behind is told to subscribe anew, and
 * the flush itself unlinks them. */
static void whoever_leaves_in_the_middle_of_a_flush_leaves_nobody_out(void **state)
{
    enum { FEW = 8 };
    struct rig rig;
    struct line lines[FEW];
    struct hub_options options = {.channels_open = true, .tape_frames = 8};
    rig_open(&rig, &options);
    for (int i = 0; i < FEW; i++) {
        line_open(&lines[i], &rig, "u1");
        line_follow(&lines[i], &rig, "plain", -1);
    }
    lines[1].takes = lines[5].takes = 0;
    for (int i = 0; i < 20; i++)
        publish(&rig, "flood");
    lines[1].takes = lines[5].takes = SIZE_MAX;
    subscriber_unblock(&lines[1].subscriber);
    subscriber_unblock(&lines[5].subscriber);
    publish(&rig, "last");
    for (int i = 0; i < FEW; i++)
        if (i != 1 && i != 5)
            assert_int_equal(line_heard(&lines[i], "last"), 1);
        else
            assert_int_equal(line_heard(&lines[i], "insufficient state"), 1);
    for (int i = 0; i < FEW; i++)
        line_close(&lines[i]);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_together_leaves_in_one_send),
        cmocka_unit_test(a_blocked_reader_goes_on_where_it_stopped),
        cmocka_unit_test(who_falls_behind_is_caught_up_in_one_frame),
        cmocka_unit_test(an_outbox_that_is_never_read_closes_the_connection),
        cmocka_unit_test(a_large_room_is_served_in_slices),
        cmocka_unit_test(whoever_leaves_in_the_middle_of_a_flush_leaves_nobody_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
