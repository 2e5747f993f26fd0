/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/outbox_ready.h"

static void add(struct outbox_readies *readies, unsigned lane, const char *id)
{
    outbox_ready_add(readies, lane,
                     &(struct account){.id = slice_of(id), .value = SLICE("{}"), .expires_ms = 7});
}

static void expect(struct outbox_readies *readies, unsigned from, unsigned to, const char *id)
{
    struct outbox_ready *ready = outbox_ready_take(readies, from, to);
    assert_string_equal(ready ? ready->id : "none", id);
    outbox_ready_free(&ready);
}

static void who_came_first_goes_first_among_those_that_may(void **state)
{
    struct outbox_readies readies = {0};
    add(&readies, 20, "a");
    add(&readies, 3, "b");
    add(&readies, 20, "c");
    add(&readies, 4, "d");
    expect(&readies, 12, 16, "none");
    expect(&readies, 0, 12, "b");
    expect(&readies, 16, 24, "a");
    assert_true(outbox_ready_has(&readies, 20));
    outbox_ready_drop(&readies, 20);
    assert_false(outbox_ready_has(&readies, 20));
    expect(&readies, 0, 24, "d");
    expect(&readies, 0, 24, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_came_first_goes_first_among_those_that_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
