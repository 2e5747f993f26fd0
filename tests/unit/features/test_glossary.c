/* SPDX-License-Identifier: Apache-2.0
 * server/features/glossary.c */
#include "features/glossary.h"

#include "core/erasure.h"
#include "help_webinar.h"

/* Whether people in these rings read that in the glossary. */
static bool shows(struct help_room *help, struct rings rings, const char *expected)
{
    struct part part;
    struct buffer view;
    assert_true(room_part_find(help_room(help), SLICE("glossary/terms"), &part));
    buffer_init(&view, 1 << 20);
    room_view(help_room(help), &(struct viewer){.rings = rings, .part = &part}, NULL, &view);
    bool found = memmem(view.bytes, view.len, expected, strlen(expected));
    buffer_done(&view);
    return found;
}

static int64_t add(struct help_room *help, const char *english)
{
    assert_int_equal(
        help_sendf(help, "p1", "glossary.add", "{'title':{'en':'%s','fr':'saisie'}}", english),
        ERR_NONE);
    return help_seq(help);
}

static void terms_are_read_in_their_part_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    struct part part;
    add(help, "seizure");
    assert_true(shows(help, RINGS_INSIDE, "{\"title\":{\"en\":\"seizure\",\"fr\":\"saisie\"}}"));
    expect_view(help, RINGS_INSIDE, "glossary", NULL);
    expect_unseen(help, HELP_STAFF, "seizure");
    assert_false(room_part_find(help_room(help), SLICE("glossary/other"), &part));
    assert_int_equal(help_send(help, "u1", "glossary.add", "{'title':{'en':'x'}}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void other_words_take_the_ones_before_away(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t term = add(help, "seizzure"), gone[4];
    assert_int_equal(
        help_sendf(help, "m1", "glossary.edit", "{'term':%d,'title':{'en':'seizure'}}", (int)term),
        ERR_NONE);
    assert_true(shows(help, RINGS_INSIDE, "{\"title\":{\"en\":\"seizure\"}}"));
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], term);
    assert_int_equal(help_act(help, "m1", "glossary.remove", "term", term), ERR_NONE);
    assert_false(shows(help, RINGS_INSIDE, "seizure"));
    assert_int_equal(help_act(help, "m1", "glossary.remove", "term", term), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void there_is_a_longest_list(void **state)
{
    struct help_room *help = help_webinar_new();
    for (int i = 0; i < BOUND_TERMS; i++)
        add(help, "one");
    assert_int_equal(help_send(help, "p1", "glossary.add", "{'title':{'en':'x'}}"),
                     ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_read_in_their_part_alone),
        cmocka_unit_test(other_words_take_the_ones_before_away),
        cmocka_unit_test(there_is_a_longest_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
