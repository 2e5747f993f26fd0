/* SPDX-License-Identifier: Apache-2.0 */
#include <regex.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "help_base.h"

static FILE *caught;
static int stderr_kept;
static char line[8192];

/* Standard error goes to a file while a test runs. */
static int catch_begin(void **state)
{
    log_set_level(LOG_INFO);
    caught = tmpfile();
    stderr_kept = dup(STDERR_FILENO);
    return !caught || dup2(fileno(caught), STDERR_FILENO) < 0;
}

static int catch_end(void **state)
{
    dup2(stderr_kept, STDERR_FILENO);
    close(stderr_kept);
    fclose(caught);
    return 0;
}

/* Everything written so far. */
static const char *written(void)
{
    fflush(stderr);
    rewind(caught);
    line[fread(line, 1, sizeof line - 1, caught)] = '\0';
    return line;
}

static void assert_line(const char *pattern)
{
    regex_t regex;
    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    if (regexec(&regex, written(), 0, NULL, 0) != 0)
        fail_msg("got \"%s\", expected %s", line, pattern);
    regfree(&regex);
}

#define TIME "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z "

static void line_has_time_level_sentence_and_pairs(void **state)
{
    log_line(LOG_INFO, "listening", "address=%s port=%d", "::1", 80);
    assert_line(TIME "INFO listening address=::1 port=80\n$");
}

static void journald_is_told_the_priority(void **state)
{
    log_set_priorities();
    log_line(LOG_WARN, "low", NULL);
    assert_line("^<4>[0-9]{4}-.* WARN low\n$");
}

static void pairs_may_be_absent(void **state)
{
    log_line(LOG_ERROR, "disk is full", NULL);
    assert_line(TIME "ERROR disk is full\n$");
}

static void time_is_now_in_utc(void **state)
{
    char expected[32];
    setenv("TZ", "Pacific/Auckland", 1);
    tzset();
    time_t before = time(NULL);
    log_line(LOG_WARN, "x", NULL);
    time_t after = time(NULL);
    strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%S", gmtime(&before));
    int matches = strncmp(written(), expected, 19) == 0;
    strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%S", gmtime(&after));
    assert_true(matches || strncmp(line, expected, 19) == 0);
    unsetenv("TZ");
    tzset();
}

static void lower_levels_are_not_written(void **state)
{
    log_line(LOG_DEBUG, "hidden", NULL);
    assert_false(log_wanted(LOG_DEBUG));
    assert_true(log_wanted(LOG_INFO));
    assert_string_equal(written(), "");
    log_set_level(LOG_DEBUG);
    log_line(LOG_DEBUG, "shown", "op=%s", "o1");
    assert_line(TIME "DEBUG shown op=o1\n$");
}

static void off_silences_everything(void **state)
{
    log_set_level(LOG_OFF);
    log_line(LOG_ERROR, "hidden", NULL);
    log_line(LOG_OFF, "hidden", NULL);
    assert_false(log_wanted(LOG_OFF));
    assert_string_equal(written(), "");
}

static void value_cannot_break_the_line(void **state)
{
    log_line(LOG_INFO, "x", "name=%s", "a\n2026-01-01T00:00:00.000Z ERROR forged\r\x1b[31m\x7f\t");
    assert_line(TIME "INFO x name=a\\\\x0a2026-01-01T00:00:00.000Z ERROR "
                     "forged\\\\x0d\\\\x1b\\[31m\\\\x7f\\\\x09\n$");
}

static void c1_controls_are_escaped_and_letters_are_not(void **state)
{
    log_line(LOG_INFO, "x", "name=%s",
             "\xc2\x9b"
             "1m \xc3\x85\xc2\xa0 \xe2\x82\x85");
    assert_non_null(strstr(written(), "name=\\xc2\\x9b1m \xc3\x85\xc2\xa0 \xe2\x82\x85\n"));
}

static void what_turns_text_or_ends_lines_is_escaped(void **state)
{
    log_line(LOG_INFO, "x", "name=%s",
             "\xe2\x80\xa8"
             "a\xe2\x80\xae"
             "b\xe2\x81\xa7"
             "c\xe2\x80\xa6");
    assert_non_null(strstr(written(), "name=\\xe2\\x80\\xa8"
                                      "a\\xe2\\x80\\xae"
                                      "b\\xe2\\x81\\xa7"
                                      "c\xe2\x80\xa6\n"));
}

static void long_line_is_cut_and_still_one_line(void **state)
{
    static char value[5000];
    memset(value, '\n', sizeof value - 1);
    log_line(LOG_INFO, "x", "name=%s", value);
    memset(value, 'a', sizeof value - 1);
    log_line(LOG_INFO, "x", "name=%s", value);
    const char *text = written(), *second = strchr(text, '\n') + 1;
    assert_true(second - text <= 2048);
    assert_true(strlen(second) <= 2048);
    assert_ptr_equal(strchr(second, '\n'), second + strlen(second) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(line_has_time_level_sentence_and_pairs, catch_begin,
                                        catch_end),
        cmocka_unit_test_setup_teardown(pairs_may_be_absent, catch_begin, catch_end),
        cmocka_unit_test_setup_teardown(time_is_now_in_utc, catch_begin, catch_end),
        cmocka_unit_test_setup_teardown(lower_levels_are_not_written, catch_begin, catch_end),
        cmocka_unit_test_setup_teardown(off_silences_everything, catch_begin, catch_end),
        cmocka_unit_test_setup_teardown(value_cannot_break_the_line, catch_begin, catch_end),
        cmocka_unit_test_setup_teardown(what_turns_text_or_ends_lines_is_escaped, catch_begin,
                                        catch_end),
        cmocka_unit_test_setup_teardown(c1_controls_are_escaped_and_letters_are_not, catch_begin,
                                        catch_end),
        cmocka_unit_test_setup_teardown(long_line_is_cut_and_still_one_line, catch_begin,
                                        catch_end),
        cmocka_unit_test_setup_teardown(journald_is_told_the_priority, catch_begin, catch_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
