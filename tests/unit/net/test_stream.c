/* SPDX-License-Identifier: Apache-2.0 */
#include "net/stream.h"

#include "base/frame.h"
#include "help_net.h"

static const struct stream_shape lines = {STREAM_LINES, false}, events = {STREAM_EVENTS, false},
                                 chunked = {STREAM_LINES, true};

/* subscriber.c is not linked here (the fake hub stands for it): short frames by hand. */
static void frame_add(struct buffer *run, const char *payload)
{
    size_t len = strlen(payload);
    buffer_add_byte(run, (char)FRAME_TEXT);
    if (len < 126) {
        buffer_add_byte(run, (char)len);
    } else {
        buffer_add_byte(run, 126);
        buffer_add_byte(run, (char)(len >> 8));
        buffer_add_byte(run, (char)(len & 0xff));
    }
    buffer_add(run, slice_of(payload));
}

static void frames_make(struct buffer *run, const char *const *payloads)
{
    buffer_init(run, 1 << 20);
    for (; *payloads; payloads++)
        frame_add(run, *payloads);
}

static void assert_slice(struct slice text, const char *expected)
{
    char have[1000];
    snprintf(have, sizeof have, "%.*s", (int)text.len, text.at);
    assert_string_equal(have, expected);
}

static void each_message_is_a_line_or_an_event(void **state)
{
    size_t used;
    struct buffer run, scratch;
    frames_make(&run, (const char *[]){"{\"a\":1}", "{}\n{\"b\":2}", NULL});
    stream_scratch_init(&scratch);
    assert_slice(stream_piece(&lines, buffer_slice(&run), &scratch, &used),
                 "{\"a\":1}\n{}\n{\"b\":2}\n");
    assert_int_equal(used, run.len);
    assert_slice(stream_piece(&events, buffer_slice(&run), &scratch, &used),
                 "data: {\"a\":1}\n\ndata: {}\n\ndata: {\"b\":2}\n\n");
    assert_slice(stream_piece(&chunked, buffer_slice(&run), &scratch, &used),
                 "13\r\n{\"a\":1}\n{}\n{\"b\":2}\n\r\n");
    buffer_done(&run);
    buffer_done(&scratch);
}

/* Ten frames of 5,000 bytes: a piece is full with the fourth. */
static void a_long_run_goes_in_pieces_of_whole_frames(void **state)
{
    static char payload[5001];
    size_t used, at = 0, pieces = 0, bytes = 0;
    struct buffer run, scratch;
    memset(payload, 'x', 5000);
    const char *payloads[11] = {NULL};
    for (int i = 0; i < 10; i++)
        payloads[i] = payload;
    frames_make(&run, payloads);
    stream_scratch_init(&scratch);
    for (; at < run.len; at += used, pieces++) {
        struct slice rest = {run.bytes + at, run.len - at};
        struct slice piece = stream_piece(&lines, rest, &scratch, &used);
        assert_int_equal(used % 5004, 0);
        assert_int_equal(piece.at[piece.len - 1], '\n');
        assert_true(piece.len <= STREAM_PIECE_BYTES + 5001);
        bytes += piece.len;
    }
    assert_int_equal(pieces, 3);
    assert_int_equal(bytes, 50010);
    buffer_done(&run);
    buffer_done(&scratch);
}

static void a_frame_of_any_size_is_one_piece(void **state)
{
    size_t used, len = 300000;
    struct buffer run, scratch;
    buffer_init(&run, 1 << 20);
    buffer_add(&run, (struct slice){"\x81\x7f\0\0\0\0\0\x04\x93\xe0", 10});
    memset(buffer_reserve(&run, len), 'y', len);
    run.len += len;
    stream_scratch_init(&scratch);
    struct slice piece = stream_piece(&chunked, buffer_slice(&run), &scratch, &used);
    assert_int_equal(used, run.len);
    assert_int_equal(piece.len, 7 + len + 1 + 2);
    assert_memory_equal(piece.at, "493e1\r\nyyy", 10);
    buffer_done(&run);
    buffer_done(&scratch);
}

static void the_end_says_why(void **state)
{
    struct buffer scratch;
    stream_scratch_init(&scratch);
    assert_slice(stream_end(&lines, 3001, "shutdown", &scratch),
                 "{\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\"}}}\n");
    assert_slice(stream_end(&events, 3001, "shutdown", &scratch),
                 "data: {\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\"}}}\n\n");
    assert_slice(stream_end(&chunked, 3001, "shutdown", &scratch),
                 "3a\r\n{\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\"}}}\n\r\n"
                 "0\r\n\r\n");
    assert_slice(stream_end(&chunked, 0, NULL, &scratch), "0\r\n\r\n");
    assert_slice(stream_end(&lines, 0, NULL, &scratch), "");
    buffer_done(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_a_line_or_an_event),
        cmocka_unit_test(a_long_run_goes_in_pieces_of_whole_frames),
        cmocka_unit_test(a_frame_of_any_size_is_one_piece),
        cmocka_unit_test(the_end_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
