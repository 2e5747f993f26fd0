/* SPDX-License-Identifier: Apache-2.0
 * Whoever answers at the address: a server that is not ready, no server at all, a sentinel. */
#include "unit/bus/help_redis.h"

static struct server servers[2], sentinel;

static int setup(void **state)
{
    static struct world world;
    world_open(&world);
    *state = &world;
    return 0;
}

static int teardown(void **state)
{
    world_close(*state);
    server_remove(&sentinel);
    server_remove(&servers[0]);
    server_remove(&servers[1]);
    return 0;
}

static const char *answer_text(struct fake *fake, unsigned number)
{
    (void)number;
    return fake->text;
}

static void a_server_that_is_of_no_use_is_told_by_what_it_says(void **state)
{
    static const struct {
        const char *answer, *away;
    } cases[] = {
        {"-LOADING Redis is loading the dataset in memory\r\n", "it is still reading its data"},
        {"-NOAUTH Authentication required.\r\n", "it wants a password"},
        {"-DENIED Redis is running in protected mode\r\n", "it is in protected mode"},
        {"-ERR max number of clients reached\r\n", "it has too many clients"},
        {"-BUSY Redis is busy running a script\r\n", "it is busy with a script"},
        {"-ERR unknown command\r\n", "it refuses a command"},
        {"*1\r\n$5\r\nslave\r\n", "it is a replica, not the master"},
        {"*0\r\n", "its answers are not understood"},
        {"+PONG\r\n", "its answers are not understood"},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", "what it says is not understood, or too long"},
        {"*1025\r\n", "what it says is not understood, or too long"},
        {"$9223372036854775808\r\n", "what it says is not understood, or too long"},
        {"*1\r\n$6\r\nmaster\r\n:1\r\n", "it answers what was not asked"},
        {"", "it does not answer in time"},
        {NULL, "it has closed the connection"},
    };
    struct world *world = *state;
    struct fake fakes[sizeof cases / sizeof cases[0]];
    char wanted[128];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake *fake = &fakes[i];
        fake_open(fake, world->loop, answer_text);
        fake->text = cases[i].answer;
        const struct instance *a = instance_open(world, 0, "redis://127.0.0.1:%d", fake->port);
        snprintf(wanted, sizeof wanted, "away:%s", cases[i].away);
        await_text(world, a->said, wanted);
        assert_string_equal(a->notes, "");
        bus_close(&world->instances[0].bus);
        fake_close(fake);
    }
}

static void an_endless_text_is_not_waited_for(void **state)
{
    enum { LONG_BYTES = 400000 };
    struct world *world = *state;
    struct fake fake;
    char *text = calloc(1, LONG_BYTES + 16);
    memset(text, 'x', LONG_BYTES);
    memcpy(text, "$99999999\r\n", 11);
    fake_open(&fake, world->loop, answer_text);
    fake.text = text;
    const struct instance *a = instance_open(world, 0, "redis://127.0.0.1:%d", fake.port);
    await_text(world, a->said, "away:what it says is not understood, or too long;");
    fake_close(&fake);
    free(text);
}

/* A master by its first answer, and nothing after that. */
static const char *answer_once(struct fake *fake, unsigned number)
{
    return fake->connections[number].answers == 0 ? "*1\r\n$6\r\nmaster\r\n" : "";
}

static void a_server_that_stops_answering_is_left(void **state)
{
    struct world *world = *state;
    struct fake fake;
    fake_open(&fake, world->loop, answer_once);
    const struct instance *a = instance_open(world, 0, "redis://127.0.0.1:%d", fake.port);
    await_text(world, a->said, "away:what is published does not come back;");
    await_text(world, a->said, "away:it has stopped answering;");
    assert_string_equal(a->notes, "");
    fake_close(&fake);
}

/* What a sentinel says of its master: fake->ports one after another. */
static const char *answer_ports(struct fake *fake, unsigned number)
{
    static char text[128];
    int port = fake->ports[number % 2];
    snprintf(text, sizeof text, "*2\r\n$9\r\n127.0.0.1\r\n$%d\r\n%d\r\n", port > 9999 ? 5 : 4,
             port);
    return text;
}

static void sentinels_are_asked_one_after_another(void **state)
{
    struct world *world = *state;
    struct fake fake;
    fake_open(&fake, world->loop, answer_ports);
    server_start(&servers[0], NULL);
    fake.ports[0] = fake.ports[1] = servers[0].port;
    const struct instance *a = instance_open(
        world, 0, "redis+sentinel://127.0.0.1:%d,127.0.0.1:%d/mine", free_port(), fake.port);
    await_hearing(world, a, true);
    assert_string_equal(a->said, "away:the connection was refused;back;");
    fake_close(&fake);
}

static void what_a_sentinel_does_not_know_is_said(void **state)
{
    static const char *const cases[][2] = {
        {"*-1\r\n", "away:the sentinel knows no master of this name;"},
        {"-ERR unknown command 'SENTINEL'\r\n", "away:the sentinel refuses to say"},
        {"*2\r\n$9\r\n127.0.0.1\r\n$1\r\n0\r\n", "away:the sentinel's answer is not understood;"},
        {"*2\r\n$3\r\na b\r\n$4\r\n6379\r\n", "away:the sentinel's answer is not understood;"},
        {"*1\r\n$9\r\n127.0.0.1\r\n", "away:the sentinel's answer is not understood;"},
    };
    struct world *world = *state;
    struct fake fakes[sizeof cases / sizeof cases[0]];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fake_open(&fakes[i], world->loop, answer_text);
        fakes[i].text = cases[i][0];
        const struct instance *a =
            instance_open(world, 0, "redis+sentinel://127.0.0.1:%d/mine", fakes[i].port);
        await_text(world, a->said, cases[i][1]);
        bus_close(&world->instances[0].bus);
        fake_close(&fakes[i]);
    }
}

/* Both connections are well, and yet nothing of what is published would be heard: the commands went
 * to another server than the subscription. */
static void a_subscription_that_hears_nothing_is_noticed(void **state)
{
    struct world *world = *state;
    struct fake fake;
    fake_open(&fake, world->loop, answer_ports);
    server_start(&servers[0], NULL);
    server_start(&servers[1], NULL);
    fake.ports[0] = servers[0].port;
    fake.ports[1] = servers[1].port;
    struct instance *a = instance_open(world, 0, "redis+sentinel://127.0.0.1:%d/mine", fake.port);
    bus_follow(a->bus, SLICE("r"));
    await_text(world, a->said, "away:what is published does not come back;");
    assert_string_equal(a->notes, "");
    /* The third to ask is led right. */
    await_hearing(world, a, true);
    fake_close(&fake);
}

static void sentinel_begin(int master_port)
{
    static const char *const options[] = {"sentinel.conf", "--sentinel", NULL};
    char path[64];
    sentinel.sentinel = true;
    snprintf(sentinel.folder, sizeof sentinel.folder, "/tmp/muster-redis-XXXXXX");
    assert_non_null(mkdtemp(sentinel.folder));
    sentinel.port = free_port();
    snprintf(path, sizeof path, "%s/sentinel.conf", sentinel.folder);
    FILE *file = fopen(path, "w");
    fprintf(file,
            "port %d\nbind 127.0.0.1\nsentinel monitor mine 127.0.0.1 %d 1\n"
            "sentinel down-after-milliseconds mine 300\nsentinel failover-timeout mine 3000\n",
            sentinel.port, master_port);
    fclose(file);
    server_start(&sentinel, options);
}

static void await_line(struct world *world, const struct server *server, const char *line,
                       const char *text)
{
    await(world, strstr(server_say(server, line), text));
}

static void the_master_a_sentinel_makes_is_followed(void **state)
{
    struct world *world = *state;
    char line[64], port[16];
    server_start(&servers[0], NULL);
    server_start(&servers[1], NULL);
    snprintf(line, sizeof line, "REPLICAOF 127.0.0.1 %d", servers[0].port);
    server_say(&servers[1], line);
    await_line(world, &servers[1], "INFO replication", "master_link_status:up");
    sentinel_begin(servers[0].port);
    await_line(world, &sentinel, "SENTINEL MASTERS", "num-slaves\r\n$1\r\n1\r\n");
    for (unsigned i = 0; i < 2; i++) {
        struct instance *instance =
            instance_open(world, i, "redis+sentinel://127.0.0.1:%d/mine", sentinel.port);
        bus_follow(instance->bus, SLICE("r"));
        await_hearing(world, instance, true);
    }
    await_news(world, &world->instances[0], &world->instances[1], "r");
    server_kill(&servers[0]);
    await_hearing(world, &world->instances[0], false);
    await_hearing(world, &world->instances[1], false);
    await_hearing(world, &world->instances[0], true);
    await_hearing(world, &world->instances[1], true);
    await_news(world, &world->instances[0], &world->instances[1], "r");
    snprintf(port, sizeof port, "%d", servers[1].port);
    assert_non_null(strstr(server_say(&sentinel, "SENTINEL get-master-addr-by-name mine"), port));
    assert_null(strstr(world->instances[0].notes, "lost"));
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_server_that_is_of_no_use_is_told_by_what_it_says),
        CASE(an_endless_text_is_not_waited_for),
        CASE(a_server_that_stops_answering_is_left),
        CASE(sentinels_are_asked_one_after_another),
        CASE(what_a_sentinel_does_not_know_is_said),
        CASE(a_subscription_that_hears_nothing_is_noticed),
        CASE(the_master_a_sentinel_makes_is_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
