/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bounds.h"
#include "help_net.h"
#include "net/media.h"

#define NOW_MS INT64_C(1700000123456)

struct place {
    struct media *media;
    struct buffer url;
    int64_t expires_ms;
};

static int setup(void **state)
{
    static struct place place;
    place.media = media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), NULL);
    buffer_init(&place.url, 1024);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    media_free(&place->media);
    buffer_done(&place->url);
    return 0;
}

static struct slice sign(struct place *place, const char *url)
{
    buffer_clear(&place->url);
    assert_true(media_sign(place->media, slice_of(url), NOW_MS, &place->url, &place->expires_ms));
    return buffer_slice(&place->url);
}

/* What `url` opens, or NULL. */
static const char *opened(struct place *place, struct slice url, int64_t now_ms)
{
    static char text[1024];
    struct slice file, path = {url.at + 6, url.len - 6};
    if (!media_opens(place->media, path, now_ms, &file))
        return NULL;
    snprintf(text, sizeof text, "%.*s", (int)file.len, file.at);
    return text;
}

/* The signed `url` with its last name replaced. */
static struct slice neighbour(struct place *place, const char *url, const char *name)
{
    static char text[1024];
    struct slice signed_url = sign(place, url);
    const char *slash = memrchr(signed_url.at, '/', signed_url.len);
    snprintf(text, sizeof text, "%.*s%s", (int)(slash + 1 - signed_url.at), signed_url.at, name);
    return slice_of(text);
}

static void a_signed_address_opens_its_file_until_it_expires(void **state)
{
    struct place *place = *state;
    struct slice url = sign(place, "/media/demo/index.m3u8");
    assert_true(slice_starts(url, SLICE("/media/1700")));
    assert_string_equal(opened(place, url, NOW_MS), "/demo/index.m3u8");
    assert_in_range(place->expires_ms - NOW_MS, BOUND_MEDIA_SECONDS * INT64_C(1000),
                    (BOUND_MEDIA_SECONDS + 3600) * INT64_C(1000));
    assert_non_null(opened(place, url, place->expires_ms - 1));
    assert_null(opened(place, url, place->expires_ms));
}

static void the_segments_of_a_playlist_are_open_with_it(void **state)
{
    struct place *place = *state;
    assert_non_null(opened(place, neighbour(place, "/media/a/i.m3u8", "0.ts"), NOW_MS));
    assert_string_equal(opened(place, neighbour(place, "/media/a/i.m3u8", "b/c/0.ts"), NOW_MS),
                        "/a/b/c/0.ts");
}

static void other_folders_are_not(void **state)
{
    struct place *place = *state;
    struct slice file = SLICE("/a/i.m3u8");
    char other[200];
    struct slice url = sign(place, "/media/a/i.m3u8");
    int signature = (int)(url.len - file.len);
    static const char *const others[] = {"/b/i.m3u8", "/i.m3u8", "/ab/i.m3u8", "/", "", "/a"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        snprintf(other, sizeof other, "%.*s%s", signature, url.at, others[i]);
        assert_null(opened(place, slice_of(other), NOW_MS));
    }
    assert_null(opened(place, neighbour(place, "/media/top.mp4", "a/i.m3u8"), NOW_MS));
    assert_non_null(opened(place, neighbour(place, "/media/top.mp4", "other.mp4"), NOW_MS));
}

static void every_changed_byte_of_a_signature_shuts_it(void **state)
{
    struct place *place = *state;
    char changed[200];
    struct slice url = sign(place, "/media/demo/index.m3u8");
    size_t signature = url.len - strlen("/demo/index.m3u8");
    for (size_t i = strlen("/media/"); i < signature; i++) {
        snprintf(changed, sizeof changed, "%.*s", (int)url.len, url.at);
        changed[i] = changed[i] == '9' ? '8' : '9';
        assert_null(opened(place, slice_of(changed), NOW_MS));
    }
    assert_null(opened(place, SLICE("/media/demo/index.m3u8"), NOW_MS));
    assert_null(opened(place, SLICE("/media/9999999999./demo/index.m3u8"), NOW_MS));
    assert_null(opened(place, SLICE("/media"), NOW_MS));
}

static void instances_that_share_a_secret_agree_and_others_do_not(void **state)
{
    struct place *place = *state;
    struct slice url = sign(place, "/media/demo/index.m3u8"), path, file;
    struct media *same = media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), NULL);
    struct media *other = media_new(SLICE("another-0123456789abcdefghijklmnopqrstuvw"), NULL);
    struct media *random = media_new((struct slice){NULL, 0}, NULL);
    path = (struct slice){url.at + 6, url.len - 6};
    assert_true(media_opens(same, path, NOW_MS, &file));
    assert_false(media_opens(other, path, NOW_MS, &file));
    assert_false(media_opens(random, path, NOW_MS, &file));
    media_free(&same);
    media_free(&other);
    media_free(&random);
}

static const char *written(struct place *place, const char *json)
{
    static char text[1024];
    struct writer writer;
    struct buffer out;
    buffer_init(&out, sizeof text - 1);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    media_write(place->media, slice_of(json), NOW_MS, "data", &writer);
    writer_end(&writer);
    snprintf(text, sizeof text, "%.*s", (int)out.len, out.bytes);
    buffer_done(&out);
    return text;
}

static void an_answer_is_signed_where_it_leads_here(void **state)
{
    static const char away[] = "{\"url\":\"https://cdn.example/a.m3u8\",\"type\":\"hls\"}";
    char expected[400];
    struct place *place = *state;
    struct slice url = sign(place, "/media/demo/a.mp4?x=1");
    snprintf(expected, sizeof expected,
             "{\"data\":{\"url\":\"%.*s\",\"type\":\"mp4\",\"expires\":%lld}}", (int)url.len,
             url.at, (long long)place->expires_ms);
    assert_string_equal(written(place, "{\"url\":\"/media/demo/a.mp4?x=1\",\"type\":\"mp4\"}"),
                        expected);
    snprintf(expected, sizeof expected, "{\"data\":%s}", away);
    assert_string_equal(written(place, away), expected);
    assert_true(media_answers(SLICE("stage.media")));
    assert_false(media_answers(SLICE("presence.roster")));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void a_stream_key_is_of_one_room_and_one_turn(void **state)
{
    struct media *media =
        media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), "rtmp://live.example/live");
    struct buffer text;
    struct writer out;
    int64_t turn = 0;
    buffer_init(&text, 1000);
    writer_init(&out, &text);
    media_write(media, SLICE("{\"stream\":\"w1\",\"turn\":812}"), 0, NULL, &out);
    const char *at = strstr(slice_of(text.bytes).at, "?key=");
    assert_non_null(at);
    struct slice key = {at + 5, 26};
    assert_true(media_ingest_holds(media, SLICE("w1"), key, &turn));
    assert_int_equal(turn, 812);
    assert_false(media_ingest_holds(media, SLICE("w2"), key, &turn));
    char other[27];
    memcpy(other, key.at, 26);
    other[2] = '3';
    assert_false(media_ingest_holds(media, SLICE("w1"), (struct slice){other, 26}, &turn));
    static const char *const bad[] = {
        "", ".", "812", "0812.x", "x.y", "812.", "9999999999999999.x"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(media_ingest_holds(media, SLICE("w1"), slice_of(bad[i]), &turn));
    buffer_done(&text);
    media_free(&media);
}

static void where_no_streams_are_taken_there_is_no_key(void **state)
{
    struct media *media = media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), "");
    struct buffer text;
    struct writer out;
    buffer_init(&text, 1000);
    writer_init(&out, &text);
    media_write(media, SLICE("{\"stream\":\"w1\",\"turn\":0}"), 0, NULL, &out);
    assert_true(slice_is(buffer_slice(&text), "{}"));
    assert_false(media_ingests(media));
    buffer_done(&text);
    media_free(&media);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_signed_address_opens_its_file_until_it_expires),
        CASE(the_segments_of_a_playlist_are_open_with_it),
        CASE(other_folders_are_not),
        CASE(every_changed_byte_of_a_signature_shuts_it),
        CASE(instances_that_share_a_secret_agree_and_others_do_not),
        CASE(an_answer_is_signed_where_it_leads_here),
        CASE(a_stream_key_is_of_one_room_and_one_turn),
        CASE(where_no_streams_are_taken_there_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
