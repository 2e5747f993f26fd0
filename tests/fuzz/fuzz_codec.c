/* SPDX-License-Identifier: Apache-2.0
 * One WebSocket message from a client: put together from pieces as the transport delivers them,
 * split into lines, each read as a command. */
#include "base/bounds.h"
#include "base/frame.h"
#include "fuzz/fuzz.h"
#include "net/assembly.h"
#include "net/codec.h"
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
    struct assembly assembly;
    struct slice message;
    if (size < 2)
        return 0;
    size_t piece = (size_t)(data[0] & 31) + 1;
    enum assembly_state state = ASSEMBLY_MORE;
    assembly_init(&assembly, BOUND_COMMAND_BYTES);
    for (size_t at = 1; at < size && state == ASSEMBLY_MORE; at += piece) {
        size_t len = size - at < piece ? size - at : piece;
        struct assembly_part part = {
            .bytes = fuzz_text(data + at, len),
            .left = data[0] & 32 ? size - at - len : 0,
            .final = at + len == size || (data[0] & 32),
        };
        state = assembly_add(&assembly, &part, &message);
    }
    if (state == ASSEMBLY_WHOLE) {
        check(data[0] & 32 || message.len == size - 1);
        message_read(message);
        assembly_clear(&assembly);
    }
    assembly_done(&assembly);
    message_read(fuzz_text(data, size));
    origin_allowed(fuzz_text(data, size), SLICE("academy.example"), NULL);
    origin_host_is_plain(fuzz_text(data, size));
    return 0;
}
