/* SPDX-License-Identifier: Apache-2.0
 * Which messages a decision is about, and what it does to each. */
#include "features/chat_decide.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

const char *const chat_decide_several[] = {"messages", "all", NULL};

/* Rising seqs. */
static enum err list_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "messages");
    int64_t before = 0, seq = 0;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_CHAT_PENDING)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "messages");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!json_as_int(at, &seq) || seq <= before)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, seq);
        before = seq;
    }
    writer_end(out);
    return ERR_NONE;
}

static enum err all_read(const struct json *data, struct writer *out)
{
    if (!common_get_bool(data, "all"))
        return ERR_BAD_REQUEST;
    writer_bool(out, "all", true);
    return common_has(data, "upto") ? ERR_NONE : ERR_BAD_REQUEST;
}

/* One of the three ways to say which. */
enum err chat_approve_read(const struct json *data, struct writer *out)
{
    bool one = common_has(data, "message"), several = common_has(data, "messages");
    if (one + several + common_has(data, "all") != 1)
        return ERR_BAD_REQUEST;
    enum err error = one       ? common_read_seq(data, "message", out)
                     : several ? list_read(data, out)
                               : all_read(data, out);
    return error ? error : common_read_optional_seq(data, "upto", out);
}

enum err chat_refuse_read(const struct json *data, struct writer *out)
{
    enum err error = chat_approve_read(data, out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static bool is_named(const struct json *data, int64_t seq)
{
    int64_t named = 0;
    if (!common_has(data, "messages"))
        return !common_has(data, "message") || common_get_int(data, "message") == seq;
    for (const struct json *at = json_first(json_get(data, "messages")); at; at = json_next(at))
        if (json_as_int(at, &named) && named == seq)
            return true;
    return false;
}

static bool was_seen(const struct json *data, const struct message *message)
{
    return !common_has(data, "upto") || message->body <= common_get_int(data, "upto");
}

/* Those that wait and are named, and how many of them have changed since. */
struct waiting {
    struct message *messages[BOUND_CHAT_PENDING];
    size_t count, changed;
};

static void find(const struct chat *chat, const struct json *data, struct waiting *out)
{
    struct map_at at = {0};
    *out = (struct waiting){0};
    while (shelf_hidden(&chat->messages) > out->count && map_next(chat->messages.things, &at)) {
        struct message *message = at.value;
        if (!shelf_hides(&message->thing) || !is_named(data, message->thing.seq))
            continue;
        if (was_seen(data, message))
            out->messages[out->count++] = message;
        else
            out->changed++;
    }
}

enum err chat_decide_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct waiting waiting;
    UNUSED(scene);
    find(state, entry->data, &waiting);
    if (waiting.count > 0)
        return ERR_NONE;
    return waiting.changed > 0 ? ERR_CHAT_CHANGED : ERR_NOT_FOUND;
}

void chat_approve_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct waiting waiting;
    UNUSED(scene);
    find(state, entry->data, &waiting);
    for (size_t i = 0; i < waiting.count; i++)
        chat_show(state, entry, waiting.messages[i]);
}

void chat_refuse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    struct waiting waiting;
    UNUSED(scene);
    find(chat, entry->data, &waiting);
    chat->last = (struct chat_last){0};
    for (size_t i = 0; i < waiting.count; i++) {
        struct message *message = waiting.messages[i];
        struct slice author = slice_of(message->thing.author.id);
        chat->last.bodies[chat->last.bodies_count++] = message->body;
        tolds_add(chat->tolds, entry, author, message->thing.seq, TOLD_REFUSED);
        shelf_remove(&chat->messages, entry, &message->thing);
    }
}

static const char *const fates[] = {"keep", "approve", "refuse", NULL};

enum err chat_pending_read(const struct json *data, struct writer *out)
{
    if (!common_has(data, "pending"))
        return ERR_NONE;
    struct slice fate = common_get_text(data, "pending");
    int choice = common_find_choice(fate, fates);
    if (choice <= 0)
        return choice == 0 ? ERR_NONE : ERR_BAD_REQUEST;
    writer_text(out, "pending", fate);
    return common_read_optional_seq(data, "upto", out);
}

void chat_pending_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    ((struct chat *)state)->last = (struct chat_last){0};
    if (!common_has(entry->data, "pending"))
        return;
    if (common_get_choice(entry->data, "pending", fates) == 1)
        chat_approve_apply(state, entry, scene);
    else
        chat_refuse_apply(state, entry, scene);
}
