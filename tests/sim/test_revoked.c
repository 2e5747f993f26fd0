/* SPDX-License-Identifier: Apache-2.0
 * People who are suspended and restored in seeded random histories of one to five instances that
 * are killed and started again, while others write: from the moment at which an instance has
 * applied a suspension, it sends that person no byte; and soon no connection of theirs is left, on
 * any instance, though the bus loses and holds back what it is given. Connections are ended as
 * net/expel.c ends them, when the gate tells. A gate that tells some turns later, and one that does
 * not tell, are found. A twentieth of what is wanted is run (help_histories.h).
 */
#include <string.h>

#include "hub/gate.h"
#include "sim/help_histories.h"
#include "sim/help_small.h"

enum { PEOPLE = 4, LINES_EACH = 2, LINES = SMALL_HUBS * PEOPLE * LINES_EACH, STEPS = 80 };
/* News that this bus loses, or holds back, are looked for every five seconds (hub/rounds.c). */
enum { GONE_MS = 6000, PARTS = 60, COME_MS = 700 };

static const char room[] = "webinar:r1";
static const char *const people[PEOPLE] = {"p0", "p1", "p2", "p3"};

/* What is broken on purpose. */
enum slip { SLIP_NONE, SLIP_LATE, SLIP_DEAF };

/* A connection. */
struct line {
    struct subscriber subscriber;
    struct hub *hub; /* NULL: there is none */
    const char *person;
};

static struct {
    struct line lines[LINES];
    enum slip slip;
    unsigned ops;
    uint64_t bytes, ended; /* in all histories */
    bool out[PEOPLE];      /* suspended, by what was acknowledged */
} crowd;

/* ---- connections ----
 */

static bool is_in(const struct line *line)
{
    return gate_allows(line->hub, slice_of(line->person)) == ERR_NONE;
}

static size_t take(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    const struct line *line = (const struct line *)(const void *)subscriber;
    crowd.bytes += len;
    if (len > gone && !is_in(line))
        small_wrong("%s is sent %zu bytes after the suspension was applied", line->person, len);
    return len;
}

static void line_end(struct line *line)
{
    subscriber_done(&line->subscriber);
    line->hub = NULL;
}

static void shut(struct subscriber *subscriber, unsigned code, const char *reason)
{
}

static struct slice nameless(const struct subscriber *subscriber)
{
    return SLICE("");
}

static void came(void *context, const struct hub_subscribed *answer)
{
}

static void line_begin(struct line *line, struct hub *hub, const char *person)
{
    static const struct subscriber_ops ops = {.send = take, .close = shut, .client = nameless};
    const struct actor actor = {.id = slice_of(person), .name = slice_of(person)};
    const char *const channels[] = {room, "academy:main"};
    line->hub = hub;
    line->person = person;
    subscriber_init(&line->subscriber, hub_fanout(hub), &ops, &actor);
    for (size_t i = 0; i < 2; i++) {
        const struct hub_subscribe request = {.channel = slice_of(channels[i])};
        hub_subscribe(hub, &line->subscriber, &request, came, NULL);
    }
}

/* Whoever may come in does, now and then, anywhere. */
static void come(void)
{
    for (size_t i = 0; i < LINES; i++) {
        struct line *line = &crowd.lines[i];
        struct hub *hub = world.hubs[dice_below(&world.dice, world.hubs_count)];
        const char *person = people[i % PEOPLE];
        if (!line->hub && dice_below(&world.dice, 4) == 0 &&
            gate_ask(hub, slice_of(person), NULL) == ERR_NONE)
            line_begin(line, hub, person);
    }
    small_turns();
}

/* ---- the gate ----
 */

static void look(void *context)
{
    for (size_t i = 0; i < LINES; i++) {
        struct line *line = &crowd.lines[i];
        if (line->hub == context && !is_in(line)) {
            line_end(line);
            crowd.ended++;
        }
    }
}

static void moved(void *context, const struct moved *whom)
{
    if (crowd.slip == SLIP_NONE)
        look(context);
}

static void listen(unsigned at)
{
    gate_listen(world.hubs[at], moved, world.hubs[at]);
}

/* ---- what happens ----
 */

static int64_t says(const char *by, const char *method, const char *where, const char *rest)
{
    char data[300];
    snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"o%u\",%s}", where, crowd.ops++, rest);
    return small_run(by, method, data);
}

static int64_t of_person(const char *by, const char *method, const char *person, const char *more)
{
    char rest[200];
    snprintf(rest, sizeof rest, "\"person\":\"%s\"%s", person, more);
    return says(by, method, "academy:main", rest);
}

static void write_something(void)
{
    says("h", "chat.post", room, "\"text\":\"Said\"");
}

static void heard(void *context, const struct hub_answer *answer)
{
}

/* Nobody waits for it: what is said next may be written with it. */
static void write_beside(void)
{
    const struct actor host = {.id = SLICE("h"), .name = SLICE("h")};
    char data[100];
    struct json *json = NULL;
    snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"o%u\",\"text\":\"Beside\"}", room,
             crowd.ops++);
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(world.hubs[dice_below(&world.dice, world.hubs_count)], &host, SLICE("chat.post"),
                json, heard, NULL);
    json_free(&json);
}

/* With what others write before, meanwhile and at once after it. */
static void suspend(void)
{
    unsigned who = dice_below(&world.dice, PEOPLE);
    for (unsigned beside = dice_below(&world.dice, 4); beside > 0; beside--)
        write_beside();
    if (of_person("o", "person.suspend", people[who], "") > 0)
        crowd.out[who] = true;
    write_something();
}

static void restore(void)
{
    unsigned who = dice_below(&world.dice, PEOPLE);
    if (of_person("o", "person.restore", people[who], "") > 0)
        crowd.out[who] = false;
}

static void die(void)
{
    unsigned at = dice_below(&world.dice, world.hubs_count);
    faults_set(dice_below(&world.dice, 2) ? FAULT_HELD : FAULT_UNHEARD);
    suspend();
    for (size_t i = 0; i < LINES; i++)
        if (crowd.lines[i].hub == world.hubs[at])
            line_end(&crowd.lines[i]);
    small_hub_stop(at);
    faults_set(FAULT_NONE);
    small_turns();
    small_hub_start(at);
    listen(at);
    loop_pass(world.loop, COME_MS);
}

/* Soon after the last word nobody who was suspended has a connection. */
static void check_ended(void)
{
    for (int part = 0; part < PARTS; part++) {
        loop_pass(world.loop, GONE_MS / PARTS);
        small_turns();
    }
    for (size_t i = 0; i < LINES; i++)
        if (crowd.lines[i].hub && crowd.out[i % PEOPLE])
            small_wrong("%s still has a connection", people[i % PEOPLE]);
}

static void step(void)
{
    static void (*const steps[])(void) = {come,    come,    write_something, suspend,
                                          restore, restore, check_ended,     write_something};
    for (unsigned i = 0; i < world.hubs_count && crowd.slip == SLIP_LATE; i++)
        look(world.hubs[i]);
    if (dice_below(&world.dice, 15) == 0)
        die();
    else
        steps[dice_below(&world.dice, sizeof steps / sizeof steps[0])]();
}

static void people_begin(void)
{
    of_person("system", "person.add", "o", ",\"name\":\"O\",\"roles\":[\"organiser\"]");
    of_person("system", "person.add", "h", ",\"name\":\"H\"");
    for (size_t i = 0; i < PEOPLE; i++)
        of_person("system", "person.add", people[i], ",\"name\":\"P\"");
    says("system", "stage.create", room, "\"title\":{\"en\":\"R\"}");
    says("system", "member.set", room, "\"whom\":\"h\",\"role\":\"host\"");
    says("system", "member.policy", room, "\"policy\":\"open\"");
}

static const char *run_history(uint64_t seed, unsigned hubs_count, enum slip slip)
{
    uint64_t bytes = crowd.bytes, ended = crowd.ended;
    memset(&crowd, 0, sizeof crowd);
    crowd.bytes = bytes;
    crowd.ended = ended;
    crowd.slip = slip;
    small_guard(true);
    small_open(seed, hubs_count, CONTROL_NONE);
    for (unsigned i = 0; i < hubs_count; i++)
        listen(i);
    loop_pass(world.loop, COME_MS);
    people_begin();
    loop_pass(world.loop, COME_MS);
    for (int i = 0; i < STEPS && !world.wrong; i++)
        step();
    if (!world.wrong)
        check_ended();
    for (size_t i = 0; i < LINES; i++)
        if (crowd.lines[i].hub)
            line_end(&crowd.lines[i]);
    small_close();
    small_guard(false);
    return world.wrong;
}

static void run_sound(uint64_t seed, unsigned instances)
{
    const char *said = run_history(seed, instances, SLIP_NONE);
    if (said)
        fail_msg("MUSTER_SIM_SEED=%llu MUSTER_SIM_SEEDS=1: %s", (unsigned long long)seed, said);
}

static void run_histories(bool cluster)
{
    uint64_t count = histories_wanted() / 20 + 1;
    crowd.bytes = crowd.ended = 0;
    histories_run("revoked", count, cluster, run_sound);
    print_message("%llu histories: %llu bytes sent, %llu connections ended\n",
                  (unsigned long long)count, (unsigned long long)crowd.bytes,
                  (unsigned long long)crowd.ended);
    if (histories_judged())
        assert_true(crowd.bytes > 1000 * count && crowd.ended > count);
}

static void whoever_is_suspended_is_sent_no_byte(void **state)
{
    run_histories(false);
}

static void nor_on_two_to_five_instances(void **state)
{
    run_histories(true);
}

static void expect_found(enum slip slip)
{
    enum { SEEDS_MAX = 100 };
    uint64_t seed = 1;
    while (seed <= SEEDS_MAX && !run_history(seed, 2, slip))
        seed++;
    assert_true(seed <= SEEDS_MAX);
    print_message("seed %llu: %s\n", (unsigned long long)seed, world.wrong);
}

static void a_gate_that_tells_late_is_found(void **state)
{
    expect_found(SLIP_LATE);
}

static void a_gate_that_does_not_tell_is_found(void **state)
{
    expect_found(SLIP_DEAF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_suspended_is_sent_no_byte),
        cmocka_unit_test(nor_on_two_to_five_instances),
        cmocka_unit_test(a_gate_that_tells_late_is_found),
        cmocka_unit_test(a_gate_that_does_not_tell_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, histories_print);
}
