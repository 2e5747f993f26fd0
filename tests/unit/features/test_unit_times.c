/* SPDX-License-Identifier: Apache-2.0
 * server/features/unit_times.c: by the clock on the wall of four places, over their changes of
 * clocks. */
#include <stdio.h>

#include "features/unit.h"

#include "help_course.h"

enum { WEEKS = 3 };

#define HOUR_MS INT64_C(3600000)
#define WEEK_MS (7 * 24 * HOUR_MS)

/* A course that begins on a Monday at 10:00, and how much later than a whole week its next ones do:
 * told by hand, from what these countries decreed. */
struct place {
    const char *zone;
    int64_t start_ms;
    int64_t later_ms[WEEKS];
};

static const struct place places[] = {
    /* 2026-10-12; winter begins on the 25th. */
    {"Europe/Paris", INT64_C(1791792000000), {0, 0, HOUR_MS}},
    /* 2026-10-19; on the 29th, a Thursday. */
    {"Africa/Cairo", INT64_C(1792393200000), {0, 0, HOUR_MS}},
    /* 2026-08-24; summer begins on the 6th of September. */
    {"America/Santiago", INT64_C(1787580000000), {0, 0, -HOUR_MS}},
    /* 2026-10-19; it has none. */
    {"Asia/Riyadh", INT64_C(1792393200000), {0, 0, 0}},
};
enum { PLACES = sizeof places / sizeof places[0] };

static struct help_room *course_at(const struct place *place)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_sendf(help, "system", "stage.change", "{'start':%lld,'zone':'%s'}",
                                (long long)place->start_ms, place->zone),
                     ERR_NONE);
    return help;
}

static int64_t unit_on(struct help_room *help, int day, const char *more)
{
    assert_int_equal(
        help_sendf(help, "h1", "unit.add", "{'title':{'en':'One'},'day':%d%s}", day, more),
        ERR_NONE);
    return help_seq(help);
}

static int64_t opens_ms(const struct place *place, int week)
{
    return place->start_ms + week * WEEK_MS + place->later_ms[week];
}

static bool is_open(struct help_room *help, int64_t unit)
{
    struct part part = help_part(help, unit);
    return !rings_none(room_part_rings(help_room(help), &part, slice_of("u1")));
}

static void each_week_opens_at_ten_to_the_millisecond(void **state)
{
    for (size_t i = 0; i < PLACES; i++) {
        struct help_room *help = course_at(&places[i]);
        int64_t units[WEEKS];
        for (int week = 0; week < WEEKS; week++)
            units[week] = unit_on(help, 7 * week, "");
        assert_int_equal(help_tick(help, places[i].start_ms - HOUR_MS), 1); /* they are placed */
        for (int week = 0; week < WEEKS; week++) {
            assert_int_equal(help_tick(help, opens_ms(&places[i], week) - 1), 0);
            assert_false(is_open(help, units[week]));
            assert_int_equal(help_tick(help, opens_ms(&places[i], week)), 1);
            assert_true(is_open(help, units[week]));
        }
        help_room_free(&help);
    }
}

static void down_over_the_hour_each_opens_once_and_a_clock_set_back_shuts_nothing(void **state)
{
    for (size_t i = 0; i < PLACES; i++) {
        struct help_room *help = course_at(&places[i]);
        int64_t first = unit_on(help, 7, ""), second = unit_on(help, 14, "");
        help_tick(help, places[i].start_ms);
        assert_int_equal(help_tick(help, opens_ms(&places[i], 2) + HOUR_MS), 2);
        assert_true(is_open(help, first) && is_open(help, second));
        assert_int_equal(help_tick(help, opens_ms(&places[i], 1) - WEEK_MS), 0);
        assert_true(is_open(help, first) && is_open(help, second));
        assert_int_equal(help_tick(help, opens_ms(&places[i], 2) + WEEK_MS), 0);
        help_room_free(&help);
    }
}

/* Of the day on which the clocks change. */
static void expect_at(const struct place *place, int day, const char *time, int64_t at_ms)
{
    struct help_room *help = course_at(place);
    int64_t unit = unit_on(help, day, time);
    char path[64], at[24];
    snprintf(path, sizeof path, "unit/units/%lld/at", (long long)unit);
    snprintf(at, sizeof at, "%lld", (long long)at_ms);
    help_tick(help, place->start_ms);
    expect_view(help, HELP_STAFF, path, at);
    help_room_free(&help);
}

static void
an_hour_that_is_left_out_is_counted_on_and_one_that_comes_twice_is_the_first(void **state)
{
    /* 2026-09-06 begins at 01:00 in Santiago: 00:30 is 01:30, 04:30 UTC. */
    expect_at(&places[2], 13, ",'time':30", INT64_C(1788669000000));
    /* 2026-10-29 has 23:30 twice in Cairo: the first is 20:30 UTC. */
    expect_at(&places[1], 10, ",'time':1410", INT64_C(1793305800000));
    expect_at(&places[3], 10, ",'time':1410", INT64_C(1793305800000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_week_opens_at_ten_to_the_millisecond),
        cmocka_unit_test(down_over_the_hour_each_opens_once_and_a_clock_set_back_shuts_nothing),
        cmocka_unit_test(
            an_hour_that_is_left_out_is_counted_on_and_one_that_comes_twice_is_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
