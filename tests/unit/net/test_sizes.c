/* SPDX-License-Identifier: Apache-2.0
 * What one participant costs of our own memory: thousands of them are in a room. Larger is a choice
 * to be made here, not an accident. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hub/live.h"
#include "net/session.h"
#include "net/ws.h"

static void structs_of_which_everybody_has_one_stay_small(void **state)
{
    assert_in_range(ws_bytes(), 1, 184);
    assert_in_range(session_bytes(), 1, 376);
    assert_in_range(sizeof(struct subscriber), 1, 136);
    assert_in_range(sizeof(struct subscription), 1, 88);
    assert_in_range(sizeof(struct attendee), 1, 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structs_of_which_everybody_has_one_stay_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
