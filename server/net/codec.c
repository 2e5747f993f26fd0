/* SPDX-License-Identifier: Apache-2.0
 * Commands are joined by newlines, which cannot stand inside a JSON text. */
#include "net/codec.h"

#include "base/json_raw.h"
#include "base/text.h"

/* A NUL is UTF-8, and no JSON. */
bool codec_is_utf8(struct slice line)
{
    return text_is_utf8(line) || memchr(line.at, '\0', line.len);
}

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

/* The parts of one line. */
struct line {
    uint32_t id;
    bool has_id, empty;
    enum verb verb;
    struct slice params;
    bool twice; /* the verb stands there again */
};

/* A whole number as the protocol writes it: digits alone. */
static bool id_read(struct slice value, uint32_t *id)
{
    uint64_t number = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(value.at[i] - '0');
        if (number > UINT32_MAX)
            return false;
    }
    *id = (uint32_t)number;
    return true;
}

static enum verb verb_find(struct slice key)
{
    static const char *const names[] = {
#define VERB_TEXT(name, text) [VERB_##name] = text,
        VERB_LIST(VERB_TEXT)
#undef VERB_TEXT
    };
    for (int verb = 0; verb < VERB_COUNT; verb++)
        if (json_raw_key_is(key, names[verb]))
            return (enum verb)verb;
    return VERB_COUNT;
}

static bool member_take(struct line *line, const struct json_member *member)
{
    line->empty = false;
    if (json_raw_key_is(member->key, "id")) {
        bool first = !line->has_id;
        line->has_id = true;
        return first && id_read(member->value, &line->id);
    }
    enum verb verb = verb_find(member->key);
    /* Some clients write every verb there is, and null for those they do not mean. */
    if (verb == VERB_COUNT || slice_is(member->value, "null"))
        return true;
    if (verb == line->verb)
        line->twice = true;
    if (verb < line->verb) {
        line->verb = verb;
        line->params = member->value;
    }
    return true;
}

static enum err line_walk(struct slice text, struct line *line)
{
    enum json_step step;
    struct json_member member;
    struct json_walk walk = json_walk_start(text);
    *line = (struct line){.empty = true, .verb = VERB_COUNT};
    while ((step = json_walk_next(&walk, &member)) == JSON_STEP_MEMBER)
        if (!member_take(line, &member))
            return ERR_BAD_REQUEST;
    return step == JSON_STEP_END ? ERR_NONE : ERR_BAD_REQUEST;
}

enum err codec_command_read(struct slice text, struct codec_command *command)
{
    struct line line;
    *command = (struct codec_command){.verb = VERB_COUNT};
    if (line_walk(text, &line) != ERR_NONE || !text_is_utf8(text))
        return ERR_BAD_REQUEST;
    command->id = line.id;
    command->pong = line.empty;
    command->verb = line.verb;
    if (line.twice)
        command->error = ERR_BAD_REQUEST;
    else if (line.verb != VERB_COUNT)
        command->error = json_parse_params(line.params, &command->params);
    return ERR_NONE;
}

uint32_t codec_first_id(struct slice message)
{
    struct slice text;
    struct line line = {0};
    while (codec_next(&message, &text)) {
        if (line_walk(text, &line) != ERR_NONE)
            return 0;
        if (line.id > 0)
            break;
    }
    return line.id;
}

void codec_command_done(struct codec_command *command)
{
    json_free(&command->params);
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
