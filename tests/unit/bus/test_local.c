/* SPDX-License-Identifier: Apache-2.0
 * The local bus takes everything and says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bus/bus.h"

static void heard(void *context, struct slice room, int64_t seq, struct slice sealed)
{
    (void)room;
    (void)seq;
    ++*(int *)context;
}

static void told(void *context, struct slice message)
{
    assert_true(slice_is(message, "hello"));
    ++*(int *)context;
}

static void nobody_else_is_told(void **state)
{
    int calls = 0;
    struct bus *bus = bus_local_new();
    assert_string_equal(bus->ops->name, "local");
    bus_listen(bus, &(struct bus_listener){.news = heard}, &calls);
    bus_follow(bus, SLICE("webinar:w1"));
    bus_publish(bus, SLICE("webinar:w1"), 1, SLICE("sealed"));
    bus_unfollow(bus, SLICE("webinar:w1"));
    assert_true(bus_stats(bus).hearing);
    assert_int_equal(bus_stats(bus).nodes, 1);
    bus_close(&bus);
    assert_null(bus);
    bus_close(&bus);
    assert_int_equal(calls, 0);
}

static void it_knows_itself_alone(void **state)
{
    int calls = 0;
    struct bus *bus = bus_local_new();
    bus_listen(bus, &(struct bus_listener){.told = told}, &calls);
    assert_true(bus_knows(bus, bus_node(bus)));
    assert_false(bus_knows(bus, SLICE("another")));
    assert_true(bus_tell(bus, bus_node(bus), SLICE("hello")));
    assert_false(bus_tell(bus, SLICE("another"), SLICE("hello")));
    assert_int_equal(calls, 1);
    bus_close(&bus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_else_is_told),
        cmocka_unit_test(it_knows_itself_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
