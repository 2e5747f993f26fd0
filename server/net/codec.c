/* SPDX-License-Identifier: Apache-2.0
 * Commands are joined by newlines, which cannot stand inside a JSON text. */
#include "net/codec.h"

bool codec_next(struct slice *rest, struct slice *line)
{
    while (rest->len > 0) {
        const char *end = memchr(rest->at, '\n', rest->len);
        size_t len = end ? (size_t)(end - rest->at) : rest->len;
        size_t step = end ? len + 1 : len;
        *line = (struct slice){rest->at, len};
        *rest = (struct slice){rest->at + step, rest->len - step};
        if (len > 0)
            return true;
    }
    return false;
}

static enum err id_read(const struct json *all, uint32_t *id)
{
    int64_t value;
    *id = 0;
    if (!json_get(all, "id"))
        return ERR_NONE;
    if (!json_get_int(all, "id", &value) || value < 0 || value > UINT32_MAX)
        return ERR_BAD_REQUEST;
    *id = (uint32_t)value;
    return ERR_NONE;
}

enum err codec_command_read(struct slice line, struct codec_command *command)
{
    *command = (struct codec_command){0};
    if (json_parse(line, &command->all) != ERR_NONE)
        return ERR_BAD_REQUEST;
    if (!json_is_object(command->all) || id_read(command->all, &command->id) != ERR_NONE) {
        codec_command_done(command);
        return ERR_BAD_REQUEST;
    }
    command->pong = json_count(command->all) == 0;
    return ERR_NONE;
}

void codec_command_done(struct codec_command *command)
{
    json_free(&command->all);
}

void codec_reply(struct writer *writer, struct buffer *out, uint32_t id, const char *verb)
{
    writer_init(writer, out);
    writer_object(writer, NULL);
    writer_int(writer, "id", id);
    writer_object(writer, verb);
}

void codec_reply_end(struct writer *writer)
{
    writer_end(writer);
    writer_end(writer);
}

void codec_reply_raw(struct buffer *out, uint32_t id, const char *verb, struct slice json)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "id", id);
    writer_raw(&writer, verb, json);
    writer_end(&writer);
}

void codec_error(struct buffer *out, uint32_t id, enum err error, int64_t retry_ms)
{
    struct writer writer;
    codec_reply(&writer, out, id, "error");
    writer_int(&writer, "code", error_code(error));
    writer_text(&writer, "message", slice_of(error_text(error)));
    if (error_temporary(error))
        writer_bool(&writer, "temporary", true);
    if (retry_ms > 0)
        writer_int(&writer, "retry_ms", retry_ms);
    codec_reply_end(&writer);
}
