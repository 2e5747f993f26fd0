/* SPDX-License-Identifier: Apache-2.0
 * The tape: frames, positions, what was missed, and its bounds. */
#include "fanout/tape.h"

#include "base/bounds.h"
#include "base/frame.h"
#include "help/unpack.h"
#include "unit/fanout/help_fanout.h"

static void add(struct tape *tape, int64_t seq)
{
    char publication[64];
    int bytes = snprintf(publication, sizeof publication, "{\"offset\":%lld}", (long long)seq);
    assert_true(tape_add(tape, seq, true, (struct slice){publication, (size_t)bytes}));
}

static void a_frame_holds_channel_and_publication(void **state)
{
    struct tape tape;
    tape_init(&tape, SLICE("webinar:\"w\""), 0,
              (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES}, NULL);
    add(&tape, 1);
    struct slice run = tape_from(&tape, 0);
    const char *expected = "{\"push\":{\"channel\":\"webinar:\\\"w\\\"\",\"pub\":{\"offset\":1}}}";
    assert_int_equal((unsigned char)run.at[0], 0x81);
    assert_int_equal(run.at[1], (char)strlen(expected));
    assert_memory_equal(run.at + 2, expected, strlen(expected));
    assert_int_equal(run.len, 2 + strlen(expected));
    tape_done(&tape);
}

static void on_a_tape_with_a_pack_frames_are_packed(void **state)
{
    struct tape tape;
    struct pack *pack = pack_new();
    struct buffer plain;
    buffer_init(&plain, 1 << 20);
    tape_init(&tape, SLICE("webinar:w1"), 0,
              (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES}, pack);
    tape_add(&tape, 1, false,
             SLICE("{\"data\":{\"type\":\"batch\",\"patch\":{\"presence\":{\"count\":7}}}}"));
    struct slice run = tape_from(&tape, 0);
    assert_int_equal((unsigned char)run.at[0], 0x82);
    assert_int_equal(run.at[1], (char)(run.len - 2));
    assert_true(run.len < 32);
    assert_true(unpack((struct slice){run.at + 2, run.len - 2}, &plain));
    buffer_add_byte(&plain, 0);
    assert_string_equal(
        plain.bytes, "{\"push\":{\"channel\":\"webinar:w1\",\"pub\":{\"data\":{\"type\":\"batch\","
                     "\"patch\":{\"presence\":{\"count\":7}}}}}}");
    tape_done(&tape);
    pack_free(&pack);
    buffer_done(&plain);
}

static void missed_is_all_after_the_offset_tallies_included(void **state)
{
    struct tape tape;
    struct buffer out;
    buffer_init(&out, 4096);
    tape_init(&tape, SLICE("c"), 4, (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES},
              NULL);
    add(&tape, 5);
    tape_add(&tape, 6, false, SLICE("{\"sum\":1}"));
    add(&tape, 9);
    tape_add(&tape, 9, false, SLICE("{\"sum\":2}"));
    tape_missed(&tape, 5, &out);
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, "{\"sum\":1},{\"offset\":9},{\"sum\":2}");
    buffer_clear(&out);
    /* 7 is a seq that was nobody's business here: what came before 9 is known. */
    tape_missed(&tape, 7, &out);
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, "{\"sum\":1},{\"offset\":9},{\"sum\":2}");
    buffer_clear(&out);
    tape_missed(&tape, 4, &out);
    assert_true(out.len > 40);
    buffer_clear(&out);
    assert_false(tape_reaches(&tape, 3));
    assert_true(tape_reaches(&tape, 4));
    buffer_done(&out);
    tape_done(&tape);
}

static void the_start_moves_on_and_positions_stay_true(void **state)
{
    struct tape tape;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES},
              NULL);
    uint64_t end = 0;
    for (int64_t seq = 1; seq <= 5 * BOUND_TAPE_FRAMES; seq++) {
        add(&tape, seq);
        assert_true(tape_end(&tape) > end);
        end = tape_end(&tape);
        assert_true(tape.marks_count <= BOUND_TAPE_FRAMES);
    }
    assert_true(tape.start > 0);
    assert_int_equal(tape_from(&tape, tape.start).len, end - tape.start);
    assert_true(tape_reaches(&tape, 5 * BOUND_TAPE_FRAMES - BOUND_TAPE_FRAMES / 4));
    assert_false(tape_reaches(&tape, BOUND_TAPE_FRAMES));
    struct buffer out;
    buffer_init(&out, 1 << 20);
    tape_missed(&tape, tape.complete_from, &out);
    char first[32];
    snprintf(first, sizeof first, "{\"offset\":%lld}", (long long)tape.complete_from + 1);
    assert_memory_equal(out.bytes, first, strlen(first));
    buffer_done(&out);
    tape_done(&tape);
}

static void bytes_are_bounded_too(void **state)
{
    struct tape tape;
    struct buffer large;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES},
              NULL);
    buffer_init(&large, BOUND_TAPE_BYTES);
    buffer_add(&large, SLICE("{\"data\":\""));
    while (large.len < BOUND_TAPE_BYTES / 8)
        buffer_add_byte(&large, 'x');
    buffer_add(&large, SLICE("\"}"));
    for (int64_t seq = 1; seq <= 40; seq++) {
        assert_true(tape_add(&tape, seq, true, buffer_slice(&large)));
        assert_true(tape.run.len <= BOUND_TAPE_BYTES);
    }
    buffer_done(&large);
    tape_done(&tape);
}

static void a_frame_too_large_for_the_tape_leaves_everybody_behind(void **state)
{
    struct tape tape;
    struct buffer large;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES},
              NULL);
    buffer_init(&large, 2 * BOUND_TAPE_BYTES);
    add(&tape, 1);
    uint64_t cursor = tape_end(&tape);
    buffer_add_byte(&large, '{');
    while (large.len < BOUND_TAPE_BYTES)
        buffer_add_byte(&large, ' ');
    buffer_add_byte(&large, '}');
    assert_false(tape_add(&tape, 2, true, buffer_slice(&large)));
    assert_true(cursor < tape.start);
    assert_false(tape_reaches(&tape, 1));
    assert_true(tape_reaches(&tape, 2));
    add(&tape, 3);
    assert_true(tape_from(&tape, tape.start).len > 0);
    buffer_done(&large);
    tape_done(&tape);
}

static void tallies_that_were_dropped_are_known_to_be_lost(void **state)
{
    struct tape tape;
    tape_init(&tape, SLICE("c"), 3, (struct tape_limits){BOUND_TAPE_FRAMES, BOUND_TAPE_BYTES},
              NULL);
    assert_int_equal(tape.tally_lost, 3);
    add(&tape, 4);
    for (int i = 0; i < 2 * BOUND_TAPE_FRAMES; i++)
        tape_add(&tape, 7, false, SLICE("{\"sum\":1}"));
    assert_int_equal(tape.complete_from, 4);
    /* Who stood at 7, where nothing was to be seen since 4, may have missed them. */
    assert_int_equal(tape.tally_lost, 7);
    tape_done(&tape);
}

static void note(void *context, uint64_t end)
{
    uint64_t **at = context;
    *(*at)++ = end;
}

static void what_is_taken_back_is_blank_and_in_its_place(void **state)
{
    struct tape tape;
    struct buffer missed;
    uint64_t ends[8] = {0}, *at = ends;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){8, BOUND_TAPE_BYTES}, NULL);
    for (int64_t seq = 1; seq <= 4; seq++) {
        add(&tape, seq);
        tape_about(&tape, seq == 3 ? 1 : seq);
    }
    tape_add(&tape, 4, false, SLICE("{\"sum\":1}"));
    uint64_t end = tape_end(&tape);
    tape_hide(&tape, 1, note, &at);
    assert_int_equal(at - ends, 2);
    assert_true(ends[0] == tape.marks[0].end && ends[1] == tape.marks[2].end);
    assert_true(tape_end(&tape) == end);
    const char *payload = tape.run.bytes + frame_header_bytes(tape.run.bytes);
    assert_int_equal(strncmp(payload, "{}  ", 4), 0);
    assert_true(tape_reaches(&tape, 0));
    buffer_init(&missed, 1000);
    tape_missed(&tape, 0, &missed);
    buffer_add_byte(&missed, '\0');
    assert_null(strstr(missed.bytes, "\"offset\":1"));
    assert_non_null(strstr(missed.bytes, "\"offset\":2"));
    assert_null(strstr(missed.bytes, "\"offset\":3"));
    assert_non_null(strstr(missed.bytes, "\"sum\":1"));
    assert_null(strstr(missed.bytes, ",,"));
    tape_hide(&tape, 0, note, &at);
    assert_int_equal(at - ends, 3);
    assert_int_equal(tape.tally_lost, 4);
    tape_hide(&tape, 1, note, &at);
    assert_int_equal(at - ends, 3);
    buffer_done(&missed);
    tape_done(&tape);
}

static void an_event_may_say_many_things(void **state)
{
    struct tape tape;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){8, BOUND_TAPE_BYTES}, NULL);
    add(&tape, 1);
    tape_about(&tape, 1);
    tape_add(&tape, 1, false, SLICE("{\"sum\":1}"));
    assert_false(tape_says_many(&tape));
    add(&tape, 2);
    tape_about(&tape, 0);
    assert_true(tape_says_many(&tape));
    tape_done(&tape);
}

static void a_dropped_tape_leaves_those_behind_who_were_not_served(void **state)
{
    struct tape tape;
    tape_init(&tape, SLICE("c"), 0, (struct tape_limits){8, BOUND_TAPE_BYTES}, NULL);
    add(&tape, 1);
    uint64_t served = tape_end(&tape);
    add(&tape, 2);
    tape_drop(&tape);
    assert_true(served < tape.start);
    assert_true(tape.start == tape_end(&tape));
    assert_false(tape_reaches(&tape, 1));
    assert_true(tape_reaches(&tape, 2));
    tape_done(&tape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_holds_channel_and_publication),
        cmocka_unit_test(on_a_tape_with_a_pack_frames_are_packed),
        cmocka_unit_test(missed_is_all_after_the_offset_tallies_included),
        cmocka_unit_test(the_start_moves_on_and_positions_stay_true),
        cmocka_unit_test(bytes_are_bounded_too),
        cmocka_unit_test(a_frame_too_large_for_the_tape_leaves_everybody_behind),
        cmocka_unit_test(what_is_taken_back_is_blank_and_in_its_place),
        cmocka_unit_test(an_event_may_say_many_things),
        cmocka_unit_test(a_dropped_tape_leaves_those_behind_who_were_not_served),
        cmocka_unit_test(tallies_that_were_dropped_are_known_to_be_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
