/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/login_cache.h"

#include <stdio.h>

static struct account row_of(const char *id, const char *value)
{
    return (struct account){.kind = SLICE("login"),
                            .id = slice_of(id),
                            .person = SLICE("p1"),
                            .value = slice_of(value),
                            .expires_ms = 7};
}

static void what_was_put_is_found_for_a_second(void **state)
{
    struct login_cache *cache = login_cache_new();
    char value[] = "{\"n\":1}";
    const struct account row = row_of("a", value);
    login_cache_put(cache, &row, 5000);
    value[5] = '9'; /* it was copied */
    const struct account *found = login_cache_find(cache, SLICE("a"), 5000 + LOGIN_CACHE_MS - 1);
    assert_non_null(found);
    assert_true(slice_is(found->kind, "login") && slice_is(found->id, "a"));
    assert_true(slice_is(found->person, "p1") && slice_is(found->value, "{\"n\":1}"));
    assert_int_equal(found->expires_ms, 7);
    assert_null(login_cache_find(cache, SLICE("b"), 5000));
    assert_null(login_cache_find(cache, SLICE("a"), 5000 + LOGIN_CACHE_MS));
    assert_null(login_cache_find(cache, SLICE("a"), 5000));
    login_cache_free(&cache);
    assert_null(cache);
}

static void the_last_that_was_put_counts(void **state)
{
    struct login_cache *cache = login_cache_new();
    const struct account first = row_of("a", "1"), then = row_of("a", "2");
    login_cache_put(cache, &first, 0);
    login_cache_put(cache, &then, 900);
    assert_true(slice_is(login_cache_find(cache, SLICE("a"), 1500)->value, "2"));
    login_cache_clear(cache);
    assert_null(login_cache_find(cache, SLICE("a"), 1500));
    login_cache_free(&cache);
}

static void it_is_bounded(void **state)
{
    struct login_cache *cache = login_cache_new();
    char id[16];
    for (int i = 0; i < 10000; i++) {
        snprintf(id, sizeof id, "l%d", i);
        const struct account row = row_of(id, "{}");
        login_cache_put(cache, &row, 0);
    }
    assert_non_null(login_cache_find(cache, SLICE("l9999"), 0));
    assert_null(login_cache_find(cache, SLICE("l0"), 0));
    login_cache_free(&cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_for_a_second),
        cmocka_unit_test(the_last_that_was_put_counts),
        cmocka_unit_test(it_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
