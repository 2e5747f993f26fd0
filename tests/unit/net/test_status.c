/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/status.h"

static struct net_stats net;

static void health_is(const struct status *status, const char *expected, bool good)
{
    struct buffer out;
    buffer_init(&out, 1000);
    status_health(status, &out);
    assert_true(slice_is(buffer_slice(&out), expected));
    assert_int_equal(status_good(status), good);
    buffer_done(&out);
}

static void a_failed_journal_is_the_worst(void **state)
{
    struct status status = {.net = &net, .hub = {.rooms = 2, .bus.hearing = true}};
    health_is(&status,
              "{\"status\":\"ok\",\"journal\":\"ok\",\"bus\":\"ok\",\"reading\":\"ok\",\"rooms\":2,"
              "\"connections\":0}",
              true);
    status.journal_away = true;
    health_is(&status,
              "{\"status\":\"degraded\",\"journal\":\"away\",\"bus\":\"ok\",\"reading\":\"ok\","
              "\"rooms\":2,"
              "\"connections\":0}",
              true);
    status.journal_away = false;
    status.broken.lately = true;
    health_is(&status,
              "{\"status\":\"degraded\",\"journal\":\"ok\",\"bus\":\"ok\",\"reading\":\"broken\","
              "\"rooms\":2,\"connections\":0}",
              true);
    status.broken.lately = false;
    status.stopping = true;
    health_is(&status,
              "{\"status\":\"stopping\",\"journal\":\"ok\",\"bus\":\"ok\",\"reading\":\"ok\","
              "\"rooms\":2,\"connections\":0}",
              false);
    status.journal_failed = true;
    health_is(&status,
              "{\"status\":\"failed\",\"journal\":\"failed\",\"bus\":\"ok\",\"reading\":\"ok\","
              "\"rooms\":2,"
              "\"connections\":0}",
              false);
}

static void a_bus_that_is_away_degrades(void **state)
{
    struct status status = {.net = &net};
    health_is(&status,
              "{\"status\":\"degraded\",\"journal\":\"ok\",\"bus\":\"away\",\"reading\":\"ok\","
              "\"rooms\":0,"
              "\"connections\":0}",
              true);
}

/* Each figure: HELP, TYPE, and one sample of the same name. */
static void every_figure_is_described(void **state)
{
    struct buffer out;
    struct status status = {.net = &net};
    unsigned helps = 0, types = 0;
    buffer_init(&out, 65536);
    status_metrics(&status, &out);
    buffer_add_byte(&out, '\0');
    for (const char *line = out.bytes; *line; line = strchr(line, '\n') + 1) {
        helps += strncmp(line, "# HELP muster_", 14) == 0;
        types += strncmp(line, "# TYPE muster_", 14) == 0;
        assert_true(*line == '#' || strncmp(line, "muster_", 7) == 0);
    }
    assert_int_equal(helps, types);
    assert_in_range(helps, 20, 100);
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_journal_is_the_worst),
        cmocka_unit_test(a_bus_that_is_away_degrades),
        cmocka_unit_test(every_figure_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
