/* SPDX-License-Identifier: Apache-2.0
 * server/features/channel.c */
#include <stdio.h>
#include <string.h>

#include "features/channel.h"
#include "help_room.h"

static const struct feature *const features[] = {&channel_feature, NULL};

static void a_plain_channel_has_an_empty_view(void **state)
{
    struct help_room *help = help_room_new("news", features);
    expect_view(help, RINGS_INSIDE, "channel", NULL);
    assert_int_equal(help_send(help, "u1", "publish", "{'data':1}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "channel", NULL);
    expect_patch(help, RINGS_INSIDE, NULL);
    help_room_free(&help);
}

static void anybody_publishes_any_value(void **state)
{
    struct help_room *help = help_room_new("news", features);
    static const char *const values[] = {
        "{'input':'hello','n':[1,2,{'x':null}]}", "[]", "'text'", "7", "false", "null"};
    assert_int_equal(room_role(help_room(help), SLICE("u1")), ROLE_PARTICIPANT);
    assert_int_equal(room_row(help_room(help), SLICE("publish"))->delivery, DELIVER_RAW);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char data[80];
        snprintf(data, sizeof data, "{'data':%s}", values[i]);
        assert_int_equal(help_sendf(help, "u1", "publish", "{'extra':1,'data':%s}", values[i]), 0);
        expect_data(help, data);
    }
    help_room_free(&help);
}

static void nothing_cannot_be_published(void **state)
{
    struct help_room *help = help_room_new("news", features);
    assert_int_equal(help_send(help, "u1", "publish", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void what_is_larger_than_an_entry_is_refused(void **state)
{
    struct help_room *help = help_room_new("news", features);
    static char data[BOUND_ENTRY_BYTES + 100];
    size_t len = (size_t)snprintf(data, sizeof data, "{'data':['");
    memset(data + len, 'x', BOUND_ENTRY_BYTES / 2);
    len += BOUND_ENTRY_BYTES / 2;
    len += (size_t)snprintf(data + len, sizeof data - len, "','");
    memset(data + len, 'y', BOUND_ENTRY_BYTES / 2);
    len += BOUND_ENTRY_BYTES / 2;
    snprintf(data + len, sizeof data - len, "']}");
    assert_int_equal(help_send(help, "u1", "publish", data), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_channel_has_an_empty_view),
        cmocka_unit_test(anybody_publishes_any_value),
        cmocka_unit_test(nothing_cannot_be_published),
        cmocka_unit_test(what_is_larger_than_an_entry_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
