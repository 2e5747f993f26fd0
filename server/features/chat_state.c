/* SPDX-License-Identifier: Apache-2.0
 * The windows of a chat and what is in them. */
#include "features/chat_state.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"

const char *const chat_modes[] = {"open", "slow", "approve", "staff", "off", NULL};

struct chat *chat_new(void)
{
    struct chat *chat = mem_new(sizeof *chat);
    chat->last = map_new(BOUND_MEMBERS);
    chat->known = known_new(BOUND_CHAT_MESSAGES);
    return chat;
}

void chat_message_done(struct message *message)
{
    common_author_done(&message->author);
    common_wipe(&message->text);
}

void chat_free(struct chat *chat)
{
    for (size_t i = 0; i < chat->shown.count; i++)
        chat_message_done(&chat->shown.items[i]);
    for (size_t i = 0; i < chat->pending.count; i++)
        chat_message_done(&chat->pending.items[i]);
    map_free(&chat->last, mem_free);
    known_free(&chat->known);
    common_wipe(&chat->removal.author);
    mem_free(chat);
}

const struct message *chat_find(const struct window *window, int64_t seq)
{
    for (size_t i = 0; i < window->count; i++)
        if (window->items[i].seq == seq)
            return &window->items[i];
    return NULL;
}

struct message chat_take(struct window *window, const struct message *message)
{
    struct message taken = *message;
    size_t place = (size_t)(message - window->items);
    window->count--;
    memmove(&window->items[place], &window->items[place + 1],
            (window->count - place) * sizeof *message);
    return taken;
}

void chat_add(struct window *window, struct message message)
{
    check(window->count < sizeof window->items / sizeof window->items[0]);
    window->items[window->count++] = message;
}

void chat_removal_clear(struct chat *chat)
{
    common_wipe(&chat->removal.author);
    chat->removal = (struct removal){0};
}

bool chat_message_forget(struct window *window, int64_t seq)
{
    for (size_t i = 0; i < window->count; i++) {
        struct message *message = &window->items[i];
        if (message->seq != seq)
            continue;
        common_wipe(&message->text);
        message->text = mem_text(SLICE(""));
        message->dir = text_direction(SLICE(""));
        (void)common_author_forget(&message->author);
        return true;
    }
    return false;
}
