/* SPDX-License-Identifier: Apache-2.0
 * A piece is written behind a gap, into which the size of the chunk goes once it is known. */
#include "net/stream.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/frame.h"
#include "base/writer.h"
#include "net/codec.h"

/* Eight digits and CRLF. A frame is an outbox at most, and a message of three bytes becomes an
 * event of ten. */
enum {
    GAP_BYTES = 10,
    DISCONNECT_BYTES = 256,
    SCRATCH_BYTES = 4 * (BOUND_VIEW_BYTES + BOUND_OUTBOX_BYTES)
};

void stream_scratch_init(struct buffer *scratch)
{
    buffer_init(scratch, SCRATCH_BYTES);
}

static void begin(struct buffer *scratch)
{
    buffer_clear(scratch);
    buffer_add(scratch, (struct slice){"          ", GAP_BYTES});
}

static void add_events(struct slice messages, struct buffer *scratch)
{
    struct slice message;
    while (codec_next(&messages, &message)) {
        buffer_add(scratch, SLICE("data: "));
        buffer_add(scratch, message);
        buffer_add(scratch, SLICE("\n\n"));
    }
}

static void add(enum stream_form form, struct slice messages, struct buffer *scratch)
{
    if (form == STREAM_EVENTS) {
        add_events(messages, scratch);
    } else {
        buffer_add(scratch, messages);
        buffer_add_byte(scratch, '\n');
    }
}

/* The piece, with the size of its chunk written to the end of the gap. */
static struct slice finish(const struct stream_shape *shape, struct buffer *scratch)
{
    char size[GAP_BYTES + 1];
    size_t bytes = scratch->len - GAP_BYTES, size_bytes = 0;
    if (shape->chunked && bytes > 0) {
        size_bytes = (size_t)snprintf(size, sizeof size, "%zx\r\n", bytes);
        buffer_add(scratch, SLICE("\r\n"));
    }
    check(!scratch->full && size_bytes <= GAP_BYTES);
    size_t start = GAP_BYTES - size_bytes;
    memcpy(scratch->bytes + start, size, size_bytes);
    return (struct slice){scratch->bytes + start, scratch->len - start};
}

struct slice stream_piece(const struct stream_shape *shape, struct slice run,
                          struct buffer *scratch, size_t *used)
{
    struct slice rest = run;
    begin(scratch);
    do {
        check((unsigned char)rest.at[0] == FRAME_TEXT);
        add(shape->form, frame_next(&rest), scratch);
    } while (rest.len > 0 && scratch->len < STREAM_PIECE_BYTES);
    *used = run.len - rest.len;
    return finish(shape, scratch);
}

static void add_disconnect(enum stream_form form, unsigned code, const char *reason,
                           struct buffer *scratch)
{
    struct writer writer;
    struct buffer message;
    buffer_init(&message, DISCONNECT_BYTES);
    writer_init(&writer, &message);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_object(&writer, "disconnect");
    writer_int(&writer, "code", code);
    writer_text(&writer, "reason", slice_of(reason));
    writer_end(&writer);
    writer_end(&writer);
    writer_end(&writer);
    add(form, buffer_slice(&message), scratch);
    buffer_done(&message);
}

struct slice stream_end(const struct stream_shape *shape, unsigned code, const char *reason,
                        struct buffer *scratch)
{
    begin(scratch);
    if (reason)
        add_disconnect(shape->form, code, reason, scratch);
    struct slice piece = finish(shape, scratch);
    if (!shape->chunked)
        return piece;
    size_t start = (size_t)(piece.at - scratch->bytes);
    buffer_add(scratch, SLICE("0\r\n\r\n"));
    return (struct slice){scratch->bytes + start, scratch->len - start};
}
