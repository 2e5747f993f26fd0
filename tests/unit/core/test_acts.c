/* SPDX-License-Identifier: Apache-2.0
 * Acts: how several are one entry, and that each is done once, in its turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "core/repeats.h"
#include "core/room.h"

/* Bowls 1 to 9 take items by name, each name once; what was put is written down in order. */
struct bowls {
    char put[512];
};

static void *bowls_new(const struct room *room)
{
    static struct bowls bowls;
    bowls = (struct bowls){{0}};
    return &bowls;
}

static void mark_of(const struct entry *entry, char *mark, size_t bytes)
{
    int64_t bowl = 0;
    struct slice item = SLICE("nothing");
    (void)json_get_int(entry->data, "bowl", &bowl);
    (void)json_get_text(entry->data, "item", &item);
    snprintf(mark, bytes, "%.*s:%d:%.*s ", (int)entry->by.len, entry->by.at, (int)bowl,
             (int)item.len, item.at);
}

static enum err put_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    char mark[128];
    mark_of(entry, mark, sizeof mark);
    return strstr(((const struct bowls *)state)->put, mark) ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void put_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct bowls *bowls = state;
    char mark[128];
    mark_of(entry, mark, sizeof mark);
    strncat(bowls->put, mark, sizeof bowls->put - strlen(bowls->put) - 1);
}

static const struct row rows[] = {
    {.name = "bowl.put",
     .thing = "bowl",
     .gather = {.acts = true, .rest = "item"},
     .keep = {keep_all},
     .roles = ROLE_ALL,
     .phases = PHASE_ANY,
     .delivery = DELIVER_TALLY,
     .check = put_check,
     .apply = put_apply},
    {.name = "bowl.tap",
     .thing = "bowl",
     .gather = {.acts = true},
     .keep = {keep_all},
     .roles = ROLE_ALL,
     .phases = PHASE_ANY,
     .delivery = DELIVER_TALLY},
};
static const struct feature bowl_feature = {
    .name = "bowl", .rows = rows, .rows_count = 2, .state_new = bowls_new};
static const struct feature *const features[] = {&bowl_feature, NULL};
static const struct kind kitchen = {.name = "kitchen", .phases = PHASE_LIVE, .features = features};
static const struct kind *const table[] = {&kitchen, NULL};

static struct entry *entry_made(int64_t seq, const char *by, const char *op, const char *text)
{
    struct entry *entry = entry_new(&(struct entry){.seq = seq,
                                                    .at_ms = 1000 + seq,
                                                    .room = SLICE("kitchen:k1"),
                                                    .type = SLICE("bowl.put"),
                                                    .by = slice_of(by),
                                                    .op = slice_of(op),
                                                    .text = slice_of(text)});
    assert_non_null(entry);
    return entry;
}

static void expect_written(const char *const (*acts)[3], size_t count, const char *text)
{
    struct entry *entries[8];
    struct act made[8];
    struct buffer out;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    for (size_t i = 0; i < count; i++) {
        entries[i] = entry_made(0, acts[i][0], acts[i][1], acts[i][2]);
        act_of(&rows[0], entries[i], &made[i]);
    }
    acts_write(made, count, &out);
    buffer_add_byte(&out, '\0');
    assert_string_equal(out.bytes, text);
    for (size_t i = 0; i < count; i++)
        entry_unref(&entries[i]);
    buffer_done(&out);
}

/* The hash is the beginning of SHA-256 of the op, which `printf op | openssl sha256 -binary | head
 * -c6 | basenc --base64url` gives too. */
static void acts_stand_by_what_they_are_about(void **state)
{
    static const char *const acts[][3] = {
        {"u1", "abc", "{\"bowl\":12,\"item\":\"egg\"}"},
        {"u2", "abc", "{\"bowl\":12,\"item\":[1,3]}"},
        {"u1", "", "{\"bowl\":7}"},
    };
    expect_written(acts, 3,
                   "{\"acts\":{\"12\":[[\"u1\",\"ungWv48B\",\"egg\"],[\"u2\",\"ungWv48B\",[1,3]]],"
                   "\"7\":[[\"u1\",\"47DEQpj8\"]]}}");
}

static void an_act_that_says_more_is_kept_whole(void **state)
{
    static const char *const acts[][3] = {
        {"u1", "abc", "{\"bowl\":1,\"item\":\"egg\",\"raw\":true}"},
        {"u2", "abc", "{\"bowl\":1,\"item\":{\"a\":1}}"},
    };
    expect_written(acts, 2,
                   "{\"acts\":{\"1\":[[\"u1\",\"ungWv48B\",{\"bowl\":1,\"item\":\"egg\",\"raw\":"
                   "true}],[\"u2\",\"ungWv48B\",{\"bowl\":1,\"item\":{\"a\":1}}]]}}");
}

static void each_act_is_as_an_entry_of_its_own(void **state)
{
    static const char *const expected[] = {"{\"bowl\":12,\"item\":\"egg\"}", "{\"bowl\":12}",
                                           "{\"bowl\":7,\"item\":[1,3]}",
                                           "{\"bowl\":7,\"item\":\"x\",\"raw\":true}"};
    struct entry *whole =
        entry_made(5, "system", "op",
                   "{\"acts\":{\"12\":[[\"u1\",\"ungWv48B\",\"egg\"],[\"u2\",\"47DEQpj8\"]],"
                   "\"7\":[[\"u3\",\"ungWv48B\",[1,3]],[\"u4\",\"ungWv48B\","
                   "{\"bowl\":7,\"item\":\"x\",\"raw\":true}]]}}");
    struct acts acts;
    size_t count = 0;
    assert_true(acts_are(&rows[0], whole));
    acts_start(&acts, &rows[0], whole);
    for (; acts_next(&acts); count++) {
        char by[] = {'u', (char)('1' + count), '\0'};
        struct buffer text;
        buffer_init(&text, BOUND_ENTRY_BYTES);
        json_print(acts.entry.data, &text);
        assert_true(slice_is(buffer_slice(&text), expected[count]));
        buffer_done(&text);
        assert_true(slice_is(acts.entry.by, by));
        assert_int_equal(acts.entry.seq, 5);
        assert_int_equal(acts.entry.at_ms, 1005);
        assert_int_equal(acts.place, count);
        assert_int_equal(acts.act.thing, count < 2 ? 12 : 7);
    }
    acts_done(&acts);
    assert_int_equal(count, 4);
    entry_unref(&whole);
}

static void what_is_no_act_is_passed_over(void **state)
{
    struct entry *whole =
        entry_made(1, "system", "op",
                   "{\"acts\":{\"1\":[7,[],[\"u1\"],[\"u1\",7,\"egg\"],[\"u1\",\"short\",\"egg\"],"
                   "{\"a\":[\"u1\"]},null,[\"u9\",\"ungWv48B\",\"egg\"]],\"2\":{},\"x\":7,"
                   "\"99999999999999999999\":[[\"u1\",\"ungWv48B\",\"egg\"]]}}");
    struct acts acts;
    acts_start(&acts, &rows[0], whole);
    assert_true(acts_next(&acts));
    assert_true(slice_is(acts.entry.by, "u9"));
    assert_int_equal(acts.place, 7);
    assert_true(acts_next(&acts));
    assert_int_equal(acts.act.thing, 0); /* no such thing */
    assert_false(acts_next(&acts));
    acts_done(&acts);
    entry_unref(&whole);
}

/* Only the server gathers: what a person says is theirs, whatever it looks like. */
static void only_the_system_s_entries_hold_acts(void **state)
{
    struct entry *entry = entry_made(1, "u1", "op", "{\"acts\":{}}");
    assert_false(acts_are(&rows[0], entry));
    entry_unref(&entry);
    entry = entry_made(1, "system", "op", "{\"bowl\":1}");
    assert_false(acts_are(&rows[0], entry));
    entry_unref(&entry);
}

/* A room that is told what became of each act. */
struct kitchen {
    struct kinds *kinds;
    struct room *room;
    struct act_result results[16];
    size_t count;
};

static void kitchen_open(struct kitchen *k)
{
    char why[200];
    *k = (struct kitchen){.kinds = kinds_new(table, why, sizeof why)};
    assert_non_null(k->kinds);
    k->room = room_new(SLICE("kitchen:k1"), k->kinds);
}

static void kitchen_close(struct kitchen *k)
{
    room_free(&k->room);
    kinds_free(&k->kinds);
}

static void acted(void *context, const struct entry *act, size_t place,
                  const struct act_result *result)
{
    struct kitchen *k = context;
    assert_int_equal(place, k->count);
    k->results[k->count++] = *result;
}

static enum err kitchen_apply(struct kitchen *k, const char *by, const char *op, const char *text)
{
    struct entry *entry = entry_made(room_seq(k->room) + 1, by, op, text);
    k->count = 0;
    enum err error = room_apply_acts(k->room, entry, acted, k);
    entry_unref(&entry);
    return error;
}

static void a_refused_act_among_others_voids_itself_alone(void **state)
{
    struct kitchen k;
    kitchen_open(&k);
    assert_int_equal(
        kitchen_apply(&k, "system", "a",
                      "{\"acts\":{\"1\":[[\"u1\",\"AAAAAAAA\",\"egg\"],"
                      "[\"u1\",\"AAAAAAAB\",\"egg\"],[\"u2\",\"AAAAAAAA\",\"egg\"]]}}"),
        ERR_NONE);
    assert_int_equal(k.count, 3);
    assert_int_equal(k.results[0].error, ERR_NONE);
    assert_int_equal(k.results[0].seq, 1);
    assert_int_equal(k.results[1].error, ERR_ALREADY_EXISTS);
    assert_int_equal(k.results[1].seq, 0);
    assert_int_equal(k.results[2].error, ERR_NONE);
    assert_int_equal(room_void(k.room, 1), ERR_NONE);
    kitchen_close(&k);
}

/* Whether the room knows the op, and what it answered. */
static bool known(struct kitchen *k, const char *by, const char *op, const char *text,
                  struct act_result *first)
{
    struct entry *entry = entry_made(0, by, op, text);
    struct act act;
    act_of(&rows[0], entry, &act);
    bool found = room_repeats(k->room, &act, first);
    entry_unref(&entry);
    return found;
}

static void a_repeated_op_is_done_once(void **state)
{
    struct kitchen k;
    struct act_result first;
    kitchen_open(&k);
    kitchen_apply(&k, "system", "a", "{\"acts\":{\"1\":[[\"u1\",\"ungWv48B\",\"egg\"]]}}");
    kitchen_apply(&k, "system", "b",
                  "{\"acts\":{\"1\":[[\"u1\",\"ungWv48B\",\"egg\"],[\"u1\",\"ungWv48B\",\"ham\"],"
                  "[\"u2\",\"ungWv48B\",\"egg\"]],\"2\":[[\"u1\",\"ungWv48B\",\"egg\"]]}}");
    assert_true(k.results[0].repeated && !k.results[0].error && k.results[0].seq == 1);
    assert_true(k.results[1].repeated && k.results[1].error == ERR_OP_REUSED);
    assert_true(!k.results[2].repeated && k.results[2].seq == 2); /* another person's */
    assert_true(!k.results[3].repeated && k.results[3].seq == 2); /* about another thing */
    assert_true(known(&k, "u1", "abc", "{\"bowl\":1,\"item\":\"egg\"}", &first));
    assert_int_equal(first.seq, 1);
    assert_true(known(&k, "u1", "abc", "{\"bowl\":1,\"item\":\"ham\"}", &first));
    assert_int_equal(first.error, ERR_OP_REUSED);
    assert_false(known(&k, "u1", "abd", "{\"bowl\":1,\"item\":\"egg\"}", &first));
    kitchen_close(&k);
}

static void the_last_four_ops_are_known(void **state)
{
    static const char *const items[] = {"a", "b", "c", "d", "e"};
    struct kitchen k;
    struct act_result first;
    char op[2] = "0", text[64];
    kitchen_open(&k);
    for (size_t i = 0; i < 5; i++) {
        op[0] = (char)('0' + i);
        snprintf(text, sizeof text, "{\"bowl\":1,\"item\":\"%s\"}", items[i]);
        assert_int_equal(kitchen_apply(&k, "u1", op, text), ERR_NONE);
    }
    for (size_t i = 0; i < 5; i++) {
        op[0] = (char)('0' + i);
        snprintf(text, sizeof text, "{\"bowl\":1,\"item\":\"%s\"}", items[i]);
        assert_int_equal(known(&k, "u1", op, text, &first), i > 0);
        if (i > 0)
            assert_int_equal(first.seq, i + 1);
    }
    kitchen_close(&k);
}

/* What stands in journals that were written before acts were gathered. */
static void an_entry_of_its_own_is_known_too(void **state)
{
    struct kitchen k;
    kitchen_open(&k);
    assert_int_equal(kitchen_apply(&k, "u1", "abc", "{\"bowl\":1,\"item\":\"egg\"}"), ERR_NONE);
    kitchen_apply(&k, "system", "a", "{\"acts\":{\"1\":[[\"u1\",\"ungWv48B\",\"egg\"]]}}");
    assert_true(k.results[0].repeated && !k.results[0].error && k.results[0].seq == 1);
    assert_int_equal(kitchen_apply(&k, "u1", "x", "{\"bowl\":1,\"item\":\"egg\"}"),
                     ERR_ALREADY_EXISTS);
    assert_int_equal(room_void(k.room, 3), ERR_ALREADY_EXISTS);
    kitchen_close(&k);
}

static void a_refused_op_is_judged_anew(void **state)
{
    struct kitchen k;
    struct act_result first;
    kitchen_open(&k);
    kitchen_apply(
        &k, "system", "a",
        "{\"acts\":{\"1\":[[\"u1\",\"AAAAAAAA\",\"egg\"],[\"u1\",\"ungWv48B\",\"egg\"]]}}");
    assert_int_equal(k.results[1].error, ERR_ALREADY_EXISTS);
    assert_false(known(&k, "u1", "abc", "{\"bowl\":1,\"item\":\"egg\"}", &first));
    kitchen_close(&k);
}

static struct act act_about(int64_t thing)
{
    return (struct act){.thing = thing, .by = SLICE("u1"), .op = "abcdefgh", .said = 1};
}

/* Never fewer than the bound says, never more than twice as many; who acts again stays. */
static void what_is_known_is_bounded(void **state)
{
    struct repeats *repeats = repeats_new();
    struct act_result first;
    struct act again = act_about(0);
    repeats_add(repeats, &again, 1);
    for (int64_t thing = 1; thing < 3 * BOUND_REPEATS; thing++) {
        struct act act = act_about(thing);
        repeats_add(repeats, &act, thing);
        if (thing % (BOUND_REPEATS / 2) == 0) {
            again.op[0]++;
            repeats_add(repeats, &again, thing);
        }
        if (thing >= BOUND_REPEATS && thing % 1000 == 0) {
            struct act old = act_about(thing - BOUND_REPEATS + 16);
            assert_true(repeats_find(repeats, &old, &first));
            assert_int_equal(first.seq, old.thing);
        }
    }
    struct act oldest = act_about(1);
    assert_false(repeats_find(repeats, &oldest, &first));
    assert_true(repeats_find(repeats, &again, &first));
    repeats_free(&repeats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_stand_by_what_they_are_about),
        cmocka_unit_test(an_act_that_says_more_is_kept_whole),
        cmocka_unit_test(each_act_is_as_an_entry_of_its_own),
        cmocka_unit_test(what_is_no_act_is_passed_over),
        cmocka_unit_test(only_the_system_s_entries_hold_acts),
        cmocka_unit_test(a_refused_act_among_others_voids_itself_alone),
        cmocka_unit_test(a_repeated_op_is_done_once),
        cmocka_unit_test(the_last_four_ops_are_known),
        cmocka_unit_test(an_entry_of_its_own_is_known_too),
        cmocka_unit_test(a_refused_op_is_judged_anew),
        cmocka_unit_test(what_is_known_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
