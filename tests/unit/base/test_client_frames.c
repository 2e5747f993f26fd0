/* SPDX-License-Identifier: Apache-2.0
 * Frames of clients, whole and in pieces, as RFC 6455 §5 has them and as it forbids them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/client_frames.h"

enum { MOST = 70000 };

struct bytes {
    char at[MOST + 64];
    size_t len;
};

static void add(struct bytes *bytes, unsigned char byte)
{
    bytes->at[bytes->len++] = (char)byte;
}

/* A masked frame whose payload is `len` times 'a' + its place % 26; `size` bytes of length. */
static void add_frame(struct bytes *bytes, unsigned first, size_t len, unsigned size)
{
    static const unsigned char mask[] = {0x37, 0xfa, 0x21, 0x3d};
    add(bytes, (unsigned char)first);
    add(bytes, (unsigned char)(0x80 | (size == 0 ? len : size == 2 ? 126 : 127)));
    for (unsigned i = size; i > 0; i--)
        add(bytes, (unsigned char)((uint64_t)len >> (8 * (i - 1))));
    for (unsigned i = 0; i < 4; i++)
        add(bytes, mask[i]);
    for (size_t i = 0; i < len; i++)
        add(bytes, (unsigned char)('a' + i % 26) ^ mask[i % 4]);
}

static void assert_alphabet(struct slice text, size_t from)
{
    for (size_t i = 0; i < text.len; i++)
        assert_int_equal(text.at[i], 'a' + (from + i) % 26);
}

/* Feeds the bytes `step` at a time, what was left over before them, as a socket's reader does. The
 * payload of all data frames is counted, and looked at. */
struct outcome {
    size_t data, messages, pings, pongs, closes;
    bool bad;
};

static struct outcome feed(const struct bytes *bytes, size_t step)
{
    struct client_frames frames = {0};
    struct outcome outcome = {0};
    struct client_piece piece;
    static char room[CLIENT_FRAMES_REST + MOST + 64];
    size_t kept = 0;
    for (size_t fed = 0; fed < bytes->len && !outcome.bad;) {
        size_t len = bytes->len - fed < step ? bytes->len - fed : step;
        memcpy(room + kept, bytes->at + fed, len);
        fed += len;
        len += kept;
        char *at = room;
        enum client_frame what;
        while ((what = client_frame_next(&frames, &at, &len, &piece)) > CLIENT_FRAME_BAD) {
            if (what == CLIENT_FRAME_DATA) {
                assert_alphabet(piece.bytes, outcome.data);
                outcome.data += piece.bytes.len;
                outcome.messages += piece.final && piece.left == 0;
            } else {
                assert_alphabet(piece.bytes, 0);
            }
            outcome.pings += what == CLIENT_FRAME_PING;
            outcome.pongs += what == CLIENT_FRAME_PONG;
            outcome.closes += what == CLIENT_FRAME_CLOSE;
        }
        outcome.bad = what == CLIENT_FRAME_BAD;
        assert_true(outcome.bad || len <= CLIENT_FRAMES_REST);
        memmove(room, at, len);
        kept = len;
    }
    return outcome;
}

static void a_message_is_read_however_it_comes(void **state)
{
    static const struct {
        size_t len;
        unsigned size;
    } cases[] = {{0, 0}, {1, 0}, {7, 0}, {8, 0}, {125, 0}, {126, 2}, {65535, 2}, {65536, 8}};
    static struct bytes bytes;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bytes.len = 0;
        add_frame(&bytes, 0x81, cases[i].len, cases[i].size);
        for (size_t step = 1; step <= 17; step += cases[i].len > 1000 ? 2 : 1) {
            struct outcome outcome = feed(&bytes, step);
            assert_int_equal(outcome.data, cases[i].len);
            assert_int_equal(outcome.messages, 1);
        }
        assert_int_equal(feed(&bytes, bytes.len).messages, 1);
    }
}

static void a_length_is_known_before_the_payload(void **state)
{
    struct client_frames frames = {0};
    struct client_piece piece;
    struct bytes bytes = {.len = 0};
    add_frame(&bytes, 0x82, 50, 0);
    char *at = bytes.at;
    size_t len = 6;
    assert_int_equal(client_frame_next(&frames, &at, &len, &piece), CLIENT_FRAME_DATA);
    assert_int_equal(piece.bytes.len, 0);
    assert_int_equal(piece.left, 50);
    assert_true(piece.binary);
    assert_int_equal(client_frame_next(&frames, &at, &len, &piece), CLIENT_FRAME_NONE);
}

static void control_frames_stand_between_fragments(void **state)
{
    struct bytes bytes = {.len = 0};
    add_frame(&bytes, 0x01, 26, 0);
    add_frame(&bytes, 0x89, 125, 0);
    add_frame(&bytes, 0x00, 0, 0);
    add_frame(&bytes, 0x8a, 3, 0);
    add_frame(&bytes, 0x80, 5, 0);
    add_frame(&bytes, 0x88, 0, 0);
    for (size_t step = 1; step <= bytes.len; step++) {
        struct outcome outcome = feed(&bytes, step);
        assert_int_equal(outcome.data, 31);
        assert_int_equal(outcome.messages, 1);
        assert_int_equal(outcome.pings, 1);
        assert_int_equal(outcome.pongs, 1);
        assert_int_equal(outcome.closes, 1);
        assert_false(outcome.bad);
    }
}

static bool is_bad(unsigned first, unsigned second, size_t len, unsigned size)
{
    struct bytes bytes = {.len = 0};
    add_frame(&bytes, first, len, size);
    bytes.at[1] = (char)((unsigned char)bytes.at[1] & second);
    return feed(&bytes, 1).bad && feed(&bytes, bytes.len).bad;
}

static void what_a_client_may_not_send_is_bad(void **state)
{
    assert_false(is_bad(0x81, 0xff, 3, 0));
    assert_true(is_bad(0x81, 0x7f, 3, 0)); /* no mask */
    for (unsigned bit = 0x10; bit < 0x80; bit *= 2)
        assert_true(is_bad(0x81 | bit, 0xff, 3, 0));
    for (unsigned opcode = 3; opcode < 16; opcode++) {
        bool known = opcode >= 8 && opcode <= 10;
        assert_int_equal(is_bad(0x80 | opcode, 0xff, 3, 0), !known);
    }
    assert_true(is_bad(0x80, 0xff, 3, 0));   /* of what? */
    assert_true(is_bad(0x09, 0xff, 3, 0));   /* a control frame in pieces */
    assert_true(is_bad(0x89, 0xff, 126, 2)); /* or too long */
    assert_true(is_bad(0x81, 0xff, 125, 2)); /* lengths longer than need be */
    assert_true(is_bad(0x81, 0xff, 65535, 8));
}

static void a_message_inside_another_is_bad(void **state)
{
    struct bytes bytes = {.len = 0};
    add_frame(&bytes, 0x01, 26, 0);
    add_frame(&bytes, 0x81, 26, 0);
    assert_true(feed(&bytes, 1).bad);
    bytes.len = 0;
    add_frame(&bytes, 0x81, 26, 0);
    add_frame(&bytes, 0x01, 26, 0);
    add_frame(&bytes, 0x80, 26, 0);
    assert_false(feed(&bytes, 1).bad);
}

static void a_length_of_64_bits_is_bad(void **state)
{
    struct bytes bytes = {.len = 0};
    add(&bytes, 0x81);
    for (int i = 0; i < 13; i++)
        add(&bytes, 0xff);
    assert_true(feed(&bytes, 1).bad);
    bytes.at[2] = 0x7f; /* 63 are good, and whoever reads the message says that it is too large */
    assert_false(feed(&bytes, 1).bad);
}

static unsigned code(struct slice payload)
{
    return client_close_code(payload);
}

static void a_close_frame_is_understood(void **state)
{
    assert_int_equal(code(SLICE("")), 1005);
    assert_int_equal(code(SLICE("\x03")), 1002);
    assert_int_equal(code(SLICE("\x03\xe8")), 1000);
    assert_int_equal(code(SLICE("\x03\xe8"
                                "bye")),
                     1000);
    assert_int_equal(code(SLICE("\x03\xe8\xff")), 1007);
    assert_int_equal(code(SLICE("\x0f\xa0")), 4000);
    static const unsigned never[] = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        const char payload[] = {(char)(never[i] >> 8), (char)(never[i] & 0xff)};
        assert_int_equal(code((struct slice){payload, 2}), 1002);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_read_however_it_comes),
        cmocka_unit_test(a_length_is_known_before_the_payload),
        cmocka_unit_test(control_frames_stand_between_fragments),
        cmocka_unit_test(what_a_client_may_not_send_is_bad),
        cmocka_unit_test(a_message_inside_another_is_bad),
        cmocka_unit_test(a_length_of_64_bits_is_bad),
        cmocka_unit_test(a_close_frame_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
