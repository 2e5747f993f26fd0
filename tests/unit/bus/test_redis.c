/* SPDX-License-Identifier: Apache-2.0
 * Instances on a real Redis server: who hears what, and what forged messages change. */
#include "unit/bus/help_redis.h"

#include "base/bounds.h"

static struct server server; /* of all cases */

static int servers_start(void **state)
{
    server_start(&server, NULL);
    return 0;
}

static int servers_end(void **state)
{
    server_remove(&server);
    return 0;
}

/* Two instances that hear. */
static int setup(void **state)
{
    static struct world world;
    world_open(&world);
    for (unsigned i = 0; i < 2; i++) {
        const struct instance *instance =
            instance_open(&world, i, "redis://127.0.0.1:%d", server.port);
        assert_false(bus_stats(instance->bus).hearing);
    }
    await_hearing(&world, &world.instances[0], true);
    await_hearing(&world, &world.instances[1], true);
    *state = &world;
    return 0;
}

static int teardown(void **state)
{
    world_close(*state);
    return 0;
}

static void publish_forged(const char *channel, struct slice text)
{
    const struct slice words[] = {SLICE("PUBLISH"), slice_of(channel), text};
    assert_int_equal(server_ask(&server, words, 3)[0], ':');
}

static void news_reach_the_followers_on_other_instances(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    bus_follow(a->bus, SLICE("webinar:w1"));
    bus_follow(b->bus, SLICE("webinar:w1"));
    await_text(world, a->notes, "followed:webinar:w1 ");
    await_text(world, b->notes, "followed:webinar:w1 ");
    bus_publish(a->bus, SLICE("webinar:w2"), 5, NOTHING);
    bus_publish(a->bus, SLICE("webinar:w1"), 7, NOTHING);
    await_text(world, b->notes, "news:webinar:w1=7 ");
    /* What was published first would have come first. */
    assert_null(strstr(b->notes, "w2"));
    bus_publish(b->bus, SLICE("webinar:w1"), 8, NOTHING);
    await_text(world, a->notes, "news:webinar:w1=8 ");
    assert_null(strstr(a->notes, "=7"));
    assert_null(strstr(b->notes, "=8"));
    assert_string_equal(a->said, "back;");
}

static void news_of_a_turn_are_one_for_each_room(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    bus_follow(b->bus, SLICE("r"));
    await_text(world, b->notes, "followed:r ");
    for (int64_t seq = 1; seq <= 9; seq++)
        bus_publish(a->bus, SLICE("r"), seq == 9 ? 3 : seq, NOTHING);
    await_text(world, b->notes, "news:r=8 ");
    assert_int_equal(bus_stats(a->bus).published, 1);
    assert_int_equal(bus_stats(b->bus).heard, 1);
}

static void news_carry_what_is_sealed_in_any_bytes(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    bus_follow(b->bus, SLICE("r"));
    await_text(world, b->notes, "followed:r ");
    bus_publish(a->bus, SLICE("r"), 1, SLICE("one"));
    await_text(world, b->notes, "news:r=1+3:one ");
    /* Several of a turn are one message, and each is heard. */
    bus_publish(a->bus, SLICE("r"), 2, SLICE("2 2:\r\n$-1\r\n"));
    bus_publish(a->bus, SLICE("r"), 5, SLICE("\0\xff"));
    bus_publish(a->bus, SLICE("r"), 6, SLICE("six"));
    await_text(world, b->notes, "news:r=6+3:six ");
    assert_non_null(strstr(b->notes, "news:r=2+11:2 2:\r\n$- news:r=5+2: news:r=6+3:six "));
    assert_int_equal(bus_stats(a->bus).published, 2);
    assert_int_equal(bus_stats(b->bus).heard, 2);
    /* What nobody sealed is told of all the same, and what comes after it is not carried. */
    bus_publish(a->bus, SLICE("r"), 7, SLICE("seven"));
    bus_publish(a->bus, SLICE("r"), 8, NOTHING);
    bus_publish(a->bus, SLICE("r"), 9, SLICE("nine"));
    await_text(world, b->notes, "news:r=7+5:seven news:r=9 ");
}

static void what_is_too_much_is_told_of_and_not_carried(void **state)
{
    enum { PARTS = 40 };
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char *text = calloc(1, BOUND_BELL_TURN_BYTES);
    char wanted[64];
    memset(text, 'x', BOUND_BELL_TURN_BYTES);
    bus_follow(b->bus, SLICE("r"));
    await_text(world, b->notes, "followed:r ");
    bus_publish(a->bus, SLICE("r"), 1, (struct slice){text, BOUND_BELL_TURN_BYTES});
    await_text(world, b->notes, "news:r=1 ");
    /* As many as go into one message, then none. */
    for (int64_t seq = 2; seq < 2 + PARTS; seq++)
        bus_publish(a->bus, SLICE("r"), seq, (struct slice){text, BOUND_BELL_BYTES});
    await_text(world, b->notes, "news:r=41 ");
    assert_int_equal(count_text(b->notes, "+4096:"), BOUND_BELL_TURN_BYTES / BOUND_BELL_BYTES - 1);
    assert_null(strstr(b->notes, "news:r=41+"));
    snprintf(wanted, sizeof wanted, "news:r=%d+", BOUND_BELL_TURN_BYTES / BOUND_BELL_BYTES);
    assert_non_null(strstr(b->notes, wanted));
    free(text);
}

/* Many rooms at once: what waits to leave has a bound of its own, and news have none of it. */
static void what_waits_to_leave_has_a_bound(void **state)
{
    enum { ROOMS = 2 * BOUND_BELL_WAITING_BYTES / BOUND_BELL_BYTES };
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char *text = calloc(1, BOUND_BELL_BYTES), room[16];
    memset(text, 'x', BOUND_BELL_BYTES);
    for (int i = 0; i < ROOMS; i++) {
        snprintf(room, sizeof room, "r%d", i);
        bus_follow(b->bus, slice_of(room));
    }
    await_text(world, b->notes, "followed:r127 ");
    b->notes[0] = '\0';
    for (int i = 0; i < ROOMS; i++) {
        snprintf(room, sizeof room, "r%d", i);
        bus_publish(a->bus, slice_of(room), 1, (struct slice){text, BOUND_BELL_BYTES});
    }
    await(world, bus_stats(b->bus).heard >= ROOMS);
    assert_int_equal(bus_stats(b->bus).heard, ROOMS);
    assert_in_range(count_text(b->notes, "+4096:"), ROOMS / 4, ROOMS / 2);
    free(text);
}

static void what_is_not_followed_any_more_is_silent(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    bus_follow(b->bus, SLICE("left"));
    bus_follow(b->bus, SLICE("kept"));
    await_text(world, b->notes, "followed:kept ");
    bus_unfollow(b->bus, SLICE("left"));
    bus_unfollow(b->bus, SLICE("never followed"));
    bus_unfollow(b->bus, SLICE("kept"));
    bus_follow(b->bus, SLICE("kept"));
    bus_publish(a->bus, SLICE("left"), 1, NOTHING);
    bus_publish(a->bus, SLICE("kept"), 1, NOTHING);
    await_text(world, b->notes, "news:kept=1 ");
    assert_null(strstr(b->notes, "news:left"));
    /* The server was told as well. */
    await(world, strstr(server_say(&server, "PUBSUB NUMSUB test:room:left"), ":0\r\n"));
    assert_non_null(strstr(server_say(&server, "PUBSUB NUMSUB test:room:kept"), ":1\r\n"));
}

/* Each step in a turn of its own, so that all of them reach the server. */
static void following_and_leaving_end_as_was_said_last(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    for (int i = 0; i < 9; i++) {
        if (i % 2 == 0)
            bus_follow(b->bus, SLICE("r"));
        else
            bus_unfollow(b->bus, SLICE("r"));
        pass(world, 0);
    }
    await_text(world, b->notes, "followed:r ");
    bus_publish(a->bus, SLICE("r"), 4, NOTHING);
    await_text(world, b->notes, "news:r=4 ");
    bus_unfollow(b->bus, SLICE("r"));
    pass(world, 0);
    bus_follow(b->bus, SLICE("r"));
    bus_unfollow(b->bus, SLICE("r"));
    bus_follow(b->bus, SLICE("last"));
    await_text(world, b->notes, "followed:last ");
    assert_non_null(strstr(server_say(&server, "PUBSUB NUMSUB test:room:r"), ":0\r\n"));
}

/* The first answer is of a request that was taken back: only the last one counts. */
static void an_earlier_answer_is_not_taken_for_a_later_one(void **state)
{
    struct world *world = *state;
    struct instance *b = &world->instances[1];
    server_pause(&server);
    for (int i = 0; i < 5; i++) {
        if (i % 2 == 0)
            bus_follow(b->bus, SLICE("r"));
        else
            bus_unfollow(b->bus, SLICE("r"));
        pass(world, 5);
    }
    bus_follow(b->bus, SLICE("last"));
    pass(world, 5);
    server_resume(&server);
    await_text(world, b->notes, "followed:last ");
    assert_int_equal(count_text(b->notes, "followed:r "), 1);
    assert_null(strstr(b->notes, "deaf"));
}

static void a_message_reaches_its_instance_alone(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char *large = calloc(1, BOUND_BUS_MESSAGE_BYTES + 1);
    struct slice longest = {large, BOUND_BUS_MESSAGE_BYTES};
    assert_true(bus_tell(a->bus, bus_node(b->bus), SLICE("hello\r\n$5 b")));
    assert_true(bus_tell(a->bus, bus_node(a->bus), SLICE("myself")));
    assert_true(bus_tell(a->bus, bus_node(b->bus), longest));
    longest.len++;
    assert_false(bus_tell(a->bus, bus_node(b->bus), longest));
    assert_false(bus_tell(a->bus, SLICE("no name"), SLICE("x")));
    await_text(world, b->notes, "told:hello\r\n$5 b ");
    await_text(world, b->notes, "told:131072 ");
    assert_non_null(strstr(a->notes, "told:myself "));
    assert_null(strstr(a->notes, "hello"));
    assert_null(strstr(b->notes, "myself"));
    free(large);
}

static void who_is_alive_is_known(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char node[32];
    snprintf(node, sizeof node, "lost:%s ", bus_node(b->bus).at);
    assert_int_not_equal(strcmp(bus_node(a->bus).at, bus_node(b->bus).at), 0);
    assert_true(bus_knows(a->bus, bus_node(a->bus)));
    /* Nobody is given up who has not had the time to be heard. */
    assert_true(bus_knows(a->bus, SLICE("nobody")));
    await(world, !bus_knows(a->bus, SLICE("nobody")));
    assert_false(bus_tell(a->bus, SLICE("nobody"), SLICE("x")));
    await(world, bus_knows(a->bus, bus_node(b->bus)));
    assert_int_equal(bus_stats(a->bus).nodes, 2);
    assert_null(strstr(a->notes, "lost"));
    instance_close(b);
    await_text(world, a->notes, node);
    assert_false(bus_knows(a->bus, slice_of(node)));
    pass(world, 2 * SILENT_MS);
    assert_int_equal(count_text(a->notes, "lost"), 1);
}

static void one_who_is_seen_is_not_given_up_again_at_once(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    await(world, !bus_knows(a->bus, SLICE("ghost")));
    bus_see(a->bus, SLICE("ghost"));
    assert_true(bus_knows(a->bus, SLICE("ghost")));
    assert_false(bus_tell(a->bus, SLICE("ghost"), SLICE("hello")));
    int64_t start_ms = loop_tick_ms(world->loop);
    await(world, !bus_knows(a->bus, SLICE("ghost")));
    assert_true(loop_tick_ms(world->loop) - start_ms >= SPARED_MS / 2);
    assert_null(strstr(a->notes, "lost"));
}

static void one_who_falls_silent_is_lost_once(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    publish_forged("test:nodes", SLICE("ghost"));
    publish_forged("test:nodes", SLICE("zombie"));
    await_text(world, a->notes, "lost:ghost ");
    await_text(world, b->notes, "lost:ghost ");
    publish_forged("test:nodes", SLICE("ghost"));
    await(world, bus_stats(a->bus).nodes == 3);
    assert_true(bus_knows(a->bus, SLICE("ghost")));
    await(world, bus_stats(a->bus).nodes == 2);
    assert_int_equal(count_text(a->notes, "lost:ghost "), 2);
    assert_int_equal(count_text(a->notes, "lost:zombie "), 1);
    assert_int_equal(count_text(a->notes, "lost:"), 3);
}

static void forged_news_change_nothing(void **state)
{
    static const char *const seqs[] = {"",
                                       "x 1",
                                       "0",
                                       "-1",
                                       "+1",
                                       "01",
                                       "1 ",
                                       "1\n",
                                       " 1",
                                       "0x1",
                                       "1.0",
                                       "1e3",
                                       "9007199254740993",
                                       "9999999999999999999",
                                       "1\r\n+OK"};
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char text[128];
    bus_follow(b->bus, SLICE("r"));
    await_text(world, b->notes, "followed:r ");
    for (size_t i = 0; i < sizeof seqs / sizeof seqs[0]; i++) {
        snprintf(text, sizeof text, "node %s", seqs[i]);
        publish_forged("test:room:r", slice_of(text));
    }
    publish_forged("test:room:r", SLICE(""));
    publish_forged("test:room:r", SLICE("7"));
    publish_forged("test:room:r", SLICE("bad/node 7"));
    publish_forged("test:room:r", (struct slice){"node 7\0", 7});
    publish_forged("test:room:", SLICE("node 7"));
    publish_forged("test:room:unknown", SLICE("node 7"));
    publish_forged("other:room:r", SLICE("node 7"));
    publish_forged("test:nodes", SLICE("node dead"));
    publish_forged("test:nodes", SLICE("nobody gone"));
    publish_forged("test:nodes", SLICE("a b c"));
    /* A forged one of the right form is heard: the journal is looked into, and that is all. */
    publish_forged("test:room:r", SLICE("node 9007199254740992"));
    await_text(world, b->notes, "news:r=9007199254740992 ");
    assert_int_equal(bus_stats(b->bus).heard, 1);
    /* Parts that are not understood, do not rise, or go beyond what is told of, end the parts. */
    publish_forged("test:room:r", SLICE("node 9 7 3:one8 2:xyz9 1:z"));
    await_text(world, b->notes, "news:r=7+3:one news:r=8+2:xy news:r=9 ");
    publish_forged("test:room:r", SLICE("node 19 17 1:a17 1:b18 1:c"));
    await_text(world, b->notes, "news:r=17+1:a news:r=19 ");
    publish_forged("test:room:r", SLICE("node 29 27 1:a30 1:b"));
    await_text(world, b->notes, "news:r=27+1:a news:r=29 ");
    bus_publish(a->bus, SLICE("r"), 2, NOTHING);
    await_text(world, b->notes, "news:r=2 ");
    assert_null(strstr(b->notes, "deaf"));
    assert_null(strstr(b->notes, "lost"));
}

static void a_huge_message_costs_the_connection_alone(void **state)
{
    enum { HUGE_BYTES = 2 << 20 };
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char *huge = calloc(1, HUGE_BYTES);
    bus_follow(b->bus, SLICE("r"));
    await_text(world, b->notes, "followed:r ");
    publish_forged("test:room:r", (struct slice){huge, HUGE_BYTES});
    await_text(world, b->notes, "deaf ");
    await_hearing(world, b, true);
    assert_non_null(strstr(b->said, "away:what it says is not understood, or too long;back;"));
    assert_null(strstr(a->notes, "deaf"));
    await_news(world, a, b, "r");
    free(huge);
}

static void a_flood_of_names_is_not_remembered(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    char text[64];
    await(world, bus_stats(a->bus).nodes == 2);
    for (int i = 0; i < 1100; i++) {
        snprintf(text, sizeof text, "forged%d", i);
        publish_forged("test:nodes", slice_of(text));
    }
    await(world, bus_stats(a->bus).nodes == 1025);
    await(world, bus_stats(a->bus).nodes == 2);
    assert_true(bus_knows(a->bus, bus_node(world->instances[1].bus)));
}

static void thousands_of_rooms_are_followed(void **state)
{
    enum { ROOMS = 3000 };
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    char room[32];
    for (int i = 0; i < ROOMS; i++) {
        snprintf(room, sizeof room, "webinar:w%d", i);
        bus_follow(b->bus, slice_of(room));
    }
    await(world, b->followed == ROOMS);
    b->notes[0] = '\0';
    server_say(&server, "CLIENT KILL TYPE pubsub");
    await_text(world, b->notes, "deaf ");
    await_hearing(world, b, true);
    b->notes[0] = '\0';
    for (int i = 0; i < ROOMS; i++) {
        snprintf(room, sizeof room, "webinar:w%d", i);
        bus_publish(a->bus, slice_of(room), 1, NOTHING);
    }
    await(world, bus_stats(b->bus).heard >= ROOMS);
    assert_int_equal(bus_stats(b->bus).heard, ROOMS);
    assert_int_equal(bus_stats(a->bus).published, ROOMS);
    assert_int_equal(bus_stats(a->bus).dropped, 0);
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(news_reach_the_followers_on_other_instances),
        CASE(news_of_a_turn_are_one_for_each_room),
        CASE(news_carry_what_is_sealed_in_any_bytes),
        CASE(what_is_too_much_is_told_of_and_not_carried),
        CASE(what_waits_to_leave_has_a_bound),
        CASE(what_is_not_followed_any_more_is_silent),
        CASE(following_and_leaving_end_as_was_said_last),
        CASE(an_earlier_answer_is_not_taken_for_a_later_one),
        CASE(a_message_reaches_its_instance_alone),
        CASE(who_is_alive_is_known),
        CASE(one_who_is_seen_is_not_given_up_again_at_once),
        CASE(one_who_falls_silent_is_lost_once),
        CASE(forged_news_change_nothing),
        CASE(a_huge_message_costs_the_connection_alone),
        CASE(a_flood_of_names_is_not_remembered),
        CASE(thousands_of_rooms_are_followed),
    };
    return cmocka_run_group_tests(tests, servers_start, servers_end);
}
