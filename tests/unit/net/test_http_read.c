/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/http_read.h"

static struct http_head head;

static struct http_request request_of(const char *text)
{
    assert_true(http_head_read(slice_of(text), &head));
    return http_read(&head);
}

static void a_request_is_read_field_by_field(void **state)
{
    struct http_request request =
        request_of("POST /api/x?a=b&c=%20 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n"
                   "COOKIE: s=1\r\nIdempotency-Key: k\r\nOrigin:https://a.example\r\n\r\n");
    assert_true(slice_is(request.method, "POST"));
    assert_true(slice_is(request.path, "/api/x"));
    assert_true(slice_is(request.query, "a=b&c=%20"));
    assert_true(slice_is(request.host, "a.example"));
    assert_true(slice_is(request.content_length, "3"));
    assert_true(slice_is(request.cookie, "s=1"));
    assert_true(slice_is(request.key, "k"));
    assert_true(slice_is(request.origin, "https://a.example"));
    assert_null(request.range.at);
    assert_true(request.http11);
    assert_false(request.twice);
    assert_int_equal(request_of("GET / HTTP/1.1\r\n\r\n").query.len, 0);
    assert_int_equal(request_of("GET /? HTTP/1.1\r\n\r\n").query.len, 0);
}

static void what_is_too_long_for_its_use_is_empty(void **state)
{
    char text[1024];
    snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: %0300d\r\n\r\n", 7);
    struct http_request request = request_of(text);
    assert_non_null(request.host.at);
    assert_int_equal(request.host.len, 0);
}

static void two_lengths_are_none(void **state)
{
    struct http_request request =
        request_of("POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n");
    assert_true(request.twice);
    assert_false(http_read_keeps(&head, &request, 3));
}

static bool keeps(const char *text, size_t body)
{
    struct http_request request = request_of(text);
    return http_read_keeps(&head, &request, body);
}

static void a_connection_goes_on_where_the_end_of_the_request_is_clear(void **state)
{
    assert_true(keeps("GET / HTTP/1.1\r\n\r\n", 0));
    assert_true(keeps("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 0));
    assert_true(keeps("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", 3));
    assert_true(keeps("GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n", 0));
}

static void and_nowhere_else(void **state)
{
    static const char *const ends[] = {
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.2\r\n\r\n",
        "POST / HTTP/1.1\r\n\r\n", /* of which one may think what one likes */
        "BREW / HTTP/1.1\r\n\r\n",
        "CONNECT / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", /* which nobody reads */
        "GET / HTTP/1.1\r\nContent-Length: +0\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length:\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        assert_false(keeps(ends[i], 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read_field_by_field),
        cmocka_unit_test(what_is_too_long_for_its_use_is_empty),
        cmocka_unit_test(two_lengths_are_none),
        cmocka_unit_test(a_connection_goes_on_where_the_end_of_the_request_is_clear),
        cmocka_unit_test(and_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
