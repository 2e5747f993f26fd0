/* SPDX-License-Identifier: Apache-2.0 */
#include "help_folder.h"
#include "journal/backend.h"
#include "net/http.h"
#include "net/media.h"
#include "net/stats.h"

struct place {
    struct loop *loop;
    struct journal *journal;
    struct http *http;
    struct media *media;
    struct net_stats stats;
};

static char query_seen[64];

static enum err answer_demo(void *context, struct slice query, struct buffer *json_out)
{
    assert_ptr_equal(context, query_seen);
    snprintf(query_seen, sizeof query_seen, "%.*s", (int)query.len, query.at ? query.at : "");
    buffer_add(json_out, SLICE("{\"rooms\":[]}"));
    return ERR_NONE;
}

static enum err answer_not(void *context, struct slice query, struct buffer *json_out)
{
    (void)context, (void)query;
    buffer_add(json_out, SLICE("{\"half"));
    return ERR_TOO_MANY_REQUESTS;
}

static const struct net_route routes[] = {
    {.method = "GET", .path = "/demo", .answer = answer_demo, .context = query_seen},
    {.method = "POST", .path = "/demo/token", .answer = answer_demo, .context = query_seen},
    {.method = "POST", .path = "/busy", .answer = answer_not},
    {.method = "GET",
     .path = "/here",
     .local = "Here alone.",
     .answer = answer_demo,
     .context = query_seen},
};
static const char *const origins[] = {"https://learn.example", NULL};
static const char *const hosts[] = {"https://cdn.example", "https://cdn2.example", NULL};

static int setup(void **state)
{
    static struct place place;
    memset(&place, 0, sizeof place);
    const char *root = folder_make();
    folder_write("index.html", "<html>");
    folder_write("demo/0.ts", "0123456789");
    place.loop = loop_new_fake(0);
    place.journal = journal_new(place.loop, memory_open());
    place.media = media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), NULL);
    place.http = http_new(&(struct http_options){.loop = place.loop,
                                                 .journal = place.journal,
                                                 .media = place.media,
                                                 .stats = &place.stats,
                                                 .web_root = root,
                                                 .media_root = root,
                                                 .origins = origins,
                                                 .stream_hosts = hosts,
                                                 .routes = routes,
                                                 .routes_count = 4});
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    http_free(&place->http);
    media_free(&place->media);
    journal_close(&place->journal);
    loop_free(&place->loop);
    folder_remove();
    return 0;
}

static const char *ask(struct place *place, const struct http_request *request)
{
    struct http_response response;
    http_answer(place->http, request, &response);
    return response_text(&response);
}

static const char *get(struct place *place, const char *path)
{
    return ask(place, &(struct http_request){.method = SLICE("GET"), .path = slice_of(path)});
}

static void health_tells_how_it_is(void **state)
{
    struct place *place = *state;
    place->stats.connections = 5;
    const char *text = get(place, "/health");
    assert_int_equal(response_status(text), 200);
    assert_string_equal(response_rest(text), "{\"status\":\"ok\",\"journal\":\"ok\",\"bus\":\"ok\","
                                             "\"reading\":\"ok\",\"rooms\":3,\"connections\":5}");
    http_stop(place->http);
    text = get(place, "/health");
    assert_int_equal(response_status(text), 503);
    assert_non_null(strstr(text, "\"stopping\""));
}

static void metrics_are_prometheus_text(void **state)
{
    struct place *place = *state;
    place->stats.refused[REFUSED_ORIGIN] = 2;
    const char *text = get(place, "/metrics");
    assert_true(response_has(text, "Content-Type: text/plain; version=0.0.4; charset=utf-8"));
    assert_non_null(strstr(text, "\n# TYPE muster_rooms gauge\nmuster_rooms 3\n"));
    assert_non_null(strstr(text, "\nmuster_refused_total{reason=\"origin\"} 2\n"));
}

static void every_answer_is_guarded(void **state)
{
    static const char *const paths[] = {"/", "/health", "/no.txt", "/demo", "/media/demo/0.ts"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const char *text = get(*state, paths[i]);
        assert_true(response_has(text, "X-Content-Type-Options: nosniff"));
        assert_true(response_has(text, "Referrer-Policy: no-referrer"));
        assert_true(response_has(text, "Connection: close"));
        assert_true(response_has(text, "Cross-Origin-Opener-Policy: same-origin"));
        assert_non_null(strstr(text, "Content-Security-Policy: default-src 'none'; "));
        assert_non_null(strstr(text, "frame-ancestors 'none'\r\n"));
        assert_non_null(strstr(text, "media-src 'self' blob: https://cdn.example "
                                     "https://cdn2.example; connect-src 'self' "
                                     "https://cdn.example https://cdn2.example;"));
    }
}

static void the_policy_names_the_socket_of_a_plain_host_alone(void **state)
{
    struct http_request request = {
        .method = SLICE("GET"), .path = SLICE("/"), .host = SLICE("a.example:80")};
    assert_non_null(strstr(ask(*state, &request), " ws://a.example:80 wss://a.example:80; base"));
    request.host = SLICE("a; script-src *");
    assert_null(strstr(ask(*state, &request), "ws://"));
}

static void routes_answer_their_methods(void **state)
{
    struct http_request request = {
        .method = SLICE("POST"), .path = SLICE("/demo/token"), .query = SLICE("id=u1")};
    const char *text = ask(*state, &request);
    assert_int_equal(response_status(text), 200);
    assert_true(response_has(text, "Content-Type: application/json"));
    assert_true(response_has(text, "Cache-Control: no-store"));
    assert_true(response_has(text, "Connection: close"));
    assert_string_equal(response_rest(text), "{\"rooms\":[]}");
    assert_string_equal(query_seen, "id=u1");
    request.method = SLICE("GET");
    text = ask(*state, &request);
    assert_int_equal(response_status(text), 405);
    assert_true(response_has(text, "Allow: POST"));
}

static void head_is_a_get_without_a_body(void **state)
{
    const char *text =
        ask(*state, &(struct http_request){.method = SLICE("HEAD"), .path = SLICE("/demo")});
    assert_int_equal(response_status(text), 200);
    assert_true(response_has(text, "Content-Length: 12"));
    assert_string_equal(response_rest(text), "");
}

static int ask_here(struct place *place, const char *host, const char *origin)
{
    const struct http_request request = {.method = SLICE("GET"),
                                         .path = SLICE("/here"),
                                         .host = host ? slice_of(host) : (struct slice){0},
                                         .origin = origin ? slice_of(origin) : (struct slice){0}};
    const char *text = ask(place, &request);
    if (response_status(text) == 403)
        assert_non_null(strstr(text, "\"detail\":\"Here alone.\""));
    return response_status(text);
}

static void a_local_route_is_for_pages_of_this_machine(void **state)
{
    assert_int_equal(ask_here(*state, "localhost:7400", NULL), 200);
    assert_int_equal(ask_here(*state, "127.0.0.1:7400", "http://127.0.0.1:7400"), 200);
    assert_int_equal(ask_here(*state, "127.0.0.1:7400", "http://localhost:7400"), 403);
    assert_int_equal(ask_here(*state, "evil.example:7400", "http://evil.example:7400"), 403);
    assert_int_equal(ask_here(*state, "evil.example:7400", NULL), 403);
    assert_int_equal(ask_here(*state, "localhost", "https://learn.example"), 403);
    assert_int_equal(ask_here(*state, NULL, NULL), 403);
}

static void a_route_is_for_allowed_origins(void **state)
{
    struct http_request request = {.method = SLICE("POST"),
                                   .path = SLICE("/demo/token"),
                                   .host = SLICE("a"),
                                   .origin = SLICE("https://evil.example")};
    query_seen[0] = '\0';
    assert_int_equal(response_status(ask(*state, &request)), 403);
    request.origin = SLICE("https://learn.example");
    assert_int_equal(response_status(ask(*state, &request)), 200);
}

static void a_refusal_is_a_problem(void **state)
{
    const char *text =
        ask(*state, &(struct http_request){.method = SLICE("POST"), .path = SLICE("/busy")});
    assert_int_equal(response_status(text), 429);
    assert_true(response_has(text, "Content-Type: application/problem+json"));
    assert_true(response_has(text, "Retry-After: 2"));
    assert_string_equal(response_rest(text), "{\"title\":\"too many requests\",\"status\":429,"
                                             "\"code\":111,\"name\":\"too_many_requests\"}");
}

static void other_methods_are_refused(void **state)
{
    static const char *const methods[] = {"PUT", "DELETE", "OPTIONS", "PATCH", "POST", "UNKNOWN"};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        const char *text = ask(*state, &(struct http_request){.method = slice_of(methods[i]),
                                                              .path = SLICE("/health")});
        assert_int_equal(response_status(text), 405);
        assert_true(response_has(text, "Allow: GET, HEAD"));
        assert_true(response_has(text, "Connection: close"));
    }
}

static void what_is_ours_is_not_the_web_clients(void **state)
{
    assert_int_equal(response_status(get(*state, "/connection/sse")), 400);
    assert_int_equal(response_status(get(*state, "/connection/http_stream")), 405);
    assert_int_equal(response_status(get(*state, "/connection/other")), 404);
    assert_int_equal(response_status(get(*state, "/emulation")), 405);
    assert_int_equal(response_status(get(*state, "/media/nothing")), 403);
    assert_int_equal(response_status(get(*state, "/connection/websocket")), 426);
    assert_int_equal(response_status(get(*state, "/webinar/w1")), 200);
}

static void media_are_for_signed_addresses(void **state)
{
    struct place *place = *state;
    int64_t expires_ms;
    struct buffer url;
    buffer_init(&url, 200);
    assert_int_equal(response_status(get(place, "/media/demo/0.ts")), 403);
    assert_int_equal(response_status(get(place, "/media/demo/none.ts")), 403);
    assert_int_equal(place->stats.refused[REFUSED_SIGNATURE], 2);
    assert_true(media_sign(place->media, SLICE("/media/demo/0.ts"), 0, &url, &expires_ms));
    buffer_add_byte(&url, '\0');
    /* 1970 has fewer digits than any time of ours. */
    assert_int_equal(response_status(get(place, url.bytes)), 403);
    buffer_clear(&url);
    loop_pass(place->loop, INT64_C(1700000000000));
    assert_true(media_sign(place->media, SLICE("/media/demo/0.ts"), loop_now_ms(place->loop), &url,
                           &expires_ms));
    buffer_add_byte(&url, '\0');
    assert_string_equal(response_rest(get(place, url.bytes)), "0123456789");
    loop_pass(place->loop, expires_ms - loop_now_ms(place->loop));
    assert_int_equal(response_status(get(place, url.bytes)), 403);
    buffer_done(&url);
}

static void a_path_has_one_form(void **state)
{
    struct place *place = *state;
    assert_int_equal(response_status(get(place, "//health")), 400);
    assert_int_equal(response_status(get(place, "/a\\b")), 400);
    assert_int_equal(place->stats.refused[REFUSED_PATH], 2);
}

static size_t waits(struct place *place, const char *method, const char *length)
{
    struct http_response response;
    struct http_request request = {.method = slice_of(method),
                                   .path = SLICE("/demo/token"),
                                   .content_length = slice_of(length)};
    http_answer(place->http, &request, &response);
    size_t bytes = response.body_wait;
    response_done(&response);
    return bytes;
}

static void small_bodies_are_waited_for(void **state)
{
    assert_int_equal(waits(*state, "POST", "17"), 17);
    assert_int_equal(waits(*state, "POST", "65536"), 65536);
    assert_int_equal(waits(*state, "POST", "65537"), 0);
    assert_int_equal(waits(*state, "POST", "100000"), 0);
    assert_int_equal(waits(*state, "POST", "-1"), 0);
    assert_int_equal(waits(*state, "POST", NULL), 0);
    assert_int_equal(waits(*state, "GET", "17"), 0);
}

static void a_stream_for_which_there_is_no_room_is_an_answer(void **state)
{
    struct place *place = *state;
    struct http_response response;
    struct http_request request = {.method = SLICE("POST"),
                                   .path = SLICE("/connection/http_stream"),
                                   .content_length = SLICE("5")};
    http_answer(place->http, &request, &response);
    assert_int_equal(response.next, HTTP_STREAMS);
    assert_int_equal(response.body_wait, 5);
    buffer_add(&response.taken, SLICE("hello"));
    http_taken(place->http, &response);
    assert_int_equal(response.taken.len, 5);
    http_full(place->http, &response);
    assert_int_equal(response.next, HTTP_ANSWERS);
    assert_int_equal(response_status(response_text(&response)), 503);
    assert_int_equal(place->stats.refused[REFUSED_FULL], 1);
}

static int upgrade_status(struct place *place, const struct http_upgrade *upgrade)
{
    struct http_response response;
    if (http_upgrade(place->http, upgrade, &response))
        return 101;
    const char *text = response_text(&response);
    assert_true(response_has(text, "Connection: close"));
    return response_status(text);
}

static void only_websocket_thirteen_is_upgraded(void **state)
{
    struct place *place = *state;
    struct http_upgrade good = {.sound = true,
                                .protocol = SLICE("WebSocket"),
                                .version = SLICE("13"),
                                .path = SLICE("/connection/websocket"),
                                .host = SLICE("a")};
    assert_int_equal(upgrade_status(place, &good), 101);
    static const char *const protocols[] = {"h2c", "websocket, h2c", "", "TLS/1.0", "websockets"};
    for (size_t i = 0; i < sizeof protocols / sizeof protocols[0]; i++) {
        struct http_upgrade bad = good;
        bad.protocol = slice_of(protocols[i]);
        assert_int_equal(upgrade_status(place, &bad), 400);
    }
    static const char *const versions[] = {"8", "0", "", "013", "13, 8", "14", "1"};
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        struct http_upgrade bad = good;
        bad.version = slice_of(versions[i]);
        assert_int_equal(upgrade_status(place, &bad), 400);
    }
    struct http_upgrade elsewhere = good;
    elsewhere.path = SLICE("/");
    assert_int_equal(upgrade_status(place, &elsewhere), 400);
    struct http_upgrade unsound = good;
    unsound.sound = false;
    assert_int_equal(upgrade_status(place, &unsound), 400);
    assert_int_equal(place->stats.refused[REFUSED_UPGRADE], 14);
    /* Asks for nothing: a browser that was given the address. */
    assert_int_equal(upgrade_status(place, &(struct http_upgrade){.path = good.path}), 426);
}

static void an_upgrade_needs_an_origin_and_room(void **state)
{
    struct place *place = *state;
    struct http_upgrade upgrade = {.sound = true,
                                   .protocol = SLICE("websocket"),
                                   .version = SLICE("13"),
                                   .path = SLICE("/connection/websocket"),
                                   .host = SLICE("a"),
                                   .origin = SLICE("https://b")};
    assert_int_equal(upgrade_status(place, &upgrade), 403);
    upgrade.origin = SLICE("");
    assert_int_equal(upgrade_status(place, &upgrade), 403);
    upgrade.origin = SLICE("https://a");
    assert_int_equal(upgrade_status(place, &upgrade), 101);
    upgrade.full = true;
    assert_int_equal(upgrade_status(place, &upgrade), 503);
    assert_int_equal(place->stats.refused[REFUSED_ORIGIN], 2);
    assert_int_equal(place->stats.refused[REFUSED_FULL], 1);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(health_tells_how_it_is),
        CASE(metrics_are_prometheus_text),
        CASE(every_answer_is_guarded),
        CASE(the_policy_names_the_socket_of_a_plain_host_alone),
        CASE(routes_answer_their_methods),
        CASE(head_is_a_get_without_a_body),
        CASE(a_local_route_is_for_pages_of_this_machine),
        CASE(a_route_is_for_allowed_origins),
        CASE(a_refusal_is_a_problem),
        CASE(other_methods_are_refused),
        CASE(what_is_ours_is_not_the_web_clients),
        CASE(media_are_for_signed_addresses),
        CASE(a_path_has_one_form),
        CASE(small_bodies_are_waited_for),
        CASE(a_stream_for_which_there_is_no_room_is_an_answer),
        CASE(only_websocket_thirteen_is_upgraded),
        CASE(an_upgrade_needs_an_origin_and_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
