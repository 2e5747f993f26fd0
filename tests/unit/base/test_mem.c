/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "help_base.h"

static void new_memory_is_zero(void **state)
{
    unsigned char *memory = mem_new(4096);
    for (size_t i = 0; i < 4096; i++)
        assert_int_equal(memory[i], 0);
    mem_free(memory);
}

static void growing_keeps_the_old_and_zeroes_the_new(void **state)
{
    unsigned char *memory = mem_resize(NULL, 0, 3);
    memset(memory, 7, 3);
    memory = mem_resize(memory, 3, 100000);
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(memory[i], i < 3 ? 7 : 0);
    memory = mem_resize(memory, 100000, 2);
    assert_int_equal(memory[1], 7);
    mem_free(memory);
}

static void freeing_null_is_nothing(void **state)
{
    mem_free(NULL);
}

static void text_is_copied_with_a_nul(void **state)
{
    char *text = mem_text((struct slice){"abcdef", 3});
    assert_string_equal(text, "abc");
    mem_free(text);
}

static void absent_text_gives_an_empty_string(void **state)
{
    char *text = mem_text((struct slice){NULL, 0});
    assert_string_equal(text, "");
    mem_free(text);
}

static void ask_for_nothing(void *context)
{
    (void)context;
    mem_new(0);
}

static void asking_for_nothing_aborts(void **state)
{
    assert_aborts(ask_for_nothing, NULL);
}

static void running_out_ends_the_process_with_a_line(void **state)
{
    int ends[2];
    char line[128] = {0};
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        mem_exhausted(12345);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_true(read(ends[0], line, sizeof line - 1) > 0);
    assert_string_equal(line, "out of memory bytes=12345\n");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zero),
        cmocka_unit_test(growing_keeps_the_old_and_zeroes_the_new),
        cmocka_unit_test(freeing_null_is_nothing),
        cmocka_unit_test(text_is_copied_with_a_nul),
        cmocka_unit_test(absent_text_gives_an_empty_string),
        cmocka_unit_test(asking_for_nothing_aborts),
        cmocka_unit_test(running_out_ends_the_process_with_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
