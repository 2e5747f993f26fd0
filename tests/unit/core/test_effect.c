/* SPDX-License-Identifier: Apache-2.0
 * Effects of an entry: asked of its row, and bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "core/effect.h"
#include "core/kinds.h"

/* A row that names as many effects as the entry says. */
static void many_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct effect effect = {
        .name = "one", .room = SLICE("b:1"), .type = "many", .text = SLICE("{}")};
    int64_t count = 0;
    assert_int_equal(scene->role, ROLE_SYSTEM);
    (void)json_get_int(entry->data, "count", &count);
    for (int64_t i = 0; i < count; i++)
        effect_emit(emitter, &effect);
}

static bool never_due(const void *state, enum phase phase, struct due *out)
{
    return false;
}

static const struct row rows[] = {
    {.name = "many", .keep = {keep_all}, .phases = PHASE_ANY, .effects = many_effects},
    {.name = "none", .keep = {keep_all}, .phases = PHASE_ANY},
};
static const struct feature causing = {.name = "causing", .rows = rows, .rows_count = 2};
static const struct feature waiting = {.name = "waiting", .due = never_due};
static const struct feature idle = {.name = "idle", .rows = &rows[1], .rows_count = 1};
static const struct feature *const causing_list[] = {&causing, NULL};
static const struct feature *const waiting_list[] = {&waiting, NULL};
static const struct feature *const idle_list[] = {&idle, NULL};
static const struct kind a = {.name = "a", .phases = PHASE_ANY, .features = causing_list};
static const struct kind b = {.name = "b", .phases = PHASE_ANY, .features = waiting_list};
static const struct kind c = {.name = "c", .phases = PHASE_ANY, .features = idle_list};
static const struct kind *const table[] = {&a, &b, &c, NULL};

static void count(void *context, const struct effect *effect)
{
    assert_string_equal(effect->name, "one");
    ++*(size_t *)context;
}

/* Applies one entry and asks for its effects. */
static size_t asked(const char *type, const char *text, bool *cut)
{
    char why[200];
    size_t taken = 0;
    struct kinds *kinds = kinds_new(table, why, sizeof why);
    assert_non_null(kinds);
    struct room *room = room_new(SLICE("a:1"), kinds);
    struct entry *entry = entry_new(&(struct entry){.seq = 1,
                                                    .room = SLICE("a:1"),
                                                    .type = slice_of(type),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("o"),
                                                    .text = slice_of(text)});
    struct emitter emitter = {.take = count, .context = &taken};
    assert_int_equal(room_apply(room, entry), ERR_NONE);
    effect_ask(room, entry, &emitter);
    assert_int_equal(emitter.count, taken);
    *cut = emitter.cut;
    entry_unref(&entry);
    room_free(&room);
    kinds_free(&kinds);
    return taken;
}

static void a_row_is_asked_for_its_effects(void **state)
{
    bool cut;
    assert_int_equal(asked("many", "{\"count\":3}", &cut), 3);
    assert_false(cut);
    assert_int_equal(asked("many", "{}", &cut), 0);
    assert_int_equal(asked("none", "{\"count\":3}", &cut), 0);
}

static void more_than_the_bound_is_cut_and_said_to_be(void **state)
{
    bool cut;
    assert_int_equal(asked("many", "{\"count\":256}", &cut), BOUND_EFFECTS);
    assert_false(cut);
    assert_int_equal(asked("many", "{\"count\":1000}", &cut), BOUND_EFFECTS);
    assert_true(cut);
}

static void a_kind_says_what_its_rooms_may_cause(void **state)
{
    assert_true(effect_causes(&a).effects && !effect_causes(&a).deadlines);
    assert_true(!effect_causes(&b).effects && effect_causes(&b).deadlines);
    assert_true(!effect_causes(&c).effects && !effect_causes(&c).deadlines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_asked_for_its_effects),
        cmocka_unit_test(more_than_the_bound_is_cut_and_said_to_be),
        cmocka_unit_test(a_kind_says_what_its_rooms_may_cause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
