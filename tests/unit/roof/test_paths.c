/* SPDX-License-Identifier: Apache-2.0
 *
 * Folders beside the program, files beside the journal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "paths.h"

static void a_named_folder_is_taken_or_nothing(void **state)
{
    struct buffer out;
    buffer_init(&out, PATHS_BYTES);
    assert_true(paths_find("/tmp", "../nothing", NULL, &out));
    assert_string_equal(out.bytes, "/tmp");
    assert_false(paths_find("/nonexistent", ".", "/tmp", &out));
    buffer_done(&out);
}

static void beside_the_program_wins_over_installed(void **state)
{
    struct buffer out;
    buffer_init(&out, PATHS_BYTES);
    assert_true(paths_find("", ".", "/tmp", &out));
    assert_string_not_equal(out.bytes, "/tmp");
    assert_true(paths_find("", "no-such-folder", "/tmp", &out));
    assert_string_equal(out.bytes, "/tmp");
    buffer_done(&out);
}

static void nowhere_leaves_nothing(void **state)
{
    struct buffer out;
    buffer_init(&out, PATHS_BYTES);
    assert_false(paths_find("", "no-such-folder", NULL, &out));
    assert_int_equal(out.len, 0);
    buffer_done(&out);
}

static void a_file_beside_another_keeps_the_folder(void **state)
{
    struct buffer out;
    buffer_init(&out, PATHS_BYTES);
    paths_beside("var/muster.db", "demo.secret", &out);
    assert_string_equal(out.bytes, "var/demo.secret");
    paths_beside("muster.db", "demo.secret", &out);
    assert_string_equal(out.bytes, "./demo.secret");
    buffer_done(&out);
}

static void a_missing_folder_is_made_for_its_owner_alone(void **state)
{
    char folder[] = "/tmp/muster-paths-XXXXXX", path[64];
    struct buffer why;
    struct stat about;
    assert_non_null(mkdtemp(folder));
    buffer_init(&why, 256);
    snprintf(path, sizeof path, "%s/new/muster.db", folder);
    assert_true(paths_make_folder(path, &why));
    assert_true(paths_make_folder(path, &why));
    path[strlen(path) - strlen("/muster.db")] = 0;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_true(paths_make_folder("muster.db", &why));
    assert_false(paths_make_folder("/nonexistent/a/b.db", &why));
    assert_true(why.len > 0);
    buffer_done(&why);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(a_named_folder_is_taken_or_nothing),
        cmocka_unit_test(beside_the_program_wins_over_installed),
        cmocka_unit_test(nowhere_leaves_nothing),
        cmocka_unit_test(a_file_beside_another_keeps_the_folder),
        cmocka_unit_test(a_missing_folder_is_made_for_its_owner_alone),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
