/* SPDX-License-Identifier: Apache-2.0
 *
 * The demo academy: who one may be, and rooms that are made once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "demo.h"
#include "demo_rooms.h"
#include "help/kinds.h"
#include "journal/backend.h"
#include "keys.h"

#define SECRET "0123456789abcdef0123456789abcdef"

enum { NOW_S = 1700000000 };

struct fixture {
    struct config *config;
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct hub *hub;
    struct demo *demo;
    struct token_rules *rules;
    struct net_route routes[DEMO_ROUTES];
    struct buffer answer;
    char count_path[64];
    int ready, closed;
    enum err error; /* of the last command */
};

static void count(void *context)
{
    ++*(int *)context;
}

static void demo_open(struct fixture *fixture)
{
    const struct demo_options options = {.loop = fixture->loop,
                                         .journal = fixture->journal,
                                         .hub = fixture->hub,
                                         .config = fixture->config,
                                         .key = SLICE(SECRET),
                                         .count_path = fixture->count_path};
    fixture->demo = demo_new(&options);
    demo_routes(fixture->demo, fixture->routes);
}

static int setup(void **state)
{
    static struct fixture fixture;
    const struct hub_options options = {0};
    struct buffer why;
    fixture = (struct fixture){.config = config_new()};
    buffer_init(&why, 256);
    assert_true(config_set(fixture.config, CONFIG_DEMO_PEOPLE, "0", "test", &why));
    buffer_done(&why);
    snprintf(fixture.count_path, sizeof fixture.count_path, "/tmp/muster-demo-XXXXXX");
    close(mkstemp(fixture.count_path));
    fixture.loop = loop_new_fake(NOW_S * 1000LL);
    fixture.journal = journal_new(fixture.loop, memory_open());
    fixture.bus = bus_local_new();
    fixture.hub = hub_new(fixture.loop, fixture.journal, fixture.bus, help_kinds(), &options);
    buffer_init(&why, 256);
    fixture.rules = keys_rules(fixture.config, SLICE(SECRET), &why);
    buffer_done(&why);
    buffer_init(&fixture.answer, 1 << 16);
    demo_open(&fixture);
    *state = &fixture;
    return fixture.rules ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    demo_stop(fixture->demo);
    hub_close(fixture->hub, count, &fixture->closed);
    loop_pass(fixture->loop, 10000);
    assert_int_equal(fixture->closed, 1);
    journal_close(&fixture->journal);
    hub_free(&fixture->hub);
    bus_close(&fixture->bus);
    demo_free(&fixture->demo);
    loop_free(&fixture->loop);
    token_rules_free(&fixture->rules);
    config_free(&fixture->config);
    buffer_done(&fixture->answer);
    return unlink(fixture->count_path);
}

/* Asks route `index`; the answer, parsed, is the caller's. NULL when refused. */
static struct json *ask(struct fixture *fixture, int index, const char *query)
{
    struct json *json = NULL;
    const struct net_route *route = &fixture->routes[index];
    buffer_clear(&fixture->answer);
    if (route->answer(route->context, slice_of(query), &fixture->answer) != ERR_NONE)
        return NULL;
    assert_int_equal(json_parse_large(buffer_slice(&fixture->answer), &json), ERR_NONE);
    return json;
}

static void assert_identity(struct fixture *fixture, const char *query, const char *id,
                            const char *name)
{
    struct slice token, text;
    struct token_claims claims;
    struct json *json = ask(fixture, 1, query);
    assert_non_null(json);
    assert_true(json_get_text(json, "token", &token));
    assert_int_equal(token_verify(fixture->rules, token, NOW_S * 1000LL, &claims), ERR_NONE);
    assert_string_equal(claims.id, id);
    assert_string_equal(claims.name, name);
    assert_true(json_get_text(json, "id", &text) && slice_is(text, id));
    assert_true(json_get_text(json, "name", &text) && slice_is(text, name));
    json_free(&json);
}

static void assert_refused(struct fixture *fixture, const char *query)
{
    assert_null(ask(fixture, 1, query));
}

static void staff_are_named_by_their_role(void **state)
{
    assert_identity(*state, "identity=host", "host", "Host");
    assert_identity(*state, "identity=moderator", "moderator", "Moderator");
    assert_identity(*state, "id=presenter", "presenter", "Presenter");
}

static void every_participant_is_another_one(void **state)
{
    assert_identity(*state, "identity=participant", "p1", "Participant 1");
    assert_identity(*state, "identity=participant", "p2", "Participant 2");
    assert_identity(*state, "id=p1", "p1", "Participant 1");
    assert_identity(*state, "identity=participant&number=7", "p7", "Participant 7");
    assert_identity(*state, "number=3&identity=participant", "p3", "Participant 3");
    assert_identity(*state, "identity=participant", "p8", "Participant 8");
}

static void numbers_go_on_after_a_restart(void **state)
{
    struct fixture *fixture = *state;
    assert_identity(fixture, "identity=participant", "p1", "Participant 1");
    demo_free(&fixture->demo);
    demo_open(fixture);
    assert_identity(fixture, "identity=participant", "p2", "Participant 2");
}

/* The number after `p` in the id of a new participant. */
static long long next_number(struct fixture *fixture)
{
    struct slice id;
    struct json *json = ask(fixture, 1, "identity=participant");
    assert_true(json_get_text(json, "id", &id));
    assert_int_equal(id.at[0], 'p');
    long long number = strtoll(id.at + 1, NULL, 10);
    json_free(&json);
    return number;
}

/* As after a kill: the first has written no more since. */
static void numbers_are_given_once_whatever_ends(void **state)
{
    struct fixture *fixture = *state;
    struct demo *killed = fixture->demo;
    for (int i = 0; i < 60; i++)
        (void)next_number(fixture);
    demo_open(fixture);
    long long next = next_number(fixture);
    assert_in_range(next, 61, 161);
    demo_free(&killed);
}

static void instances_give_other_numbers(void **state)
{
    struct fixture *fixture = *state;
    unsigned same = 0;
    fixture->bus->node = SLICE("n1");
    for (int i = 0; i < 3; i++) {
        demo_free(&fixture->demo);
        demo_open(fixture);
        long long first = next_number(fixture);
        assert_int_equal(first % 1000, 1);
        assert_in_range(first, 1001, 900001);
        /* Somebody whom another one numbered. */
        assert_identity(fixture, "id=p999999", "p999999", "Participant 999999");
        assert_int_equal(next_number(fixture), first + 1);
        demo_free(&fixture->demo);
        demo_open(fixture);
        same += next_number(fixture) == first;
    }
    assert_true(same < 3);
    fixture->bus->node = SLICE("");
}

static void nobody_else_may_be_asked_for(void **state)
{
    assert_refused(*state, "");
    assert_refused(*state, "identity=system");
    assert_refused(*state, "id=system");
    assert_refused(*state, "id=p");
    assert_refused(*state, "id=p0");
    assert_refused(*state, "id=p7x");
    assert_refused(*state, "id=p99999999999999999999999");
    assert_refused(*state, "id=p1%20");
    assert_refused(*state, "identity=participant&number=0");
    assert_refused(*state, "identity=participant&number=x");
    assert_refused(*state, "identityhost");
}

static void the_demo_is_for_this_machine_alone(void **state)
{
    assert_true(demo_address_allowed(SLICE("127.0.0.1")));
    assert_true(demo_address_allowed(SLICE("127.0.0.2")));
    assert_true(demo_address_allowed(SLICE("::1")));
    assert_true(demo_address_allowed(SLICE("localhost")));
    assert_false(demo_address_allowed(SLICE("0.0.0.0")));
    assert_false(demo_address_allowed(SLICE("::")));
    assert_false(demo_address_allowed(SLICE("*")));
    assert_false(demo_address_allowed(SLICE("192.168.127.1")));
    assert_false(demo_address_allowed(SLICE("127.0.0.1.example")));
    assert_false(demo_address_allowed(SLICE("")));
}

static void start(struct fixture *fixture)
{
    fixture->ready = 0;
    demo_start(fixture->demo, count, &fixture->ready);
    assert_int_equal(fixture->ready, 0);
    loop_pass(fixture->loop, 2000);
    assert_int_equal(fixture->ready, 1);
}

static void assert_first_room(struct fixture *fixture, const char *name)
{
    struct slice room;
    struct json *json = ask(fixture, 0, "");
    const struct json *rooms = json_get(json, "rooms");
    assert_int_equal(json_count(rooms), 2);
    assert_true(json_get_text(json_first(rooms), "room", &room) && slice_is(room, name));
    assert_int_equal(json_count(json_get(json_first(rooms), "title")), 4);
    assert_int_equal(json_count(json_get(json, "identities")), 7);
    json_free(&json);
}

static void answered(void *context, const struct hub_answer *answer)
{
    struct fixture *fixture = context;
    fixture->error = answer->error;
}

static void host_sends(struct fixture *fixture, const char *method, const char *text)
{
    const struct actor host = {.id = SLICE("host"), .name = SLICE("Host")};
    struct json *data;
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    fixture->error = ERR_INTERNAL;
    hub_command(fixture->hub, &host, slice_of(method), data, answered, fixture);
    loop_pass(fixture->loop, 1000);
    json_free(&data);
    assert_int_equal(fixture->error, ERR_NONE);
}

static uint64_t entries(struct fixture *fixture)
{
    return journal_stats(fixture->journal).entries;
}

static void rooms_are_made_once(void **state)
{
    struct fixture *fixture = *state;
    start(fixture);
    assert_first_room(fixture, "webinar:w1");
    assert_int_equal(entries(fixture), 21);
    host_sends(fixture, "stage.phase", "{\"room\":\"webinar:w1\",\"op\":\"a\",\"to\":\"live\"}");
    demo_free(&fixture->demo);
    loop_pass(fixture->loop, 3600 * 1000);
    demo_open(fixture);
    start(fixture);
    assert_first_room(fixture, "webinar:w1");
    assert_int_equal(entries(fixture), 22);
}

/* Twice: the second time all of it is there. */
static void the_academy_has_something_for_every_role(void **state)
{
    struct fixture *fixture = *state;
    struct buffer why;
    uint64_t made = 0;
    buffer_init(&why, 256);
    assert_true(config_set(fixture->config, CONFIG_DEMO_PEOPLE, "300", "test", &why));
    for (int round = 0; round < 2; round++) {
        demo_free(&fixture->demo);
        demo_open(fixture);
        start(fixture);
        assert_in_range(entries(fixture), 300, 500);
        assert_true(round == 0 || entries(fixture) == made);
        made = entries(fixture);
    }
    buffer_done(&why);
}

static void an_ended_webinar_is_followed_by_a_new_one(void **state)
{
    struct fixture *fixture = *state;
    start(fixture);
    host_sends(fixture, "stage.phase", "{\"room\":\"webinar:w1\",\"op\":\"a\",\"to\":\"live\"}");
    host_sends(fixture, "stage.phase", "{\"room\":\"webinar:w1\",\"op\":\"b\",\"to\":\"ended\"}");
    demo_free(&fixture->demo);
    demo_open(fixture);
    start(fixture);
    assert_first_room(fixture, "webinar:w2");
    host_sends(fixture, "stage.phase", "{\"room\":\"webinar:w2\",\"op\":\"a\",\"to\":\"live\"}");
}

static void start_found(void *context, enum err error, struct entry **entries, size_t entries_count)
{
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(entries_count, 1);
    assert_true(json_get_int(entries[0]->data, "start", context));
}

static void a_webinar_starts_a_while_ahead(void **state)
{
    struct fixture *fixture = *state;
    int64_t start_ms = 0, now_ms = (NOW_S / 300 + 1) * 300000LL - 2000;
    loop_pass(fixture->loop, now_ms - loop_now_ms(fixture->loop));
    start(fixture);
    journal_read(fixture->journal, SLICE("webinar:w1"), 0, 1, start_found, &start_ms);
    loop_pass(fixture->loop, 1000);
    assert_int_equal(start_ms % 300000, 0);
    assert_in_range(start_ms - now_ms, 60000, 360000);
}

static void a_stopped_demo_asks_for_nothing_more(void **state)
{
    struct fixture *fixture = *state;
    demo_start(fixture->demo, count, &fixture->ready);
    demo_stop(fixture->demo);
    loop_pass(fixture->loop, 2000);
    assert_int_equal(fixture->ready, 0);
    assert_int_equal(entries(fixture), 0);
}

static void mark_append(struct backend *backend, const char *room, const char *by, const char *op)
{
    struct journal_result result = {0};
    struct record record = {.at_ms = 1,
                            .room = slice_of(room),
                            .type = SLICE("stage.create"),
                            .by = slice_of(by),
                            .op = slice_of(op),
                            .text = SLICE("{\"title\":{\"en\":\"A\"}}")};
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.error, ERR_NONE);
}

static enum err owns(const char *room, const char *by, const char *op)
{
    struct backend *backend = memory_open();
    if (room)
        mark_append(backend, room, by, op);
    enum err error = demo_rooms_own(backend);
    backend->ops->close(backend);
    return error;
}

static void only_an_empty_journal_or_its_own_is_the_demos(void **state)
{
    assert_int_equal(owns(NULL, NULL, NULL), ERR_NONE);
    assert_int_equal(owns("webinar:w1", "system", "demo.create"), ERR_NONE);
    assert_int_equal(owns("webinar:w1", "system", "create"), ERR_PERMISSION_DENIED);
    assert_int_equal(owns("webinar:w1", "u7", "demo.create"), ERR_PERMISSION_DENIED);
    assert_int_equal(owns("webinar:w2", "system", "demo.create"), ERR_PERMISSION_DENIED);
    assert_int_equal(owns("inbox:u7", "u7", "demo.create"), ERR_PERMISSION_DENIED);
}

static void its_routes_are_for_this_machine_alone(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < DEMO_ROUTES; i++)
        assert_non_null(fixture->routes[i].local);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(staff_are_named_by_their_role),
        CASE(every_participant_is_another_one),
        CASE(numbers_go_on_after_a_restart),
        CASE(numbers_are_given_once_whatever_ends),
        CASE(instances_give_other_numbers),
        CASE(nobody_else_may_be_asked_for),
        CASE(the_demo_is_for_this_machine_alone),
        CASE(rooms_are_made_once),
        CASE(the_academy_has_something_for_every_role),
        CASE(an_ended_webinar_is_followed_by_a_new_one),
        CASE(a_webinar_starts_a_while_ahead),
        CASE(a_stopped_demo_asks_for_nothing_more),
        CASE(only_an_empty_journal_or_its_own_is_the_demos),
        CASE(its_routes_are_for_this_machine_alone),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
