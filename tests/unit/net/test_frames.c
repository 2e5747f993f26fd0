/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "help_net.h"
#include "net/frames.h"

/* Appends a frame with a header of 2, 4 or 10 bytes; returns where it ends. */
static size_t frame_add(struct buffer *run, size_t payload)
{
    buffer_add_byte(run, (char)0x81);
    if (payload < 126) {
        buffer_add_byte(run, (char)payload);
    } else if (payload < 65536) {
        buffer_add_byte(run, 126);
        buffer_add_byte(run, (char)(payload >> 8));
        buffer_add_byte(run, (char)(payload & 0xff));
    } else {
        buffer_add_byte(run, 127);
        for (int i = 7; i >= 0; i--)
            buffer_add_byte(run, (char)((uint64_t)payload >> (8 * i) & 0xff));
    }
    memset(buffer_reserve(run, payload + 1), 0x7f, payload);
    run->len += payload;
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
            assert_int_equal(frames_end(buffer_slice(&run), sent), ends[frame]);
    }
    buffer_done(&run);
}

static void nothing_sent_ends_nowhere(void **state)
{
    assert_int_equal(frames_end(SLICE("\x81\x01x"), 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_ends_at_the_next_boundary),
        cmocka_unit_test(nothing_sent_ends_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
