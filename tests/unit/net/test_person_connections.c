/* SPDX-License-Identifier: Apache-2.0 */
#include "fanout/people.h"
#include "help_net.h"
#include "net/person_connections.h"

static void the_oldest_is_displaced(void **state)
{
    struct person_connection at[4] = {{0}}, other = {0};
    struct person u1 = {.newest = NULL}, u2 = {.newest = NULL};
    assert_null(person_connections_join(&u1, &at[0], 2));
    assert_null(person_connections_join(&u1, &at[1], 2));
    assert_null(person_connections_join(&u2, &other, 2));
    assert_ptr_equal(person_connections_join(&u1, &at[2], 2), &at[0]);
    person_connections_leave(&u1, &at[0]);
    assert_ptr_equal(person_connections_join(&u1, &at[3], 2), &at[1]);
    for (int i = 1; i < 4; i++)
        person_connections_leave(&u1, &at[i]);
    assert_null(u1.newest);
    assert_ptr_equal(u2.newest, &other);
}

static void who_is_not_in_does_not_leave(void **state)
{
    struct person_connection one = {0}, two = {0};
    struct person person = {.newest = NULL};
    person_connections_leave(&person, &one);
    person_connections_join(&person, &one, 5);
    person_connections_leave(&person, &two);
    assert_ptr_equal(person.newest, &one);
    person_connections_leave(&person, &one);
    person_connections_leave(&person, &one);
    assert_null(person.newest);
}

/* Leaving from the front, the middle and the end keeps the order of the others. */
static void order_of_coming_is_kept(void **state)
{
    struct person_connection at[5] = {{0}}, last[3] = {{0}};
    struct person person = {.newest = NULL};
    for (int i = 0; i < 5; i++)
        person_connections_join(&person, &at[i], 9);
    person_connections_leave(&person, &at[0]);
    person_connections_leave(&person, &at[2]);
    person_connections_leave(&person, &at[4]);
    assert_ptr_equal(person_connections_join(&person, &last[0], 2), &at[1]);
    person_connections_leave(&person, &at[1]);
    assert_ptr_equal(person_connections_join(&person, &last[1], 2), &at[3]);
    person_connections_leave(&person, &at[3]);
    assert_ptr_equal(person_connections_join(&person, &last[2], 2), &last[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_is_displaced),
        cmocka_unit_test(who_is_not_in_does_not_leave),
        cmocka_unit_test(order_of_coming_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
