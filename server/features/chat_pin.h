/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages that staff have pinned: they stand in the view with their words, also when the message
 * has left it. A pin goes with its message, and says what an edit says.
 */
#ifndef MUSTER_FEATURES_CHAT_PIN_H
#define MUSTER_FEATURES_CHAT_PIN_H

#include "base/bounds.h"
#include "core/feature.h"
#include "features/common_author.h"

struct chat_pin {
    int64_t seq, at_ms; /* of the message */
    struct common_author author;
    char *text; /* owned */
    enum text_dir dir;
    int64_t body, edited_ms; /* as of the message */
};

struct chat_pins {
    struct chat_pin list[BOUND_CHAT_PINS]; /* in the order of pinning */
    size_t count;
    bool ever; /* there was one */
};

/* Wipes and frees. */
void chat_pins_done(struct chat_pins *pins);
/* The message `seq` is gone. */
void chat_pins_remove(struct chat_pins *pins, int64_t seq);
/* The message `seq` has the words of the entry. */
void chat_pins_rewrite(struct chat_pins *pins, int64_t seq, const struct entry *entry);
/* The words that the entry `body` gave are gone. True when one had them. */
bool chat_pins_forget(struct chat_pins *pins, int64_t body);
/* Write `pins`: all, when there are any; and what became of the one of the message `seq`. */
void chat_pins_write(const struct chat_pins *pins, struct writer *out);
void chat_pins_patch(const struct chat_pins *pins, int64_t seq, struct writer *out);

/* Members of the row `chat.pin`. */
enum err chat_pin_read(const struct json *data, struct writer *out);
enum err chat_pin_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_pin_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                    struct writer *out);

#endif
