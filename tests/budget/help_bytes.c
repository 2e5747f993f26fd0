/* SPDX-License-Identifier: Apache-2.0
 * Frames to messages, messages to parts. */
#include "budget/help_bytes.h"

#include "base/check.h"
#include "base/frame.h"
#include "base/json.h"
#include "help/unpack.h"

void bytes_add(struct hour_part *parts, struct slice name, uint64_t bytes)
{
    size_t i = 0;
    while (i < HOUR_PARTS - 1 && parts[i].name[0] && !slice_is(name, parts[i].name))
        i++;
    check(i < HOUR_PARTS - 1);
    struct hour_part *part = &parts[i];
    snprintf(part->name, sizeof part->name, "%.*s", (int)name.len, name.at);
    part->bytes += bytes;
    part->times++;
}

void bytes_count(struct hour_bytes *bytes, const char *type, uint64_t count)
{
    bytes->total += count;
    bytes_add(bytes->types, slice_of(type), count);
}

static void members_count(struct hour_bytes *bytes, const struct json *object)
{
    struct buffer text;
    buffer_init(&text, 16u << 20);
    for (const struct json *at = json_first(object); at; at = json_next(at)) {
        buffer_clear(&text);
        json_print(at, &text);
        bytes_add(bytes->parts, json_key(at), text.len + json_key(at).len + sizeof "\"\":," - 1);
    }
    buffer_done(&text);
}

void bytes_count_view(struct hour_bytes *bytes, struct slice view)
{
    struct json *json = NULL;
    check(json_parse_large(view, &json) == ERR_NONE);
    members_count(bytes, json);
    json_free(&json);
}

/* Counts a message by its members, and returns its type. */
static struct slice push_parts(struct hour_bytes *bytes, struct slice message, struct json **json)
{
    struct slice type;
    check(json_parse_large(message, json) == ERR_NONE);
    const struct json *push = json_get(*json, "push");
    const struct json *data = json_get(json_get(push, "pub"), "data");
    if (json_get(push, "unsubscribe"))
        return SLICE("unsubscribe");
    check(json_get_text(data, "type", &type));
    members_count(bytes, json_get(data, "patch"));
    return type;
}

static void push_count(struct hour_bytes *bytes, struct slice message)
{
    struct json *json = NULL;
    bytes_add(bytes->types, push_parts(bytes, message, &json), message.len);
    json_free(&json);
}

/* A packed frame counts as its first message; its parts as they are unpacked. */
static void packed_count(struct hour_bytes *bytes, struct slice payload)
{
    struct buffer plain;
    struct json *json = NULL;
    buffer_init(&plain, 16u << 20);
    check(unpack(payload, &plain));
    const char *end = memchr(plain.bytes, '\n', plain.len);
    struct slice first = {plain.bytes, end ? (size_t)(end - plain.bytes) : plain.len};
    bytes_add(bytes->types, push_parts(bytes, first, &json), payload.len);
    json_free(&json);
    buffer_done(&plain);
}

static void messages_count(struct hour_bytes *bytes, struct slice payload)
{
    while (payload.len > 0) {
        const char *end = memchr(payload.at, '\n', payload.len);
        size_t taken = end ? (size_t)(end - payload.at) : payload.len;
        push_count(bytes, (struct slice){payload.at, taken});
        taken += end != NULL;
        bytes->joints += end != NULL;
        payload = (struct slice){payload.at + taken, payload.len - taken};
    }
}

static size_t payload_bytes(const char *frame, size_t header)
{
    const unsigned char *byte = (const unsigned char *)frame;
    size_t bytes = header == 2 ? byte[1] & 0x7fu : 0;
    for (size_t i = 2; i < header; i++)
        bytes = bytes << 8 | byte[i];
    return bytes;
}

static void record_write(FILE *record, struct slice payload)
{
    unsigned char length[4];
    for (unsigned i = 0; i < 4; i++)
        length[i] = (unsigned char)(payload.len >> 8 * i);
    fwrite(length, 1, sizeof length, record);
    fwrite(payload.at, 1, payload.len, record);
}

void bytes_count_frames(struct hour_bytes *bytes, const char *frames, size_t len, FILE *record)
{
    bytes->total += len;
    for (size_t at = 0; at < len;) {
        const char *frame = frames + at;
        size_t header = frame_header_bytes(frame);
        struct slice payload = {frame + header, payload_bytes(frame, header)};
        if (record)
            record_write(record, payload);
        bytes_add(bytes->types, SLICE("frame headers"), header);
        at += header + payload.len;
        if ((unsigned char)*frame == FRAME_PACKED)
            packed_count(bytes, payload);
        else
            messages_count(bytes, payload);
    }
}
