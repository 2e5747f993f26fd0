/* SPDX-License-Identifier: Apache-2.0
 * The rig: everything real but the clock, the disk and the sockets. */
#include "unit/hub/help_hub.h"

#include "help/unpack.h"

#include "help/kinds.h"
#include "journal/backend.h"

static void start_hub(struct rig *rig, const struct hub_options *options)
{
    static const struct hub_options defaults = {0};
    rig->hub =
        hub_new(rig->loop, rig->journal, rig->bus, help_kinds(), options ? options : &defaults);
}

void rig_open(struct rig *rig, const struct hub_options *options)
{
    rig_open_on(rig, memory_open(), options);
}

void rig_open_on(struct rig *rig, struct backend *backend, const struct hub_options *options)
{
    rig->said = rig->lines = 0;
    rig->loop = loop_new_fake(INT64_C(1700000000000));
    rig->journal = journal_new(rig->loop, backend);
    rig->bus = bus_local_new();
    start_hub(rig, options);
    assert_true(rig_command(rig, "system", "stage.create",
                            "{\"room\":\"webinar:w1\",\"op\":\"a1\",\"title\":{\"en\":\"W\"}}") >
                0);
    assert_true(rig_command(rig, "system", "member.policy",
                            "{\"room\":\"webinar:w1\",\"op\":\"a2\",\"policy\":\"open\"}") > 0);
    assert_true(rig_command(rig, "system", "member.set",
                            "{\"room\":\"webinar:w1\",\"op\":\"a3\",\"whom\":\"host\","
                            "\"role\":\"host\"}") > 0);
    assert_true(rig_command(rig, "host", "stage.phase",
                            "{\"room\":\"webinar:w1\",\"op\":\"a4\",\"to\":\"live\"}") > 0);
}

void rig_close(struct rig *rig)
{
    rig_turn(rig);
    journal_close(&rig->journal);
    hub_free(&rig->hub);
    bus_close(&rig->bus);
    loop_free(&rig->loop);
}

void rig_restart(struct rig *rig)
{
    rig_restart_with(rig, NULL);
}

void rig_restart_with(struct rig *rig, const struct hub_options *options)
{
    rig_turn(rig);
    hub_free(&rig->hub);
    start_hub(rig, options);
}

void rig_turn(struct rig *rig)
{
    for (int turn = 0; turn < 20; turn++)
        loop_pass(rig->loop, 0);
}

static void take_answer(void *context, const struct hub_answer *answer)
{
    struct pending *pending = context;
    assert_false(pending->done);
    pending->done = true;
    pending->result = answer->error ? -(int64_t)answer->error : answer->seq;
}

void rig_send(struct rig *rig, const char *by, const char *method, const char *data,
              struct pending *pending)
{
    struct json *json = NULL;
    struct actor actor = {.id = slice_of(by), .name = slice_of(by), .keeps = true};
    memset(pending, 0, sizeof *pending);
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &actor, slice_of(method), json, take_answer, pending);
    assert_false(pending->done);
    json_free(&json);
}

int64_t rig_command(struct rig *rig, const char *by, const char *method, const char *data)
{
    struct pending pending;
    rig_send(rig, by, method, data, &pending);
    rig_turn(rig);
    assert_true(pending.done);
    return pending.result;
}

int64_t rig_say(struct rig *rig, const char *text)
{
    char data[2048];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"say%u\",\"text\":\"%s\"}",
             rig->said++, text);
    return rig_command(rig, "host", "chat.post", data);
}

struct counting {
    const char *type;
    unsigned count;
    bool done;
};

static void count_entries(void *context, enum err error, struct entry **entries, size_t count)
{
    struct counting *counting = context;
    assert_int_equal(error, ERR_NONE);
    assert_true(count < 1024);
    for (size_t i = 0; i < count; i++)
        counting->count += slice_is(entries[i]->type, counting->type);
    counting->done = true;
}

unsigned rig_count(struct rig *rig, const char *room, const char *type)
{
    struct counting counting = {.type = type};
    journal_read(rig->journal, slice_of(room), 0, 1024, count_entries, &counting);
    rig_turn(rig);
    assert_true(counting.done);
    return counting.count;
}

static void mark_came(void *context, enum err error, int64_t value)
{
    assert_int_equal(error, ERR_NONE);
    *(int64_t *)context = value;
}

int64_t rig_mark(struct rig *rig, const char *name, const char *room)
{
    int64_t value = 0;
    journal_mark_get(rig->journal, name, slice_of(room), mark_came, &value);
    rig_turn(rig);
    return value;
}

static void line_hear(struct line *line, enum frame_kind kind, struct slice payload)
{
    assert_int_equal(kind, line->subscriber.packed ? FRAME_PACKED : FRAME_TEXT);
    if (kind == FRAME_PACKED)
        assert_true(unpack(payload, &line->heard));
    else
        buffer_add(&line->heard, payload);
    buffer_add_byte(&line->heard, '\n');
    line->frames++;
}

static size_t line_send(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    struct line *line = (struct line *)subscriber; /* its first member */
    size_t at = 0;
    assert_int_equal(gone, 0);
    line->sends++;
    while (at < len && at < line->takes) {
        const unsigned char *byte = (const unsigned char *)frames + at;
        size_t header = frame_header_bytes(frames + at);
        size_t bytes = byte[1] & 0x7f;
        if (header == 4)
            bytes = (size_t)byte[2] << 8 | byte[3];
        if (header == 10)
            bytes = (size_t)byte[6] << 24 | (size_t)byte[7] << 16 | (size_t)byte[8] << 8 | byte[9];
        line_hear(line, byte[0], (struct slice){frames + at + header, bytes});
        line->bytes += header + bytes;
        at += header + bytes;
    }
    return at;
}

static void line_closed(struct subscriber *subscriber, unsigned code, const char *reason)
{
    struct line *line = (struct line *)subscriber;
    line->closed = code;
}

static struct slice line_client(const struct subscriber *subscriber)
{
    return slice_of(((const struct line *)subscriber)->client);
}

static const struct subscriber_ops line_ops = {
    .send = line_send, .close = line_closed, .client = line_client};

void line_open(struct line *line, struct rig *rig, const char *id)
{
    memset(line, 0, sizeof *line);
    line->takes = SIZE_MAX;
    buffer_init(&line->heard, 64u << 20);
    struct actor actor = {.id = slice_of(id), .name = slice_of(id)};
    subscriber_init(&line->subscriber, hub_fanout(rig->hub), &line_ops, &actor);
    snprintf(line->client, sizeof line->client, "client-%u", rig->lines++);
}

void line_close(struct line *line)
{
    subscriber_done(&line->subscriber);
    buffer_done(&line->heard);
}

static void take_subscribed(void *context, const struct hub_subscribed *answer)
{
    struct line *line = context;
    struct slice text = answer->recovered ? answer->publications : answer->view;
    line->answers++;
    line->error = answer->error;
    line->recovered = answer->recovered;
    line->offset = answer->offset;
    snprintf(line->answer, sizeof line->answer, "%.*s", (int)text.len, text.at ? text.at : "");
    if (!answer->error)
        snprintf(line->epoch, sizeof line->epoch, "%.*s", (int)answer->epoch.len, answer->epoch.at);
}

void line_follow(struct line *line, struct rig *rig, const char *channel, int64_t offset)
{
    struct hub_subscribe request = {.channel = slice_of(channel),
                                    .recover = offset >= 0,
                                    .offset = offset,
                                    .epoch = slice_of(line->epoch)};
    line_ask(line, rig, &request);
}

void line_ask(struct line *line, struct rig *rig, const struct hub_subscribe *request)
{
    unsigned before = line->answers;
    hub_subscribe(rig->hub, &line->subscriber, request, take_subscribed, line);
    assert_int_equal(line->answers, before);
    rig_turn(rig);
    assert_int_equal(line->answers, before + 1);
}

unsigned line_heard(const struct line *line, const char *text)
{
    unsigned times = 0;
    size_t bytes = strlen(text);
    for (size_t at = 0; at + bytes <= line->heard.len; at++)
        times += memcmp(line->heard.bytes + at, text, bytes) == 0;
    return times;
}
