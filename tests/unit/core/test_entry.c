/* SPDX-License-Identifier: Apache-2.0
 * Entries: copies of their own, counting, rooms' names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/entry.h"

static void texts_are_copied(void **state)
{
    char room[] = "webinar:w1", text[] = "{\"poll\":12}";
    struct entry from = {
        .seq = 3,
        .at_ms = 5,
        .room = slice_of(room),
        .type = SLICE("poll.vote"),
        .by = SLICE("u7"),
        .op = SLICE("a1"),
        .text = slice_of(text),
    };
    struct entry *entry = entry_new(&from);
    int64_t poll = 0;
    assert_non_null(entry);
    memset(room, 'x', sizeof room - 1);
    memset(text, 'x', sizeof text - 1);
    assert_int_equal(entry->seq, 3);
    assert_int_equal(entry->at_ms, 5);
    assert_true(slice_is(entry->room, "webinar:w1"));
    assert_true(slice_is(entry->type, "poll.vote"));
    assert_true(slice_is(entry->by, "u7"));
    assert_true(slice_is(entry->name, ""));
    assert_true(slice_is(entry->op, "a1"));
    assert_true(slice_is(entry->text, "{\"poll\":12}"));
    assert_true(json_get_int(entry->data, "poll", &poll));
    assert_int_equal(poll, 12);
    entry_unref(&entry);
    assert_null(entry);
}

static void what_is_no_json_object_makes_no_entry(void **state)
{
    static const char *const texts[] = {"", "{", "[1]", "7", "null", "{\"a\":1,\"a\":2}", "{} x"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct entry from = {.room = SLICE("webinar:w1"), .text = slice_of(texts[i])};
        assert_null(entry_new(&from));
    }
    assert_null(entry_new(&(struct entry){.room = SLICE("webinar:w1")}));
}

static void the_last_holder_frees(void **state)
{
    struct entry *entry = entry_new(&(struct entry){.text = SLICE("{}")});
    struct entry *again = entry_ref(entry);
    assert_ptr_equal(entry, again);
    entry_unref(&entry);
    assert_true(slice_is(again->text, "{}"));
    entry_unref(&again);
    entry_unref(&again);
}

static void a_rooms_name_is_kind_and_id(void **state)
{
    assert_true(slice_is(entry_room_kind(SLICE("webinar:w1")), "webinar"));
    assert_true(slice_is(entry_room_id(SLICE("webinar:w1")), "w1"));
    assert_true(slice_is(entry_room_id(SLICE("course:a:b")), "a:b"));
    assert_true(slice_is(entry_room_kind(SLICE(":x")), ""));
    assert_non_null(entry_room_kind(SLICE(":x")).at);
    assert_null(entry_room_kind(SLICE("lobby")).at);
    assert_null(entry_room_id(SLICE("lobby")).at);
    assert_null(entry_room_kind((struct slice){NULL, 0}).at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(what_is_no_json_object_makes_no_entry),
        cmocka_unit_test(the_last_holder_frees),
        cmocka_unit_test(a_rooms_name_is_kind_and_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
