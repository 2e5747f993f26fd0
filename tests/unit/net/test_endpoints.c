/* SPDX-License-Identifier: Apache-2.0 */
#include "net/endpoints.h"

#include "help_folder.h"
#include "help_session.h"

#define STREAM "/connection/http_stream"
#define EVENTS "/connection/sse"

static const char *const origins[] = {"https://Learn.example", NULL};
static const struct response_style style = {.media_sources = ""};

static struct http_response ask(struct stage *stage, const struct http_request *request)
{
    struct http_response response = {.file = -1};
    const struct endpoints endpoints = {
        .origins = origins, .emulation = stage->emulation, .stats = &stage->stats, .style = &style};
    assert_true(endpoints_answer(&endpoints, request, &response));
    return response;
}

static const char *answer(struct stage *stage, const char *method, const char *path,
                          const char *length)
{
    struct http_request request = {.method = slice_of(method),
                                   .path = slice_of(path),
                                   .content_length = slice_of(length),
                                   .http11 = true};
    struct http_response response = ask(stage, &request);
    return response_text(&response);
}

static void a_length_is_plain_digits(void **state)
{
    static const char *const bad[] = {"",    "-1",  "+1",  " 1",        "1 ",
                                      "1,1", "1e3", "0x1", "1234567890"};
    assert_int_equal(endpoints_length((struct slice){NULL, 0}), -1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(endpoints_length(slice_of(bad[i])), -1);
    assert_int_equal(endpoints_length(SLICE("0")), 0);
    assert_int_equal(endpoints_length(SLICE("00065536")), 65536);
    assert_int_equal(endpoints_length(SLICE("999999999")), 999999999);
}

static void other_paths_are_not_ours(void **state)
{
    struct http_response response = {.file = -1};
    const struct endpoints endpoints = {0};
    static const char *const paths[] = {"/", "/connection/http_stream/", "/emulation2",
                                        "/connection/websocket", "/Emulation"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct http_request request = {.method = SLICE("POST"), .path = slice_of(paths[i])};
        assert_false(endpoints_answer(&endpoints, &request, &response));
    }
}

static void a_body_is_needed_and_bounded(void **state)
{
    static const char *const paths[] = {STREAM, EVENTS, "/emulation"};
    struct stage *stage = *state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(response_status(answer(stage, "POST", paths[i], NULL)), 411);
        assert_int_equal(response_status(answer(stage, "POST", paths[i], "0")), 400);
        assert_int_equal(response_status(answer(stage, "POST", paths[i], "-5")), 400);
        assert_int_equal(response_status(answer(stage, "POST", paths[i], "1e3")), 400);
        assert_int_equal(response_status(answer(stage, "POST", paths[i], "65537")), 413);
        assert_int_equal(response_status(answer(stage, "POST", paths[i], "999999999")), 413);
    }
    assert_int_equal(stage->stats.refused[REFUSED_TOO_LARGE], 6);
}

static size_t waits(struct stage *stage, const char *length, enum http_next next)
{
    struct http_request request = {
        .method = SLICE("POST"), .path = SLICE("/emulation"), .content_length = slice_of(length)};
    struct http_response response = ask(stage, &request);
    assert_int_equal(response.next, next);
    size_t bytes = response.body_wait;
    response_done(&response);
    return bytes;
}

static void what_is_refused_for_its_size_is_read_first_within_reason(void **state)
{
    assert_int_equal(waits(*state, "65536", HTTP_EMULATES), 65536);
    assert_int_equal(waits(*state, "65537", HTTP_ANSWERS), 65537);
    assert_int_equal(waits(*state, "1048577", HTTP_ANSWERS), 0);
}

static void the_first_message_of_events_may_stand_in_the_query(void **state)
{
    struct stage *stage = *state;
    static char large[6146];
    memset(large, 'x', sizeof large - 1);
    struct http_request request = {.method = SLICE("GET"), .path = SLICE(EVENTS), .http11 = true};
    struct http_response response = ask(stage, &request);
    assert_int_equal(response_status(response_text(&response)), 400);
    request.connect = slice_of(large);
    response = ask(stage, &request);
    assert_int_equal(response_status(response_text(&response)), 414);
    request.connect.len--;
    response = ask(stage, &request);
    assert_int_equal(response.next, HTTP_STREAMS);
    assert_int_equal(response.body_wait, 0);
    assert_int_equal(response.taken.len, 6144);
    response_done(&response);
    assert_int_equal(response_status(answer(stage, "GET", STREAM, NULL)), 405);
    assert_int_equal(response_status(answer(stage, "GET", "/emulation", NULL)), 405);
    assert_int_equal(response_status(answer(stage, "HEAD", EVENTS, NULL)), 405);
}

static const char *stream_head(struct stage *stage, const char *path, bool http11)
{
    struct http_request request = {.method = SLICE("POST"),
                                   .path = slice_of(path),
                                   .content_length = SLICE("10"),
                                   .http11 = http11};
    struct http_response response = ask(stage, &request);
    assert_int_equal(response.next, HTTP_STREAMS);
    assert_int_equal(response.shape.chunked, http11);
    return response_text(&response);
}

static void a_stream_is_not_kept_gathered_or_pressed(void **state)
{
    const char *text = stream_head(*state, STREAM, true);
    assert_int_equal(response_status(text), 200);
    assert_true(response_has(text, "Content-Type: application/octet-stream"));
    assert_true(response_has(text, "Cache-Control: private, no-cache, no-store, must-revalidate, "
                                   "max-age=0, no-transform"));
    assert_true(response_has(text, "X-Accel-Buffering: no"));
    assert_true(response_has(text, "Connection: close"));
    assert_true(response_has(text, "Transfer-Encoding: chunked"));
    assert_null(strstr(text, "Content-Length"));
    text = stream_head(*state, EVENTS, false);
    assert_true(response_has(text, "Content-Type: text/event-stream"));
    assert_null(strstr(text, "Transfer-Encoding"));
}

static const char *from(struct stage *stage, const char *method, const char *origin)
{
    struct http_request request = {.method = slice_of(method),
                                   .path = SLICE("/emulation"),
                                   .host = SLICE("own.example"),
                                   .origin = slice_of(origin),
                                   .content_length = SLICE("70000")};
    struct http_response response = ask(stage, &request);
    return response_text(&response);
}

static void a_preflight_is_for_allowed_pages(void **state)
{
    const char *text = from(*state, "OPTIONS", "https://learn.example");
    assert_int_equal(response_status(text), 204);
    assert_true(response_has(text, "Access-Control-Allow-Origin: https://learn.example"));
    assert_true(response_has(text, "Access-Control-Allow-Methods: POST, OPTIONS"));
    assert_true(response_has(text, "Access-Control-Allow-Headers: Content-Type"));
    assert_true(response_has(text, "Vary: Origin"));
    text = from(*state, "OPTIONS", "https://own.example");
    assert_int_equal(response_status(text), 204);
    assert_null(strstr(text, "Access-Control"));
    text = from(*state, "OPTIONS", NULL);
    assert_int_equal(response_status(text), 204);
}

static void pages_of_other_origins_are_refused(void **state)
{
    struct stage *stage = *state;
    static const char *const methods[] = {"OPTIONS", "POST", "GET", "DELETE"};
    for (size_t i = 0; i < 4; i++) {
        const char *text = from(stage, methods[i], "https://evil.example");
        assert_int_equal(response_status(text), 403);
        assert_null(strstr(text, "Access-Control"));
    }
    assert_int_equal(stage->stats.refused[REFUSED_ORIGIN], 4);
    /* An allowed one reads refusals too. */
    const char *text = from(stage, "POST", "https://learn.example");
    assert_int_equal(response_status(text), 413);
    assert_true(response_has(text, "Access-Control-Allow-Origin: https://learn.example"));
}

static int emulate(struct stage *stage, const char *body)
{
    struct http_response response = {.file = -1};
    const struct endpoints endpoints = {
        .emulation = stage->emulation, .stats = &stage->stats, .style = &style};
    buffer_init(&response.taken, 1000);
    buffer_add(&response.taken, slice_of(body));
    endpoints_emulate(&endpoints, &response);
    return response_status(response_text(&response));
}

static void an_emulated_message_is_answered_without_content(void **state)
{
    struct stage *stage = *state;
    char body[200];
    struct client *client = stage_stream(stage, "u7", "full");
    struct slice node = sessions_node(stage->sessions);
    snprintf(body, sizeof body, "{\"session\":\"%s\",\"node\":\"%.*s\",\"data\":\"{}\"}",
             client->place.secret, (int)node.len, node.at);
    assert_int_equal(emulate(stage, body), 204);
    fake_hub()->deaf = true;
    assert_int_equal(emulate(stage, "{\"session\":\"a\",\"node\":\"b\",\"data\":\"{}\"}"), 404);
    assert_int_equal(emulate(stage, "{\"session\":\"a\",\"node\":\"b\"}"), 400);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_length_is_plain_digits),
        cmocka_unit_test(other_paths_are_not_ours),
        CASE(a_body_is_needed_and_bounded),
        CASE(what_is_refused_for_its_size_is_read_first_within_reason),
        CASE(the_first_message_of_events_may_stand_in_the_query),
        CASE(a_stream_is_not_kept_gathered_or_pressed),
        CASE(a_preflight_is_for_allowed_pages),
        CASE(pages_of_other_origins_are_refused),
        CASE(an_emulated_message_is_answered_without_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
