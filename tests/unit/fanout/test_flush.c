/* SPDX-License-Identifier: Apache-2.0
 * Frames over real sockets: directly, and by way of the transport once the socket is full. */
#include "unit/fanout/help_fanout.h"

#include "base/bounds.h"
#include "fanout/pace.h"

static void what_a_socket_takes_leaves_without_the_transport(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    wire_open(&wire, &desk, true);
    for (int i = 0; i < 3; i++)
        desk_say(&desk, 100);
    wire_drain(&wire);
    wire_expect(&wire, 1, 3);
    assert_int_equal(wire.sends, 0);
    assert_int_equal(desk.fanout->stats.sends, 3);
    assert_int_equal(desk.fanout->stats.sent_bytes[CLASS_FULL], wire.heard.len);
    wire_close(&wire);
    desk_close(&desk);
}

/* At every size of frame the cut falls elsewhere. */
static void a_full_socket_cuts_no_frame_apart(void **state)
{
    for (size_t bytes = 1; bytes < 6000; bytes += 333) {
        struct desk desk;
        struct wire wires[2];
        int64_t count = (int64_t)(BOUND_TAPE_BYTES / 2 / (bytes + 100));
        count = count > 200 ? 200 : count;
        desk_open(&desk, 1000);
        wire_open(&wires[0], &desk, true);
        wire_open(&wires[1], &desk, false);
        for (int64_t i = 0; i < count; i++)
            desk_say(&desk, bytes);
        assert_int_equal(subscriber_state(&wires[0].subscriber), SUBSCRIBER_BLOCKED);
        for (int i = 0; i < 2; i++)
            wire_drain(&wires[i]);
        desk_say(&desk, bytes);
        for (int i = 0; i < 2; i++) {
            wire_drain(&wires[i]);
            wire_expect(&wires[i], 1, count + 1);
            wire_close(&wires[i]);
        }
        desk_close(&desk);
    }
}

/* A large answer leaves at once, what is small waits for company until the turn ends. */
static void a_large_answer_waits_for_those_that_are_still_to_come_alone(void **state)
{
    static char large[5000], small[100];
    struct desk desk;
    struct wire wire;
    struct follower second = {.channel = SLICE("d")};
    memset(large, 'x', sizeof large);
    memset(small, 'y', sizeof small);
    desk_open(&desk, 100);
    wire_open(&wire, &desk, false);
    subscriber_push(&wire.subscriber, (struct slice){small, sizeof small});
    assert_int_equal(desk.fanout->stats.sends, 0);
    subscriber_link(&wire.subscriber, &second);
    subscriber_push(&wire.subscriber, (struct slice){large, sizeof large});
    assert_int_equal(desk.fanout->stats.sends, 0);
    subscriber_unlink(&second);
    subscriber_push(&wire.subscriber, (struct slice){large, sizeof large});
    assert_int_equal(desk.fanout->stats.sends, 1);
    subscriber_push(&wire.subscriber, (struct slice){small, sizeof small});
    loop_pass(desk.loop, 1);
    wire_drain(&wire);
    assert_int_equal(wire.heard.len, 2 * (2 + sizeof small) + 2 * (4 + sizeof large));
    assert_memory_equal(wire.heard.bytes + 2, small, sizeof small);
    assert_memory_equal(wire.heard.bytes + wire.heard.len - sizeof small, small, sizeof small);
    wire_close(&wire);
    desk_close(&desk);
}

/* What the transport keeps of its own (an answer to a ping) must leave first. */
static void a_blocked_transport_is_not_passed(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    wire_open(&wire, &desk, true);
    subscriber_block(&wire.subscriber);
    desk_say(&desk, 100);
    assert_int_equal(desk.fanout->stats.sends, 0);
    wire_drain(&wire);
    desk_say(&desk, 100);
    wire_drain(&wire);
    wire_expect(&wire, 1, 2);
    wire_close(&wire);
    desk_close(&desk);
}

static void who_closes_is_sent_nothing(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    wire_open(&wire, &desk, true);
    subscriber_close(&wire.subscriber, 3000, "closed");
    subscriber_block(&wire.subscriber);
    subscriber_unblock(&wire.subscriber);
    desk_say(&desk, 100);
    wire_drain(&wire);
    assert_int_equal(wire.heard.len, 0);
    assert_int_equal(wire.closed, 3000);
    wire_close(&wire);
    desk_close(&desk);
}

/* What waits in the transport waits for the person as well; and is given back. */
static void what_the_transport_keeps_is_pending(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    wire_open(&wire, &desk, true);
    desk_say(&desk, 100000);
    assert_int_equal(subscriber_state(&wire.subscriber), SUBSCRIBER_BLOCKED);
    assert_int_equal(wire.subscriber.waiting, wire.rest.len);
    assert_int_equal(people_waiting(desk.fanout->people), wire.rest.len);
    wire_drain(&wire);
    assert_int_equal(people_waiting(desk.fanout->people), 0);
    wire_expect(&wire, 1, 1);
    wire_close(&wire);
    desk_close(&desk);
}

static void an_outbox_leaves_before_the_feed(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 100);
    wire_open(&wire, &desk, true);
    desk.counted.seq = 1;
    feed_add(desk.feed, true, SLICE("{\"n\":2}"));
    subscriber_push(&wire.subscriber, SLICE("{\"push\":{\"channel\":\"c\",\"pub\":{\"n\":1}}}"));
    loop_pass(desk.loop, 0);
    wire_drain(&wire);
    wire_expect(&wire, 1, 2);
    wire_close(&wire);
    desk_close(&desk);
}

/* What is for one alone comes first, and costs no send of its own. */
static void an_answer_leaves_in_one_send_with_what_the_feed_says(void **state)
{
    struct desk desk;
    struct wire wires[2];
    desk_open(&desk, 100);
    for (int i = 0; i < 2; i++)
        wire_open(&wires[i], &desk, true);
    desk.counted.seq = 1;
    feed_add(desk.feed, true, SLICE("{\"n\":2}"));
    subscriber_push(&wires[0].subscriber,
                    SLICE("{\"push\":{\"channel\":\"c\",\"pub\":{\"n\":1}}}"));
    loop_pass(desk.loop, 0);
    assert_int_equal(desk.fanout->stats.sends, 2);
    for (int i = 0; i < 2; i++) {
        wire_drain(&wires[i]);
        wire_expect(&wires[i], i + 1, 2);
        wire_close(&wires[i]);
    }
    desk_close(&desk);
}

static size_t answered(const struct wire *wires, size_t count)
{
    size_t sent = 0;
    for (size_t i = 0; i < count; i++)
        sent += wires[i].subscriber.outbox.len == 0;
    return sent;
}

/* Who is not of the crowd is answered in the same turn, though after all of it; who waits for a
 * turn is told nothing of the feed before the answer, and may leave. */
static void a_crowd_is_answered_in_turns(void **state)
{
    enum { CROWD = FANOUT_OUTBOXES_TURN * 8 / 5 };
    static struct wire wires[CROWD];
    struct desk desk;
    struct wire few;
    static const char first[] = "{\"push\":{\"channel\":\"c\",\"pub\":{\"n\":1}}}";
    desk_open(&desk, 100);
    wire_open(&few, &desk, true);
    feed_unfollow(&few.follower);
    subscriber_unlink(&few.follower);
    for (int i = 0; i < CROWD; i++)
        wire_open(&wires[i], &desk, i % 2);
    for (int i = 0; i < CROWD; i++)
        subscriber_push(&wires[i].subscriber, slice_of(first));
    subscriber_push(&few.subscriber, slice_of(first));
    assert_int_equal(subscriber_state(&wires[CROWD - 1].subscriber), SUBSCRIBER_LATE);
    wire_close(&wires[CROWD - 1]);
    desk.counted.seq = 1;
    feed_add(desk.feed, true, SLICE("{\"n\":2}"));
    flush_run(desk.fanout);
    assert_int_equal(few.subscriber.outbox.len, 0);
    assert_int_equal(answered(wires, CROWD - 1), FANOUT_OUTBOXES_TURN * 3 / 2);
    subscriber_push(&wires[0].subscriber,
                    SLICE("{\"push\":{\"channel\":\"c\",\"pub\":{\"n\":3}}}"));
    loop_pass(desk.loop, 10);
    wire_drain(&few);
    wire_expect(&few, 1, 1);
    wire_close(&few);
    for (int i = 0; i < CROWD - 1; i++) {
        wire_drain(&wires[i]);
        wire_expect(&wires[i], 1, i == 0 ? 3 : 2);
        wire_close(&wires[i]);
    }
    desk_close(&desk);
}

static size_t times(const struct buffer *heard, const char *word)
{
    size_t count = 0;
    struct slice left = buffer_slice(heard);
    for (const char *at; (at = memmem(left.at, left.len, word, strlen(word))); count++)
        left = (struct slice){at + 1, left.len - (size_t)(at + 1 - left.at)};
    return count;
}

/* Wherever the socket is full, in the answer, between the two or in a frame of the feed: each comes
 * whole and once, in their order, and what is taken back before it has begun does not come. */
static void an_answer_and_a_feed_are_cut_like_each_alone(void **state)
{
    static const char first[] = "{\"push\":{\"channel\":\"c\",\"pub\":{\"n\":1}}}";
    size_t total = SIZE_MAX;
    for (size_t cut = 1; cut < total; cut++) {
        struct desk desk;
        struct wire wire;
        desk_open(&desk, 100);
        wire_open(&wire, &desk, false);
        wire.takes = cut;
        subscriber_push(&wire.subscriber, SLICE("{\"n\":0}"));
        subscriber_push(&wire.subscriber, slice_of(first));
        feed_add(desk.feed, true, SLICE("{\"n\":2}"));
        feed_add(desk.feed, true, SLICE("{\"n\":3}"));
        tape_about(&desk.feed->tape, 3);
        total = wire.subscriber.outbox.len + tape_end(&desk.feed->tape);
        loop_pass(desk.loop, 0);
        assert_int_equal(wire.sends, 1);
        assert_int_equal(subscriber_state(&wire.subscriber), SUBSCRIBER_BLOCKED);
        bool begun = desk.feed->places.list[0].cursor == tape_end(&desk.feed->tape);
        feed_hide(desk.feed, 3);
        assert_int_equal(wire.closed, begun ? 3011 : 0);
        wire_drain(&wire);
        assert_int_equal(times(&wire.heard, "\"n\":0"), 1);
        assert_int_equal(times(&wire.heard, "\"n\":1"), 1);
        assert_int_equal(times(&wire.heard, "\"n\":2"), 1);
        assert_int_equal(times(&wire.heard, "\"n\":3"), begun);
        assert_int_equal(wire.heard.len, total);
        wire_close(&wire);
        desk_close(&desk);
    }
}

/* The tape has moved on: the source's whole, and then what comes. */
static void who_falls_behind_the_tape_gets_the_whole(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 8);
    wire_open(&wire, &desk, true);
    for (int i = 0; i < 100; i++)
        desk_say(&desk, 2000);
    assert_int_equal(desk.fanout->stats.behind, 0);
    wire_drain(&wire);
    desk_say(&desk, 10);
    wire_drain(&wire);
    assert_int_equal(desk.fanout->stats.behind, 1);
    assert_non_null(memmem(wire.heard.bytes, wire.heard.len, "{\"whole\":100}", 13));
    assert_non_null(memmem(wire.heard.bytes, wire.heard.len, "{\"n\":101,", 9));
    wire_close(&wire);
    desk_close(&desk);
}

static void where_there_is_no_whole_the_client_subscribes_anew(void **state)
{
    struct desk desk;
    struct wire wire;
    desk_open(&desk, 8);
    desk.counted.shows_nothing = true;
    wire_open(&wire, &desk, true);
    for (int i = 0; i < 100; i++)
        desk_say(&desk, 2000);
    wire_drain(&wire);
    loop_pass(desk.loop, 0);
    wire_drain(&wire);
    assert_non_null(memmem(wire.heard.bytes, wire.heard.len, "\"code\":2500", 11));
    assert_int_equal(feed_followers(desk.feed), 0);
    wire_close(&wire);
    desk_close(&desk);
}

/* Who may have bytes of a frame in the transport that was taken back is ended. */
static void who_stands_inside_a_frame_taken_back_is_ended(void **state)
{
    struct desk desk;
    struct wire slow, quick;
    desk_open(&desk, 100);
    wire_open(&slow, &desk, true);
    wire_open(&quick, &desk, true);
    desk_say(&desk, 100);
    wire_drain(&quick);
    desk_say(&desk, 60000);
    tape_about(&desk.feed->tape, 7);
    wire_drain(&quick);
    assert_int_equal(subscriber_state(&slow.subscriber), SUBSCRIBER_BLOCKED);
    pace_hide(desk.feed, 7);
    assert_int_equal(slow.closed, 3011);
    assert_int_equal(quick.closed, 0);
    wire_close(&slow);
    wire_close(&quick);
    desk_close(&desk);
}

/* What an event says of many things goes with any of them: who has not been served it catches up.
 */
static void an_event_of_many_things_is_dropped_with_one(void **state)
{
    struct desk desk;
    desk_open(&desk, 100);
    desk_say(&desk, 100);
    tape_about(&desk.feed->tape, 0);
    desk_say(&desk, 100);
    tape_about(&desk.feed->tape, 7);
    pace_hide(desk.feed, 7);
    assert_int_equal(desk.feed->tape.run.len, 0);
    desk_close(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_socket_takes_leaves_without_the_transport),
        cmocka_unit_test(a_full_socket_cuts_no_frame_apart),
        cmocka_unit_test(a_large_answer_waits_for_those_that_are_still_to_come_alone),
        cmocka_unit_test(a_blocked_transport_is_not_passed),
        cmocka_unit_test(who_closes_is_sent_nothing),
        cmocka_unit_test(what_the_transport_keeps_is_pending),
        cmocka_unit_test(an_outbox_leaves_before_the_feed),
        cmocka_unit_test(an_answer_leaves_in_one_send_with_what_the_feed_says),
        cmocka_unit_test(a_crowd_is_answered_in_turns),
        cmocka_unit_test(an_answer_and_a_feed_are_cut_like_each_alone),
        cmocka_unit_test(who_falls_behind_the_tape_gets_the_whole),
        cmocka_unit_test(where_there_is_no_whole_the_client_subscribes_anew),
        cmocka_unit_test(who_stands_inside_a_frame_taken_back_is_ended),
        cmocka_unit_test(an_event_of_many_things_is_dropped_with_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
