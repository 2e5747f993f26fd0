/* SPDX-License-Identifier: Apache-2.0
 * server/features/file.c */
#include <stdio.h>

#include "features/file.h"
#include "features/member.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &file_feature,
                                                 NULL};

static struct help_room *room_open(void)
{
    struct help_room *help = help_room_new("course:c1", features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'host','role':'host'}"), 0);
    return help;
}

#define FILE_DATA(bytes, sight)                                                                    \
    "{'blob':'b1','bytes':" bytes ",'type':'pdf','name':'Notes.pdf','for':'" sight "'}"

static void what_is_added_is_checked(void **state)
{
    struct help_room *help = room_open();
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "room")), ERR_NONE);
    expect_data(help, FILE_DATA("7", "room"));
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("0", "room")), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("16777217", "room")),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "all")), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "file.add",
                               "{'blob':'b/../1','bytes':7,'type':'pdf','name':'n','for':'own'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "file.add",
                               "{'blob':'b1','bytes':7,'type':'svg','name':'n','for':'own'}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void each_person_and_the_room_have_a_share(void **state)
{
    struct help_room *help = room_open();
    for (int n = 0; n < 4; n++)
        assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("16777216", "own")), 0);
    int64_t last = help_seq(help);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("1", "own")), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u2", "file.add", FILE_DATA("1", "own")), ERR_NONE);
    for (int n = 0; n < 59; n++)
        assert_int_equal(help_send(help, "host", "file.add", FILE_DATA("16777216", "own")), 0);
    assert_int_equal(help_send(help, "host", "file.add", FILE_DATA("16777216", "own")),
                     ERR_LIMIT_EXCEEDED);
    /* What is removed gives its place back. */
    char data[32];
    snprintf(data, sizeof data, "{'file':%lld}", (long long)last);
    assert_int_equal(help_send(help, "u1", "file.remove", data), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "file.remove", data), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("16777215", "own")), ERR_NONE);
    help_room_free(&help);
}

static enum err get(struct help_room *help, const char *by, int64_t file)
{
    char data[32];
    struct buffer out;
    snprintf(data, sizeof data, "{'file':%lld}", (long long)file);
    buffer_init(&out, 1024);
    enum err error = help_query(help, by, "file.get", data, &out);
    if (error == ERR_NONE)
        assert_true(slice_is(buffer_slice(&out),
                             "{\"url\":\"/api/blobs/b1\",\"type\":\"pdf\",\"name\":\"Notes.pdf\","
                             "\"bytes\":7}"));
    buffer_done(&out);
    return error;
}

static void a_file_is_for_those_it_was_meant_for(void **state)
{
    struct help_room *help = room_open();
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "room")), ERR_NONE);
    int64_t room = help_seq(help);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "staff")), ERR_NONE);
    int64_t staff = help_seq(help);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "own")), ERR_NONE);
    int64_t own = help_seq(help);
    assert_int_equal(get(help, "u2", room), ERR_NONE);
    assert_int_equal(get(help, "u2", staff), ERR_NOT_FOUND);
    assert_int_equal(get(help, "u2", own), ERR_NOT_FOUND);
    assert_int_equal(get(help, "host", staff), ERR_NONE);
    assert_int_equal(get(help, "host", own), ERR_NOT_FOUND);
    assert_int_equal(get(help, "u1", staff), ERR_NONE);
    assert_int_equal(get(help, "u1", own), ERR_NONE);
    assert_int_equal(get(help, "u1", own + 1), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void its_author_and_organisers_remove_it(void **state)
{
    struct help_room *help = room_open();
    char data[32];
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "room")), ERR_NONE);
    int64_t room = help_seq(help);
    assert_int_equal(help_send(help, "u1", "file.add", FILE_DATA("7", "own")), ERR_NONE);
    snprintf(data, sizeof data, "{'file':%lld}", (long long)help_seq(help));
    assert_int_equal(help_send(help, "u2", "file.remove", data), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "file.remove", data), ERR_NONE);
    snprintf(data, sizeof data, "{'file':%lld}", (long long)room);
    assert_int_equal(help_send(help, "u2", "file.remove", data), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "host", "file.remove", data), ERR_NONE);
    assert_int_equal(get(help, "u1", room), ERR_NOT_FOUND);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_checked),
        cmocka_unit_test(each_person_and_the_room_have_a_share),
        cmocka_unit_test(a_file_is_for_those_it_was_meant_for),
        cmocka_unit_test(its_author_and_organisers_remove_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
