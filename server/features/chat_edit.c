/* SPDX-License-Identifier: Apache-2.0
 * Who may give a message another text, and when. */
#include "features/chat_edit.h"

#include "base/bounds.h"
#include "features/chat_delay.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum err chat_edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "message", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_CHAT_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

/* Where messages are looked at before all see them, one that all see stays as it is. */
static enum err mode_allows(const struct chat *chat, const struct scene *scene, bool shown)
{
    if (chat->mode == MODE_OFF)
        return ERR_CHAT_CLOSED;
    if (scene->role & (ROLE_STAFF | ROLE_SYSTEM))
        return ERR_NONE;
    if (chat->mode == MODE_STAFF)
        return ERR_CHAT_CLOSED;
    return (chat->mode == MODE_APPROVE || chat->delay_seconds) && shown ? ERR_CHAT_EDIT_WAITS
                                                                        : ERR_NONE;
}

/* When a clock has gone back nothing is too old. */
static bool is_old(int64_t said_ms, const struct entry *entry)
{
    return entry->at_ms - said_ms > INT64_C(1000) * BOUND_EDIT_SECONDS;
}

enum err chat_edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    const struct known *known = known_find(chat->known, seq);
    const struct message *message = chat_find(chat, seq);
    if (!known && !message)
        return ERR_NOT_FOUND;
    if (known && !slice_equal(known->author->id, entry->by))
        return ERR_PERMISSION_DENIED;
    /* Who cannot see what waits must not learn that it is there. */
    if (!known && !common_author_is(&message->thing.author, entry->by))
        return scene->role & ROLE_STAFF ? ERR_PERMISSION_DENIED : ERR_NOT_FOUND;
    if (is_old(known ? known->at_ms : message->thing.at_ms, entry))
        return ERR_EDIT_WINDOW;
    /* Nor may a time bring what the team has not seen. */
    bool shows = (known || message->due_ms) && !(scene->role & (ROLE_STAFF | ROLE_SYSTEM));
    if (shows && chat_words_match(&chat->words, common_get_text(entry->data, "text")))
        return ERR_CHAT_EDIT_WAITS;
    return mode_allows(chat, scene, known != NULL);
}

void chat_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    struct message *message = chat_find(chat, seq);
    chat_remember(chat, seq);
    known_rewrite(chat->known, seq, entry->seq);
    chat_pins_rewrite(&chat->pins, seq, entry);
    if (!message)
        return;
    chat_rewrite(chat, entry, message);
    int64_t due_ms = message->due_ms ? chat_delay_due_ms(chat, entry, scene) : 0;
    if (due_ms > message->due_ms)
        message->due_ms = due_ms;
}
