/* SPDX-License-Identifier: Apache-2.0
 *
 * The program of a folder's tests: PROGRAM [NAME…], as ctest runs them, one file in each process;
 * without a name all of them.
 */
#include "help/program.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(void);
} tests[] = {
#define TEST(name) {#name, name##_main},
#include MUSTER_TESTS
};

#define TESTS (sizeof(tests) / sizeof(*tests))

/* Runs the tests of one file, or of all of them for NULL. Returns how many failed, or -1 when there
 * is no such file. */
static int run(const char *name)
{
    int failed = 0;
    bool any = false;
    for (size_t i = 0; i < TESTS; i++) {
        if (name && strcmp(tests[i].name, name) != 0)
            continue;
        any = true;
        failed += tests[i].run();
    }
    return any ? failed : -1;
}

int main(int argc, char **argv)
{
    int failed = argc > 1 ? 0 : run(NULL);
    for (int i = 1; i < argc; i++) {
        int of = run(argv[i]);
        if (of < 0) {
            fprintf(stderr, "%s: there is no %s here; these are:\n", argv[0], argv[i]);
            for (size_t at = 0; at < TESTS; at++)
                fprintf(stderr, "    %s\n", tests[at].name);
            return 2;
        }
        failed += of;
    }
    return failed > 0;
}
