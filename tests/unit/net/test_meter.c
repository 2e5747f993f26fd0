/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/meter.h"

static void a_burst_passes_and_no_more(void **state)
{
    struct meter meter;
    meter_init(&meter, 1000);
    for (int i = 0; i < METER_BURST; i++)
        assert_int_equal(meter_take(&meter, 1000), METER_PASS);
    assert_int_equal(meter_take(&meter, 1000), METER_REFUSE);
}

static void the_rate_passes_for_ever(void **state)
{
    struct meter meter;
    meter_init(&meter, 0);
    for (int64_t i = 1; i < 10000; i++)
        assert_int_equal(meter_take(&meter, i * 1000 / METER_PER_SECOND), METER_PASS);
}

static void flagrant_knocking_is_abuse(void **state)
{
    struct meter meter;
    meter_init(&meter, 0);
    for (int i = 0; i < METER_BURST; i++)
        assert_int_equal(meter_take(&meter, 0), METER_PASS);
    for (int i = 0; i < METER_FLAGRANT; i++)
        assert_int_equal(meter_take(&meter, 0), METER_REFUSE);
    assert_int_equal(meter_take(&meter, 0), METER_ABUSE);
}

static void a_pause_is_forgiving(void **state)
{
    struct meter meter;
    int64_t full_ms = METER_BURST * 1000 / METER_PER_SECOND;
    meter_init(&meter, 0);
    for (int round = 0; round < 5; round++) {
        int64_t now_ms = round * full_ms;
        for (int i = 0; i < METER_BURST; i++)
            assert_int_equal(meter_take(&meter, now_ms), METER_PASS);
        for (int i = 0; i < METER_FLAGRANT - 1; i++)
            assert_int_equal(meter_take(&meter, now_ms), METER_REFUSE);
    }
}

static void a_clock_that_stands_or_leaps_is_harmless(void **state)
{
    struct meter meter;
    meter_init(&meter, 1000);
    assert_int_equal(meter_take(&meter, 0), METER_PASS);
    assert_int_equal(meter_take(&meter, INT64_MAX), METER_PASS);
    assert_int_equal(meter_take(&meter, INT64_MAX), METER_PASS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_passes_and_no_more),
        cmocka_unit_test(the_rate_passes_for_ever),
        cmocka_unit_test(flagrant_knocking_is_abuse),
        cmocka_unit_test(a_pause_is_forgiving),
        cmocka_unit_test(a_clock_that_stands_or_leaps_is_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
