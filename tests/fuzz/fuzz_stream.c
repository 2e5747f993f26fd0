/* SPDX-License-Identifier: Apache-2.0
 * Frames become the body of a streaming answer: what a client reads out of it is what was put in,
 * whatever the form and wherever the pieces end. And what a client posts is read strictly. */
#include "base/bounds.h"
#include "base/frame.h"
#include "fuzz/fuzz.h"
#include "net/codec.h"
#include "net/endpoints.h"
#include "net/stream.h"

enum { RUN_BYTES = 1 << 20 };

/* The size of the chunk at `rest`, which becomes what follows its line. */
static size_t chunk_size(struct slice *rest)
{
    size_t size = 0, at = 0;
    for (; rest->at[at] != '\r'; at++) {
        char c = rest->at[at];
        check((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        size = size * 16 + (size_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    check(at > 0 && rest->at[0] != '0' && rest->at[at + 1] == '\n');
    *rest = (struct slice){rest->at + at + 2, rest->len - at - 2};
    return size;
}

/* Adds the messages that stand in a piece, a newline after each. */
static void messages_add(const struct stream_shape *shape, struct slice piece, struct buffer *out)
{
    struct slice line;
    if (piece.len == 0)
        return;
    if (shape->chunked) {
        size_t size = chunk_size(&piece);
        check(piece.len == size + 2 && memcmp(piece.at + size, "\r\n", 2) == 0);
        piece.len = size;
    }
    while (codec_next(&piece, &line)) {
        if (shape->form == STREAM_EVENTS) {
            check(slice_starts(line, SLICE("data: ")));
            line = (struct slice){line.at + 6, line.len - 6};
        }
        buffer_add(out, line);
        buffer_add_byte(out, '\n');
    }
}

static void convert(const struct stream_shape *shape, struct slice run, struct slice expected)
{
    struct buffer scratch, found;
    stream_scratch_init(&scratch);
    buffer_init(&found, RUN_BYTES);
    for (size_t used; run.len > 0; run = (struct slice){run.at + used, run.len - used}) {
        struct slice piece = stream_piece(shape, run, &scratch, &used);
        check(used > 0 && used <= run.len);
        messages_add(shape, piece, &found);
    }
    check(slice_equal(buffer_slice(&found), expected));
    buffer_done(&found);
    buffer_done(&scratch);
}

/* The first byte of each frame is its length, times eleven. */
static void frames_make(struct slice data, struct buffer *run, struct buffer *messages)
{
    while (data.len > 0) {
        size_t want = (unsigned char)data.at[0] * 11U;
        size_t len = want < data.len - 1 ? want : data.len - 1;
        struct slice payload = {data.at + 1, len}, line;
        data = (struct slice){data.at + 1 + len, data.len - 1 - len};
        frame_write(run, FRAME_TEXT, payload);
        while (codec_next(&payload, &line)) {
            buffer_add(messages, line);
            buffer_add_byte(messages, '\n');
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *json;
    struct buffer run, messages;
    buffer_init(&run, RUN_BYTES);
    buffer_init(&messages, RUN_BYTES);
    frames_make(fuzz_text(data, size), &run, &messages);
    for (int i = 0; i < 4; i++) {
        const struct stream_shape shape = {i & 1 ? STREAM_EVENTS : STREAM_LINES, i & 2};
        convert(&shape, buffer_slice(&run), buffer_slice(&messages));
    }
    if (json_parse_envelope(fuzz_text(data, size), &json) == ERR_NONE)
        json_free(&json);
    check(!json && endpoints_length(fuzz_text(data, size)) <= 999999999);
    buffer_done(&run);
    buffer_done(&messages);
    return 0;
}
