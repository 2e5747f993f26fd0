/* SPDX-License-Identifier: Apache-2.0 */
#include "net/aim.h"

#include "help_net.h"

enum { HEAD_MAX = 64 };

static void a_websocket_is_known_before_its_head_is_whole(void **state)
{
    const char *begun = "GET /connection/websocket?x HTTP/1.1\r\n";
    for (size_t len = 0; len <= strlen(begun); len++) {
        enum aim aim = aim_of((struct slice){begun, len}, HEAD_MAX, true);
        assert_int_equal(aim, len < AIM_WEBSOCKET.len ? AIM_UNKNOWN : AIM_OURS);
    }
}

static void one_that_is_carried_elsewhere_is_awaited_whole(void **state)
{
    assert_int_equal(aim_of(SLICE("GET /connection/websocket HTTP/1.1\r\n"), HEAD_MAX, false),
                     AIM_UNKNOWN);
    assert_int_equal(aim_of(SLICE("GET /connection/websocket HTTP/1.1\r\n\r\n"), HEAD_MAX, false),
                     AIM_OTHER);
}

static void anything_else_is_known_when_its_head_is_whole_or_too_long(void **state)
{
    char endless[HEAD_MAX];
    memset(endless, 'x', sizeof endless);
    assert_int_equal(aim_of(SLICE("GET / HTTP/1.1\r\n"), HEAD_MAX, true), AIM_UNKNOWN);
    assert_int_equal(aim_of(SLICE("GET / HTTP/1.1\r\n\r\n"), HEAD_MAX, true), AIM_OTHER);
    assert_int_equal(aim_of((struct slice){endless, HEAD_MAX - 1}, HEAD_MAX, true), AIM_UNKNOWN);
    assert_int_equal(aim_of((struct slice){endless, HEAD_MAX}, HEAD_MAX, true), AIM_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_websocket_is_known_before_its_head_is_whole),
        cmocka_unit_test(one_that_is_carried_elsewhere_is_awaited_whole),
        cmocka_unit_test(anything_else_is_known_when_its_head_is_whole_or_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
