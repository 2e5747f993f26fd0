/* SPDX-License-Identifier: Apache-2.0
 *
 * Flags of a subcommand, and the order of the configuration's sources.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "subcommand.h"

/* Exit statuses of the test's subcommand: each says what it found. */
enum { RUN_DEFAULT = 40, RUN_LISTEN, RUN_FILE, RUN_LOUD, RUN_REST };

static int status_of(const struct invocation *invocation)
{
    if (invocation->rest_count > 0)
        return RUN_REST + (int)invocation->rest_count;
    if (strcmp(config_source(invocation->config, CONFIG_SERVER_LISTEN), "--listen") == 0)
        return RUN_LISTEN;
    if (invocation->values[1])
        return strcmp(invocation->values[1], "f.txt") == 0 ? RUN_FILE : 1;
    return invocation->values[2] ? RUN_LOUD : RUN_DEFAULT;
}

static const struct subcommand_flag flags[] = {
    {.name = "listen", .value = "ADDRESS", .help = "h", .sets = true, .key = CONFIG_SERVER_LISTEN},
    {.name = "file", .value = "FILE", .help = "h"},
    {.name = "loud", .help = "h"},
};

static const struct subcommand subcommand = {
    .name = "try",
    .summary = "Tries.",
    .flags = flags,
    .flags_count = 3,
    .rest_max = 2,
    .run = status_of,
};

/* Runs `muster try` with up to four arguments, its output thrown away. */
static int run(const char *a, const char *b, const char *c, const char *d)
{
    char *arguments[] = {(char *)(uintptr_t) "muster", (char *)(uintptr_t) "try",
                         (char *)(uintptr_t)a,         (char *)(uintptr_t)b,
                         (char *)(uintptr_t)c,         (char *)(uintptr_t)d};
    int count = 2, out = dup(1), error = dup(2), nothing = open("/dev/null", O_WRONLY);
    while (count < 6 && arguments[count])
        count++;
    fflush(stdout);
    dup2(nothing, 1);
    dup2(nothing, 2);
    int status = subcommand_run(&subcommand, count, arguments);
    fflush(stdout);
    dup2(out, 1);
    dup2(error, 2);
    close(out);
    close(error);
    close(nothing);
    return status;
}

static void without_flags_the_defaults_hold(void **state)
{
    assert_int_equal(run(NULL, NULL, NULL, NULL), RUN_DEFAULT);
}

static void a_value_follows_or_stands_behind_an_equals_sign(void **state)
{
    assert_int_equal(run("--file", "f.txt", NULL, NULL), RUN_FILE);
    assert_int_equal(run("--file=f.txt", NULL, NULL, NULL), RUN_FILE);
    assert_int_equal(run("--loud", NULL, NULL, NULL), RUN_LOUD);
}

static void what_does_not_fit_is_a_usage_error(void **state)
{
    assert_int_equal(run("--nope", NULL, NULL, NULL), SUBCOMMAND_USAGE);
    assert_int_equal(run("--file", NULL, NULL, NULL), SUBCOMMAND_USAGE);
    assert_int_equal(run("--loud=1", NULL, NULL, NULL), SUBCOMMAND_USAGE);
    assert_int_equal(run("a", "b", "c", NULL), SUBCOMMAND_USAGE);
    assert_int_equal(run("a", "b", NULL, NULL), RUN_REST + 2);
}

static void help_is_shown_even_with_a_bad_configuration(void **state)
{
    assert_int_equal(run("--config", "/nonexistent", "--help", NULL), 0);
    assert_int_equal(run("--config", "/nonexistent", NULL, NULL), SUBCOMMAND_USAGE);
}

static void a_flag_wins_over_the_environment(void **state)
{
    setenv("MUSTER_SERVER_LISTEN", "127.0.0.1:1", 1);
    assert_int_equal(run(NULL, NULL, NULL, NULL), RUN_DEFAULT);
    assert_int_equal(run("--listen", "127.0.0.1:2", NULL, NULL), RUN_LISTEN);
    assert_int_equal(run("--listen", "nowhere", NULL, NULL), SUBCOMMAND_USAGE);
    unsetenv("MUSTER_SERVER_LISTEN");
}

static void the_last_flag_wins(void **state)
{
    assert_int_equal(run("--listen", "127.0.0.1:2", "--set", "server.listen=127.0.0.1:3"),
                     RUN_DEFAULT);
    assert_int_equal(run("--set", "server.listen=127.0.0.1:3", "--listen", "127.0.0.1:2"),
                     RUN_LISTEN);
}

int main(void)
{
    /* The environment is configuration here, and ours is not the case's. */
    clearenv();
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(without_flags_the_defaults_hold),
        cmocka_unit_test(a_value_follows_or_stands_behind_an_equals_sign),
        cmocka_unit_test(what_does_not_fit_is_a_usage_error),
        cmocka_unit_test(help_is_shown_even_with_a_bad_configuration),
        cmocka_unit_test(a_flag_wins_over_the_environment),
        cmocka_unit_test(the_last_flag_wins),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
