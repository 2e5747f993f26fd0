/* SPDX-License-Identifier: Apache-2.0
 * The way of a command:
 *   hub_command -> room awake -> command_check -> journal -> command_numbered -> live_take ->
 * answered Refused at arrival, it is looked for in the journal first: a repeated op gets its first
 * answer. */
#include "base/bounds.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "hub/live.h"
#include "hub/signals.h"

struct command {
    struct hub *hub;
    struct live *live;    /* NULL when there is no such room */
    struct entry *entry;  /* NULL for a query */
    char *query, *person; /* owned; of a query */
    struct json *data;    /* owned; of a query */
    bool own;             /* the server's: not checked at arrival */
    bool caught_up;       /* with the journal, before it is refused */
    int64_t seq;          /* what the journal decided */
    enum err error;
    hub_answer_fn *done;
    void *context;
    struct command *next; /* in live->awaiting */
};

static void command_check(struct live *live, enum err error, void *context);
static void command_append(struct command *command);
static void command_await(struct command *command);

static void command_free(struct command *command)
{
    entry_unref(&command->entry);
    json_free(&command->data);
    mem_free(command->query);
    mem_free(command->person);
    if (command->live)
        command->live->in_flight--;
    mem_free(command);
}

static void command_answer(struct command *command, const struct hub_answer *answer)
{
    if (answer->error)
        command->hub->stats.refusals++;
    if (command->done)
        command->done(command->context, answer);
    command_free(command);
}

static void answer_turn(void *context)
{
    struct command *command = context;
    struct hub_answer answer = {.error = command->error, .json = SLICE("{}")};
    command_answer(command, &answer);
}

/* Answers in a later turn, never before the call has returned: what was neither appended nor asked.
 */
static void command_end(struct command *command, enum err error)
{
    command->error = error;
    loop_later(command->hub->loop, answer_turn, command);
}

static struct command *command_new(struct hub *hub, struct live *live, hub_answer_fn *done,
                                   void *context)
{
    struct command *command = mem_new(sizeof *command);
    command->hub = hub;
    command->live = live;
    command->done = done;
    command->context = context;
    if (live)
        live->in_flight++;
    return command;
}

/* The room a command names: "inbox:me" is the sender's own. */
static struct live *find_room(struct hub *hub, const struct actor *actor, struct slice name)
{
    char own[2 * BOUND_ID_BYTES];
    if (name.len == 0 || name.len > BOUND_ID_BYTES)
        return NULL;
    if (slice_is(name, "inbox:me")) {
        int bytes = snprintf(own, sizeof own, "inbox:%.*s", (int)actor->id.len, actor->id.at);
        name = (struct slice){own, (size_t)bytes};
    }
    return live_get(hub, name);
}

/* Builds the entry of a command: canonical data, the sender, the time. */
static enum err make_entry(struct command *command, const struct actor *actor, struct slice type,
                           const struct json *data)
{
    struct live *live = command->live;
    const struct row *row = room_row(live->room, type);
    bool system = slice_equal(actor->id, ENTRY_SYSTEM);
    if (!row)
        return ERR_METHOD_NOT_FOUND;
    if (row->roles == ROLE_SYSTEM && !system)
        return ERR_PERMISSION_DENIED;
    struct slice op;
    if (!json_get_text(data, "op", &op) || !text_is_id(op))
        return ERR_BAD_REQUEST;
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    enum err error = room_read(live->room, type, data, &text);
    if (!error) {
        struct entry entry = {.at_ms = loop_now_ms(command->hub->loop),
                              .room = room_name(live->room),
                              .type = type,
                              .by = actor->id,
                              .name = actor->name,
                              .op = op,
                              .text = buffer_slice(&text)};
        command->entry = entry_new(&entry);
        error = command->entry ? ERR_NONE : ERR_LIMIT_EXCEEDED;
    }
    buffer_done(&text);
    return error;
}

static void make_query(struct command *command, const struct actor *actor, struct slice name,
                       const struct json *data)
{
    command->query = mem_text(name);
    command->person = mem_text(actor->id);
    command->data = json_copy(data);
}

bool hub_knows(const struct hub *hub, struct slice method)
{
    for (const struct feature *const *at = hub->features; *at; at++) {
        for (size_t i = 0; i < (*at)->rows_count; i++)
            if (slice_is(method, (*at)->rows[i].name))
                return true;
        for (size_t i = 0; i < (*at)->queries_count; i++)
            if (slice_is(method, (*at)->queries[i].name))
                return true;
    }
    return false;
}

/* What is refused before a room is looked for, and none woken for it. */
static enum err named_room(const struct hub *hub, const struct actor *actor, struct slice method,
                           const struct json *data, struct slice *room)
{
    if (!hub_knows(hub, method))
        return ERR_METHOD_NOT_FOUND;
    if (!json_get_text(data, "room", room))
        return ERR_BAD_REQUEST;
    return live_admits(actor, *room) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static bool is_signal(const struct live *live, struct slice method)
{
    const struct row *row = room_row(live->room, method);
    return row && row->sums;
}

void hub_command(struct hub *hub, const struct actor *actor, struct slice method,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    struct slice room = {NULL, 0};
    hub->stats.commands++;
    enum err error = named_room(hub, actor, method, data, &room);
    struct live *live = error ? NULL : find_room(hub, actor, room);
    struct command *command = command_new(hub, live, done, context);
    if (!live) {
        command_end(command, error ? error : ERR_UNKNOWN_CHANNEL);
        return;
    }
    bool signal = is_signal(live, method);
    if (signal)
        error = signals_take(live, actor, method, data);
    else if (room_has_query(live->room, method))
        make_query(command, actor, method, data);
    else
        error = make_entry(command, actor, method, data);
    if (error || signal)
        command_end(command, error);
    else
        live_wait(live, command_check, command);
}

void hub_signal(struct hub *hub, const struct actor *actor, struct slice method,
                const struct json *data)
{
    struct slice room = {NULL, 0};
    hub->stats.commands++;
    if (json_get_text(data, "room", &room) && live_admits(actor, room))
        (void)signals_take(map_find(hub->rooms, room), actor, method, data);
}

static void answer_query(void *context)
{
    struct command *command = context;
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    struct hub_answer answer = {0};
    answer.error = room_query(command->live->room, slice_of(command->query),
                              slice_of(command->person), command->data, &json);
    if (!answer.error)
        answer.json = buffer_slice(&json);
    command_answer(command, &answer);
    buffer_done(&json);
}

static void found(void *context, const struct journal_result *result)
{
    struct command *command = context;
    struct hub_answer answer = {.error = command->error};
    if (result->error) {
        answer.error = result->error;
        command_answer(command, &answer);
    } else if (result->seq) {
        command->hub->stats.repeats++;
        command->error = ERR_NONE;
        command->seq = result->seq;
        command_await(command);
    } else {
        command_answer(command, &answer);
    }
}

static void command_check(struct live *live, enum err error, void *context)
{
    struct command *command = context;
    if (error) {
        command_end(command, error);
        return;
    }
    if (command->query) {
        loop_later(live->hub->loop, answer_query, command);
        return;
    }
    if (!command->own)
        error = room_check(live->room, command->entry);
    if (error && live_has_neighbours(live) && !command->caught_up) {
        command->caught_up = true;
        live_catch_up(live, command_check, command);
        return;
    }
    if (error) {
        command->error = error;
        journal_find(live->hub->journal, command->entry, found, command);
        return;
    }
    command_append(command);
}

static void command_numbered(void *context, struct entry *entry,
                             const struct journal_result *result)
{
    struct command *command = context;
    command->live->appending--;
    if (result->error) {
        struct hub_answer answer = {.error = result->error};
        if (result->error == ERR_JOURNAL_AWAY)
            command->live->in_doubt = true;
        command_answer(command, &answer);
        return;
    }
    command->seq = result->seq;
    if (result->repeated) {
        command->hub->stats.repeats++;
        if (result->seq > room_seq(command->live->room))
            live_look(command->live);
    } else {
        bus_publish(command->hub->bus, entry->room, entry->seq);
        live_take(command->live, entry);
    }
    command_await(command);
}

static void command_append(struct command *command)
{
    command->live->appending++;
    journal_append(command->hub->journal, command->entry, command_numbered, command);
}

static void command_decided(struct command *command)
{
    struct hub_answer answer = {.error = room_void(command->live->room, command->seq)};
    if (!answer.error)
        answer.seq = command->seq;
    command_answer(command, &answer);
}

/* Answers when the entry has been applied: what the journal decided, not what we hoped. */
static void command_await(struct command *command)
{
    struct live *live = command->live;
    if (room_seq(live->room) >= command->seq) {
        command_decided(command);
        return;
    }
    command->next = live->awaiting;
    live->awaiting = command;
}

void command_applied(struct live *live)
{
    struct command **at = &live->awaiting;
    while (*at) {
        struct command *command = *at;
        if (room_seq(live->room) < command->seq) {
            at = &command->next;
            continue;
        }
        *at = command->next;
        command_decided(command);
    }
}

void command_give_up(struct live *live)
{
    const struct hub_answer answer = {.error = ERR_JOURNAL_AWAY};
    while (live->awaiting) {
        struct command *command = live->awaiting;
        live->awaiting = command->next;
        command_answer(command, &answer);
    }
}

void command_own(struct live *live, const struct entry *entry, hub_answer_fn *done, void *context)
{
    struct command *command = command_new(live->hub, live, done, context);
    struct entry full = *entry;
    full.at_ms = loop_now_ms(live->hub->loop);
    full.room = room_name(live->room);
    command->own = true;
    command->entry = entry_new(&full);
    check(command->entry);
    command_append(command);
}

void command_op(const struct hub *hub, char op[OP_BYTES])
{
    char random[23];
    hash_random_id(random);
    snprintf(op, OP_BYTES, "%llx.%s", (long long)loop_now_ms(hub->loop), random);
}

/* The command that a `publish` stands for, as JSON. */
static enum err write_publish(const struct hub *hub, struct slice channel, const struct json *data,
                              struct buffer *out)
{
    struct buffer value;
    struct writer writer;
    struct slice raw, words;
    struct json *own = NULL;
    char op[OP_BYTES];
    enum err error = ERR_NONE;
    bool plain = room_kind(channel) == KIND_CHANNEL;
    buffer_init(&value, BOUND_COMMAND_BYTES);
    writer_init(&writer, out);
    command_op(hub, op);
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

void hub_publish(struct hub *hub, const struct actor *actor, struct slice channel,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    struct buffer text;
    struct json *command = NULL;
    bool plain = room_kind(channel) == KIND_CHANNEL;
    buffer_init(&text, 2 * BOUND_COMMAND_BYTES);
    enum err error = write_publish(hub, channel, data, &text);
    if (!error)
        error = json_parse_around(buffer_slice(&text), &command);
    if (error)
        command_end(command_new(hub, NULL, done, context), error);
    else
        hub_command(hub, actor, plain ? SLICE("publish") : SLICE("chat.post"), command, done,
                    context);
    json_free(&command);
    buffer_done(&text);
}
