/* SPDX-License-Identifier: Apache-2.0
 * One WebSocket message from a client: put together from pieces as the transport delivers them,
 * split into lines, each read as a command. */
#include "base/bounds.h"
#include "base/frame.h"
#include "fuzz/fuzz.h"
#include "net/codec.h"
#include "net/intake.h"
#include "net/origin.h"

static void message_read(struct slice message)
{
    struct slice line;
    (void)codec_first_id(message);
    while (codec_next(&message, &line)) {
        struct codec_command command = {0};
        check(line.len > 0 && !memchr(line.at, '\n', line.len));
        if (codec_command_read(line, &command) == ERR_NONE) {
            check(!command.params == (command.error || command.verb == VERB_COUNT));
            check(!command.params || json_is_object(command.params));
            codec_command_done(&command);
        }
    }
}

/* The first byte is the size of the pieces; every second byte of it ends a frame. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct intake intake;
    struct slice message;
    if (size < 2)
        return 0;
    size_t piece = (size_t)(data[0] & 31) + 1;
    enum intake_state state = INTAKE_MORE;
    intake_init(&intake, BOUND_COMMAND_BYTES);
    for (size_t at = 1; at < size && state == INTAKE_MORE; at += piece) {
        size_t len = size - at < piece ? size - at : piece;
        struct intake_part part = {
            .bytes = fuzz_text(data + at, len),
            .left = data[0] & 32 ? size - at - len : 0,
            .final = at + len == size || (data[0] & 32),
        };
        state = intake_add(&intake, &part, &message);
    }
    if (state == INTAKE_WHOLE) {
        check(data[0] & 32 || message.len == size - 1);
        message_read(message);
        intake_clear(&intake);
    }
    intake_done(&intake);
    message_read(fuzz_text(data, size));
    origin_allowed(fuzz_text(data, size), SLICE("academy.example"), NULL);
    origin_host_is_plain(fuzz_text(data, size));
    return 0;
}
