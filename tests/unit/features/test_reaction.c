/* SPDX-License-Identifier: Apache-2.0
 * server/features/reaction.c */
#include <stdio.h>

#include "features/member.h"
#include "features/reaction.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &reaction_feature,
                                                 NULL};

static struct help_room *room_live(void)
{
    struct help_room *help = help_room_new("webinar:w1", features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'live'}"), 0);
    return help;
}

static enum err sum(struct help_room *help, const char *sums)
{
    return help_append_raw(help, "system", "reaction.sum", sums);
}

static void a_reaction_is_a_signal_of_a_fixed_list(void **state)
{
    struct help_room *help = room_live();
    const struct row *row = room_row(help_room(help), SLICE("reaction.send"));
    assert_string_equal(row->hub.sums, "reaction.sum");
    assert_int_equal(help_send(help, "u1", "reaction.send", "{'kind':'clap','by':'u2'}"), 0);
    expect_data(help, "{'kind':'clap'}");
    assert_int_equal(help_send(help, "u1", "reaction.send", "{'kind':'jeer'}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "reaction.send", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void sums_rise_and_make_no_event(void **state)
{
    struct help_room *help = room_live();
    expect_view(help, RINGS_INSIDE, "reaction", NULL);
    assert_int_equal(sum(help, "{'sums':{'clap':3,'wow':1}}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(sum(help, "{'sums':{'clap':2}}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "reaction", "{'sums':{'clap':5,'wow':1}}");
    expect_view(help, HELP_STAFF, "reaction", "{'sums':{'clap':5,'wow':1}}");
    help_room_free(&help);
}

static void a_tally_tells_what_moved_alone(void **state)
{
    struct help_room *help = room_live();
    const struct viewer viewer = {RINGS_INSIDE, 0};
    struct buffer tally;
    assert_int_equal(sum(help, "{'sums':{'clap':3,'wow':1}}"), ERR_NONE);
    help_tally(help);
    assert_int_equal(sum(help, "{'sums':{'heart':1}}"), ERR_NONE);
    assert_int_equal(room_tally_wait_ms(help_room(help)), 2000);
    buffer_init(&tally, BOUND_VIEW_BYTES);
    assert_true(room_tally(help_room(help), &viewer, false, &tally));
    assert_true(slice_is(buffer_slice(&tally), "{\"reaction\":{\"sums\":{\"heart\":1}}}"));
    buffer_done(&tally);
    help_room_free(&help);
}

static void kinds_of_another_version_are_passed_over(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(sum(help, "{'sums':{'dance':4}}"), ERR_NOT_FOUND);
    assert_int_equal(sum(help, "{'sums':{'dance':4,'laugh':1,'clap':-2}}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "reaction", "{'sums':{'laugh':1}}");
    help_room_free(&help);
}

static void nobody_reacts_outside_a_live_session(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'paused'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "reaction.send", "{'kind':'clap'}"), ERR_WRONG_PHASE);
    help_room_free(&help);
}

static enum err late(struct help_room *help, int64_t at_ms)
{
    return help_sendf(help, "u1", "reaction.late", "{'kind':'clap','at':%lld}", (long long)at_ms);
}

static void who_watches_again_is_counted_apart(void **state)
{
    struct help_room *help = room_live();
    const int64_t minute = HELP_START_MS - HELP_START_MS % 60000;
    char sums[96];
    assert_int_equal(late(help, HELP_START_MS), ERR_WRONG_PHASE);
    assert_int_equal(sum(help, "{'sums':{'clap':3}}"), ERR_NONE);
    help_wait(help, 300000);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'ended'}"), 0);
    help_wait(help, 600000);
    assert_int_equal(late(help, HELP_START_MS), ERR_NONE);
    assert_int_equal(late(help, HELP_START_MS + 300000), ERR_NONE);
    assert_int_equal(late(help, HELP_START_MS - 60000), ERR_NOT_FOUND);
    assert_int_equal(late(help, HELP_START_MS + 420000), ERR_NOT_FOUND);
    assert_int_equal(late(help, -1), ERR_BAD_REQUEST);
    for (int i = 2; i >= 0; i -= 2) {
        snprintf(sums, sizeof sums, "{'sums':{'clap.%lld':2,'jeer.%lld':1}}",
                 (long long)minute / 60000 + i, (long long)minute / 60000);
        assert_int_equal(sum(help, sums), ERR_NONE);
    }
    expect_view(help, RINGS_INSIDE, "reaction", "{'sums':{'clap':3}}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "reaction.minutes", "{}", &out), ERR_NONE);
    struct json *json = NULL;
    int64_t first, second;
    assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
    const struct json *again = json_first(json_get(json, "again"));
    assert_int_equal(json_count(json_get(json, "again")), 2);
    assert_true(json_get_int(again, "at", &first) && json_get_int(json_next(again), "at", &second));
    assert_true(first == minute && second == minute + 120000);
    json_free(&json);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_watches_again_is_counted_apart),
        cmocka_unit_test(a_reaction_is_a_signal_of_a_fixed_list),
        cmocka_unit_test(sums_rise_and_make_no_event),
        cmocka_unit_test(a_tally_tells_what_moved_alone),
        cmocka_unit_test(kinds_of_another_version_are_passed_over),
        cmocka_unit_test(nobody_reacts_outside_a_live_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
