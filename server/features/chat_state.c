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
    if (message->due_ms)
        writer_int(out, "shows", message->due_ms);
    if (!message->edited_ms)
        return;
    writer_int(out, "edited", message->edited_ms);
    writer_int(out, "version", message->body);
}

static void message_write(const struct shelf_thing *thing, struct writer *out)
{
    common_write_author(out, &thing->author);
    chat_write_said((const struct message *)thing, out);
    chat_sums_write(&((const struct message *)thing)->sums, out);
    if (shelf_hides(thing))
        writer_bool(out, "pending", true);
}

/* For staff, once it waits no more; for all, when it says something else: then what was said of it
 * before is taken back, that it was approved too. */
static void write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct message *message = (const struct message *)thing;
    if (message->rewritten)
        message_write(thing, out);
    if (message->rewritten ? message->waited && !shelf_hides(thing) : !shelf_hides(thing))
        writer_null(out, "pending");
    if (message->delayed && !message->due_ms)
        writer_null(out, "shows");
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
    .write_change = write_change,
    .wipe = message_wipe,
    .forget = message_forget,
    .things_max = BOUND_CHAT_WINDOW + BOUND_CHAT_PENDING,
};

struct chat *chat_new(void)
{
    struct chat *chat = mem_new(sizeof *chat);
    shelf_init(&chat->messages, &messages);
    chat->wrote = map_new(BOUND_MEMBERS);
    chat->known = known_new(BOUND_CHAT_MESSAGES);
    chat->tolds = tolds_new();
    chat->reactors = reactors_new();
    return chat;
}

void chat_free(struct chat *chat)
{
    shelf_done(&chat->messages);
    map_free(&chat->wrote, mem_free);
    known_free(&chat->known);
    chat_pins_done(&chat->pins);
    chat_words_done(&chat->words);
    tolds_free(&chat->tolds);
    reactors_free(&chat->reactors);
    mem_free(chat);
}

struct message *chat_find(const struct chat *chat, int64_t seq)
{
    return (struct message *)shelf_find(&chat->messages, seq);
}

struct slice chat_author(const struct chat *chat, int64_t seq)
{
    const struct known *known = known_find(chat->known, seq);
    const struct message *message = known ? NULL : chat_find(chat, seq);
    if (known)
        return known->author->id;
    bool shown = message && !shelf_hides(&message->thing);
    return shown ? slice_of(message->thing.author.id) : (struct slice){NULL, 0};
}

void chat_remember(struct chat *chat, int64_t seq)
{
    const struct known *known = known_find(chat->known, seq);
    const struct message *message = chat_find(chat, seq);
    chat->last = (struct chat_last){.seq = known ? seq : 0, .left = known ? known->left : 0};
    chat->last.bodies[0] = message ? message->body : known->body;
    chat->last.bodies_count = 1;
}

/* Makes room for one more message that is shown: the oldest leaves. Its seq, or 0. */
static int64_t make_room(struct chat *chat, const struct entry *entry)
{
    struct shelf *shelf = &chat->messages;
    if (shelf_count(shelf) - shelf_hidden(shelf) < BOUND_CHAT_WINDOW)
        return 0;
    struct shelf_thing *oldest = shelf_oldest(shelf);
    int64_t seq = oldest->seq;
    shelf_remove(shelf, entry, oldest);
    return seq;
}

static void know(struct chat *chat, const struct message *message, int64_t left)
{
    const struct known known = {.seq = message->thing.seq,
                                .at_ms = message->thing.at_ms,
                                .body = message->body,
                                .reply = message->reply,
                                .left = left};
    known_add(chat->known, &known, slice_of(message->thing.author.id));
}

struct message *chat_add(struct chat *chat, const struct entry *entry, int64_t reply, bool waits)
{
    struct slice text = common_get_text(entry->data, "text");
    int64_t left = waits ? 0 : make_room(chat, entry);
    struct message *message =
        (struct message *)shelf_add(&chat->messages, entry, waits ? RINGS_STAFF : RINGS_INSIDE, 0);
    message->reply = reply;
    message->text = mem_text(text);
    message->dir = common_get_dir(entry->data, text);
    message->body = entry->seq;
    message->waited = waits;
    if (!waits)
        know(chat, message, left);
    return message;
}

void chat_rewrite(struct chat *chat, const struct entry *entry, struct message *message)
{
    struct slice text = common_get_text(entry->data, "text");
    shelf_touch(&chat->messages, entry, &message->thing);
    common_author_rename(&message->thing.author, entry->name);
    common_wipe(&message->text);
    message->text = mem_text(text);
    message->dir = common_get_dir(entry->data, text);
    message->body = entry->seq;
    message->edited_ms = entry->at_ms;
    message->rewritten = true;
}

void chat_show(struct chat *chat, const struct entry *entry, struct message *message)
{
    message->rewritten = false;
    message->due_ms = 0;
    know(chat, message, make_room(chat, entry));
    shelf_stamp(&chat->messages, entry, &message->thing, RINGS_INSIDE);
    shelf_move(&chat->messages, &chat->messages, entry, &message->thing);
}

/* Its words, and the name beside them, are those of the last edit. */
bool chat_forget(void *state, int64_t seq)
{
    const struct chat *chat = state;
    struct map_at at = {0};
    bool told = tolds_forget(chat->tolds, seq);
    told = chat_pins_forget(&((struct chat *)state)->pins, seq) || told;
    while (map_next(chat->messages.things, &at)) {
        const struct message *message = at.value;
        if (message->body == seq)
            return shelf_forget(&((struct chat *)state)->messages, message->thing.seq) || told;
    }
    return told;
}
