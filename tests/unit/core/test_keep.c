/* SPDX-License-Identifier: Apache-2.0
 * What an entry holds of a person, and what remains when that goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "core/keep.h"

static const struct keep own = {.members = KEEP_MEMBERS("reply")};
static const struct keep house = {.members = KEEP_MEMBERS("of"), .house = true, .whose = "whom"};
static const struct keep all = {.members = keep_all};
static const struct keep named = {.members = KEEP_MEMBERS("of"), .named = "by"};
static const struct keep many = {.members = keep_all, .people = "people"};

static struct entry *entry_of(const char *by, const char *text, bool erased)
{
    const struct entry from = {.seq = 1,
                               .room = SLICE("webinar:w1"),
                               .type = SLICE("a.b"),
                               .by = slice_of(by),
                               .name = slice_of(erased ? "" : "Name"),
                               .op = SLICE("o"),
                               .text = slice_of(text),
                               .erased = erased};
    return entry_new(&from);
}

static enum keep_holds holds(const struct keep *keep, const char *by, const char *text, bool erased)
{
    struct entry *entry = entry_of(by, text, erased);
    enum keep_holds found = keep_holds(keep, entry, SLICE("u7"));
    entry_unref(&entry);
    return found;
}

static void what_one_writes_is_ones_words(void **state)
{
    (void)state;
    assert_int_equal(holds(&own, "u7", "{\"text\":\"t\"}", false), KEEP_HOLDS_WORDS);
    assert_int_equal(holds(&own, "u7", "{}", true), KEEP_HOLDS_NOTHING);
    assert_int_equal(holds(&own, "u8", "{\"text\":\"u7\"}", false), KEEP_HOLDS_NOTHING);
}

static void what_one_writes_for_the_house_bears_a_name_alone(void **state)
{
    (void)state;
    assert_int_equal(holds(&house, "u7", "{\"of\":\"r\",\"whom\":\"u8\"}", false), KEEP_HOLDS_NAME);
    assert_int_equal(holds(&house, "u7", "{\"of\":\"r\",\"whom\":\"u8\"}", true),
                     KEEP_HOLDS_NOTHING);
    assert_int_equal(holds(&all, "u7", "{\"of\":\"r\"}", false), KEEP_HOLDS_NAME);
    /* What is said there of somebody is theirs, whoever says it. */
    assert_int_equal(holds(&house, "u8", "{\"of\":\"r\",\"whom\":\"u7\"}", false),
                     KEEP_HOLDS_WORDS);
}

static void a_name_among_others_is_found(void **state)
{
    (void)state;
    assert_int_equal(holds(&named, "system", "{\"by\":\"u7\",\"name\":\"N\"}", false),
                     KEEP_HOLDS_NAME);
    assert_int_equal(holds(&named, "system", "{\"by\":\"u7\"}", true), KEEP_HOLDS_NOTHING);
    assert_int_equal(holds(&many, "system", "{\"people\":{\"u8\":\"E\",\"u7\":\"S\"}}", false),
                     KEEP_HOLDS_NAME);
    assert_int_equal(holds(&many, "system", "{\"people\":{\"u8\":\"E\",\"u7\":\"\"}}", true),
                     KEEP_HOLDS_NOTHING);
    assert_int_equal(holds(&many, "system", "{\"people\":{\"u77\":\"E\"}}", false),
                     KEEP_HOLDS_NOTHING);
}

static bool is_gone(const void *context, struct slice person)
{
    return slice_is(person, context);
}

static void assert_left(const struct keep *keep, const char *text, const char *left)
{
    const struct keep_gone gone = {is_gone, "u7"};
    struct entry *entry = entry_of("u1", text, false);
    struct buffer out;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    keep_write_unnamed(keep, NULL, entry, &gone, &out);
    assert_true(slice_is(buffer_slice(&out), left));
    buffer_done(&out);
    entry_unref(&entry);
}

static void only_that_name_goes(void **state)
{
    (void)state;
    assert_left(&many, "{\"node\":\"n\",\"people\":{\"u8\":\"E\",\"u7\":\"S\"}}",
                "{\"node\":\"n\",\"people\":{\"u8\":\"E\",\"u7\":\"\"}}");
    assert_left(&named, "{\"by\":\"u7\",\"name\":\"S\",\"title\":{\"en\":\"T\"}}",
                "{\"by\":\"u7\",\"title\":{\"en\":\"T\"}}");
    assert_left(&named, "{\"by\":\"u8\",\"name\":\"E\"}", "{\"by\":\"u8\",\"name\":\"E\"}");
    assert_left(&house, "{\"of\":\"r\",\"title\":\"T\"}", "{\"of\":\"r\",\"title\":\"T\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_writes_is_ones_words),
        cmocka_unit_test(what_one_writes_for_the_house_bears_a_name_alone),
        cmocka_unit_test(a_name_among_others_is_found),
        cmocka_unit_test(only_that_name_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
