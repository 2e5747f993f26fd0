/* SPDX-License-Identifier: Apache-2.0
 * The local bus takes everything and says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bus/bus.h"

static void heard(void *context, struct entry *entry)
{
    (void)entry;
    ++*(int *)context;
}

static void nobody_else_is_told(void **state)
{
    (void)state;
    int news = 0;
    struct entry *entry = entry_new(&(struct entry){
        .seq = 1, .room = SLICE("webinar:w1"), .type = SLICE("chat.post"), .text = SLICE("{}")});
    struct bus *bus = bus_local_new();
    assert_string_equal(bus->ops->name, "local");
    bus_listen(bus, heard, &news);
    bus_follow(bus, SLICE("webinar:w1"));
    bus_publish(bus, entry);
    bus_unfollow(bus, SLICE("webinar:w1"));
    bus_close(&bus);
    assert_null(bus);
    bus_close(&bus);
    assert_int_equal(news, 0);
    assert_int_equal(entry->refs, 1);
    entry_unref(&entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_else_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
