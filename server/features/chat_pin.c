/* SPDX-License-Identifier: Apache-2.0
 * The rules of pinning. */
#include "features/chat_pin.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum err chat_pin_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "message", out);
    return error ? error : common_read_bool(data, "pinned", out);
}

/* Its words are to be in memory: only what stands in the view is pinned. */
enum err chat_pin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    const struct message *message = chat_find(chat, seq);
    bool stands = chat_pins_find(&chat->pins, seq) != NULL;
    UNUSED(scene);
    if (!common_get_bool(entry->data, "pinned"))
        return stands ? ERR_NONE : ERR_NOT_FOUND;
    if (stands)
        return ERR_ALREADY_EXISTS;
    if (!message || shelf_hides(&message->thing))
        return ERR_NOT_FOUND;
    return chat->pins.count < BOUND_CHAT_PINS ? ERR_NONE : ERR_CHAT_PINS;
}

void chat_pin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    struct chat_pins *pins = &chat->pins;
    int64_t seq = common_get_int(entry->data, "message");
    const struct message *message = chat_find(chat, seq);
    UNUSED(scene);
    if (!common_get_bool(entry->data, "pinned")) {
        chat_pins_remove(pins, seq);
        return;
    }
    struct chat_pin pin = {.seq = seq,
                           .at_ms = message->thing.at_ms,
                           .dir = message->dir,
                           .body = message->body,
                           .edited_ms = message->edited_ms};
    common_author_set(&pin.author, slice_of(message->thing.author.id),
                      slice_of(message->thing.author.name));
    chat_pins_add(pins, &pin, slice_of(message->text));
}

void chat_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                    struct writer *out)
{
    UNUSED(viewer);
    chat_pins_patch(&((const struct chat *)state)->pins, common_get_int(entry->data, "message"),
                    out);
}
