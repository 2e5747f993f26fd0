/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/challenge.h"

enum { NOW_MS = 1000000 };

static const struct hash key = {{1, 2, 3}}, other = {{1, 2, 4}};

static bool fits(const struct hash *with, const char *use, int64_t now_ms,
                 const unsigned char *challenge, size_t len)
{
    int64_t ends_ms = 0;
    return challenge_fits(with, slice_of(use), now_ms, (struct slice){(const char *)challenge, len},
                          &ends_ms);
}

static void it_is_good_for_its_use_and_its_time(void **state)
{
    unsigned char one[CHALLENGE_BYTES];
    int64_t ends_ms = 0;
    challenge_make(&key, SLICE("sign in"), NOW_MS, one);
    const struct slice made = {(const char *)one, sizeof one};
    assert_true(challenge_fits(&key, SLICE("sign in"), NOW_MS, made, &ends_ms));
    assert_int_equal(ends_ms, NOW_MS + CHALLENGE_SECONDS * 1000);
    assert_true(fits(&key, "sign in", ends_ms - 1, one, sizeof one));
    assert_false(fits(&key, "sign in", ends_ms, one, sizeof one));
    assert_false(fits(&key, "register m7", NOW_MS, one, sizeof one));
    assert_false(fits(&other, "sign in", NOW_MS, one, sizeof one));
}

static void no_bit_of_it_can_be_changed(void **state)
{
    unsigned char one[CHALLENGE_BYTES];
    challenge_make(&key, SLICE("sign in"), NOW_MS, one);
    for (size_t bit = 0; bit < 8 * sizeof one; bit++) {
        one[bit / 8] ^= (unsigned char)(1U << bit % 8);
        assert_false(fits(&key, "sign in", NOW_MS, one, sizeof one));
        one[bit / 8] ^= (unsigned char)(1U << bit % 8);
    }
    for (size_t len = 0; len < sizeof one; len++)
        assert_false(fits(&key, "sign in", NOW_MS, one, len));
    assert_true(fits(&key, "sign in", NOW_MS, one, sizeof one));
}

static void no_two_are_alike(void **state)
{
    unsigned char one[CHALLENGE_BYTES], two[CHALLENGE_BYTES];
    challenge_make(&key, SLICE("sign in"), NOW_MS, one);
    challenge_make(&key, SLICE("sign in"), NOW_MS, two);
    assert_memory_not_equal(one, two, sizeof one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_good_for_its_use_and_its_time),
        cmocka_unit_test(no_bit_of_it_can_be_changed),
        cmocka_unit_test(no_two_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
