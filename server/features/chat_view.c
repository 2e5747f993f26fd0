/* SPDX-License-Identifier: Apache-2.0
 * What people see of the chat: views and patches. What waits for approval is written for staff and
 * its author alone. */
#include "features/chat_view.h"

#include "base/unused.h"
#include "features/chat_react.h"
#include "features/chat_state.h"

static void own_write(const struct shelf_thing *thing, struct writer *out)
{
    chat_write_said((const struct message *)thing, out);
}

/* The team decides of what a time would have brought. */
static void own_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct message *message = (const struct message *)thing;
    own_write(thing, out);
    if (message->delayed && !message->due_ms)
        writer_null(out, "shows");
}

void chat_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out)
{
    const struct chat *chat = state;
    UNUSED(bodies);
    writer_text(out, "mode", slice_of(chat_modes[chat->mode]));
    if (chat->mode == MODE_SLOW)
        writer_int(out, "slow_seconds", chat->slow_seconds);
    if (chat->delay_seconds)
        writer_int(out, "delay_seconds", chat->delay_seconds);
    shelf_view(&chat->messages, "messages", viewer, out);
    chat_pins_write(&chat->pins, out);
    if (rings_of_staff(viewer->rings))
        chat_words_view(&chat->words, out);
}

void chat_me(const void *state, struct slice person, struct writer *out)
{
    const struct chat *chat = state;
    writer_object(out, "pending");
    shelf_own(&chat->messages, person, own_write, out);
    writer_end(out);
    tolds_me(chat->tolds, person, out);
    chat_react_me(chat, person, out);
}

void chat_messages_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    shelf_patch(&((const struct chat *)state)->messages, "messages", entry, viewer, out);
}

/* Of an edit or a deletion. A message that left the view is named too: people may have it from
 * history. So is the one that left when it came, for the event that said so is taken back. */
void chat_last_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct chat *chat = state;
    bool inside = rings_meet(viewer->rings, RINGS_INSIDE);
    writer_object_lazy(out, "messages");
    shelf_patch(&chat->messages, NULL, entry, viewer, out);
    if (inside && chat->last.seq && !shelf_changed(&chat->messages, entry))
        writer_null_seq(out, chat->last.seq);
    if (inside && chat->last.left)
        writer_null_seq(out, chat->last.left);
    writer_end(out);
    if (inside && chat->last.seq)
        chat_pins_patch(&chat->pins, chat->last.seq, out);
}

size_t chat_messages_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    return shelf_touches(&((const struct chat *)state)->messages, entry, out);
}

/* And whoever is told why theirs was removed. */
size_t chat_delete_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    const struct chat *chat = state;
    size_t count = chat_messages_touches(chat, entry, out);
    struct slice told = tolds_last(chat->tolds);
    if (chat->last.seq && told.at)
        out[count++] = told;
    return count;
}

void chat_messages_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct chat *chat = state;
    writer_object_lazy(out, "pending");
    shelf_own_patch(&chat->messages, entry, person, own_write_change, out);
    writer_end(out);
    tolds_patch_me(chat->tolds, entry, person, out);
}

void chat_mode_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct chat *chat = state;
    writer_text(out, "mode", slice_of(chat_modes[chat->mode]));
    if (chat->mode == MODE_SLOW)
        writer_int(out, "slow_seconds", chat->slow_seconds);
    else
        writer_null(out, "slow_seconds");
    if (chat->delay_seconds)
        writer_int(out, "delay_seconds", chat->delay_seconds);
    else if (chat->delay_ended)
        writer_null(out, "delay_seconds");
    chat_messages_patch(chat, entry, viewer, out);
}
