/* SPDX-License-Identifier: Apache-2.0
 * When mails of what is new are due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "net/digest_time.h"

/* Monday 2026-11-02, 00:00 in UTC. */
#define MONDAY_MS           INT64_C(1793577600000)
#define HOURS_MS(hours)     ((int64_t)(hours)*3600000)
#define MINUTES_MS(minutes) ((int64_t)(minutes)*60000)

#define AWAY_MS INT64_C(600000)

static int64_t next(const char *settings, bool came, int64_t now_ms)
{
    struct json *json = NULL;
    assert_int_equal(json_parse(slice_of(settings), &json), 0);
    struct digest_time time = digest_time_next(json, &(struct digest_now){now_ms, AWAY_MS, came});
    json_free(&json);
    return time.next_ms;
}

static void who_said_nothing_gets_none(void **state)
{
    assert_int_equal(digest_time_next(NULL, &(struct digest_now){MONDAY_MS, AWAY_MS, true}).next_ms,
                     INT64_MAX);
    assert_int_equal(next("{\"mail\":\"none\",\"hour\":60}", true, MONDAY_MS), INT64_MAX);
    assert_int_equal(next("{\"zone\":\"Africa/Cairo\"}", true, MONDAY_MS), INT64_MAX);
}

static void every_day_has_its_hour(void **state)
{
    static const char daily[] = "{\"mail\":\"daily\",\"hour\":450}";
    assert_int_equal(next(daily, false, MONDAY_MS), MONDAY_MS + MINUTES_MS(450));
    assert_int_equal(next(daily, false, MONDAY_MS + MINUTES_MS(450)),
                     MONDAY_MS + HOURS_MS(24) + MINUTES_MS(450));
    assert_int_equal(next("{\"mail\":\"daily\"}", false, MONDAY_MS), MONDAY_MS + HOURS_MS(18));
    /* Chosen is chosen. */
    assert_int_equal(next("{\"mail\":\"daily\",\"hour\":60,\"quiet\":{\"from\":0,\"to\":420}}",
                          false, MONDAY_MS),
                     MONDAY_MS + HOURS_MS(1));
}

/* On Sunday the 25th of October 2026 Paris puts its clocks back. */
static void an_hour_stays_what_the_clock_shows(void **state)
{
    static const char paris[] = "{\"mail\":\"daily\",\"hour\":1080,\"zone\":\"Europe/Paris\"}";
    const int64_t saturday_ms = MONDAY_MS - HOURS_MS(9 * 24);
    assert_int_equal(next(paris, false, saturday_ms), saturday_ms + HOURS_MS(16));
    assert_int_equal(next(paris, false, saturday_ms + HOURS_MS(16)),
                     saturday_ms + HOURS_MS(24 + 17));
}

static void every_week_has_its_day(void **state)
{
    static const char friday[] = "{\"mail\":\"weekly\",\"day\":5,\"hour\":0}";
    assert_int_equal(next(friday, false, MONDAY_MS), MONDAY_MS + HOURS_MS(4 * 24));
    assert_int_equal(next(friday, false, MONDAY_MS + HOURS_MS(4 * 24)),
                     MONDAY_MS + HOURS_MS(11 * 24));
    assert_int_equal(next("{\"mail\":\"weekly\"}", false, MONDAY_MS), MONDAY_MS + HOURS_MS(18));
}

static void at_once_is_some_minutes_after_and_not_in_quiet_hours(void **state)
{
    static const char quiet[] = "{\"mail\":\"away\",\"quiet\":{\"from\":1320,\"to\":420}}";
    const int64_t away_ms = AWAY_MS;
    assert_int_equal(next("{\"mail\":\"away\"}", false, MONDAY_MS), MONDAY_MS + 3 * away_ms);
    assert_int_equal(next("{\"mail\":\"away\"}", true, MONDAY_MS), MONDAY_MS + away_ms);
    /* Over midnight, from its first minute to its last. */
    assert_int_equal(next(quiet, true, MONDAY_MS), MONDAY_MS + HOURS_MS(7));
    assert_int_equal(next(quiet, true, MONDAY_MS + HOURS_MS(22) - away_ms),
                     MONDAY_MS + HOURS_MS(24 + 7));
    assert_int_equal(next(quiet, true, MONDAY_MS + HOURS_MS(22) - away_ms - 1),
                     MONDAY_MS + HOURS_MS(22) - 1);
    assert_int_equal(next(quiet, true, MONDAY_MS + HOURS_MS(7) - away_ms), MONDAY_MS + HOURS_MS(7));
    /* Of the reader's place. */
    assert_int_equal(next("{\"mail\":\"away\",\"zone\":\"Asia/Riyadh\","
                          "\"quiet\":{\"from\":60,\"to\":240}}",
                          true, MONDAY_MS),
                     MONDAY_MS + HOURS_MS(1));
}

static int64_t reminder(const char *news, int64_t until_ms)
{
    struct json *json = NULL;
    assert_int_equal(json_parse(slice_of(news), &json), 0);
    int64_t at_ms = digest_time_reminder(json, until_ms, AWAY_MS);
    json_free(&json);
    return at_ms;
}

/* The next that is planned, or one that came too lately to be told now. */
static void a_reminder_has_its_time(void **state)
{
    static const char came[] = "{\"news\":[{\"kind\":\"bookmark\",\"at\":2000},"
                               "{\"kind\":\"bookmark\",\"at\":4000},"
                               "{\"kind\":\"announcement\",\"at\":3000}],\"wakes\":9000}";
    assert_int_equal(reminder("{\"news\":[]}", 0), INT64_MAX);
    assert_int_equal(reminder("{\"news\":[],\"wakes\":9000}", 0), 9000 + AWAY_MS);
    assert_int_equal(reminder(came, 1999), 2000 + AWAY_MS);
    assert_int_equal(reminder(came, 2000), 4000 + AWAY_MS);
    assert_int_equal(reminder(came, 4000), 9000 + AWAY_MS);
}

static void quiet_hours_end_once(void **state)
{
    static const char quiet[] = "{\"words\":false,\"quiet\":{\"from\":1320,\"to\":420}}";
    struct json *settings = NULL;
    assert_int_equal(json_parse(slice_of(quiet), &settings), ERR_NONE);
    assert_int_equal(digest_time_quiet(settings, MONDAY_MS + HOURS_MS(7)), 0);
    assert_int_equal(digest_time_quiet(settings, MONDAY_MS + HOURS_MS(7) - 1),
                     MONDAY_MS + HOURS_MS(7));
    assert_int_equal(digest_time_quiet(settings, MONDAY_MS + HOURS_MS(22)),
                     MONDAY_MS + HOURS_MS(24 + 7));
    assert_int_equal(digest_time_quiet(NULL, MONDAY_MS), 0);
    json_free(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_said_nothing_gets_none),
        cmocka_unit_test(every_day_has_its_hour),
        cmocka_unit_test(an_hour_stays_what_the_clock_shows),
        cmocka_unit_test(every_week_has_its_day),
        cmocka_unit_test(at_once_is_some_minutes_after_and_not_in_quiet_hours),
        cmocka_unit_test(a_reminder_has_its_time),
        cmocka_unit_test(quiet_hours_end_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
