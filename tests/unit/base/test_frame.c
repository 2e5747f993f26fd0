/* SPDX-License-Identifier: Apache-2.0 */
#include "base/frame.h"
#include "base/mem.h"
#include "unit/base/help_base.h"

/* Appends a frame with a header of 2, 4 or 10 bytes; returns where it ends. */
static size_t frame_add(struct buffer *run, size_t payload)
{
    static const char bytes[70000];
    frame_write(run, FRAME_TEXT, (struct slice){bytes, payload});
    return run->len;
}

static void every_cut_ends_at_the_next_boundary(void **state)
{
    static const size_t payloads[] = {0, 1, 125, 126, 127, 300, 65535, 65536, 0, 70000, 5};
    enum { FRAMES = sizeof payloads / sizeof payloads[0] };
    size_t ends[FRAMES], frame = 0;
    struct buffer run;
    buffer_init(&run, 1 << 20);
    for (size_t i = 0; i < FRAMES; i++)
        ends[i] = frame_add(&run, payloads[i]);
    for (size_t sent = 1; sent <= run.len; sent++) {
        while (ends[frame] < sent)
            frame++;
        if (sent % 97 == 0 || sent < 2000 || sent + 9 > ends[frame] || sent < 70000)
            assert_int_equal(frame_boundary(buffer_slice(&run), sent), ends[frame]);
    }
    buffer_done(&run);
}

/* RFC 6455 §5.2 and §5.7. */
static void a_header_is_as_short_as_may_be(void **state)
{
    static const struct {
        size_t payload;
        struct slice header;
    } cases[] = {
        {0, SLICE("\x81\x00")},
        {125, SLICE("\x81\x7d")},
        {126, SLICE("\x81\x7e\x00\x7e")},
        {256, SLICE("\x81\x7e\x01\x00")},
        {65535, SLICE("\x81\x7e\xff\xff")},
        {65536, SLICE("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer out;
        buffer_init(&out, 16);
        frame_write_header(&out, FRAME_TEXT, cases[i].payload);
        assert_true(slice_equal(buffer_slice(&out), cases[i].header));
        assert_int_equal(frame_header_bytes(out.bytes), out.len);
        buffer_done(&out);
    }
}

/* RFC 6455 §5.5. */
static void control_frames_are_whole(void **state)
{
    const struct frame_control frames[] = {
        frame_control(FRAME_OP_PONG, SLICE("")),
        frame_control(FRAME_OP_PING, SLICE("here?")),
        frame_close(1000, ""),
        frame_close(3501, "bad request"),
        frame_close(FRAME_CLOSE_NO_CODE, "never said"),
    };
    static const struct slice bytes[] = {
        SLICE("\x8a\x00"),
        SLICE("\x89\x05here?"),
        SLICE("\x88\x02\x03\xe8"),
        SLICE("\x88\x0d\x0d\xad"
              "bad request"),
        SLICE("\x88\x00"),
    };
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++)
        assert_true(slice_equal((struct slice){frames[i].bytes, frames[i].len}, bytes[i]));
}

static void a_long_reason_is_cut(void **state)
{
    char reason[200];
    memset(reason, 'x', sizeof reason - 1);
    reason[sizeof reason - 1] = '\0';
    const struct frame_control frame = frame_close(3000, reason);
    assert_int_equal(frame.len, FRAME_CONTROL_BYTES_MAX);
    assert_int_equal(frame.bytes[1], FRAME_CONTROL_PAYLOAD_MAX);
}

static void nothing_sent_ends_nowhere(void **state)
{
    assert_int_equal(frame_boundary(SLICE("\x81\x01x"), 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_ends_at_the_next_boundary),
        cmocka_unit_test(a_header_is_as_short_as_may_be),
        cmocka_unit_test(control_frames_are_whole),
        cmocka_unit_test(a_long_reason_is_cut),
        cmocka_unit_test(nothing_sent_ends_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
