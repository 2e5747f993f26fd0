/* SPDX-License-Identifier: Apache-2.0
 * Kinds of room: what names a room, what is refused at the start, and any number of methods. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/unused.h"
#include "core/erasure.h"
#include "core/room.h"
#include "core/room_view.h"

enum { FEATURES = 25, ROWS = 4 };

/* 25 features of four rows each, "f7.2", and a lock on every first one. */
static struct row many_rows[FEATURES][ROWS];
static char many_names[FEATURES][ROWS][32];
static char feature_names[FEATURES][16];
static struct feature many[FEATURES];
static const struct feature *many_list[FEATURES + 1];
static bool locked;
static bool raises[FEATURES]; /* which of them decide the role */

static bool unless_locked(const void *state, enum role role)
{
    return !locked || role != ROLE_PARTICIPANT;
}

static void lock(void *state, const struct entry *entry, const struct scene *scene)
{
    locked = !locked;
}

static enum role raise_role(const void *state, const struct room *room, struct slice person,
                            enum role before)
{
    UNUSED(state);
    UNUSED(room);
    UNUSED(person);
    return before == ROLE_NONE ? ROLE_PRESENTER : ROLE_HOST;
}

static void make_many(void)
{
    for (int f = 0; f < FEATURES; f++) {
        for (int r = 0; r < ROWS; r++) {
            snprintf(many_names[f][r], sizeof many_names[f][r], "f%d.%d", f, r);
            many_rows[f][r] = (struct row){.name = many_names[f][r],
                                           .keep = {keep_all},
                                           .roles = r == 3 ? ROLE_SYSTEM : ROLE_ALL,
                                           .phases = PHASE_ANY,
                                           .lock.moves = r == 3,
                                           .allows = r == 0 ? unless_locked : NULL,
                                           .apply = r == 3 ? lock : NULL};
        }
        snprintf(feature_names[f], sizeof feature_names[f], "f%d", f);
        many[f] = (struct feature){.name = feature_names[f],
                                   .rows = many_rows[f],
                                   .rows_count = ROWS,
                                   .role = raises[f] ? raise_role : NULL};
        many_list[f] = &many[f];
    }
    many_list[FEATURES] = NULL;
    locked = false;
}

static const struct feature *const none[] = {NULL};
static const struct kind large = {.name = "large", .phases = PHASE_LIVE, .features = many_list};
static const struct kind owned = {
    .name = "box", .naming = NAMED_BY_OWNER, .phases = PHASE_LIVE, .features = none};
static const struct kind plain = {
    .name = "channel", .plain = true, .phases = PHASE_LIVE, .features = none};
static const struct kind *const table[] = {&large, &owned, &plain, NULL};

static struct kinds *kinds_or_fail(const struct kind *const *kinds)
{
    char why[200] = "";
    make_many();
    struct kinds *made = kinds_new(kinds, why, sizeof why);
    assert_non_null(made);
    return made;
}

static void a_room_is_named_by_its_kind_and_an_id(void **state)
{
    struct kinds *kinds = kinds_or_fail(table);
    assert_ptr_equal(kinds_of(kinds, SLICE("large:1")), &large);
    assert_ptr_equal(kinds_of(kinds, SLICE("box:u1")), &owned);
    assert_ptr_equal(kinds_of(kinds, SLICE("any words")), &plain);
    assert_ptr_equal(kinds_of(kinds, SLICE("channel:any words")), &plain);
    assert_null(kinds_of(kinds, SLICE("large:")));
    assert_null(kinds_of(kinds, SLICE("large:a b")));
    assert_null(kinds_of(kinds, SLICE("unknown:1")));
    assert_null(kinds_of(kinds, SLICE(":1")));
    assert_null(kinds_of(kinds, SLICE("")));
    assert_null(kinds_of(kinds, SLICE("two\nlines")));
    kinds_free(&kinds);
}

static void what_contradicts_itself_is_refused_at_the_start(void **state)
{
    static const struct row twin[] = {{.name = "one.row", .keep = {keep_all}},
                                      {.name = "one.row", .keep = {keep_all}}};
    static const struct feature twins = {.name = "twins", .rows = twin, .rows_count = 2};
    static const struct feature *const with_twins[] = {&twins, NULL};
    static const struct kind bad = {.name = "bad", .features = with_twins};
    static const struct kind *const two_methods[] = {&bad, NULL};
    static const struct kind *const two_kinds[] = {&owned, &plain, &owned, NULL};
    char why[200] = "";
    assert_null(kinds_new(two_methods, why, sizeof why));
    assert_string_equal(
        why, "one.row of bad rooms stands there twice, or does not say what erasing leaves");
    assert_null(kinds_new(two_kinds, why, sizeof why));
    assert_string_equal(why, "two kinds of room are named box");
}

static void withdraw_nothing(const void *state, const struct entry *entry,
                             struct withdrawal *withdrawal)
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(withdrawal);
}

static void what_erases_needs_the_entry_that_says_so(void **state)
{
    static const struct row eraser[] = {
        {.name = "one.row", .keep = {keep_all}, .erases = withdraw_nothing}};
    static const struct feature erases = {.name = "erases", .rows = eraser, .rows_count = 1};
    static const struct feature *const alone[] = {&erases, NULL};
    static const struct feature *const both[] = {&erases, &erasure_feature, NULL};
    static const struct kind bad = {.name = "bad", .features = alone};
    static const struct kind good = {.name = "good", .features = both};
    char why[200] = "";
    assert_null(kinds_new((const struct kind *const[]){&bad, NULL}, why, sizeof why));
    assert_string_equal(why, "bad rooms withdraw words and lack room.erase");
    struct kinds *kinds = kinds_new((const struct kind *const[]){&good, NULL}, why, sizeof why);
    assert_non_null(kinds);
    kinds_free(&kinds);
}

static enum err apply(struct room *room, const char *type, struct slice by)
{
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .room = room_name(room),
                                                    .type = slice_of(type),
                                                    .by = by,
                                                    .op = SLICE("op"),
                                                    .text = SLICE("{}")});
    enum err error = room_apply(room, entry);
    entry_unref(&entry);
    return error;
}

static size_t rights_in_view(const struct room *room, const char *role)
{
    struct buffer view;
    struct json *json = NULL;
    buffer_init(&view, 1 << 20);
    room_view(room, &(struct viewer){.rings = rings_both(RINGS_INSIDE, RINGS_STAFF)}, NULL, &view);
    assert_int_equal(json_parse(buffer_slice(&view), &json), 0);
    size_t count = 0;
    const struct json *can = json_get(json_get(json, "can"), role);
    for (const struct json *at = json_first(can); at; at = json_next(at))
        count++;
    json_free(&json);
    buffer_done(&view);
    return count;
}

static void a_room_has_any_number_of_methods(void **state)
{
    struct kinds *kinds = kinds_or_fail(table);
    const struct methods *methods = kinds_methods(kinds, &large);
    struct room *room = room_new(SLICE("large:1"), kinds);
    assert_int_equal(methods_count(methods), FEATURES * ROWS);
    assert_int_equal(methods_find(methods, SLICE("f24.3"))->place, FEATURES * ROWS - 1);
    assert_true(kinds_know(kinds, SLICE("f0.0")));
    assert_false(kinds_know(kinds, SLICE("f25.0")));
    assert_int_equal(apply(room, "f24.2", SLICE("u1")), ERR_NONE);
    assert_int_equal(apply(room, "f24.4", SLICE("u1")), ERR_METHOD_NOT_FOUND);
    assert_int_equal(rights_in_view(room, "participant"), FEATURES * (ROWS - 1));
    room_free(&room);
    kinds_free(&kinds);
}

static void a_lock_takes_a_right_and_says_so(void **state)
{
    struct kinds *kinds = kinds_or_fail(table);
    struct room *room = room_new(SLICE("large:1"), kinds);
    struct buffer patch;
    buffer_init(&patch, 1 << 16);
    struct entry *entry = entry_new(&(struct entry){.seq = 1,
                                                    .room = room_name(room),
                                                    .type = SLICE("f0.3"),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("op"),
                                                    .text = SLICE("{}")});
    assert_int_equal(room_apply(room, entry), ERR_NONE);
    assert_true(room_patch(room, entry, &(struct viewer){.rings = RINGS_INSIDE}, &patch));
    assert_non_null(strstr(patch.bytes, "\"f24.0\":null"));
    assert_int_equal(apply(room, "f24.0", SLICE("u1")), ERR_PERMISSION_DENIED);
    assert_int_equal(rights_in_view(room, "participant"), FEATURES * (ROWS - 2));
    assert_int_equal(rights_in_view(room, "host"), FEATURES * (ROWS - 1));
    assert_int_equal(apply(room, "f0.3", ENTRY_SYSTEM), ERR_NONE);
    assert_int_equal(apply(room, "f24.0", SLICE("u1")), ERR_NONE);
    buffer_done(&patch);
    entry_unref(&entry);
    room_free(&room);
    kinds_free(&kinds);
}

/* Where no feature decides it, everybody is a participant; where several do, one after another. */
static void a_role_is_decided_by_the_features_that_say_so(void **state)
{
    struct kinds *kinds = kinds_or_fail(table);
    struct room *room = room_new(SLICE("large:1"), kinds);
    assert_int_equal(*methods_deciders(kinds_methods(kinds, &large), DECIDES_ROLE), NO_FEATURE);
    assert_int_equal(room_role(room, SLICE("u1")), ROLE_PARTICIPANT);
    room_free(&room);
    kinds_free(&kinds);
    raises[3] = true;
    kinds = kinds_or_fail(table);
    room = room_new(SLICE("large:1"), kinds);
    assert_int_equal(room_role(room, SLICE("u1")), ROLE_PRESENTER);
    room_free(&room);
    kinds_free(&kinds);
    raises[FEATURES - 1] = true;
    kinds = kinds_or_fail(table);
    room = room_new(SLICE("large:1"), kinds);
    const uint16_t *deciders = methods_deciders(kinds_methods(kinds, &large), DECIDES_ROLE);
    assert_int_equal(deciders[0], 3);
    assert_int_equal(deciders[1], FEATURES - 1);
    assert_int_equal(deciders[2], NO_FEATURE);
    assert_int_equal(room_role(room, SLICE("u1")), ROLE_HOST);
    room_free(&room);
    kinds_free(&kinds);
    raises[3] = raises[FEATURES - 1] = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_is_named_by_its_kind_and_an_id),
        cmocka_unit_test(what_contradicts_itself_is_refused_at_the_start),
        cmocka_unit_test(what_erases_needs_the_entry_that_says_so),
        cmocka_unit_test(a_room_has_any_number_of_methods),
        cmocka_unit_test(a_role_is_decided_by_the_features_that_say_so),
        cmocka_unit_test(a_lock_takes_a_right_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
