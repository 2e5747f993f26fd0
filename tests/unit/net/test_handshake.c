/* SPDX-License-Identifier: Apache-2.0
 * Heads of requests, and the opening handshake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "net/handshake.h"

#define LINE "GET /connection/websocket?a=b HTTP/1.1\r\n"
#define KEY  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define REST                                                                                       \
    "Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
#define HOST "Host: muster.example\r\n"
#define END  "\r\n"

static void assert_slice(struct slice is, const char *expected)
{
    assert_true(slice_is(is, expected));
}

static bool reads(const char *text, struct http_head *head)
{
    struct slice bytes = slice_of(text);
    assert_int_equal(http_head_len(bytes), bytes.len);
    return http_head_read(bytes, head);
}

static void a_head_is_whole_at_its_empty_line(void **state)
{
    struct slice text = SLICE("GET / HTTP/1.1\r\nA: b\r\n\r\nbody");
    for (size_t len = 0; len < text.len; len++)
        assert_int_equal(http_head_len((struct slice){text.at, len}), len < 24 ? 0 : 24);
}

static void fields_are_found_by_their_name(void **state)
{
    struct http_head head;
    assert_true(
        reads("GET /x?y HTTP/1.1\r\nHOST:  a \t\r\nList: one, Two\r\nlist:three\r\nEmpty:\r\n\r\n",
              &head));
    assert_slice(head.method, "GET");
    assert_slice(head.target, "/x?y");
    assert_slice(head.version, "HTTP/1.1");
    assert_slice(http_head_field(&head, SLICE("host")), "a");
    assert_null(http_head_field(&head, SLICE("hos")).at);
    assert_null(http_head_field(&head, SLICE("hostx")).at);
    struct slice empty = http_head_field(&head, SLICE("empty")),
                 twice = http_head_field(&head, SLICE("list"));
    assert_true(empty.at && empty.len == 0);
    assert_true(twice.at && twice.len == 0);
    assert_true(http_head_lists(&head, SLICE("list"), SLICE("one")));
    assert_true(http_head_lists(&head, SLICE("list"), SLICE("two")));
    assert_true(http_head_lists(&head, SLICE("list"), SLICE("three")));
    assert_false(http_head_lists(&head, SLICE("list"), SLICE("four")));
    assert_false(http_head_lists(&head, SLICE("list"), SLICE("on")));
}

static void what_is_no_head_is_refused(void **state)
{
    static const char *const bad[] = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /a\tb HTTP/1.1\r\n\r\n",
        "G(T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET / HTTP/1.1\r\nA\r\n\r\n",
        "GET / HTTP/1.1\r\nA : b\r\n\r\n",
        "GET / HTTP/1.1\r\n A: b\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\nB: c\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\rB: c\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \x01\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \x7f\r\n\r\n",
    };
    struct http_head head;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(reads(bad[i], &head));
    struct slice zero = SLICE("GET / HTTP/1.1\r\nA: \0\r\n\r\n");
    assert_false(http_head_read(zero, &head));
}

static void an_upgrade_is_read_and_accepted(void **state)
{
    struct http_head head;
    struct http_upgrade upgrade;
    struct buffer answer;
    assert_true(reads(LINE HOST "Origin: https://a.example\r\n" REST KEY END, &head));
    handshake_read(&head, &upgrade);
    assert_true(upgrade.sound);
    assert_slice(upgrade.protocol, "WebSocket");
    assert_slice(upgrade.version, "13");
    assert_slice(upgrade.path, "/connection/websocket");
    assert_slice(upgrade.host, "muster.example");
    assert_slice(upgrade.origin, "https://a.example");
    buffer_init(&answer, 512);
    handshake_accept(&head, &answer);
    /* The key and the answer of RFC 6455 §1.3. */
    assert_slice(buffer_slice(&answer), "HTTP/1.1 101 Switching Protocols\r\n"
                                        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                                        "\r\n");
    buffer_done(&answer);
}

/* The answer's sub-protocol: "" when it names none. */
static const char *chosen(const char *protocols, enum handshake_protocol wanted)
{
    static char text[600];
    struct http_head head;
    struct http_upgrade upgrade;
    struct buffer answer;
    snprintf(text, sizeof text, LINE HOST REST KEY "%s" END, protocols);
    assert_true(reads(text, &head));
    handshake_read(&head, &upgrade);
    assert_true(upgrade.sound);
    assert_int_equal(handshake_protocol(&head), wanted);
    buffer_init(&answer, 512);
    handshake_accept(&head, &answer);
    snprintf(text, sizeof text, "%.*s", (int)answer.len, answer.bytes);
    buffer_done(&answer);
    char *at = strstr(text, "Sec-WebSocket-Protocol: ");
    if (!at)
        return "";
    at += strlen("Sec-WebSocket-Protocol: ");
    *strchr(at, '\r') = '\0';
    return at;
}

/* RFC 6455 §4.2.2: an answer that names none means that none of them is used. */
static void a_sub_protocol_that_is_not_known_is_left_out(void **state)
{
#define OFFER "Sec-WebSocket-Protocol: "
    assert_string_equal(chosen("", HANDSHAKE_NONE), "");
    assert_string_equal(chosen(OFFER "\r\n", HANDSHAKE_NONE), "");
    assert_string_equal(chosen(OFFER "chat, soap\r\n", HANDSHAKE_NONE), "");
    assert_string_equal(chosen(OFFER "centrifuge-jsonp\r\n", HANDSHAKE_NONE), "");
    assert_string_equal(chosen(OFFER "x, centrifuge-json\r\n", HANDSHAKE_JSON), "centrifuge-json");
    assert_string_equal(chosen(OFFER "centrifuge-protobuf, centrifuge-json\r\n", HANDSHAKE_JSON),
                        "centrifuge-json");
    assert_string_equal(chosen(OFFER "Centrifuge-Protobuf\r\n", HANDSHAKE_PROTOBUF),
                        "centrifuge-protobuf");
}

static void a_head_has_a_hundred_fields_at_most(void **state)
{
    struct http_head head;
    struct buffer text;
    buffer_init(&text, 4096);
    for (int fields = HTTP_FIELDS - 1; fields <= HTTP_FIELDS + 1; fields++) {
        buffer_clear(&text);
        buffer_add(&text, SLICE("GET / HTTP/1.1\r\n"));
        for (int i = 1; i < fields; i++)
            buffer_addf(&text, "f%d: a\r\n", i);
        buffer_add(&text, SLICE("last: z\r\n\r\n"));
        assert_int_equal(http_head_read(buffer_slice(&text), &head), fields <= HTTP_FIELDS);
        if (fields <= HTTP_FIELDS)
            assert_slice(http_head_field(&head, SLICE("last")), "z");
    }
    buffer_done(&text);
}

static bool sound(const char *text)
{
    struct http_head head;
    struct http_upgrade upgrade;
    assert_true(reads(text, &head));
    handshake_read(&head, &upgrade);
    return upgrade.sound;
}

static void what_is_missing_or_doubled_is_not_sound(void **state)
{
    assert_true(sound(LINE HOST REST KEY END));
    assert_false(sound("POST /connection/websocket HTTP/1.1\r\n" HOST REST KEY END));
    assert_false(sound("GET /connection/websocket HTTP/1.0\r\n" HOST REST KEY END));
    assert_false(sound(LINE REST KEY END));
    assert_false(sound(LINE HOST HOST REST KEY END));
    assert_false(sound(LINE HOST REST END));
    assert_false(sound(LINE HOST REST KEY KEY END));
    assert_false(sound(LINE HOST REST "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=\r\n" END));
    assert_false(sound(LINE HOST REST "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=!\r\n" END));
    assert_false(sound(LINE HOST REST "Sec-WebSocket-Key: dGhlIHNhb BsZSBub25jZQ==\r\n" END));
    assert_false(sound(LINE HOST "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" KEY END));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_whole_at_its_empty_line),
        cmocka_unit_test(fields_are_found_by_their_name),
        cmocka_unit_test(what_is_no_head_is_refused),
        cmocka_unit_test(an_upgrade_is_read_and_accepted),
        cmocka_unit_test(a_sub_protocol_that_is_not_known_is_left_out),
        cmocka_unit_test(a_head_has_a_hundred_fields_at_most),
        cmocka_unit_test(what_is_missing_or_doubled_is_not_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
