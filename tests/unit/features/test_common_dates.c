/* SPDX-License-Identifier: Apache-2.0
 * server/features/common_dates.c: the dates of a course in its next run, by the clock on the wall
 * of four places, over their changes of clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "features/common_dates.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS  (24 * HOUR_MS)

/* A course that began in summer or winter, and begins again on the other side of a change: how much
 * later than whole days what was due is due then, told by hand from what these countries decreed.
 */
struct place {
    const char *zone;
    int64_t from_ms, due_ms, to_ms;
    int64_t later_ms;
};

/* 2026-06-01 10:00 there, due on the 15th at 23:59; again on 2026-11-02. */
static const struct place places[] = {
    {"Europe/Paris", INT64_C(1780300800000), INT64_C(1781560740000), INT64_C(1793610000000),
     HOUR_MS},
    {"Africa/Cairo", INT64_C(1780297200000), INT64_C(1781557140000), INT64_C(1793606400000),
     HOUR_MS},
    {"America/Santiago", INT64_C(1780322400000), INT64_C(1781582340000), INT64_C(1793624400000),
     -HOUR_MS},
    {"Asia/Riyadh", INT64_C(1780297200000), INT64_C(1781557140000), INT64_C(1793602800000), 0},
};

static int64_t moved(const struct place *place, int64_t from_ms, int64_t at_ms, int64_t to_ms)
{
    struct zone *zone = zone_new(slice_of(place->zone));
    const struct common_run run = {zone, from_ms, to_ms};
    struct buffer text;
    struct writer out;
    struct json *data = NULL;
    int64_t due = 0;
    buffer_init(&text, 100);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    common_dates_move(&run, "due", at_ms, &out);
    writer_end(&out);
    assert_int_equal(json_parse(buffer_slice(&text), &data), ERR_NONE);
    (void)json_get_int(data, "due", &due);
    json_free(&data);
    buffer_done(&text);
    zone_free(&zone);
    return due;
}

static void what_is_due_keeps_its_hour_over_a_change_of_clocks(void **state)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const struct place *place = &places[i];
        const int64_t days_ms = place->to_ms - place->from_ms - place->later_ms;
        assert_int_equal(days_ms % DAY_MS, 0);
        int64_t due = moved(place, place->from_ms, place->due_ms, place->to_ms);
        assert_int_equal(due, place->due_ms + days_ms + place->later_ms);
        /* And back again. */
        assert_int_equal(moved(place, place->to_ms, due, place->from_ms), place->due_ms);
    }
}

static void without_both_starts_nothing_is_known_of_it(void **state)
{
    const struct place *place = &places[0];
    assert_int_equal(moved(place, 0, place->due_ms, place->to_ms), 0);
    assert_int_equal(moved(place, place->from_ms, place->due_ms, 0), 0);
    assert_int_equal(moved(place, place->from_ms, 0, place->to_ms), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_due_keeps_its_hour_over_a_change_of_clocks),
        cmocka_unit_test(without_both_starts_nothing_is_known_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
