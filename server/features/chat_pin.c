/* SPDX-License-Identifier: Apache-2.0
 * A few copies of messages. */
#include "features/chat_pin.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

static struct chat_pin *pin_find(const struct chat_pins *pins, int64_t seq)
{
    for (size_t i = 0; i < pins->count; i++)
        if (pins->list[i].seq == seq)
            return (struct chat_pin *)&pins->list[i];
    return NULL;
}

static void pin_done(struct chat_pin *pin)
{
    common_author_done(&pin->author);
    common_wipe(&pin->text);
}

void chat_pins_done(struct chat_pins *pins)
{
    while (pins->count > 0)
        pin_done(&pins->list[--pins->count]);
}

void chat_pins_remove(struct chat_pins *pins, int64_t seq)
{
    struct chat_pin *pin = pin_find(pins, seq);
    if (!pin)
        return;
    pin_done(pin);
    pins->count--;
    memmove(pin, pin + 1, (size_t)(&pins->list[pins->count] - pin) * sizeof *pin);
}

static void words_set(struct chat_pin *pin, struct slice text, enum text_dir dir)
{
    common_wipe(&pin->text);
    pin->text = mem_text(text);
    pin->dir = dir;
}

void chat_pins_rewrite(struct chat_pins *pins, int64_t seq, const struct entry *entry)
{
    struct chat_pin *pin = pin_find(pins, seq);
    struct slice text = common_get_text(entry->data, "text");
    if (!pin)
        return;
    words_set(pin, text, common_get_dir(entry->data, text));
    common_author_rename(&pin->author, entry->name);
    pin->body = entry->seq;
    pin->edited_ms = entry->at_ms;
}

bool chat_pins_forget(struct chat_pins *pins, int64_t body)
{
    bool found = false;
    for (size_t i = 0; i < pins->count; i++) {
        struct chat_pin *pin = &pins->list[i];
        if (pin->body != body)
            continue;
        words_set(pin, SLICE(""), text_direction(SLICE("")));
        (void)common_author_forget(&pin->author);
        found = true;
    }
    return found;
}

static void pin_write(const struct chat_pin *pin, struct writer *out)
{
    writer_object_seq(out, pin->seq);
    common_write_author(out, &pin->author);
    writer_int(out, "at", pin->at_ms);
    common_write_text(out, slice_of(pin->text), pin->dir);
    if (pin->edited_ms)
        writer_int(out, "edited", pin->edited_ms);
    writer_end(out);
}

void chat_pins_write(const struct chat_pins *pins, struct writer *out)
{
    writer_object_lazy(out, "pins");
    for (size_t i = 0; i < pins->count; i++)
        pin_write(&pins->list[i], out);
    writer_end(out);
}

void chat_pins_patch(const struct chat_pins *pins, int64_t seq, struct writer *out)
{
    const struct chat_pin *pin = pin_find(pins, seq);
    if (!pins->ever)
        return;
    if (pins->count == 0) {
        writer_null(out, "pins");
        return;
    }
    writer_object(out, "pins");
    if (pin)
        pin_write(pin, out);
    else
        writer_null_seq(out, seq);
    writer_end(out);
}

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
    bool stands = pin_find(&chat->pins, seq) != NULL;
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
    struct chat_pin *pin = &pins->list[pins->count++];
    *pin = (struct chat_pin){.seq = seq,
                             .at_ms = message->thing.at_ms,
                             .author = {.id = mem_text(slice_of(message->thing.author.id)),
                                        .name = mem_text(slice_of(message->thing.author.name))},
                             .body = message->body,
                             .edited_ms = message->edited_ms};
    words_set(pin, slice_of(message->text), message->dir);
    pins->ever = true;
}

void chat_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                    struct writer *out)
{
    UNUSED(viewer);
    chat_pins_patch(&((const struct chat *)state)->pins, common_get_int(entry->data, "message"),
                    out);
}
