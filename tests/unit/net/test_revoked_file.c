/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "help_net.h"
#include "net/revoked_file.h"

static struct loop *loop;
static struct revoked_file *file;
static char path[64], other[72];
static int changes;

static void changed(void *context)
{
    assert_ptr_equal(context, &changes);
    changes++;
}

static void write_to(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static bool opens(char why[200])
{
    file = revoked_file_open(
        &(struct revoked_file_options){
            .loop = loop, .path = path, .changed = changed, .context = &changes},
        why, 200);
    return file;
}

static int setup(void **state)
{
    char why[200] = "";
    log_set_level(LOG_OFF);
    changes = 0;
    /* The file's times are the machine's: the fake clock is ahead of them, so that it has rested.
     */
    loop = loop_new_fake(INT64_C(4000000000) * 1000);
    snprintf(path, sizeof path, "/tmp/muster-revoked-XXXXXX");
    close(mkstemp(path));
    snprintf(other, sizeof other, "%s.new", path);
    write_to(path, "sub u7\n");
    return opens(why) ? 0 : -1;
}

static int teardown(void **state)
{
    revoked_file_close(&file);
    loop_free(&loop);
    unlink(other);
    rmdir(path);
    unlink(path);
    return 0;
}

static bool holds(const char *id)
{
    const struct token_mark mark = {.iat_s = 5};
    return revoked_file_holds(file, slice_of(id), &mark);
}

static void what_is_written_holds_within_a_second(void **state)
{
    assert_true(holds("u7"));
    assert_false(holds("u8"));
    write_to(path, "sub u8\n");
    loop_pass(loop, 1000);
    assert_int_equal(changes, 1);
    assert_true(holds("u8"));
    assert_false(holds("u7"));
}

static void another_file_in_its_place_holds_too(void **state)
{
    write_to(other, "sub u9\n");
    assert_int_equal(rename(other, path), 0);
    loop_pass(loop, 1000);
    assert_true(holds("u9"));
}

static void the_same_list_again_is_no_news(void **state)
{
    write_to(path, "sub u7\n");
    loop_pass(loop, 5000);
    assert_int_equal(changes, 0);
    assert_true(holds("u7"));
}

static void what_cannot_be_read_leaves_the_last_list(void **state)
{
    unlink(path);
    loop_pass(loop, 2000);
    assert_true(holds("u7"));
    assert_int_equal(mkdir(path, 0700), 0);
    loop_pass(loop, 2000);
    assert_true(holds("u7"));
    rmdir(path);
    write_to(path, "sub u8\nnonsense\n");
    loop_pass(loop, 2000);
    assert_true(holds("u7"));
    assert_false(holds("u8"));
    assert_int_equal(changes, 0);
    write_to(path, "sub u8\n");
    loop_pass(loop, 1000);
    assert_true(holds("u8"));
}

/* Two writes may have the same time and size: a file is read until it has rested. */
static void a_second_write_in_the_same_tick_is_seen(void **state)
{
    struct stat before;
    char why[200];
    revoked_file_close(&file);
    loop_free(&loop);
    write_to(path, "sub u7\n");
    assert_int_equal(stat(path, &before), 0);
    loop = loop_new_fake((int64_t)before.st_mtim.tv_sec * 1000);
    assert_true(opens(why));
    write_to(path, "sub u8\n");
    const struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    loop_pass(loop, 1000);
    assert_true(holds("u8"));
}

static void without_a_list_it_does_not_open(void **state)
{
    char why[200] = "";
    revoked_file_close(&file);
    unlink(path);
    assert_false(opens(why));
    assert_non_null(strstr(why, "No such file"));
    write_to(path, "sub");
    assert_false(opens(why));
    assert_non_null(strstr(why, "line 1 "));
    assert_int_equal(truncate(path, REVOKED_BYTES + 1), 0);
    assert_false(opens(why));
    assert_non_null(strstr(why, "longer than"));
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(opens(why));
}

static void no_file_lists_nothing(void **state)
{
    const struct token_mark mark = {0};
    assert_false(revoked_file_holds(NULL, SLICE("u7"), &mark));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_is_written_holds_within_a_second),
        CASE(another_file_in_its_place_holds_too),
        CASE(the_same_list_again_is_no_news),
        CASE(what_cannot_be_read_leaves_the_last_list),
        CASE(a_second_write_in_the_same_tick_is_seen),
        CASE(without_a_list_it_does_not_open),
        CASE(no_file_lists_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
