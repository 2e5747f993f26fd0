/* SPDX-License-Identifier: Apache-2.0
 * server/features/media.c */
#include "features/media.h"

#include <stdio.h>
#include <string.h>

#include "help_room.h"
#include "help_webinar.h"

#define ADDRESS "'url':'https://video.example/w1.mp4','type':'mp4'"
#define SENT    "{'turn':0,'client':7}"

static int64_t add(struct help_room *help, const char *data)
{
    assert_int_equal(help_send(help, "m1", "media.add", data), ERR_NONE);
    return help_seq(help);
}

/* What people in these rings see of the recording `seq`. */
static void expect_recording(struct help_room *help, struct rings rings, int64_t seq,
                             const char *json)
{
    char path[64];
    snprintf(path, sizeof path, "media/recordings/%lld", (long long)seq);
    expect_view(help, rings, path, json);
}

static void where_it_is_is_told_to_the_team_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help, "{" ADDRESS ",'lang':'ar','length':5000,"
                            "'anchors':[[0,1700000000000],[4000,1700000009000]],'dated':true}");
    expect_recording(help, RINGS_INSIDE, seq,
                     "{'type':'mp4','lang':'ar','length':5000,'dated':true,"
                     "'anchors':[[0,1700000000000],[4000,1700000009000]]}");
    expect_recording(help, HELP_STAFF, seq,
                     "{" ADDRESS ",'lang':'ar','length':5000,'dated':true,"
                     "'anchors':[[0,1700000000000],[4000,1700000009000]]}");
    expect_unseen(help, RINGS_INSIDE, "video.example");
    char data[64];
    snprintf(data, sizeof data, "{'recording':%lld}", (long long)seq);
    expect_query(help, "u1", "media.address", data, "{" ADDRESS "}");
    expect_query(help, "m1", "media.address", data, "{" ADDRESS "}");
    struct buffer out;
    buffer_init(&out, 4096);
    assert_int_equal(help_query(help, "u1", "media.address", "{'recording':1}", &out),
                     ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u1", "media.address", "{}", &out), ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

static void it_is_changed_shifted_and_taken_off(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help, "{" ADDRESS ",'lang':'en','length':9000}");
    assert_int_equal(help_sendf(help, "h1", "media.anchor",
                                "{'recording':%lld,'anchors':[[500,1700000000000]],'dated':true}",
                                (long long)seq),
                     ERR_NONE);
    expect_recording(help, RINGS_INSIDE, seq,
                     "{'type':'mp4','lang':'en','length':9000,'dated':true,"
                     "'anchors':[[500,1700000000000]]}");
    assert_int_equal(help_sendf(help, "h1", "media.edit",
                                "{'recording':%lld,'url':'https://video.example/w1.m3u8',"
                                "'type':'hls'}",
                                (long long)seq),
                     ERR_NONE);
    expect_recording(help, RINGS_INSIDE, seq,
                     "{'type':'hls','dated':true,'anchors':[[500,1700000000000]]}");
    assert_int_equal(
        help_sendf(help, "h1", "media.anchor", "{'recording':%lld,'anchors':[]}", (long long)seq),
        ERR_NONE);
    expect_recording(help, RINGS_INSIDE, seq, "{'type':'hls','anchors':[]}");
    assert_int_equal(help_sendf(help, "h1", "media.remove", "{'recording':%lld}", (long long)seq),
                     ERR_NONE);
    expect_recording(help, RINGS_INSIDE, seq, NULL);
    assert_int_equal(help_sendf(help, "h1", "media.remove", "{'recording':%lld}", (long long)seq),
                     ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "h1", "media.anchor", "{'recording':%lld,'anchors':[]}", (long long)seq),
        ERR_NOT_FOUND);
    help_room_free(&help);
}

static void positions_rise_and_moments_do_not_fall(void **state)
{
    static const char *const bad[] = {
        "1",         "[1]",           "[[1]]",         "[[1,2,3]]",       "[[-1,2]]",    "[[1,0]]",
        "[[1,'x']]", "[[5,9],[5,9]]", "[[5,9],[6,8]]", "[[172800001,9]]", "{'0':[1,2]}",
    };
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_sendf(help, "m1", "media.add", "{" ADDRESS ",'anchors':%s}", bad[i]),
                         ERR_BAD_REQUEST);
    add(help, "{" ADDRESS ",'anchors':[[5,9],[6,9]]}");
    char many[4096] = "";
    for (int i = 0; i <= BOUND_ANCHORS; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many), "%s[%d,9]", i ? "," : "", i);
    assert_int_equal(help_sendf(help, "m1", "media.add", "{" ADDRESS ",'anchors':[%s]}", many),
                     ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static void an_address_is_of_a_stream_and_not_of_another_room(void **state)
{
    struct help_room *help = help_webinar_new();
    const char *const url[] = {"/media/recordings/w2/a.mp4", "/media/recordings/w12/a.mp4",
                               "/media/live/w2/index.mp4",   "/media/recordings/w1",
                               "https://x/page.html",        "javascript:1"};
    for (size_t i = 0; i < sizeof url / sizeof url[0]; i++)
        assert_int_equal(help_sendf(help, "m1", "media.add", "{'url':'%s','type':'mp4'}", url[i]),
                         ERR_STREAM_ADDRESS);
    assert_int_equal(help_send(help, "m1", "media.add", "{'url':'https://x/a.m3u8','type':'mp4'}"),
                     ERR_STREAM_TYPE);
    int64_t seq = add(help, "{'url':'/media/recordings/w1/a.mp4','type':'mp4'}");
    assert_int_equal(help_sendf(help, "m1", "media.edit",
                                "{'recording':%lld,'url':'/media/live/w2/a.mp4','type':'mp4'}",
                                (long long)seq),
                     ERR_STREAM_ADDRESS);
    assert_int_equal(help_send(help, "p1", "media.add", "{" ADDRESS "}"), ERR_PERMISSION_DENIED);
    for (int i = 1; i < BOUND_MEDIA; i++)
        add(help, "{" ADDRESS "}");
    assert_int_equal(help_send(help, "m1", "media.add", "{" ADDRESS "}"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static int64_t recorded(struct help_room *help, const char *file)
{
    assert_int_equal(help_sendf(help, "system", "ingest.recorded", "{'turn':0,'file':'%s'}", file),
                     ERR_NONE);
    return help_seq(help);
}

static void end(struct help_room *help)
{
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
}

/* It began when the stream did, and is not told of once more by what keeps it up. */
static void what_was_sent_meanwhile_is_attached_by_itself(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'T'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"),
                     ERR_NONE);
    int64_t seq = recorded(help, "w1-1700000000"); /* of a rehearsal: it is nobody's */
    expect_recording(help, RINGS_INSIDE, seq, NULL);
    help_wait(help, 2000);
    assert_int_equal(help_send(help, "system", "ingest.begin", SENT), ERR_NONE);
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), ERR_NONE);
    help_wait(help, 25000);
    assert_int_equal(help_send(help, "system", "ingest.begin", SENT), ERR_NONE);
    assert_int_equal(help_send(help, "system", "ingest.end", SENT), ERR_NONE);
    seq = recorded(help, "w1-1700000001");
    char json[96];
    snprintf(json, sizeof json, "{'type':'mp4','ingest':%lld,'anchors':[[0,1700000002000]]}",
             (long long)seq);
    expect_recording(help, RINGS_INSIDE, seq, json);
    expect_unseen(help, RINGS_INSIDE, "w1-1700000001");
    char path[64];
    snprintf(path, sizeof path, "media/recordings/%lld/url", (long long)seq);
    expect_view(help, HELP_STAFF, path, "'/media/recordings/w1/w1-1700000001.mp4'");
    /* One whose begin nobody told of: its name says it. One without a time is taken for the last
     * that was sent. */
    seq = recorded(help, "w1-1700000020");
    snprintf(path, sizeof path, "media/recordings/%lld/anchors", (long long)seq);
    expect_view(help, RINGS_INSIDE, path, "[[0,1700000020000]]");
    seq = recorded(help, "w1-99999999999999999999");
    snprintf(path, sizeof path, "media/recordings/%lld/anchors", (long long)seq);
    expect_view(help, RINGS_INSIDE, path, "[[0,1700000002000]]");
    end(help);
    help_wait(help, 60000);
    seq = recorded(help, "w1-1700000060"); /* somebody tries their program out */
    expect_recording(help, RINGS_INSIDE, seq, NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_it_is_is_told_to_the_team_alone),
        cmocka_unit_test(it_is_changed_shifted_and_taken_off),
        cmocka_unit_test(positions_rise_and_moments_do_not_fall),
        cmocka_unit_test(an_address_is_of_a_stream_and_not_of_another_room),
        cmocka_unit_test(what_was_sent_meanwhile_is_attached_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
