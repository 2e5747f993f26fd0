/* SPDX-License-Identifier: Apache-2.0
 * server/features/guests.c: who came as a guest of the course. */
#include "features/guests.h"

#include <stdio.h>

#include "base/bounds.h"
#include "help_webinar.h"

static void admit(struct help_room *help, const char *whom, const char *as, int cause)
{
    assert_int_equal(help_sendf(help, "system", "member.admit",
                                "{'whom':'%s','role':%s,'cause':%d}", whom, as, cause),
                     ERR_NONE);
}

static void everybody_inside_knows_who_is_a_guest(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "guests", "{'people':{}}");
    admit(help, "u3", "'participant'", 10);
    expect_view(help, RINGS_INSIDE, "guests", "{'people':{}}");
    admit(help, "u4", "'participant','guest':true", 11);
    expect_view(help, RINGS_INSIDE, "guests", "{'people':{'u4':true}}");
    expect_view(help, (struct rings){0}, "guests", NULL);
    /* What they said stays that of a guest, until they are none. */
    admit(help, "u4", "'none'", 12);
    expect_view(help, RINGS_INSIDE, "guests/people", "{'u4':true}");
    admit(help, "u4", "'participant'", 13);
    expect_view(help, RINGS_INSIDE, "guests", "{'people':{}}");
    help_room_free(&help);
}

static void of_very_many_the_earliest_are_forgotten(void **state)
{
    enum { KEPT = 4 * BOUND_VISITORS };
    char whom[16];
    struct help_room *help = help_webinar_new();
    for (int i = 0; i <= KEPT; i++) {
        snprintf(whom, sizeof whom, "g%d", i);
        admit(help, whom, "'participant','guest':true", 10 + i);
    }
    expect_view(help, RINGS_INSIDE, "guests/people/g0", NULL);
    expect_view(help, RINGS_INSIDE, "guests/people/g1", "true");
    expect_view(help, RINGS_INSIDE, "guests/people/g200", "true");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_inside_knows_who_is_a_guest),
        cmocka_unit_test(of_very_many_the_earliest_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
