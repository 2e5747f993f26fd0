/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "base/mem.h"
#include "help_base.h"

static char one[] = "1", two[] = "2", three[] = "3";

static void assert_order(const struct map *map, const char *expected)
{
    char keys[64] = {0};
    struct map_at at = {0};
    while (map_next(map, &at))
        strncat(keys, at.key.at, at.key.len);
    assert_string_equal(keys, expected);
}

static void what_was_put_is_found(void **state)
{
    struct map *map = map_new(10);
    assert_null(map_find(map, SLICE("a")));
    assert_null(map_put(map, SLICE("a"), one));
    assert_null(map_put(map, SLICE("b"), two));
    assert_ptr_equal(map_find(map, SLICE("a")), one);
    assert_ptr_equal(map_find(map, SLICE("b")), two);
    assert_null(map_find(map, SLICE("ab")));
    assert_int_equal(map_count(map), 2);
    map_free(&map, NULL);
    assert_null(map);
}

static void put_again_replaces_and_keeps_the_place(void **state)
{
    struct map *map = map_new(2);
    map_put(map, SLICE("a"), one);
    map_put(map, SLICE("b"), two);
    assert_ptr_equal(map_put(map, SLICE("a"), three), one);
    assert_ptr_equal(map_find(map, SLICE("a")), three);
    assert_int_equal(map_count(map), 2);
    assert_order(map, "ab");
    map_free(&map, NULL);
}

static void taken_key_is_gone(void **state)
{
    struct map *map = map_new(3);
    assert_null(map_take(map, SLICE("a")));
    map_put(map, SLICE("a"), one);
    assert_ptr_equal(map_take(map, SLICE("a")), one);
    assert_null(map_find(map, SLICE("a")));
    assert_null(map_take(map, SLICE("a")));
    assert_int_equal(map_count(map), 0);
    map_put(map, SLICE("a"), two);
    assert_ptr_equal(map_find(map, SLICE("a")), two);
    map_free(&map, NULL);
}

/* A value that holds its key, in each of the three ways. */
struct owner {
    struct slice slice;
    const char *text;
    char inside[16];
};

static void owner_set(struct owner *owner, const char *key)
{
    snprintf(owner->inside, sizeof owner->inside, "%s", key);
    owner->text = owner->inside;
    owner->slice = slice_of(owner->inside);
}

static void a_key_that_a_value_holds_is_not_copied(void **state)
{
    static const size_t offsets[] = {[MAP_KEY_SLICE] = offsetof(struct owner, slice),
                                     [MAP_KEY_TEXT] = offsetof(struct owner, text),
                                     [MAP_KEY_INSIDE] = offsetof(struct owner, inside)};
    enum { MANY = 100 };
    static struct owner owners[MANY], another;
    char key[16];
    for (enum map_key kind = MAP_KEY_SLICE; kind <= MAP_KEY_INSIDE; kind++) {
        struct map *map = map_new_keyed(MANY, kind, offsets[kind]);
        for (int i = 0; i < MANY; i++) {
            snprintf(key, sizeof key, "key%d", i);
            owner_set(&owners[i], key);
            assert_null(map_put(map, slice_of(key), &owners[i]));
            assert_ptr_equal(map_find(map, slice_of(key)), &owners[i]);
        }
        owner_set(&another, "key7");
        assert_ptr_equal(map_put(map, SLICE("key7"), &another), &owners[7]);
        assert_ptr_equal(map_find(map, SLICE("key7")), &another);
        for (int i = 0; i < MANY; i += 2)
            assert_ptr_equal(map_take(map, owners[i].slice), &owners[i]);
        struct map_at at = {0};
        for (int i = 1; i < MANY; i += 2) {
            assert_true(map_next(map, &at));
            assert_true(slice_is(at.key, owners[i].inside));
        }
        assert_false(map_next(map, &at));
        assert_null(map_find(map, SLICE("key8")));
        assert_int_equal(map_count(map), MANY / 2);
        map_free(&map, NULL);
    }
}

static void iteration_follows_insertion(void **state)
{
    struct map *map = map_new(10);
    assert_order(map, "");
    map_put(map, SLICE("z"), one);
    map_put(map, SLICE("a"), one);
    map_put(map, SLICE("m"), one);
    map_take(map, SLICE("a"));
    map_put(map, SLICE("a"), one);
    assert_order(map, "zma");
    map_free(&map, NULL);
}

static void current_key_may_be_taken_in_a_walk(void **state)
{
    struct map *map = map_new(10);
    map_put(map, SLICE("a"), one);
    map_put(map, SLICE("b"), two);
    map_put(map, SLICE("c"), three);
    struct map_at at = {0};
    while (map_next(map, &at)) {
        if (at.value != two)
            map_take(map, at.key);
    }
    assert_order(map, "b");
    struct map_at again = {0};
    while (map_next(map, &again))
        map_take(map, again.key);
    assert_int_equal(map_count(map), 0);
    assert_false(map_next(map, &again));
    map_free(&map, NULL);
}

static void key_is_copied(void **state)
{
    struct map *map = map_new(1);
    char key[] = "key";
    map_put(map, slice_of(key), one);
    memset(key, 'x', sizeof key);
    assert_ptr_equal(map_find(map, SLICE("key")), one);
    map_free(&map, NULL);
}

static void keys_are_bytes_of_any_kind(void **state)
{
    struct map *map = map_new(10);
    map_put(map, SLICE(""), one);
    map_put(map, SLICE("\0"), two);
    map_put(map, SLICE("\0\0"), three);
    assert_ptr_equal(map_find(map, SLICE("")), one);
    assert_ptr_equal(map_find(map, (struct slice){NULL, 0}), one);
    assert_ptr_equal(map_find(map, SLICE("\0")), two);
    assert_ptr_equal(map_find(map, SLICE("\0\0")), three);
    assert_null(map_find(map, SLICE("\0\0\0")));
    map_free(&map, NULL);
}

static void seqs_are_keys(void **state)
{
    struct map *map = map_new(1000);
    int64_t values[1000];
    for (int64_t seq = 0; seq < 1000; seq++) {
        values[seq] = seq;
        map_put(map, slice_of_seq(&seq), &values[seq]);
    }
    for (int64_t seq = 0; seq < 1000; seq++)
        assert_ptr_equal(map_find(map, slice_of_seq(&seq)), &values[seq]);
    struct map_at at = {0};
    for (int64_t seq = 0; seq < 1000; seq++) {
        assert_true(map_next(map, &at));
        assert_memory_equal(at.key.at, &seq, sizeof seq);
    }
    assert_false(map_next(map, &at));
    map_free(&map, NULL);
}

static void put_new_key(void *context)
{
    map_put(context, SLICE("c"), three);
}

static void maximum_is_held_exactly(void **state)
{
    struct map *map = map_new(2);
    map_put(map, SLICE("a"), one);
    assert_false(map_full(map));
    map_put(map, SLICE("b"), two);
    assert_true(map_full(map));
    map_put(map, SLICE("b"), three);
    assert_aborts(put_new_key, map);
    map_take(map, SLICE("a"));
    assert_false(map_full(map));
    put_new_key(map);
    assert_int_equal(map_count(map), 2);
    map_free(&map, NULL);
}

static void put_null(void *context)
{
    map_put(context, SLICE("a"), NULL);
}

static void null_value_aborts(void **state)
{
    struct map *map = map_new(2);
    assert_aborts(put_null, map);
    map_free(&map, NULL);
}

static unsigned freed;

static void value_free(void *value)
{
    freed++;
    mem_free(value);
}

static void values_are_freed_with_the_map(void **state)
{
    struct map *map = map_new(100);
    freed = 0;
    for (int64_t seq = 0; seq < 100; seq++)
        map_put(map, slice_of_seq(&seq), mem_new(10));
    map_free(&map, value_free);
    assert_int_equal(freed, 100);
    assert_null(map);
    map_free(&map, value_free);
    assert_int_equal(freed, 100);
}

/* Random puts and takes over few keys, against an array in insertion order. */
static void random_walk_equals_a_plain_list(void **state)
{
    uint64_t seed = random_seed(2);
    struct map *map = map_new(50);
    int64_t model[50];
    size_t count = 0;
    for (int step = 0; step < 50000; step++) {
        int64_t key = random_below(&seed, 50);
        size_t at = 0;
        while (at < count && model[at] != key)
            at++;
        if (random_below(&seed, 2)) {
            assert_ptr_equal(map_put(map, slice_of_seq(&key), one), at < count ? one : NULL);
            if (at == count)
                model[count++] = key;
        } else {
            assert_ptr_equal(map_take(map, slice_of_seq(&key)), at < count ? one : NULL);
            if (at < count)
                memmove(model + at, model + at + 1, (--count - at) * sizeof *model);
        }
        struct map_at walk = {0};
        for (at = 0; at < count; at++) {
            assert_true(map_next(map, &walk));
            assert_memory_equal(walk.key.at, &model[at], sizeof *model);
        }
        assert_false(map_next(map, &walk));
        assert_int_equal(map_count(map), count);
    }
    map_free(&map, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found),
        cmocka_unit_test(put_again_replaces_and_keeps_the_place),
        cmocka_unit_test(taken_key_is_gone),
        cmocka_unit_test(a_key_that_a_value_holds_is_not_copied),
        cmocka_unit_test(iteration_follows_insertion),
        cmocka_unit_test(current_key_may_be_taken_in_a_walk),
        cmocka_unit_test(key_is_copied),
        cmocka_unit_test(keys_are_bytes_of_any_kind),
        cmocka_unit_test(seqs_are_keys),
        cmocka_unit_test(maximum_is_held_exactly),
        cmocka_unit_test(null_value_aborts),
        cmocka_unit_test(values_are_freed_with_the_map),
        cmocka_unit_test(random_walk_equals_a_plain_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
