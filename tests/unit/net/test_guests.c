/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/guests.h"

static void the_oldest_is_displaced(void **state)
{
    struct guests_at at[4] = {0}, other = {0};
    struct guests *guests = guests_new(10);
    assert_null(guests_join(guests, SLICE("u1"), &at[0], 2));
    assert_null(guests_join(guests, SLICE("u1"), &at[1], 2));
    assert_null(guests_join(guests, SLICE("u2"), &other, 2));
    assert_ptr_equal(guests_join(guests, SLICE("u1"), &at[2], 2), &at[0]);
    guests_leave(guests, &at[0]);
    assert_ptr_equal(guests_join(guests, SLICE("u1"), &at[3], 2), &at[1]);
    for (int i = 1; i < 4; i++)
        guests_leave(guests, &at[i]);
    guests_leave(guests, &other);
    guests_free(&guests);
    assert_null(guests);
}

static void a_person_without_connections_is_forgotten(void **state)
{
    struct guests_at one = {0}, two = {0};
    struct guests *guests = guests_new(1);
    for (int round = 0; round < 3; round++) {
        guests_join(guests, round % 2 ? SLICE("a") : SLICE("b"), &one, 5);
        guests_join(guests, round % 2 ? SLICE("a") : SLICE("b"), &two, 5);
        assert_int_equal(guests_count(guests), 1);
        guests_leave(guests, &one);
        guests_leave(guests, &two);
        guests_leave(guests, &two);
        assert_int_equal(guests_count(guests), 0);
    }
    guests_free(&guests);
}

/* Leaving from the front, the middle and the end keeps the order of the others. */
static void order_of_coming_is_kept(void **state)
{
    struct guests_at at[5] = {0}, last[3] = {0};
    struct guests *guests = guests_new(1);
    for (int i = 0; i < 5; i++)
        guests_join(guests, SLICE("u"), &at[i], 9);
    guests_leave(guests, &at[0]);
    guests_leave(guests, &at[2]);
    guests_leave(guests, &at[4]);
    assert_ptr_equal(guests_join(guests, SLICE("u"), &last[0], 2), &at[1]);
    guests_leave(guests, &at[1]);
    assert_ptr_equal(guests_join(guests, SLICE("u"), &last[1], 2), &at[3]);
    guests_leave(guests, &at[3]);
    assert_ptr_equal(guests_join(guests, SLICE("u"), &last[2], 2), &last[0]);
    for (int i = 0; i < 3; i++)
        guests_leave(guests, &last[i]);
    guests_free(&guests);
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
