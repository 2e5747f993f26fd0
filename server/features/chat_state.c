/* SPDX-License-Identifier: Apache-2.0
 * The messages of a chat. */
#include "features/chat_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"

const char *const chat_modes[] = {"open", "slow", "approve", "staff", "off", NULL};

void chat_write_said(const struct message *message, struct writer *out)
{
    writer_int(out, "at", message->thing.at_ms);
    common_write_text(out, slice_of(message->text), message->dir);
    if (message->reply)
        writer_int(out, "reply", message->reply);
}

static void message_write(const struct shelf_thing *thing, struct writer *out)
{
    common_write_author(out, &thing->author);
    chat_write_said((const struct message *)thing, out);
    if (shelf_hides(thing))
        writer_bool(out, "pending", true);
}

/* For staff, once it waits no more. */
static void write_shown(const struct shelf_thing *thing, struct writer *out)
{
    UNUSED(thing);
    writer_null(out, "pending");
}

static void message_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct message *)thing)->text);
}

static bool message_forget(struct shelf_thing *thing)
{
    struct message *message = (struct message *)thing;
    bool said = message->text[0];
    message_wipe(thing);
    message->text = mem_text(SLICE(""));
    message->dir = text_direction(SLICE(""));
    return said;
}

static const struct shelf_kind messages = {
    .thing_bytes = sizeof(struct message),
    .write = message_write,
    .write_change = write_shown,
    .wipe = message_wipe,
    .forget = message_forget,
    .things_max = BOUND_CHAT_WINDOW + BOUND_CHAT_PENDING,
};

struct chat *chat_new(void)
{
    struct chat *chat = mem_new(sizeof *chat);
    shelf_init(&chat->messages, &messages);
    chat->last = map_new(BOUND_MEMBERS);
    chat->known = known_new(BOUND_CHAT_MESSAGES);
    return chat;
}

void chat_free(struct chat *chat)
{
    shelf_done(&chat->messages);
    map_free(&chat->last, mem_free);
    known_free(&chat->known);
    mem_free(chat);
}

struct message *chat_find(const struct chat *chat, int64_t seq)
{
    return (struct message *)shelf_find(&chat->messages, seq);
}

void chat_add(struct chat *chat, const struct entry *entry, int64_t reply, bool waits)
{
    struct slice text = common_get_text(entry->data, "text");
    struct message *message =
        (struct message *)shelf_add(&chat->messages, entry, waits ? RINGS_STAFF : RINGS_INSIDE, 0);
    message->reply = reply;
    message->text = mem_text(text);
    message->dir = common_get_dir(entry->data, text);
}

int64_t chat_make_room(struct chat *chat, const struct entry *entry)
{
    struct shelf *shelf = &chat->messages;
    if (shelf_count(shelf) - shelf_hidden(shelf) < BOUND_CHAT_WINDOW)
        return 0;
    struct shelf_thing *oldest = shelf_oldest(shelf);
    int64_t seq = oldest->seq;
    shelf_remove(shelf, entry, oldest);
    return seq;
}
