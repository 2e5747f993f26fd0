/* SPDX-License-Identifier: Apache-2.0
 *
 * The tests of a folder in one program. The build includes this before each of its files, and names
 * each file's main after the file, with _main behind it.
 */
#ifndef TESTS_HELP_PROGRAM_H
#define TESTS_HELP_PROGRAM_H

/* MUSTER_TESTS: the list of them, TEST(test_poll) …, which the build makes. */
#define TEST(name) int name##_main(void);
#include MUSTER_TESTS
#undef TEST

#endif
