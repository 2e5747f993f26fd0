/* SPDX-License-Identifier: Apache-2.0
 * Redis comes, goes, falls silent, is somebody else: what instances say and do meanwhile. */
#include "unit/bus/help_redis.h"

#include <unistd.h>

#include "bus/redis_ring.h"

/* Two servers; the second one is started by who needs it. */
static struct server servers[2];

static int setup(void **state)
{
    static struct world world;
    server_start(&servers[0], NULL);
    world_open(&world);
    *state = &world;
    return 0;
}

static int teardown(void **state)
{
    world_close(*state);
    server_remove(&servers[0]);
    server_remove(&servers[1]);
    return 0;
}

/* Two instances that hear and follow "r". */
static void open_two(struct world *world)
{
    for (unsigned i = 0; i < 2; i++) {
        struct instance *instance =
            instance_open(world, i, "redis://127.0.0.1:%d", servers[0].port);
        bus_follow(instance->bus, SLICE("r"));
        await_hearing(world, instance, true);
    }
}

/* Both were deaf in between (on a busy machine perhaps more than once) and hear again. */
static void both_come_back(struct world *world)
{
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    await(world, bus_stats(a->bus).hearing && bus_stats(b->bus).hearing);
    for (unsigned i = 0; i < 2; i++) {
        const struct instance *instance = &world->instances[i];
        unsigned deaf = count_text(instance->notes, "deaf ");
        assert_true(deaf > 0);
        assert_int_equal(count_text(instance->notes, "hearing "), deaf + 1);
        assert_int_equal(count_text(instance->said, "back;"), deaf + 1);
    }
    await_news(world, a, b, "r");
    assert_null(strstr(a->notes, "lost"));
    assert_null(strstr(b->notes, "lost"));
}

static void killed_subscriptions_are_made_again(void **state)
{
    struct world *world = *state;
    open_two(world);
    assert_string_equal(server_say(&servers[0], "CLIENT KILL TYPE pubsub"), ":2\r\n");
    await_text(world, world->instances[0].notes, "deaf ");
    await_text(world, world->instances[1].notes, "deaf ");
    both_come_back(world);
    assert_true(bus_stats(world->instances[0].bus).reconnects > 0);
}

static void news_wait_for_a_killed_command_link(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    open_two(world);
    server_say(&servers[0], "CLIENT KILL TYPE normal");
    await_text(world, a->notes, "deaf ");
    await_text(world, b->notes, "deaf ");
    for (int64_t seq = 1; seq <= 500; seq++)
        bus_publish(a->bus, SLICE("r"), seq, NOTHING);
    await_text(world, b->notes, "news:r=500 ");
    assert_int_equal(bus_stats(a->bus).published, 1);
    both_come_back(world);
}

static void a_server_that_starts_anew_is_found(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    open_two(world);
    server_kill(&servers[0]);
    await_text(world, a->notes, "deaf ");
    await_text(world, world->instances[1].notes, "deaf ");
    await_text(world, a->said, "away:the connection was refused;");
    /* Long enough to be taken for gone, were it not that nobody could be heard. */
    pass(world, 2 * SILENT_MS);
    assert_true(bus_knows(a->bus, bus_node(world->instances[1].bus)));
    server_start(&servers[0], NULL);
    both_come_back(world);
    pass(world, 2 * SILENT_MS + RETRY_MS);
    assert_null(strstr(a->notes, "lost"));
    /* Each reason is told once, however many attempts there were. */
    assert_int_equal(count_text(a->said, "away:the connection was refused;"), 1);
}

static void a_server_that_says_nothing_is_noticed(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    open_two(world);
    int64_t start_ms = loop_tick_ms(world->loop);
    server_pause(&servers[0]);
    await_hearing(world, a, false);
    assert_in_range(loop_tick_ms(world->loop) - start_ms, LATE_MS / 2, 5 * REPLY_MS);
    await_text(world, world->instances[1].notes, "deaf ");
    await_text(world, a->said, "away:it does not answer in time;");
    server_resume(&servers[0]);
    both_come_back(world);
}

static void a_server_that_is_slow_is_looked_past(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0], *b = &world->instances[1];
    world->patient = true;
    open_two(world);
    server_pause(&servers[0]);
    await_hearing(world, a, false);
    await_text(world, a->said, "away:its answers are late;");
    await_text(world, b->notes, "deaf ");
    server_resume(&servers[0]);
    both_come_back(world);
    assert_int_equal(bus_stats(a->bus).reconnects, 0);
    assert_int_equal(strncmp(a->said, "back;away:its answers are late;back;", 36), 0);
}

static void a_permission_that_is_taken_away_is_said(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    open_two(world);
    server_say(&servers[0], "ACL SETUSER default resetchannels &test:room:*");
    await_text(world, a->said, "away:the user of bus.url lacks a permission");
    await_hearing(world, a, false);
    server_say(&servers[0], "ACL SETUSER default allchannels");
    await_text(world, world->instances[1].notes, "deaf ");
    both_come_back(world);
}

static void a_replica_is_of_no_use(void **state)
{
    struct world *world = *state;
    struct instance *a = &world->instances[0];
    char line[64];
    server_start(&servers[1], NULL);
    open_two(world);
    snprintf(line, sizeof line, "REPLICAOF 127.0.0.1 %d", servers[1].port);
    server_say(&servers[0], line);
    await_text(world, a->said, "away:it is a replica, not the master;");
    await_hearing(world, a, false);
    await_hearing(world, &world->instances[1], false);
    server_say(&servers[0], "REPLICAOF NO ONE");
    both_come_back(world);
}

static void a_password_is_wanted_right(void **state)
{
    struct world *world = *state;
    const struct instance *none, *wrong, *right;
    server_say(&servers[0], "ACL SETUSER rooms on >se%cret nopass resetpass");
    server_say(&servers[0], "ACL SETUSER rooms on >secret/1 +publish +subscribe +unsubscribe &t*");
    server_say(&servers[0], "CONFIG SET requirepass secret2");
    none = instance_open(world, 0, "redis://127.0.0.1:%d", servers[0].port);
    wrong = instance_open(world, 1, "redis://:secret@127.0.0.1:%d", servers[0].port);
    right = instance_open(world, 2, "redis://rooms:secret%%2f1@127.0.0.1:%d/", servers[0].port);
    await_hearing(world, right, true);
    await_text(world, none->said, "away:it wants a password, which bus.url does not give;");
    await_text(world, wrong->said, "away:it refuses the user or password of bus.url;");
    pass(world, 2 * RETRY_MS);
    assert_int_equal(count_text(wrong->said, "away:it refuses"), 1);
    bus_close(&world->instances[1].bus);
    wrong = instance_open(world, 1, "redis://:secret2@127.0.0.1:%d", servers[0].port);
    await_hearing(world, wrong, true);
}

static void a_socket_of_the_file_system_does(void **state)
{
    struct world *world = *state;
    char path[64];
    snprintf(path, sizeof path, "%s/s", servers[0].folder);
    const char *const options[] = {"--unixsocket", path, NULL};
    server_kill(&servers[0]);
    server_start(&servers[0], options);
    await_hearing(world, instance_open(world, 0, "redis+unix:%s", path), true);
    unlink(path);
}

/* A room of each server, by name. */
static void rooms_of_each(char rooms[2][32])
{
    for (unsigned server = 0; server < 2; server++)
        for (int i = 0; i < 100; i++) {
            snprintf(rooms[server], 32, "webinar:w%d", i);
            if (redis_ring(slice_of(rooms[server]), 2) == server)
                break;
        }
}

static void rooms_are_spread_over_two_servers(void **state)
{
    struct world *world = *state;
    struct instance *a, *b;
    char rooms[2][32], channel[64], line[128];
    rooms_of_each(rooms);
    server_start(&servers[1], NULL);
    for (unsigned i = 0; i < 2; i++)
        instance_open(world, i, "redis://127.0.0.1:%d redis://localhost:%d", servers[0].port,
                      servers[1].port);
    a = &world->instances[0];
    b = &world->instances[1];
    await_hearing(world, a, true);
    await_hearing(world, b, true);
    for (unsigned i = 0; i < 2; i++) {
        bus_follow(b->bus, slice_of(rooms[i]));
        snprintf(channel, sizeof channel, "followed:%s ", rooms[i]);
        await_text(world, b->notes, channel);
        for (unsigned j = 0; j < 2; j++) {
            snprintf(line, sizeof line, "PUBSUB NUMSUB test:room:%s", rooms[i]);
            assert_non_null(strstr(server_say(&servers[j], line), i == j ? ":1\r\n" : ":0\r\n"));
        }
        await_news(world, a, b, rooms[i]);
    }
    assert_true(bus_tell(a->bus, bus_node(b->bus), SLICE("hello")));
    await_text(world, b->notes, "told:hello ");
    /* One is away: what it carries is lost, the other goes on, and nobody is given up. */
    server_kill(&servers[1]);
    await_hearing(world, b, false);
    await_news(world, a, b, rooms[0]);
    pass(world, 2 * SILENT_MS + RETRY_MS);
    assert_null(strstr(b->notes, "lost"));
    bus_publish(a->bus, slice_of(rooms[1]), 5, NOTHING);
    server_start(&servers[1], NULL);
    await_hearing(world, b, true);
    await_news(world, a, b, rooms[1]);
}

static void a_server_that_was_never_there_is_waited_for(void **state)
{
    struct world *world = *state;
    int port = servers[0].port;
    server_kill(&servers[0]);
    struct instance *a = instance_open(world, 0, "redis://127.0.0.1:%d", port);
    for (int i = 0; i < 1000; i++) {
        char room[16];
        snprintf(room, sizeof room, "r%d", i);
        bus_follow(a->bus, slice_of(room));
        if (i % 2)
            bus_unfollow(a->bus, slice_of(room));
    }
    await_text(world, a->said, "away:the connection was refused;");
    assert_false(bus_tell(a->bus, SLICE("somebody"), SLICE("x")));
    assert_int_equal(bus_stats(a->bus).dropped, 1);
    server_start(&servers[0], NULL);
    await_hearing(world, a, true);
    assert_string_equal(a->notes, "hearing ");
    assert_non_null(strstr(server_say(&servers[0], "PUBSUB NUMSUB test:room:r998"), ":1\r\n"));
    assert_non_null(strstr(server_say(&servers[0], "PUBSUB NUMSUB test:room:r999"), ":0\r\n"));
}

static void wrong_options_are_refused(void **state)
{
    static const char *const prefixes[] = {"", "a b", "a:b", "0123456789012345678901234567890123"};
    struct world *world = *state;
    char why[256];
    struct redis_options options = {
        .loop = world->loop, .urls = "redis://:secret@a:x", .prefix = "muster"};
    assert_null(redis_open(&options, why, sizeof why));
    assert_string_equal(why, "server 1: it is not HOST:PORT");
    options.urls = "redis://127.0.0.1";
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        options.prefix = prefixes[i];
        assert_null(redis_open(&options, why, sizeof why));
        assert_non_null(strstr(why, "the prefix is"));
    }
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(killed_subscriptions_are_made_again),
        CASE(news_wait_for_a_killed_command_link),
        CASE(a_server_that_starts_anew_is_found),
        CASE(a_server_that_says_nothing_is_noticed),
        CASE(a_server_that_is_slow_is_looked_past),
        CASE(a_permission_that_is_taken_away_is_said),
        CASE(a_replica_is_of_no_use),
        CASE(a_password_is_wanted_right),
        CASE(a_socket_of_the_file_system_does),
        CASE(rooms_are_spread_over_two_servers),
        CASE(a_server_that_was_never_there_is_waited_for),
        CASE(wrong_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
