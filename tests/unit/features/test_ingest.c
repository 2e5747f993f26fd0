/* SPDX-License-Identifier: Apache-2.0
 * server/features/ingest.c */
#include "features/ingest.h"

#include <stdio.h>

#include "help_webinar.h"

static enum err says(struct help_room *help, const char *what, int64_t turn, int64_t client)
{
    return help_sendf(help, "system", what, "{'turn':%lld,'client':%lld}", (long long)turn,
                      (long long)client);
}

static void all_are_told_whether_a_stream_arrives(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "ingest", NULL);
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "ingest/live", "true");
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_ALREADY_EXISTS);
    assert_int_equal(says(help, "ingest.end", 0, 7), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "ingest/live", "false");
    assert_int_equal(says(help, "ingest.end", 0, 7), ERR_NOT_FOUND);
    help_room_free(&help);
}

/* A media server that dies is found out by its silence. */
static void what_is_not_heard_any_more_has_ended(void **state)
{
    struct help_room *help = help_webinar_new();
    struct due due = {.data = NULL};
    assert_false(room_due(help_room(help), INT64_MAX, &due));
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NONE);
    int64_t since = room_at_ms(help_room(help));
    for (int i = 0; i < 6; i++) {
        help_wait(help, 10000);
        assert_int_equal(says(help, "ingest.begin", 0, 7), i % 2 ? ERR_NONE : ERR_ALREADY_EXISTS);
        expect_patch(help, RINGS_INSIDE,
                     i ? NULL : "{'ingest':{'live':true,'since':1700000000000}}");
    }
    assert_false(room_due(help_room(help), since + 60000 + 44999, &due));
    assert_true(room_due(help_room(help), since + 60000 + 45000, &due));
    assert_string_equal(due.type, "ingest.end");
    help_wait(help, 45000);
    assert_int_equal(help_send(help, "system", "ingest.end", "{'turn':0,'client':7,'lost':true}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "ingest", "{'live':false,'since':1700000105000,'lost':true}");
    assert_int_equal(says(help, "ingest.end", 0, 7), ERR_NOT_FOUND);
    help_wait(help, 1000);
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'ingest':{'live':true,'since':1700000106000,'lost':null}}");
    help_room_free(&help);
}

static void who_was_sent_away_ends_nothing(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NONE);
    assert_int_equal(says(help, "ingest.end", 0, 8), ERR_NOT_FOUND);
    expect_view(help, RINGS_INSIDE, "ingest/live", "true");
    /* The media server was killed, and its connections are counted anew. */
    assert_int_equal(says(help, "ingest.begin", 0, 1), ERR_NONE);
    assert_int_equal(says(help, "ingest.end", 0, 7), ERR_NOT_FOUND);
    assert_int_equal(says(help, "ingest.end", 0, 1), ERR_NONE);
    help_room_free(&help);
}

static void a_renewed_key_begins_nothing_and_ends_what_it_began(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "ingest.renew", "{}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "ingest.renew", "{}"), ERR_NONE);
    int64_t turn = help_seq(help);
    assert_int_equal(says(help, "ingest.begin", 0, 7), ERR_NOT_FOUND);
    assert_int_equal(says(help, "ingest.end", 0, 7), ERR_NONE);
    assert_int_equal(says(help, "ingest.begin", turn + 1, 7), ERR_NOT_FOUND);
    assert_int_equal(says(help, "ingest.begin", turn, 7), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "ingest/turn", NULL);
    help_room_free(&help);
}

static void the_team_alone_is_told_what_was_recorded(void **state)
{
    struct help_room *help = help_webinar_new();
    const char *one = "{'turn':0,'file':'w1-secretname'}";
    assert_int_equal(help_send(help, "system", "ingest.recorded", one), ERR_NONE);
    int64_t first = help_seq(help);
    expect_unseen(help, RINGS_INSIDE, "secretname");
    expect_view(help, RINGS_INSIDE, "ingest", NULL);
    for (int i = 0; i < BOUND_RECORDINGS; i++)
        assert_int_equal(
            help_sendf(help, "system", "ingest.recorded", "{'turn':0,'file':'w1-%d'}", i),
            ERR_NONE);
    char path[64];
    snprintf(path, sizeof path, "ingest/recordings/%lld", (long long)first);
    expect_view(help, HELP_STAFF, path, NULL);
    snprintf(path, sizeof path, "ingest/recordings/%lld/file", (long long)help_seq(help));
    expect_view(help, HELP_STAFF, path, "'w1-49'");
    assert_int_equal(help_send(help, "system", "ingest.recorded", "{'turn':1,'file':'x'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "system", "ingest.recorded", "{'turn':0,'file':'../x'}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void the_key_is_made_of_the_room_and_its_turn(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer out;
    buffer_init(&out, 1000);
    expect_query(help, "h1", "ingest.key", "{}", "{'stream':'w1','turn':0}");
    assert_int_equal(help_send(help, "h1", "ingest.renew", "{}"), ERR_NONE);
    char answer[64];
    snprintf(answer, sizeof answer, "{'stream':'w1','turn':%lld}", (long long)help_seq(help));
    expect_query(help, "h1", "ingest.key", "{}", answer);
    assert_int_equal(help_query(help, "m1", "ingest.key", "{}", &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "h1", "ingest.recording", "{'recording':99}", &out),
                     ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_told_whether_a_stream_arrives),
        cmocka_unit_test(what_is_not_heard_any_more_has_ended),
        cmocka_unit_test(who_was_sent_away_ends_nothing),
        cmocka_unit_test(a_renewed_key_begins_nothing_and_ends_what_it_began),
        cmocka_unit_test(the_team_alone_is_told_what_was_recorded),
        cmocka_unit_test(the_key_is_made_of_the_room_and_its_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
