/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "bus/redis_ring.h"

enum { ROOMS = 20000 };

static unsigned server_of(int room, unsigned servers)
{
    char name[32];
    snprintf(name, sizeof name, "webinar:w%d", room);
    return redis_ring(slice_of(name), servers);
}

static void rooms_are_spread_evenly(void **state)
{
    for (unsigned servers = 1; servers <= 16; servers++) {
        unsigned counts[16] = {0};
        for (int i = 0; i < ROOMS; i++) {
            assert_in_range(server_of(i, servers), 0, servers - 1);
            counts[server_of(i, servers)]++;
        }
        for (unsigned i = 0; i < servers; i++)
            assert_in_range(counts[i] * servers, ROOMS * 85 / 100, ROOMS * 115 / 100);
    }
}

static void another_server_takes_its_share_and_moves_nothing_else(void **state)
{
    for (unsigned servers = 1; servers < 16; servers++) {
        unsigned moved = 0;
        for (int i = 0; i < ROOMS; i++) {
            unsigned before = server_of(i, servers), after = server_of(i, servers + 1);
            if (before == after)
                continue;
            assert_int_equal(after, servers);
            moved++;
        }
        assert_in_range(moved * (servers + 1), ROOMS * 85 / 100, ROOMS * 115 / 100);
    }
}

/* Instances of different versions must agree. */
static void the_same_name_is_always_on_the_same_server(void **state)
{
    static const struct {
        const char *name;
        unsigned of_2, of_7, of_16;
    } known[] = {{"", 1, 1, 1}, {"webinar:w1", 0, 5, 5}, {"course:c1", 0, 3, 3}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        assert_int_equal(redis_ring(slice_of(known[i].name), 2), known[i].of_2);
        assert_int_equal(redis_ring(slice_of(known[i].name), 7), known[i].of_7);
        assert_int_equal(redis_ring(slice_of(known[i].name), 16), known[i].of_16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_are_spread_evenly),
        cmocka_unit_test(another_server_takes_its_share_and_moves_nothing_else),
        cmocka_unit_test(the_same_name_is_always_on_the_same_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
