/* SPDX-License-Identifier: Apache-2.0
 * server/base/zone.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/zone.h"

enum { TEN = 600, DAY = 86400 };

/* The days of 2026-10-19 and of some later dates. */
enum { OCT_19 = 20745, OCT_26 = 20752, MARCH_29 = 20541, OCT_25 = 20751, YEAR_2050_JULY_4 = 29404 };

static void expect(const char *name, int64_t day, int minute, int64_t utc_hour, int utc_minute)
{
    struct zone *zone = zone_new(slice_of(name));
    int64_t ms = zone_ms(zone, (struct zone_wall){day, minute});
    assert_int_equal(ms, 1000 * (day * DAY + utc_hour * 3600 + utc_minute * 60));
    zone_free(&zone);
    assert_null(zone);
}

static void ten_o_clock_is_ten_o_clock_over_a_change_of_clocks(void **state)
{
    expect("Europe/Paris", OCT_19, TEN, 8, 0);
    expect("Europe/Paris", OCT_26, TEN, 9, 0);
    expect("Africa/Tunis", OCT_26, TEN, 9, 0);
    expect("Asia/Kathmandu", OCT_19, TEN, 4, 15);
    expect("America/New_York", OCT_26, TEN, 14, 0);
    expect("America/New_York", OCT_26 + 7, TEN, 15, 0);
    expect("Australia/Sydney", OCT_19, TEN, -1, 0);
    expect("UTC", OCT_19, TEN, 10, 0);
}

static void what_is_left_out_is_counted_on_and_what_comes_twice_is_the_first(void **state)
{
    expect("Europe/Paris", MARCH_29, 150, 1, 30); /* 02:30 is not: 03:30 */
    expect("Europe/Paris", OCT_25, 150, 0, 30);
}

static void beyond_the_table_the_rule_holds(void **state)
{
    expect("Europe/Paris", YEAR_2050_JULY_4, TEN, 8, 0);
    expect("Europe/Paris", YEAR_2050_JULY_4 + 180, TEN, 9, 0);
    expect("America/New_York", YEAR_2050_JULY_4, TEN, 14, 0);
    expect("Australia/Sydney", YEAR_2050_JULY_4, TEN, 0, 0);
    expect("Australia/Sydney", YEAR_2050_JULY_4 + 180, TEN, -1, 0);
    expect("Asia/Kathmandu", YEAR_2050_JULY_4, TEN, 4, 15);
}

static void the_way_there_leads_back(void **state)
{
    static const char *const names[] = {"Europe/Paris", "Africa/Casablanca", "America/Sao_Paulo",
                                        "Pacific/Chatham", "Africa/Cairo"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct zone *zone = zone_new(slice_of(names[i]));
        for (int64_t day = 18000; day < 33000; day += 7) {
            struct zone_wall noon = {day, 720};
            struct zone_wall back = zone_wall(zone, zone_ms(zone, noon));
            assert_int_equal(back.day, day);
            assert_int_equal(back.minute, 720);
        }
        zone_free(&zone);
    }
}

static void what_is_no_zone_is_utc(void **state)
{
    static const char *const names[] = {
        "",         "Nowhere/At_all", "../../../etc/passwd", "/etc/passwd", "Europe",
        "zone.tab", "tzdata.zi"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], OCT_19, TEN, 10, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_o_clock_is_ten_o_clock_over_a_change_of_clocks),
        cmocka_unit_test(what_is_left_out_is_counted_on_and_what_comes_twice_is_the_first),
        cmocka_unit_test(beyond_the_table_the_rule_holds),
        cmocka_unit_test(the_way_there_leads_back),
        cmocka_unit_test(what_is_no_zone_is_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
