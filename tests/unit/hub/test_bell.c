/* SPDX-License-Identifier: Apache-2.0
 * What one instance seals another opens, as it is; and nothing else. */
#include "unit/hub/help_hub.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "hub/bell.h"
#include "journal/backend.h"

static const int64_t now_ms = 1700000000000;

/* A bus that keeps what was told last. */
struct ear {
    struct bus bus; /* first */
    unsigned told;
    char room[BOUND_ID_BYTES + 1];
    int64_t seq;
    struct buffer sealed;
};

static void publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed)
{
    struct ear *ear = (struct ear *)bus;
    ear->told++;
    snprintf(ear->room, sizeof ear->room, "%.*s", (int)room.len, room.at);
    ear->seq = seq;
    buffer_clear(&ear->sealed);
    buffer_add(&ear->sealed, sealed);
}

static bool tell(struct bus *bus, struct slice node, struct slice message)
{
    struct ear *ear = (struct ear *)bus;
    buffer_clear(&ear->sealed);
    buffer_add(&ear->sealed, message);
    return slice_is(node, "n1");
}

static const struct bus_ops ear_ops = {.name = "ear", .publish = publish, .tell = tell};

/* One instance that tells, and one that hears; they share a journal, and a third does not. */
struct trio {
    struct loop *loop;
    struct journal *journal, *other;
    struct ear ear;
    struct bell *teller, *hearer, *stranger;
};

static int trio_open(void **state)
{
    static struct trio trio;
    trio = (struct trio){.loop = loop_new_fake(now_ms)};
    trio.journal = journal_new(trio.loop, memory_open());
    trio.other = journal_new(trio.loop, memory_open());
    trio.ear.bus = (struct bus){.ops = &ear_ops, .node = SLICE("n1")};
    buffer_init(&trio.ear.sealed, 2 * BOUND_BELL_BYTES);
    trio.teller = bell_new(trio.loop, trio.journal, &trio.ear.bus);
    trio.hearer = bell_new(trio.loop, trio.journal, &trio.ear.bus);
    trio.stranger = bell_new(trio.loop, trio.other, &trio.ear.bus);
    loop_pass(trio.loop, 0);
    *state = &trio;
    return 0;
}

static int trio_close(void **state)
{
    struct trio *trio = *state;
    bell_free(&trio->teller);
    bell_free(&trio->hearer);
    bell_free(&trio->stranger);
    assert_null(trio->stranger);
    buffer_done(&trio->ear.sealed);
    journal_close(&trio->journal);
    journal_close(&trio->other);
    loop_free(&trio->loop);
    return 0;
}

static struct entry *entry_of(const char *name, struct slice text, int64_t at_ms)
{
    const struct entry from = {.seq = 812,
                               .at_ms = at_ms,
                               .room = SLICE("webinar:w1"),
                               .type = SLICE("chat.post"),
                               .by = SLICE("u7"),
                               .name = slice_of(name),
                               .op = SLICE("kx8s9.a"),
                               .text = text};
    struct entry *entry = entry_new(&from);
    assert_non_null(entry);
    return entry;
}

static struct entry *heard(const struct trio *trio, struct bell *bell)
{
    return bell_open(bell, slice_of(trio->ear.room), trio->ear.seq,
                     buffer_slice(&trio->ear.sealed));
}

static void expect_refused(struct bell *bell, struct slice room, int64_t seq, struct slice sealed)
{
    struct bell_stats before = bell_stats(bell);
    assert_null(bell_open(bell, room, seq, sealed));
    assert_int_equal(bell_stats(bell).opened, before.opened);
    assert_int_equal(bell_stats(bell).refused, before.refused + (sealed.at != NULL));
}

static void an_entry_is_heard_as_it_was_told(void **state)
{
    static const char *const names[] = {"", "Modératrice Ḥ"};
    struct trio *trio = *state;
    for (size_t i = 0; i < 2; i++) {
        struct entry *told =
            entry_of(names[i], SLICE("{\"text\":\"\\u00e9\\n \",\"n\":[1,25]}"), now_ms - 5);
        bell_ring(trio->teller, told);
        struct entry *entry = heard(trio, trio->hearer);
        assert_non_null(entry);
        assert_int_equal(entry->seq, told->seq);
        assert_int_equal(entry->at_ms, told->at_ms);
        assert_true(slice_equal(entry->room, told->room));
        assert_true(slice_equal(entry->type, told->type));
        assert_true(slice_equal(entry->by, told->by));
        assert_true(slice_equal(entry->name, told->name));
        assert_true(slice_equal(entry->op, told->op));
        assert_true(slice_equal(entry->text, told->text));
        assert_true(json_equal(entry->data, told->data));
        entry_unref(&entry);
        entry_unref(&told);
    }
    assert_int_equal(bell_stats(trio->hearer).opened, 2);
    assert_int_equal(bell_stats(trio->hearer).refused, 0);
}

static void nothing_of_it_can_be_read_on_the_way(void **state)
{
    struct trio *trio = *state;
    struct entry *told = entry_of("Canary", SLICE("{\"text\":\"canary\"}"), now_ms);
    bell_ring(trio->teller, told);
    const struct buffer *sealed = &trio->ear.sealed;
    static const char *const words[] = {"anary", "chat", "u7", "kx8s9"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_null(memmem(sealed->bytes, sealed->len, words[i], strlen(words[i])));
    entry_unref(&told);
}

static void what_is_of_another_place_journal_or_form_is_refused(void **state)
{
    struct trio *trio = *state;
    struct entry *told = entry_of("A", SLICE("{}"), now_ms);
    bell_ring(trio->teller, told);
    struct slice all = buffer_slice(&trio->ear.sealed);
    expect_refused(trio->hearer, SLICE("webinar:w1"), 813, all);
    expect_refused(trio->hearer, SLICE("webinar:w1"), 0, all);
    expect_refused(trio->hearer, SLICE("webinar:w2"), 812, all);
    expect_refused(trio->hearer, SLICE(""), 812, all);
    expect_refused(trio->stranger, SLICE("webinar:w1"), 812, all);
    expect_refused(trio->hearer, SLICE("webinar:w1"), 812, SLICE("made up"));
    expect_refused(trio->hearer, SLICE("webinar:w1"), 812, SLICE(""));
    expect_refused(trio->hearer, SLICE("webinar:w1"), 812, (struct slice){NULL, 0});
    for (size_t len = 1; len < all.len; len++)
        expect_refused(trio->hearer, SLICE("webinar:w1"), 812, (struct slice){all.at, len});
    for (size_t at = 0; at < all.len; at++) {
        trio->ear.sealed.bytes[at] ^= 1;
        expect_refused(trio->hearer, SLICE("webinar:w1"), 812, all);
        trio->ear.sealed.bytes[at] ^= 1;
    }
    struct entry *entry = heard(trio, trio->hearer);
    assert_non_null(entry);
    entry_unref(&entry);
    entry_unref(&told);
}

static void what_is_too_long_is_told_of_alone(void **state)
{
    struct trio *trio = *state;
    unsigned carried = 0;
    for (size_t len = BOUND_BELL_BYTES - 200; len < BOUND_BELL_BYTES + 200; len++) {
        char text[BOUND_BELL_BYTES + 300];
        snprintf(text, sizeof text, "{\"text\":\"%*s\"}", (int)len, "x");
        struct entry *told = entry_of("A", slice_of(text), now_ms);
        bell_ring(trio->teller, told);
        assert_int_equal(trio->ear.seq, 812);
        assert_true(trio->ear.sealed.len <= BOUND_BELL_BYTES);
        struct entry *entry = trio->ear.sealed.len > 0 ? heard(trio, trio->hearer) : NULL;
        assert_int_equal(entry != NULL, trio->ear.sealed.len > 0);
        carried += entry != NULL;
        entry_unref(&entry);
        entry_unref(&told);
    }
    assert_in_range(carried, 1, 199);
    assert_int_equal(trio->ear.told, 400);
}

static void what_is_old_is_read(void **state)
{
    struct trio *trio = *state;
    static const int64_t ages[][2] = {{0, 1},
                                      {BOUND_BELL_SECONDS * 1000, 1},
                                      {BOUND_BELL_SECONDS * 1000 + 1, 0},
                                      {-BOUND_BELL_SECONDS * 1000, 1},
                                      {-BOUND_BELL_SECONDS * 1000 - 1, 0}};
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
        struct entry *told = entry_of("A", SLICE("{}"), now_ms - ages[i][0]);
        bell_ring(trio->teller, told);
        struct entry *entry = heard(trio, trio->hearer);
        assert_int_equal(entry != NULL, ages[i][1]);
        entry_unref(&entry);
        entry_unref(&told);
    }
}

static void who_is_alone_or_has_no_secret_seals_nothing(void **state)
{
    struct trio *trio = *state;
    struct entry *told = entry_of("A", SLICE("{}"), now_ms);
    bell_ring(trio->teller, told);
    assert_true(trio->ear.sealed.len > 0);
    trio->ear.bus.node = SLICE("");
    bell_ring(trio->teller, told);
    assert_int_equal(trio->ear.sealed.len, 0);
    trio->ear.bus.node = SLICE("n1");
    struct journal *late = journal_new(trio->loop, memory_open());
    struct bell *bell = bell_new(trio->loop, late, &trio->ear.bus);
    bell_ring(bell, told);
    assert_int_equal(trio->ear.sealed.len, 0);
    expect_refused(bell, SLICE("webinar:w1"), 812, SLICE("before it knows"));
    loop_pass(trio->loop, 0);
    bell_ring(bell, told);
    assert_true(trio->ear.sealed.len > 0);
    assert_int_equal(trio->ear.told, 4);
    bell_free(&bell);
    journal_close(&late);
    entry_unref(&told);
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, trio_open, trio_close)

static bool believes(struct bell *bell, struct slice sealed)
{
    struct buffer message;
    buffer_init(&message, BOUND_BUS_MESSAGE_BYTES);
    bool believed = bell_told(bell, sealed, &message);
    if (believed)
        assert_true(slice_is(buffer_slice(&message), "the secret of a session"));
    buffer_done(&message);
    return believed;
}

/* Whoever reads or writes the bus learns nothing of it, and makes none. */
static void a_message_is_for_one_instance_alone(void **state)
{
    struct trio *trio = *state;
    const struct slice message = SLICE("the secret of a session");
    assert_true(bell_tell(trio->teller, SLICE("n1"), message));
    struct slice sealed = buffer_slice(&trio->ear.sealed);
    assert_null(memmem(sealed.at, sealed.len, "secret", 6));
    assert_true(believes(trio->hearer, sealed));
    assert_false(believes(trio->stranger, sealed));
    assert_false(believes(trio->hearer, message));
    for (size_t at = 0; at < sealed.len; at++) {
        trio->ear.sealed.bytes[at] ^= 1;
        assert_false(believes(trio->hearer, sealed));
        trio->ear.sealed.bytes[at] ^= 1;
    }
    trio->ear.bus.node = SLICE("n2");
    assert_false(believes(trio->hearer, sealed));
    trio->ear.bus.node = SLICE("n1");
    loop_pass(trio->loop, BOUND_BELL_SECONDS * 1000 + 1);
    assert_false(believes(trio->hearer, sealed));
}

static void an_entry_is_no_message(void **state)
{
    struct trio *trio = *state;
    struct entry *entry = entry_of("A", SLICE("{}"), now_ms);
    bell_ring(trio->teller, entry);
    assert_false(believes(trio->hearer, buffer_slice(&trio->ear.sealed)));
    entry_unref(&entry);
}

static bool sees(const struct trio *trio, struct bell *bell, struct bell_sight *sight)
{
    return bell_shown(bell, slice_of(trio->ear.room), trio->ear.seq,
                      buffer_slice(&trio->ear.sealed), sight);
}

static void a_sight_is_shown_to_those_who_share_the_journal(void **state)
{
    struct trio *trio = *state;
    const struct bell_sight shown = {SLICE("slide.point"), SLICE("{\"x\":1,\"y\":2}")};
    struct bell_sight sight;
    bell_show(trio->teller, SLICE("webinar:w1"), 812, &shown);
    assert_string_equal(trio->ear.room, "webinar:w1");
    assert_int_equal(trio->ear.seq, 812);
    assert_true(sees(trio, trio->hearer, &sight));
    assert_true(slice_equal(sight.type, shown.type));
    assert_true(slice_equal(sight.text, shown.text));
    assert_false(sees(trio, trio->stranger, &sight));
    assert_null(heard(trio, trio->hearer)); /* it is no entry */
    trio->ear.seq++;
    assert_false(sees(trio, trio->hearer, &sight));
    trio->ear.seq--;
    trio->ear.sealed.bytes[trio->ear.sealed.len - 1] ^= 1;
    assert_false(sees(trio, trio->hearer, &sight));
    struct entry *entry = entry_of("A", SLICE("{}"), now_ms);
    bell_ring(trio->teller, entry);
    assert_false(sees(trio, trio->hearer, &sight));
    entry_unref(&entry);
    bell_show(trio->teller, SLICE("webinar:w1"), 812, &shown);
    loop_pass(trio->loop, BOUND_BELL_SECONDS * 1000 + 1);
    assert_false(sees(trio, trio->hearer, &sight));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_entry_is_heard_as_it_was_told),
        CASE(nothing_of_it_can_be_read_on_the_way),
        CASE(what_is_of_another_place_journal_or_form_is_refused),
        CASE(what_is_too_long_is_told_of_alone),
        CASE(what_is_old_is_read),
        CASE(who_is_alone_or_has_no_secret_seals_nothing),
        CASE(a_message_is_for_one_instance_alone),
        CASE(an_entry_is_no_message),
        CASE(a_sight_is_shown_to_those_who_share_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
