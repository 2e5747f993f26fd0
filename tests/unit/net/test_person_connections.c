/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/person_connections.h"

static void the_oldest_is_displaced(void **state)
{
    struct person_connection at[4] = {0}, other = {0};
    struct person_connections *all = person_connections_new(10);
    assert_null(person_connections_join(all, SLICE("u1"), &at[0], 2));
    assert_null(person_connections_join(all, SLICE("u1"), &at[1], 2));
    assert_null(person_connections_join(all, SLICE("u2"), &other, 2));
    assert_ptr_equal(person_connections_join(all, SLICE("u1"), &at[2], 2), &at[0]);
    person_connections_leave(all, &at[0]);
    assert_ptr_equal(person_connections_join(all, SLICE("u1"), &at[3], 2), &at[1]);
    for (int i = 1; i < 4; i++)
        person_connections_leave(all, &at[i]);
    person_connections_leave(all, &other);
    person_connections_free(&all);
    assert_null(all);
}

static void a_person_without_connections_is_forgotten(void **state)
{
    struct person_connection one = {0}, two = {0};
    struct person_connections *all = person_connections_new(1);
    for (int round = 0; round < 3; round++) {
        person_connections_join(all, round % 2 ? SLICE("a") : SLICE("b"), &one, 5);
        person_connections_join(all, round % 2 ? SLICE("a") : SLICE("b"), &two, 5);
        assert_int_equal(person_connections_count(all), 1);
        person_connections_leave(all, &one);
        person_connections_leave(all, &two);
        person_connections_leave(all, &two);
        assert_int_equal(person_connections_count(all), 0);
    }
    person_connections_free(&all);
}

/* Leaving from the front, the middle and the end keeps the order of the others. */
static void order_of_coming_is_kept(void **state)
{
    struct person_connection at[5] = {0}, last[3] = {0};
    struct person_connections *all = person_connections_new(1);
    for (int i = 0; i < 5; i++)
        person_connections_join(all, SLICE("u"), &at[i], 9);
    person_connections_leave(all, &at[0]);
    person_connections_leave(all, &at[2]);
    person_connections_leave(all, &at[4]);
    assert_ptr_equal(person_connections_join(all, SLICE("u"), &last[0], 2), &at[1]);
    person_connections_leave(all, &at[1]);
    assert_ptr_equal(person_connections_join(all, SLICE("u"), &last[1], 2), &at[3]);
    person_connections_leave(all, &at[3]);
    assert_ptr_equal(person_connections_join(all, SLICE("u"), &last[2], 2), &last[0]);
    for (int i = 0; i < 3; i++)
        person_connections_leave(all, &last[i]);
    person_connections_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_is_displaced),
        cmocka_unit_test(a_person_without_connections_is_forgotten),
        cmocka_unit_test(order_of_coming_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
