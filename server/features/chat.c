/* SPDX-License-Identifier: Apache-2.0
 * What changes the chat: messages, approval, modes. */
#include "features/chat.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/chat_decide.h"
#include "features/chat_delay.h"
#include "features/chat_edit.h"
#include "features/chat_finds.h"
#include "features/chat_history.h"
#include "features/chat_mention.h"
#include "features/chat_pin.h"
#include "features/chat_react.h"
#include "features/chat_state.h"
#include "features/chat_view.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { SLOW_SECONDS_DEFAULT = 10 };

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return chat_new();
}

static void state_free(void *state)
{
    chat_free(state);
}

static bool is_staff(const struct scene *scene)
{
    return scene->role & (ROLE_STAFF | ROLE_SYSTEM);
}

static enum err post_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_text(data, "text", BOUND_CHAT_CHARS, out);
    if (!error)
        error = common_read_optional_seq(data, "reply", out);
    if (!error)
        error = chat_mention_read(data, out);
    return error ? error : common_read_dir(data, out);
}

/* Whether the message waits for a word in it. Of one that was erased it is written. */
static bool held_by_word(const struct chat *chat, const struct entry *entry,
                         const struct scene *scene)
{
    return !is_staff(scene) &&
           (common_get_bool(entry->data, "waits") ||
            chat_words_match(&chat->words, common_get_text(entry->data, "text")));
}

static enum err pending_check(const struct chat *chat, struct slice person)
{
    bool full = shelf_hidden(&chat->messages) >= BOUND_CHAT_PENDING;
    bool own_full = shelf_own_count(&chat->messages, person) >= BOUND_CHAT_PENDING_PERSON;
    if (own_full)
        return ERR_CHAT_WAITING;
    return full ? ERR_TOO_MANY_REQUESTS : ERR_NONE;
}

/* Whether somebody who wrote at `last_ms` has to wait. When a clock has gone back nobody waits. */
static bool is_early(const struct chat *chat, int64_t last_ms, const struct entry *entry)
{
    int64_t passed_ms = entry->at_ms - last_ms;
    return passed_ms >= 0 && passed_ms < chat->slow_seconds * 1000;
}

static enum err slow_check(const struct chat *chat, const struct entry *entry)
{
    const int64_t *last_ms = map_find(chat->wrote, entry->by);
    return last_ms && is_early(chat, *last_ms, entry) ? ERR_CHAT_SLOW : ERR_NONE;
}

static enum err mode_allows(const struct chat *chat, const struct entry *entry,
                            const struct scene *scene)
{
    if (chat->mode == MODE_OFF)
        return ERR_CHAT_CLOSED;
    if (is_staff(scene))
        return ERR_NONE;
    switch (chat->mode) {
    case MODE_STAFF:
        return ERR_CHAT_CLOSED;
    case MODE_SLOW:
        if (slow_check(chat, entry))
            return ERR_CHAT_SLOW;
        break;
    case MODE_APPROVE:
        return pending_check(chat, entry->by);
    default:
        break;
    }
    return chat->delay_seconds ? pending_check(chat, entry->by) : ERR_NONE;
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t reply = common_get_int(entry->data, "reply");
    if (reply && !known_find(chat->known, reply))
        return ERR_NOT_FOUND;
    enum err error = chat_mention_check(chat->known, entry, scene);
    if (!error)
        error = mode_allows(chat, entry, scene);
    if (error || !held_by_word(chat, entry, scene))
        return error;
    bool full = chat->words.held_count >= BOUND_CHAT_HELD;
    return full ? ERR_TOO_MANY_REQUESTS : pending_check(chat, entry->by);
}

/* Forgets from the oldest end those who may write again: the map holds no more people than wrote
 * within the pause. */
static void slow_remember(struct chat *chat, const struct entry *entry)
{
    struct map_at at = {0};
    mem_free(map_take(chat->wrote, entry->by));
    while (map_next(chat->wrote, &at)) {
        if (is_early(chat, *(const int64_t *)at.value, entry) && !map_full(chat->wrote))
            break;
        mem_free(map_take(chat->wrote, at.key));
    }
    int64_t *last_ms = mem_new(sizeof *last_ms);
    *last_ms = entry->at_ms;
    map_put(chat->wrote, entry->by, last_ms);
}

/* Replies have one level: an answer to an answer stands under the first message. */
static int64_t reply_target(const struct chat *chat, const struct entry *entry)
{
    int64_t reply = common_get_int(entry->data, "reply");
    const struct known *target = reply ? known_find(chat->known, reply) : NULL;
    return target && target->reply ? target->reply : reply;
}

static void post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    bool held = held_by_word(chat, entry, scene);
    bool waits = held || (chat->mode == MODE_APPROVE && !is_staff(scene));
    int64_t due_ms = waits ? 0 : chat_delay_due_ms(chat, entry, scene);
    if (held)
        chat_words_hold(&chat->words, entry->seq);
    struct message *message = chat_add(chat, entry, reply_target(chat, entry), waits || due_ms);
    message->due_ms = due_ms;
    message->delayed = due_ms;
    if (chat->mode == MODE_SLOW && !is_staff(scene))
        slow_remember(chat, entry);
}

/* That it waited, whatever it said. */
static void post_keep(const void *state, const struct entry *entry, struct writer *out)
{
    if (chat_words_held(&((const struct chat *)state)->words, entry->seq))
        writer_bool(out, "waits", true);
}

/* What waits, staff and its author see. */
static bool chat_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct message *message = chat_find(state, seq);
    return known_find(((const struct chat *)state)->known, seq) ||
           (message &&
            (is_staff(scene) || common_author_is(&message->thing.author, scene->person)));
}

static enum err delete_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "message", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static enum err delete_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    bool any = scene->role & (ROLE_ORGANISERS | ROLE_SYSTEM);
    struct slice author = chat_author(chat, seq);
    if (author.at)
        return any || slice_equal(author, entry->by) ? ERR_NONE : ERR_PERMISSION_DENIED;
    const struct message *pending = chat_find(chat, seq);
    if (!pending)
        return ERR_NOT_FOUND;
    if (any || common_author_is(&pending->thing.author, entry->by))
        return ERR_NONE;
    /* Who cannot see it must not learn that it is there. */
    return is_staff(scene) ? ERR_PERMISSION_DENIED : ERR_NOT_FOUND;
}

static void delete_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    UNUSED(scene);
    int64_t seq = common_get_int(entry->data, "message");
    struct message *message = chat_find(chat, seq);
    const struct known *known = known_find(chat->known, seq);
    struct slice author = known ? known->author->id : slice_of(message->thing.author.id);
    chat_remember(chat, seq);
    if (!slice_equal(author, entry->by))
        tolds_add(chat->tolds, entry, author, seq, known ? TOLD_REMOVED : TOLD_REFUSED);
    known_remove(chat->known, seq);
    chat_pins_remove(&chat->pins, seq);
    if (message)
        shelf_remove(&chat->messages, entry, &message->thing);
}

static enum err mode_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "mode", chat_modes, out);
    if (!error)
        error = chat_pending_read(data, out);
    if (!error)
        error = chat_delay_read(data, out);
    if (error || common_get_choice(data, "mode", chat_modes) != MODE_SLOW)
        return error;
    if (common_has(data, "seconds"))
        return common_read_int(data, "seconds", 1, BOUND_CHAT_SLOW_SECONDS, out);
    writer_int(out, "seconds", SLOW_SECONDS_DEFAULT);
    return ERR_NONE;
}

static void mode_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    chat_pending_apply(chat, entry, scene);
    chat->mode = (enum mode)common_get_choice(entry->data, "mode", chat_modes);
    chat->slow_seconds = common_get_int(entry->data, "seconds");
    chat_delay_apply(chat, entry);
    if (chat->mode == MODE_SLOW)
        return;
    map_free(&chat->wrote, mem_free);
    chat->wrote = map_new(BOUND_MEMBERS);
}

static void words_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    chat_words_set(&((struct chat *)state)->words, entry);
}

/* For staff. */
static void words_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct chat_words *words = &((const struct chat *)state)->words;
    UNUSED(entry);
    if (!rings_of_staff(viewer->rings))
        return;
    if (words->count > 0)
        chat_words_view(words, out);
    else
        writer_null(out, "words");
}

/* Of an edit: the words that stood before. Of what waits, several may go. */
static void last_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct chat *chat = state;
    UNUSED(entry);
    for (size_t i = 0; i < chat->last.bodies_count; i++)
        withdraw(withdrawal, chat->last.bodies[i]);
}

static const struct row rows[] = {
    {
        .name = "chat.post",
        .keep = {KEEP_MEMBERS("reply"), post_keep},
        .roles = ROLE_ALL,
        .phases = PHASE_SCHEDULED | PHASE_ON_AIR,
        .read = post_read,
        .check = post_check,
        .apply = post_apply,
        .patch = chat_messages_patch,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.edit",
        .keep = {KEEP_MEMBERS("message")},
        .erases = last_erases,
        .thing = "message",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_SCHEDULED | PHASE_ON_AIR,
        .read = chat_edit_read,
        .check = chat_edit_check,
        .apply = chat_edit_apply,
        .patch = chat_last_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.delete",
        .lock = {.never = true},
        .keep = {KEEP_MEMBERS("message")},
        .erases = last_erases,
        .thing = "message",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = delete_read,
        .check = delete_check,
        .apply = delete_apply,
        .patch = chat_last_patch,
        .touches = chat_delete_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.approve",
        .keep = {keep_all},
        .thing = "message",
        .hides = {.several = chat_decide_several},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = chat_approve_read,
        .check = chat_decide_check,
        .apply = chat_approve_apply,
        .patch = chat_messages_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.refuse",
        .keep = {KEEP_MEMBERS("message", "messages", "all", "upto")},
        .erases = last_erases,
        .thing = "message",
        .roles = ROLE_ORGANISERS,
        .hides = {.thing = true, .several = chat_decide_several},
        .phases = PHASE_ANY,
        .read = chat_refuse_read,
        .check = chat_decide_check,
        .apply = chat_refuse_apply,
        .patch = chat_messages_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.show",
        .keep = {keep_all},
        .hides = {.several = KEEP_MEMBERS("until")},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = chat_show_read,
        .check = chat_show_check,
        .apply = chat_show_apply,
        .patch = chat_messages_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.react",
        .keep = {keep_all},
        .thing = "message",
        .gather = {.acts = true},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_SCHEDULED | PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = chat_react_read,
        .check = chat_react_check,
        .apply = chat_react_apply,
        .patch_me = chat_react_patch_me,
    },
    {
        .name = "chat.pin",
        .keep = {keep_all},
        .thing = "message",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = chat_pin_read,
        .check = chat_pin_check,
        .apply = chat_pin_apply,
        .patch = chat_pin_patch,
    },
    {
        .name = "chat.words",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = chat_words_read,
        .apply = words_apply,
        .patch = words_patch,
    },
    {
        .name = "chat.mode",
        .keep = {keep_all},
        .erases = last_erases,
        .hides = {.thing = true, .several = KEEP_MEMBERS("pending"), .only = "pending"},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = mode_read,
        .apply = mode_apply,
        .patch = chat_mode_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
};

static const struct query queries[] = {
    {
        .name = "chat.history",
        .roles = ROLE_READERS,
        .needs = chat_history_needs,
        .answer = chat_history_answer,
    },
};

const struct feature chat_feature = {
    .name = "chat",
    .forget = chat_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .shows = chat_shows,
    .knows.finds = &chat_finds,
    .due = chat_show_due,
    .view = chat_view,
    .me = chat_me,
    .tally_ms = 3000,
    .tally = chat_tally,
    .tally_sent = chat_tally_sent,
};
