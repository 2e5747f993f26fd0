/* SPDX-License-Identifier: Apache-2.0
 * What people see of the chat: views and patches. What waits for approval is written for staff and
 * its author alone. */
#include "features/chat_view.h"

#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"

static void message_write(struct writer *out, const struct message *message, bool pending)
{
    writer_object_seq(out, message->seq);
    common_write_author(out, &message->author);
    writer_int(out, "at", message->at_ms);
    common_write_text(out, slice_of(message->text), message->dir);
    if (message->reply)
        writer_int(out, "reply", message->reply);
    if (pending)
        writer_bool(out, "pending", true);
    writer_end(out);
}

static void own_write(struct writer *out, const struct message *message)
{
    writer_object_seq(out, message->seq);
    writer_int(out, "at", message->at_ms);
    common_write_text(out, slice_of(message->text), message->dir);
    if (message->reply)
        writer_int(out, "reply", message->reply);
    writer_end(out);
}

void chat_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out)
{
    const struct chat *chat = state;
    UNUSED(bodies);
    writer_text(out, "mode", slice_of(chat_modes[chat->mode]));
    if (chat->mode == MODE_SLOW)
        writer_int(out, "slow_seconds", chat->slow_seconds);
    writer_object(out, "messages");
    for (size_t i = 0; i < chat->shown.count; i++)
        message_write(out, &chat->shown.items[i], false);
    for (size_t i = 0; rings_of_staff(viewer->rings) && i < chat->pending.count; i++)
        message_write(out, &chat->pending.items[i], true);
    writer_end(out);
}

void chat_me(const void *state, struct slice person, struct writer *out)
{
    const struct chat *chat = state;
    writer_object(out, "pending");
    for (size_t i = 0; i < chat->pending.count; i++)
        if (common_author_is(&chat->pending.items[i].author, person))
            own_write(out, &chat->pending.items[i]);
    writer_end(out);
}

void chat_post_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct chat *chat = state;
    const struct message *shown = chat_find(&chat->shown, entry->seq);
    const struct message *pending = chat_find(&chat->pending, entry->seq);
    writer_object_lazy(out, "messages");
    if (chat->removal.fell)
        writer_null_seq(out, chat->removal.fell);
    if (shown)
        message_write(out, shown, false);
    else if (pending && rings_of_staff(viewer->rings))
        message_write(out, pending, true);
    writer_end(out);
}

void chat_post_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    const struct chat *chat = state;
    const struct message *pending = chat_find(&chat->pending, entry->seq);
    writer_object_lazy(out, "pending");
    if (pending && common_author_is(&pending->author, person))
        own_write(out, pending);
    writer_end(out);
}

void chat_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct chat *chat = state;
    writer_object_lazy(out, "messages");
    if (chat->removal.left || (chat->removal.settled && rings_of_staff(viewer->rings)))
        writer_null_seq(out, common_get_int(entry->data, "message"));
    writer_end(out);
}

void chat_approve_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    writer_object(out, "messages");
    if (chat->removal.fell)
        writer_null_seq(out, chat->removal.fell);
    if (rings_of_staff(viewer->rings)) {
        writer_object_seq(out, seq);
        writer_null(out, "pending");
        writer_end(out);
    } else {
        message_write(out, chat_find(&chat->shown, seq), false);
    }
    writer_end(out);
}

size_t chat_settled_touches(const void *state, const struct entry *entry,
                            struct slice out[TOUCH_MAX])
{
    const struct chat *chat = state;
    UNUSED(entry);
    if (!chat->removal.settled)
        return 0;
    out[0] = slice_of(chat->removal.author);
    return 1;
}

void chat_settled_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out)
{
    const struct chat *chat = state;
    UNUSED(entry);
    writer_object_lazy(out, "pending");
    if (chat->removal.settled && slice_is(person, chat->removal.author))
        writer_null_seq(out, chat->removal.settled);
    writer_end(out);
}

void chat_mode_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct chat *chat = state;
    UNUSED(entry);
    UNUSED(viewer);
    writer_text(out, "mode", slice_of(chat_modes[chat->mode]));
    if (chat->mode == MODE_SLOW)
        writer_int(out, "slow_seconds", chat->slow_seconds);
    else
        writer_null(out, "slow_seconds");
}
