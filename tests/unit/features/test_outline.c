/* SPDX-License-Identifier: Apache-2.0
 * server/features/outline.c */
#include "features/outline.h"

#include <stdio.h>

#include "features/catalogue.h"
#include "features/people.h"
#include "help_room.h"

/* What was made so far, and whether all that a thing names was made before it. */
struct seen {
    size_t units, topics, items, steps;
    int64_t numbers[BOUND_EFFECTS];
    bool sound;
};

static bool made(const struct seen *seen, int64_t number)
{
    for (size_t i = 0; i < seen->steps; i++)
        if (seen->numbers[i] == number)
            return true;
    return number == 0;
}

static void look(void *context, const struct outline_step *step)
{
    struct seen *seen = context;
    bool unit = step->what == OUTLINE_UNIT;
    assert_true(seen->steps < BOUND_EFFECTS);
    seen->sound = seen->sound && !made(seen, step->number) && made(seen, step->topic) &&
                  (unit || made(seen, step->unit));
    seen->numbers[seen->steps++] = step->number;
    seen->units += unit;
    seen->topics += step->what == OUTLINE_TOPIC;
    seen->items += step->what == OUTLINE_ITEM;
}

static struct seen seen_of(enum listing_template template, int64_t units)
{
    struct seen seen = {.sound = true};
    outline_each(&(struct outline){template, units}, look, &seen);
    return seen;
}

static void what_is_named_comes_before_and_nothing_has_the_number_of_another(void **state)
{
    static const enum listing_template all[] = {TEMPLATE_SPOC, TEMPLATE_COURSE, TEMPLATE_WORKSPACE,
                                                TEMPLATE_LIBRARY};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_true(seen_of(all[i], BOUND_OUTLINE_UNITS).sound);
}

static void the_largest_fits_into_one_entry_and_into_a_course(void **state)
{
    struct seen seen = seen_of(TEMPLATE_SPOC, BOUND_OUTLINE_UNITS);
    (void)state;
    assert_int_equal(seen.units, BOUND_OUTLINE_UNITS);
    assert_true(seen.topics <= BOUND_TOPICS && seen.items <= BOUND_ITEMS);
    /* Beside it: the room, its policy, what its course is told, each host and their rest. */
    assert_true(seen.steps + 3 + 2 * BOUND_ROOM_HOSTS <= BOUND_EFFECTS);
    assert_int_equal(seen_of(TEMPLATE_WEBINAR, 8).steps, 0);
}

static void a_room_begins_in_the_languages_of_its_title(void **state)
{
    static const struct feature *const features[] = {&people_feature, &catalogue_feature, NULL};
    struct help_room *help = help_room_new("academy:main", features);
    (void)state;
    assert_int_equal(
        help_send(help, "system", "person.add", "{'person':'m','name':'M','roles':['manager']}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "m", "room.create",
                               "{'of':'course:c','template':'course','title':{'fr':'C'},"
                               "'who':{'to':'invited'},'outline':true,'units':1}"),
                     ERR_NONE);
    expect_effects(
        help, "room course:c stage.create {'title':{'fr':'C'},'listed':true}\n"
              "policy course:c member.policy {'policy':'members'}\n"
              "host 1 course:c member.set {'whom':'m','role':'host','name':'M','cause':2}\n"
              "topic 100 course:c topic.add {'title':{'fr':'Aide'},'kind':'question','from':100}\n"
              "unit 1 course:c unit.add {'title':{'fr':'Unité 1'},'open':true,'from':1}\n"
              "item 1010 course:c item.add {'title':{'fr':'Commencez ici'},'text':{'fr':'Le sujet "
              "de cette unité, et ce que l’on sait faire ensuite.'},'from':1,'copy':1010,"
              "'kind':'article','counts':true}\n"
              "item 1011 course:c item.add {'title':{'fr':'Test'},'from':1,'copy':1011,"
              "'kind':'test','counts':true}\n");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_named_comes_before_and_nothing_has_the_number_of_another),
        cmocka_unit_test(the_largest_fits_into_one_entry_and_into_a_course),
        cmocka_unit_test(a_room_begins_in_the_languages_of_its_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
