/* SPDX-License-Identifier: Apache-2.0
 * server/features/shelf.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "features/shelf.h"

struct thing {
    struct shelf_thing thing; /* its first member */
    int64_t mark;
};

static void thing_write(const struct shelf_thing *thing, struct writer *out)
{
    writer_int(out, "mark", ((const struct thing *)thing)->mark);
}

static void thing_write_change(const struct shelf_thing *thing, struct writer *out)
{
    writer_int(out, "now", ((const struct thing *)thing)->mark);
}

static void own_write(const struct shelf_thing *thing, struct writer *out)
{
    UNUSED(thing);
    writer_bool(out, "mine", true);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct thing),
    .write = thing_write,
    .write_change = thing_write_change,
    .things_max = 6,
    .bytes_max = 100,
    .author_max = 2,
};

static const struct rings group = {.all = RING(RING_GROUP), .staff = RING(RING_GROUP)};
static const struct viewer everybody = {.rings = {.all = RING(RING_INSIDE)}};
static const struct viewer member = {.rings = {.all = RING(RING_INSIDE) | RING(RING_GROUP)}};
static const struct viewer staff = {
    .rings = {.all = RING(RING_INSIDE), .staff = RING(RING_INSIDE)}};

static struct entry entry_of(int64_t seq, const char *by)
{
    return (struct entry){.seq = seq, .by = slice_of(by), .name = SLICE("N")};
}

static struct shelf_thing *add(struct shelf *shelf, int64_t seq, const char *by, struct rings stamp)
{
    struct entry entry = entry_of(seq, by);
    struct shelf_thing *thing = shelf_add(shelf, &entry, stamp, 10);
    ((struct thing *)thing)->mark = seq;
    return thing;
}

/* What the functions write, as text; kept until the next call. */
static const char *written(const struct shelf *shelf, const struct viewer *viewer,
                           const struct entry *entry, const char *person)
{
    static char text[1024];
    struct buffer out;
    struct writer writer;
    buffer_init(&out, sizeof text - 1);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    if (person && entry)
        shelf_own_patch(shelf, entry, slice_of(person), own_write, &writer);
    else if (person)
        shelf_own(shelf, slice_of(person), own_write, &writer);
    else if (entry)
        shelf_patch(shelf, "s", entry, viewer, &writer);
    else
        shelf_view(shelf, NULL, viewer, &writer);
    writer_end(&writer);
    snprintf(text, sizeof text, "%.*s", (int)out.len, out.bytes);
    buffer_done(&out);
    return text;
}

static void each_sees_what_their_rings_meet(void **state)
{
    struct shelf shelf;
    shelf_init(&shelf, &kind);
    add(&shelf, 1, "u1", RINGS_INSIDE);
    add(&shelf, 2, "u1", RINGS_STAFF);
    add(&shelf, 3, "u2", group);
    assert_string_equal(written(&shelf, &everybody, NULL, NULL), "{\"1\":{\"mark\":1}}");
    assert_string_equal(written(&shelf, &staff, NULL, NULL),
                        "{\"1\":{\"mark\":1},\"2\":{\"mark\":2}}");
    assert_string_equal(written(&shelf, &member, NULL, NULL),
                        "{\"1\":{\"mark\":1},\"3\":{\"mark\":3}}");
    struct entry entry = entry_of(3, "u2");
    assert_string_equal(written(&shelf, &member, &entry, NULL), "{\"s\":{\"3\":{\"mark\":3}}}");
    assert_string_equal(written(&shelf, &staff, &entry, NULL), "{}");
    shelf_done(&shelf);
}

static void a_narrowed_stamp_takes_it_from_those_who_saw_it(void **state)
{
    struct shelf shelf;
    struct entry entry = entry_of(2, "m1");
    shelf_init(&shelf, &kind);
    shelf_stamp(&shelf, &entry, add(&shelf, 1, "u1", RINGS_INSIDE), RINGS_STAFF);
    assert_string_equal(written(&shelf, &everybody, &entry, NULL), "{\"s\":{\"1\":null}}");
    assert_string_equal(written(&shelf, &staff, &entry, NULL), "{\"s\":{\"1\":{\"now\":1}}}");
    assert_int_equal(shelf_hidden(&shelf), 1);
    entry.seq = 3;
    shelf_stamp(&shelf, &entry, shelf_find(&shelf, 1), group);
    assert_string_equal(written(&shelf, &everybody, &entry, NULL), "{}");
    assert_string_equal(written(&shelf, &staff, &entry, NULL), "{\"s\":{\"1\":null}}");
    assert_string_equal(written(&shelf, &member, &entry, NULL), "{\"s\":{\"1\":{\"mark\":1}}}");
    shelf_done(&shelf);
}

static void what_the_entry_before_changed_is_told_no_more(void **state)
{
    struct shelf shelf;
    struct entry first = entry_of(1, "u1"), other = entry_of(2, "u1");
    shelf_init(&shelf, &kind);
    add(&shelf, 1, "u1", RINGS_INSIDE);
    assert_true(shelf_changed(&shelf, &first));
    assert_false(shelf_changed(&shelf, &other));
    assert_string_equal(written(&shelf, &everybody, &other, NULL), "{}");
    shelf_touch(&shelf, &other, shelf_find(&shelf, 1));
    assert_string_equal(written(&shelf, &everybody, &first, NULL), "{}");
    shelf_done(&shelf);
}

static void authors_keep_what_is_hidden(void **state)
{
    struct shelf shelf;
    struct entry entry = entry_of(1, "u1");
    struct slice touched[TOUCH_MAX];
    shelf_init(&shelf, &kind);
    struct shelf_thing *thing = add(&shelf, 1, "u1", RINGS_STAFF);
    assert_string_equal(written(&shelf, NULL, NULL, "u1"), "{\"1\":{\"mine\":true}}");
    assert_string_equal(written(&shelf, NULL, NULL, "u2"), "{}");
    assert_string_equal(written(&shelf, NULL, &entry, "u1"), "{\"1\":{\"mine\":true}}");
    assert_int_equal(shelf_own_count(&shelf, SLICE("u1")), 1);
    entry = entry_of(2, "m1");
    shelf_stamp(&shelf, &entry, thing, RINGS_INSIDE);
    assert_int_equal(shelf_touches(&shelf, &entry, touched), 1);
    assert_true(slice_is(touched[0], "u1"));
    assert_string_equal(written(&shelf, NULL, &entry, "u1"), "{\"1\":null}");
    assert_string_equal(written(&shelf, NULL, NULL, "u1"), "{}");
    entry = entry_of(3, "m1");
    shelf_remove(&shelf, &entry, thing);
    assert_int_equal(shelf_touches(&shelf, &entry, touched), 0);
    assert_string_equal(written(&shelf, &everybody, &entry, NULL), "{\"s\":{\"1\":null}}");
    shelf_done(&shelf);
}

static void an_author_is_told_when_what_was_hidden_is_removed(void **state)
{
    struct shelf shelf;
    struct entry entry = entry_of(2, "m1");
    struct slice touched[TOUCH_MAX];
    shelf_init(&shelf, &kind);
    shelf_remove(&shelf, &entry, add(&shelf, 1, "u1", RINGS_STAFF));
    assert_int_equal(shelf_touches(&shelf, &entry, touched), 1);
    assert_true(slice_is(touched[0], "u1"));
    assert_string_equal(written(&shelf, NULL, &entry, "u1"), "{\"1\":null}");
    assert_string_equal(written(&shelf, NULL, &entry, "m1"), "{}");
    shelf_done(&shelf);
}

static void bounds_are_of_all_and_of_each_author(void **state)
{
    struct shelf shelf;
    struct entry entry = entry_of(9, "u1");
    struct scene scene = {.role = ROLE_PARTICIPANT};
    shelf_init(&shelf, &kind);
    add(&shelf, 1, "u1", RINGS_INSIDE);
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 90), ERR_NONE);
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 91), ERR_LIMIT_EXCEEDED);
    add(&shelf, 2, "u1", RINGS_INSIDE);
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 1), ERR_LIMIT_EXCEEDED);
    scene.role = ROLE_MODERATOR;
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 1), ERR_NONE);
    scene.role = ROLE_PARTICIPANT;
    shelf_remove(&shelf, &entry, shelf_find(&shelf, 1));
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 90), ERR_NONE);
    for (int64_t seq = 3; seq < 8; seq++)
        add(&shelf, seq, "m1", RINGS_INSIDE);
    assert_int_equal(shelf_check(&shelf, &entry, &scene, 1), ERR_LIMIT_EXCEEDED);
    shelf_done(&shelf);
}

static void a_thing_moves_to_another_shelf(void **state)
{
    struct shelf from, to;
    struct entry entry = entry_of(5, "m1");
    shelf_init(&from, &kind);
    shelf_init(&to, &kind);
    add(&to, 2, "u2", RINGS_INSIDE);
    shelf_move(&from, &to, &entry, add(&from, 1, "u1", RINGS_INSIDE));
    assert_string_equal(written(&from, &everybody, &entry, NULL), "{\"s\":{\"1\":null}}");
    assert_string_equal(written(&to, &everybody, &entry, NULL), "{\"s\":{\"1\":{\"mark\":1}}}");
    assert_int_equal(shelf_share(&from, SLICE("u1")), 0);
    assert_int_equal(shelf_share(&to, SLICE("u1")), 1);
    assert_int_equal(shelf_oldest(&to)->seq, 2);
    shelf_move(&to, &to, &entry, shelf_find(&to, 2));
    assert_int_equal(shelf_oldest(&to)->seq, 1);
    shelf_done(&from);
    shelf_done(&to);
}

static void pages_hold_what_the_viewer_sees(void **state)
{
    struct shelf shelf;
    struct buffer out;
    struct writer writer;
    shelf_init(&shelf, &kind);
    buffer_init(&out, 1024);
    for (int64_t seq = 1; seq <= 6; seq++)
        add(&shelf, seq, "m1", seq % 2 ? RINGS_INSIDE : RINGS_STAFF);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    assert_int_equal(shelf_page(&shelf, &everybody, 0, 2, &writer), 3);
    assert_int_equal(shelf_page(&shelf, &everybody, 3, 2, &writer), 0);
    writer_end(&writer);
    assert_true(
        slice_is(buffer_slice(&out), "{\"1\":{\"mark\":1},\"3\":{\"mark\":3},\"5\":{\"mark\":5}}"));
    buffer_done(&out);
    shelf_done(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sees_what_their_rings_meet),
        cmocka_unit_test(a_narrowed_stamp_takes_it_from_those_who_saw_it),
        cmocka_unit_test(what_the_entry_before_changed_is_told_no_more),
        cmocka_unit_test(authors_keep_what_is_hidden),
        cmocka_unit_test(an_author_is_told_when_what_was_hidden_is_removed),
        cmocka_unit_test(bounds_are_of_all_and_of_each_author),
        cmocka_unit_test(a_thing_moves_to_another_shelf),
        cmocka_unit_test(pages_hold_what_the_viewer_sees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
