/* SPDX-License-Identifier: Apache-2.0
 * See published.h. */
#include "hub/published.h"

#include "base/writer.h"
#include "core/kinds.h"
#include "hub/append.h"

enum err published_write(const struct hub *hub, struct slice channel, const struct json *data,
                         struct buffer *out)
{
    struct buffer value;
    struct writer writer;
    struct slice raw, words;
    struct json *own = NULL;
    char op[OP_BYTES];
    enum err error = ERR_NONE;
    const struct kind *kind = kinds_of(hub->rooms.kinds, channel);
    bool plain = kind && kind->plain;
    buffer_init(&value, BOUND_COMMAND_BYTES);
    writer_init(&writer, out);
    append_op(hub, op);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", channel);
    writer_text(&writer, "op", slice_of(op)); /* publish carries none: each is a new one */
    if (!plain && json_as_raw(data, &raw))
        error = json_parse(raw, &own);
    json_print(data, &value);
    if (plain)
        writer_raw(&writer, "data", buffer_slice(&value));
    else if (json_get_text(own ? own : data, "text", &words))
        writer_text(&writer, "text", words);
    writer_end(&writer);
    if (!error && (out->full || value.full))
        error = ERR_LIMIT_EXCEEDED;
    json_free(&own);
    buffer_done(&value);
    return error;
}
