/* SPDX-License-Identifier: Apache-2.0
 * What changes the chat: messages, approval, modes. */
#include "features/chat.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/chat_history.h"
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
    return error ? error : common_read_dir(data, out);
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
    const int64_t *last_ms = map_find(chat->last, entry->by);
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
        return slow_check(chat, entry);
    case MODE_APPROVE:
        return pending_check(chat, entry->by);
    default:
        return ERR_NONE;
    }
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t reply = common_get_int(entry->data, "reply");
    if (reply && !known_find(chat->known, reply))
        return ERR_NOT_FOUND;
    return mode_allows(chat, entry, scene);
}

/* Forgets from the oldest end those who may write again: the map holds no more people than wrote
 * within the pause. */
static void slow_remember(struct chat *chat, const struct entry *entry)
{
    struct map_at at = {0};
    mem_free(map_take(chat->last, entry->by));
    while (map_next(chat->last, &at)) {
        if (is_early(chat, *(const int64_t *)at.value, entry) && !map_full(chat->last))
            break;
        mem_free(map_take(chat->last, at.key));
    }
    int64_t *last_ms = mem_new(sizeof *last_ms);
    *last_ms = entry->at_ms;
    map_put(chat->last, entry->by, last_ms);
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
    int64_t reply = reply_target(chat, entry);
    bool waits = chat->mode == MODE_APPROVE && !is_staff(scene);
    if (!waits) {
        int64_t left = chat_make_room(chat, entry);
        known_add(chat->known, &(struct known){entry->seq, reply, left, NULL}, entry->by);
    }
    chat_add(chat, entry, reply, waits);
    if (chat->mode == MODE_SLOW && !is_staff(scene))
        slow_remember(chat, entry);
}

static enum err message_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "message", out);
}

/* Who wrote a message that everybody saw and that stands; absent when there is none. */
static struct slice author_of(const struct chat *chat, int64_t seq)
{
    const struct known *known = known_find(chat->known, seq);
    const struct message *message = known ? NULL : chat_find(chat, seq);
    if (known)
        return known->author->id;
    bool shown = message && !shelf_hides(&message->thing);
    return shown ? slice_of(message->thing.author.id) : (struct slice){NULL, 0};
}

static enum err delete_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct chat *chat = state;
    int64_t seq = common_get_int(entry->data, "message");
    bool any = scene->role & (ROLE_ORGANISERS | ROLE_SYSTEM);
    struct slice author = author_of(chat, seq);
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
    chat->deletion = (struct chat_deletion){known ? seq : 0, known ? known->left : 0};
    known_remove(chat->known, seq);
    if (message)
        shelf_remove(&chat->messages, entry, &message->thing);
}

static enum err approve_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    UNUSED(scene);
    const struct message *message = chat_find(state, common_get_int(entry->data, "message"));
    return message && shelf_hides(&message->thing) ? ERR_NONE : ERR_NOT_FOUND;
}

/* Of what is shown it is the newest now. */
static void approve_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    struct message *message = chat_find(chat, common_get_int(entry->data, "message"));
    struct shelf_thing *thing = &message->thing;
    UNUSED(scene);
    int64_t left = chat_make_room(chat, entry);
    known_add(chat->known, &(struct known){thing->seq, message->reply, left, NULL},
              slice_of(thing->author.id));
    shelf_stamp(&chat->messages, entry, thing, RINGS_INSIDE);
    shelf_move(&chat->messages, &chat->messages, entry, thing);
}

static enum err mode_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "mode", chat_modes, out);
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
    UNUSED(scene);
    chat->mode = (enum mode)common_get_choice(entry->data, "mode", chat_modes);
    chat->slow_seconds = common_get_int(entry->data, "seconds");
    if (chat->mode == MODE_SLOW)
        return;
    map_free(&chat->last, mem_free);
    chat->last = map_new(BOUND_MEMBERS);
}

static void delete_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "message"));
}

static bool chat_forget(void *state, int64_t seq)
{
    return shelf_forget(&((struct chat *)state)->messages, seq);
}

static const struct row rows[] = {
    {
        .name = "chat.post",
        .keep = {KEEP_MEMBERS("reply")},
        .roles = ROLE_ALL,
        .phases = PHASE_SCHEDULED | PHASE_ON_AIR,
        .read = post_read,
        .check = post_check,
        .apply = post_apply,
        .patch = chat_messages_patch,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.delete",
        .lock = {.never = true},
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "message",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = message_read,
        .check = delete_check,
        .apply = delete_apply,
        .patch = chat_delete_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.approve",
        .keep = {keep_all},
        .thing = "message",
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = message_read,
        .check = approve_check,
        .apply = approve_apply,
        .patch = chat_messages_patch,
        .touches = chat_messages_touches,
        .patch_me = chat_messages_patch_me,
    },
    {
        .name = "chat.mode",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = mode_read,
        .apply = mode_apply,
        .patch = chat_mode_patch,
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
    .view = chat_view,
    .me = chat_me,
};
