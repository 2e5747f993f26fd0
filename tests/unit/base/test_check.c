/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "help_base.h"

static void true_condition_passes_and_is_evaluated_once(void **state)
{
    int evaluated = 0;
    check(++evaluated == 1);
    assert_int_equal(evaluated, 1);
}

static void break_invariant(void *context)
{
    int *value = context;
    check(*value == 2);
}

static void false_condition_aborts_in_every_build(void **state)
{
    int value = 1;
    assert_aborts(break_invariant, &value);
}

static void failure_names_the_place_and_the_condition(void **state)
{
    int ends[2];
    char line[256] = {0};
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        check_failed("room.c", 12, "seq > 0");
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_true(read(ends[0], line, sizeof line - 1) > 0);
    assert_string_equal(line, "broken invariant at=room.c:12 condition=seq > 0\n");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(true_condition_passes_and_is_evaluated_once),
        cmocka_unit_test(false_condition_aborts_in_every_build),
        cmocka_unit_test(failure_names_the_place_and_the_condition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
