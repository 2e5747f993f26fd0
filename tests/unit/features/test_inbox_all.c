/* SPDX-License-Identifier: Apache-2.0
 * server/features/inbox_read.c and inbox_moved.c: all that is read at once, and taken back. */
#include <stdio.h>

#include "features/inbox.h"
#include "help_room.h"

static const struct feature *const features[] = {&inbox_feature, NULL};

static enum err mark(struct help_room *help, const char *by, const char *of, int thread, int upto)
{
    return help_sendf(help, by, "read.mark", "{'of':'%s','thread':%d,'upto':%d}", of, thread, upto);
}

static enum err back(struct help_room *help, const char *by, int thread, int upto)
{
    return help_sendf(help, by, "read.back", "{'of':'course:c1','thread':%d,'upto':%d}", thread,
                      upto);
}

static enum err all(struct help_room *help, const char *by, int upto)
{
    return help_sendf(help, by, "read.all", "{'of':'course:c1','upto':%d}", upto);
}

static void all_is_read_by_one_entry(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 70, 90), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 55, 60), ERR_NONE);
    assert_int_equal(all(help, "u2", 80), ERR_PERMISSION_DENIED);
    assert_int_equal(all(help, "u1", 0), ERR_BAD_REQUEST);
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':80},'read':{'course:c1':{'55':null}}}}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'70':90},'course:c2':{'55':60}}");
    assert_int_equal(all(help, "u1", 70), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80}");
    help_room_free(&help);
}

/* A device that is late with what was read, and one that keeps something unread. */
static void what_all_has_reached_needs_no_position(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(back(help, "u1", 55, 90), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{}");
    assert_int_equal(back(help, "u1", 55, 57), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'read':{'course:c1':{'55':57}}}}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1/55", "60");
    assert_int_equal(all(help, "u1", 81), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1/55", NULL);
    help_room_free(&help);
}

static enum err all_rooms(struct help_room *help, const char *rooms)
{
    return help_sendf(help, "u1", "read.all", "{'rooms':%s}", rooms);
}

static enum err all_back(struct help_room *help, int64_t seq)
{
    return help_sendf(help, "u1", "read.back", "{'all':%d}", (int)seq);
}

static void all_of_several_rooms_is_read_by_one_entry(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    char many[40 * (BOUND_READ_ROOMS + 2)] = "{";
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 70, 90), ERR_NONE);
    int64_t before = help_seq(help);
    assert_int_equal(all_rooms(help, "{'course:c1':80,'course:c2':70,'academy:main':9}"), ERR_NONE);
    assert_int_equal(help_seq(help), before + 1);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':80,'course:c2':70,'academy:main':9},"
                 "'read':{'course:c1':{'55':null},'course:c2':{'55':null}}}}");
    /* A device that is late with what it held takes nothing back. */
    assert_int_equal(all_rooms(help, "{'course:c1':79,'course:c2':91}"), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c2':91},'read':{'course:c2':{'70':null}}}}");
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80,'course:c2':91,'academy:main':9}");
    static const char *const bad[] = {
        "{}",
        "[]",
        "[5]",
        "'course:c1'",
        "{'course:c1':0}",
        "{'course:c1':'9'}",
        "{'c1':9}",
        "{'course:a b':9}",
        "{'course:c1':9,'course:':9}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(all_rooms(help, bad[i]), ERR_BAD_REQUEST);
    for (int i = 0; i <= BOUND_READ_ROOMS; i++)
        snprintf(many + strlen(many), 40, "%s'course:m%d':1", i ? "," : "", i);
    assert_int_equal(all_rooms(help, strcat(many, "}")), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

/* But for what was said of single things since. */
static void that_all_is_read_can_be_taken_back(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(all(help, "u1", 50), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 56, 61), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 57, 62), ERR_NONE);
    assert_int_equal(all_rooms(help, "{'course:c1':80,'course:c2':70}"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(all_back(help, first - 1), ERR_NOT_FOUND);
    assert_int_equal(mark(help, "u1", "course:c1", 56, 81), ERR_NONE);
    assert_int_equal(back(help, "u1", 57, 7), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 58, 63), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 58, 64), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 59, 50), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1", "{'56':81,'57':7}");
    assert_int_equal(all_back(help, first), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':50,'course:c2':0},"
                 "'read':{'course:c1':{'55':60,'56':81,'57':7,'58':64}}}}");
    assert_int_equal(all_back(help, first), ERR_NOT_FOUND);
    assert_int_equal(all_back(help, help_seq(help)), ERR_NOT_FOUND);
    /* What came after it holds: another of them, or a room that one comes into. */
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    int64_t second = help_seq(help);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c3','role':'participant','cause':500}"),
                     ERR_NONE);
    assert_int_equal(all_back(help, second), ERR_NOT_FOUND);
    assert_int_equal(all_back(help, help_seq(help)), ERR_NOT_FOUND);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80,'course:c2':0,'course:c3':500}");
    assert_int_equal(help_sendf(help, "u2", "read.back", "{'all':%d}", (int)second),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "read.back", "{'all':0}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void who_comes_into_a_room_has_read_what_was_there(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'participant','cause':500}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':500}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 510), ERR_NONE);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'moderator','cause':600}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':500}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'55':510}}");
    assert_int_equal(
        help_send(help, "system", "inbox.room", "{'of':'course:c1','role':'none','cause':700}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'participant','cause':800}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':800}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{}}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_read_by_one_entry),
        cmocka_unit_test(all_of_several_rooms_is_read_by_one_entry),
        cmocka_unit_test(that_all_is_read_can_be_taken_back),
        cmocka_unit_test(what_all_has_reached_needs_no_position),
        cmocka_unit_test(who_comes_into_a_room_has_read_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
