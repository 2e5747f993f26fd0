/* SPDX-License-Identifier: Apache-2.0
 * Each message has the time at which it is shown, so that another delay changes nothing of it. */
#include "features/chat_delay.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum err chat_delay_read(const struct json *data, struct writer *out)
{
    int mode = common_get_choice(data, "mode", chat_modes);
    if (!common_has(data, "delay"))
        return ERR_NONE;
    if (mode != MODE_OPEN && mode != MODE_SLOW)
        return ERR_BAD_REQUEST;
    return common_read_int(data, "delay", 1, BOUND_CHAT_DELAY_SECONDS, out);
}

void chat_delay_apply(struct chat *chat, const struct entry *entry)
{
    struct map_at at = {0};
    bool had = chat->delay_seconds;
    chat->delay_seconds = common_get_int(entry->data, "delay");
    chat->delay_ended = had && !chat->delay_seconds;
    while (chat->mode == MODE_APPROVE && map_next(chat->messages.things, &at)) {
        struct message *message = at.value;
        if (!message->due_ms)
            continue;
        shelf_touch(&chat->messages, entry, &message->thing);
        message->due_ms = 0;
        message->rewritten = false;
    }
}

int64_t chat_delay_due_ms(const struct chat *chat, const struct entry *entry,
                          const struct scene *scene)
{
    if (!chat->delay_seconds || scene->role & (ROLE_STAFF | ROLE_SYSTEM))
        return 0;
    return (entry->at_ms / 1000 + chat->delay_seconds + 1) * 1000;
}

enum err chat_show_read(const struct json *data, struct writer *out)
{
    return common_read_int(data, "until", 1, INT64_C(1) << 53, out);
}

/* The oldest that is shown by then; NULL: none. */
static struct message *first_due(const struct chat *chat, int64_t until_ms)
{
    struct map_at at = {0};
    while (map_next(chat->messages.things, &at)) {
        struct message *message = at.value;
        if (message->due_ms && message->due_ms <= until_ms)
            return message;
    }
    return NULL;
}

enum err chat_show_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return first_due(state, common_get_int(entry->data, "until")) ? ERR_NONE : ERR_NOT_FOUND;
}

void chat_show_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct message *message;
    UNUSED(scene);
    while ((message = first_due(state, common_get_int(entry->data, "until"))))
        chat_show(state, entry, message);
}

/* The op names the first of them: whoever comes to be due at that second later has another. */
bool chat_show_due(const void *state, enum phase phase, struct due *out)
{
    const struct chat *chat = state;
    const struct message *next = NULL;
    struct map_at at = {0};
    UNUSED(phase);
    while (shelf_hidden(&chat->messages) > 0 && map_next(chat->messages.things, &at)) {
        const struct message *message = at.value;
        if (message->due_ms && (!next || message->due_ms < next->due_ms))
            next = message;
    }
    if (!next)
        return false;
    out->at_ms = next->due_ms;
    out->type = "chat.show";
    snprintf(out->op, sizeof out->op, "show.%lld", (long long)next->thing.seq);
    if (!out->data)
        return true;
    struct writer writer;
    writer_init(&writer, out->data);
    writer_object(&writer, NULL);
    writer_int(&writer, "until", next->due_ms);
    writer_end(&writer);
    return true;
}
