/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages that staff have pinned: they stand in the view with their words, also when the message
 * has left it. A pin goes with its message, and says what an edit says.
 */
#ifndef MUSTER_FEATURES_CHAT_PINS_H
#define MUSTER_FEATURES_CHAT_PINS_H

#include "base/bounds.h"
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

/* The pin of the message `seq`; NULL. */
struct chat_pin *chat_pins_find(const struct chat_pins *pins, int64_t seq);
/* Pins the message with that text; the other members of `pin` are given, its author is taken. There
 * must be room. */
void chat_pins_add(struct chat_pins *pins, const struct chat_pin *pin, struct slice text);
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

#endif
