/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_authors.c */
#include "features/forum_authors.h"

#include <stdio.h>

#include "help_room.h"

enum { SOME = 40 };

static const struct common_author *take(struct map *authors, const char *by, const char *name)
{
    return forum_authors_take(authors, &(struct entry){.by = slice_of(by), .name = slice_of(name)});
}

static void who_writes_twice_is_kept_once(void **state)
{
    struct map *authors = forum_authors_new(SOME);
    const struct common_author *first = take(authors, "u1", "Participant 1");
    const struct common_author *other = take(authors, "u2", "Participant 1");
    assert_ptr_equal(take(authors, "u1", "Participant 1"), first);
    assert_ptr_not_equal(first, other);
    assert_string_equal(first->id, "u1");
    assert_string_equal(first->name, "Participant 1");
    forum_authors_drop(authors, &first);
    assert_null(first);
    first = take(authors, "u1", "Participant 1");
    forum_authors_drop(authors, &other);
    assert_int_equal(map_count(authors), 1);
    forum_authors_free(&authors);
}

static void who_has_another_name_keeps_the_old_one_where_it_stands(void **state)
{
    struct map *authors = forum_authors_new(SOME);
    const struct common_author *was = take(authors, "u1", "Participant 1");
    const struct common_author *is = take(authors, "u1", "Reader 1");
    const struct common_author *none = take(authors, "u1", "");
    assert_string_equal(was->name, "Participant 1");
    assert_string_equal(is->name, "Reader 1");
    assert_string_equal(none->name, "");
    assert_int_equal(map_count(authors), 1);
    size_t found = 0;
    for (const struct common_author *own = forum_authors_of(authors, SLICE("u1")); own;
         own = forum_authors_next(own))
        found += own == was || own == is || own == none;
    assert_int_equal(found, 3);
    assert_null(forum_authors_of(authors, SLICE("u2")));
    /* Out of the middle of the chain, its end, and its beginning. */
    forum_authors_drop(authors, &is);
    forum_authors_drop(authors, &was);
    assert_int_equal(map_count(authors), 1);
    forum_authors_drop(authors, &none);
    assert_int_equal(map_count(authors), 0);
    forum_authors_free(&authors);
}

static void a_name_is_forgotten_for_one_post_alone(void **state)
{
    struct map *authors = forum_authors_new(SOME);
    const struct common_author *one = take(authors, "u1", "Participant 1");
    const struct common_author *two = take(authors, "u1", "Participant 1");
    assert_true(forum_authors_forget(authors, &one));
    assert_string_equal(one->name, "");
    assert_string_equal(one->id, "u1");
    assert_string_equal(two->name, "Participant 1");
    assert_false(forum_authors_forget(authors, &one));
    assert_true(forum_authors_forget(authors, &two));
    assert_ptr_equal(one, two);
    forum_authors_free(&authors);
}

static void of_many_names_in_turns_none_is_mixed_up(void **state)
{
    struct map *authors = forum_authors_new(SOME);
    const struct common_author *all[SOME];
    char name[16];
    for (int i = 0; i < SOME; i++) {
        snprintf(name, sizeof name, "Name %d", i % 20);
        all[i] = take(authors, "u1", name);
    }
    for (int i = 0; i < SOME; i++) {
        snprintf(name, sizeof name, "Name %d", i % 20);
        assert_string_equal(all[i]->name, name);
        forum_authors_drop(authors, &all[i]);
    }
    assert_int_equal(map_count(authors), 0);
    forum_authors_free(&authors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_writes_twice_is_kept_once),
        cmocka_unit_test(who_has_another_name_keeps_the_old_one_where_it_stands),
        cmocka_unit_test(a_name_is_forgotten_for_one_post_alone),
        cmocka_unit_test(of_many_names_in_turns_none_is_mixed_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
