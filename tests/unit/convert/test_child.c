/* SPDX-License-Identifier: Apache-2.0
 * server/convert/child.c: each limit is met by a program that asks for more. */
#include "help_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct child_rules rules = {.memory_mb = 128, .seconds = 2};

struct ran {
    enum child_end end;
    char out[64], errors[CHILD_ERRORS_BYTES];
};

/* Runs a script of the shell over "input". */
static struct ran run(const char *script, size_t out_bytes)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    struct ran ran = {.end = CHILD_DONE};
    struct buffer out;
    int in = help_file(SLICE("input"));
    buffer_init(&out, out_bytes);
    ran.end = child_run(argv, in, &rules, &out, ran.errors);
    snprintf(ran.out, sizeof ran.out, "%.*s", (int)out.len, out.bytes ? out.bytes : "");
    buffer_done(&out);
    close(in);
    return ran;
}

static void it_reads_its_file_and_says_something(void **state)
{
    struct ran ran = run("IFS= read -r line </dev/stdin; echo \"$line\"; echo wrong >&2", 1000);
    assert_int_equal(ran.end, CHILD_DONE);
    assert_string_equal(ran.out, "input\n");
    assert_string_equal(ran.errors, "wrong\n");
}

static void how_it_ends_is_known(void **state)
{
    const char *const none[] = {"muster-no-such-program", NULL};
    struct buffer out;
    char errors[CHILD_ERRORS_BYTES];
    int in = help_file(SLICE("x"));
    assert_int_equal(run("exit 3", 10).end, CHILD_FAILED);
    assert_int_equal(run("kill -SEGV $$", 10).end, CHILD_FAILED);
    buffer_init(&out, 10);
    assert_int_equal(child_run(none, in, &rules, &out, errors), CHILD_MISSING);
    buffer_done(&out);
    close(in);
}

static void it_is_stopped_when_it_takes_or_says_too_much(void **state)
{
    assert_int_equal(run("while :; do :; done", 10).end, CHILD_SLOW);
    assert_int_equal(run("while :; do echo 0123456789; done", 1000).end, CHILD_LARGE);
    assert_int_equal(run("echo 12345678901", 5).end, CHILD_LARGE);
    /* of its standard error only the first is listened to */
    struct ran ran = run("i=0; while [ $i -lt 9999 ]; do echo 123456789 >&2; i=$((i+1)); done", 9);
    assert_int_equal(ran.end, CHILD_DONE);
    assert_int_equal(strlen(ran.errors), CHILD_ERRORS_BYTES - 1);
}

static void it_gets_no_more_memory_than_it_may(void **state)
{
    static const char twice[] = "x=0123456789abcdef; i=0; while [ $i -lt %d ]; do x=$x$x; "
                                "i=$((i+1)); done; exit 0";
    char script[128];
    snprintf(script, sizeof script, twice, 10);
    assert_int_equal(run(script, 10).end, CHILD_DONE);
    snprintf(script, sizeof script, twice, 23); /* 134 MB: not its time is to be what ends it */
    const struct child_rules usual = rules;
    rules.seconds = 60;
    assert_int_equal(run(script, 10).end, CHILD_FAILED);
    rules = usual;
}

/* Nothing that we have open is open there, and what we have in our surroundings is not there. */
static void it_has_nothing_of_ours(void **state)
{
    int fd = dup(STDERR_FILENO);
    setenv("MUSTER_SECRET", "secret", 1);
    char script[128];
    snprintf(script, sizeof script, "[ -z \"$MUSTER_SECRET\" ] && ! [ -e /proc/self/fd/%d ]", fd);
    assert_int_equal(run(script, 10).end, CHILD_DONE);
    close(fd);
}

/* Where the system allows it: no way out but to itself, and that is down. */
static void it_has_no_network(void **state)
{
    struct ran ran =
        run("IFS=; n=0; while read -r l; do n=$((n+1)); done </proc/net/dev; echo $n", 99);
    assert_int_equal(ran.end, CHILD_DONE);
    if (rules.cut_off)
        assert_string_equal(ran.out, "3\n"); /* two lines of title, and `lo` */
    else
        print_message("children are not without a network here\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_its_file_and_says_something),
        cmocka_unit_test(how_it_ends_is_known),
        cmocka_unit_test(it_is_stopped_when_it_takes_or_says_too_much),
        cmocka_unit_test(it_gets_no_more_memory_than_it_may),
        cmocka_unit_test(it_has_nothing_of_ours),
        cmocka_unit_test(it_has_no_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
