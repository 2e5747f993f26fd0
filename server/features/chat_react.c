/* SPDX-License-Identifier: Apache-2.0
 * For each person a short list of messages with a bit for each kind, the youngest last. */
#include "features/chat_react.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

static const char *const kinds[] = {"clap", "heart", "thumb", "wow", "laugh", NULL};
_Static_assert(sizeof kinds / sizeof kinds[0] == CHAT_KINDS + 1, "a sum for each kind");

struct chosen {
    int64_t message;
    unsigned bits; /* of kinds; never none */
};

struct reactor {
    size_t count;
    int64_t left; /* a message that was forgotten by the last act; 0: none */
    struct chosen chosen[BOUND_CHAT_REACTED];
};

struct reactors {
    struct map *people; /* id -> struct reactor, owned */
    bool moved;         /* some sums, since the last tally */
};

struct reactors *reactors_new(void)
{
    struct reactors *reactors = mem_new(sizeof *reactors);
    reactors->people = map_new(BOUND_MEMBERS);
    return reactors;
}

void reactors_free(struct reactors **reactors)
{
    if (!*reactors)
        return;
    map_free(&(*reactors)->people, mem_free);
    mem_free(*reactors);
    *reactors = NULL;
}

enum err chat_react_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "message", out);
    if (!error)
        error = common_read_choice(data, "kind", kinds, out);
    return error ? error : common_read_bool(data, "on", out);
}

/* What an entry says: of which message, which kind, on or off. */
struct react {
    struct message *message; /* NULL: none that all see */
    int64_t seq;
    int kind;
    bool on;
};

static struct react react_of(const struct chat *chat, const struct entry *entry)
{
    struct react react = {.seq = common_get_int(entry->data, "message"),
                          .kind = common_get_choice(entry->data, "kind", kinds),
                          .on = common_get_bool(entry->data, "on")};
    struct message *message = chat_find(chat, react.seq);
    if (message && !shelf_hides(&message->thing))
        react.message = message;
    return react;
}

static struct chosen *chosen_find(struct reactor *reactor, int64_t message)
{
    for (size_t i = 0; reactor && i < reactor->count; i++)
        if (reactor->chosen[i].message == message)
            return &reactor->chosen[i];
    return NULL;
}

/* The oldest of which the message is not in the view any more; their count when there is none. */
static size_t stale_find(const struct chat *chat, const struct reactor *reactor)
{
    size_t place = 0;
    while (place < reactor->count && chat_find(chat, reactor->chosen[place].message))
        place++;
    return place;
}

static bool has_room(const struct chat *chat, const struct reactor *reactor)
{
    if (!reactor)
        return !map_full(chat->reactors->people);
    return reactor->count < BOUND_CHAT_REACTED || stale_find(chat, reactor) < reactor->count;
}

enum err chat_react_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct chat *chat = state;
    struct reactor *reactor = map_find(chat->reactors->people, entry->by);
    struct react react = react_of(chat, entry);
    UNUSED(scene);
    if (!react.message)
        return ERR_NOT_FOUND;
    if (chat->mode == MODE_OFF)
        return ERR_CHAT_CLOSED;
    const struct chosen *chosen = chosen_find(reactor, react.seq);
    bool stands = chosen && chosen->bits & 1U << react.kind;
    if (react.on && stands)
        return ERR_ALREADY_EXISTS;
    if (!react.on)
        return stands ? ERR_NONE : ERR_NOT_FOUND;
    return chosen || has_room(chat, reactor) ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

static void drop(struct reactor *reactor, size_t place)
{
    reactor->count--;
    memmove(&reactor->chosen[place], &reactor->chosen[place + 1],
            (reactor->count - place) * sizeof reactor->chosen[0]);
}

static void choose(struct chat *chat, struct slice person, const struct react *react)
{
    struct reactor *reactor = map_find(chat->reactors->people, person);
    if (!reactor) {
        reactor = mem_new(sizeof *reactor);
        map_put(chat->reactors->people, person, reactor);
    }
    struct chosen *chosen = chosen_find(reactor, react->seq);
    reactor->left = 0;
    if (!chosen) {
        if (reactor->count == BOUND_CHAT_REACTED) {
            size_t stale = stale_find(chat, reactor);
            reactor->left = reactor->chosen[stale].message;
            drop(reactor, stale);
        }
        chosen = &reactor->chosen[reactor->count++];
        *chosen = (struct chosen){.message = react->seq};
    }
    chosen->bits |= 1U << react->kind;
}

static void unchoose(struct chat *chat, struct slice person, const struct react *react)
{
    struct reactor *reactor = map_find(chat->reactors->people, person);
    struct chosen *chosen = chosen_find(reactor, react->seq);
    reactor->left = 0;
    chosen->bits &= ~(1U << react->kind);
    if (!chosen->bits)
        drop(reactor, (size_t)(chosen - reactor->chosen));
    if (reactor->count == 0)
        mem_free(map_take(chat->reactors->people, person));
}

void chat_react_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat *chat = state;
    struct react react = react_of(chat, entry);
    struct chat_sums *sums = &react.message->sums;
    UNUSED(scene);
    if (react.on)
        choose(chat, entry->by, &react);
    else
        unchoose(chat, entry->by, &react);
    sums->count[react.kind] += react.on ? 1 : -1;
    sums->moved |= 1U << react.kind;
    sums->ever = chat->reactors->moved = true;
}

static void chosen_write(const struct chosen *chosen, struct writer *out)
{
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)chosen->message);
    writer_array(out, seq);
    for (int kind = 0; kind < CHAT_KINDS; kind++)
        if (chosen->bits & 1U << kind)
            writer_text(out, NULL, slice_of(kinds[kind]));
    writer_end(out);
}

void chat_react_me(const void *state, struct slice person, struct writer *out)
{
    const struct chat *chat = state;
    const struct reactor *reactor = map_find(chat->reactors->people, person);
    writer_object_lazy(out, "reacted");
    for (size_t i = 0; reactor && i < reactor->count; i++)
        chosen_write(&reactor->chosen[i], out);
    writer_end(out);
}

void chat_react_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct chat *chat = state;
    struct reactor *reactor = map_find(chat->reactors->people, person);
    int64_t seq = common_get_int(entry->data, "message");
    if (!slice_equal(person, entry->by))
        return;
    if (!reactor) {
        writer_null(out, "reacted");
        return;
    }
    const struct chosen *chosen = chosen_find(reactor, seq);
    writer_object(out, "reacted");
    if (chosen)
        chosen_write(chosen, out);
    else
        writer_null_seq(out, seq);
    if (reactor->left)
        writer_null_seq(out, reactor->left);
    writer_end(out);
}

static bool is_empty(const struct chat_sums *sums)
{
    for (int kind = 0; kind < CHAT_KINDS; kind++)
        if (sums->count[kind])
            return false;
    return true;
}

void chat_sums_write(const struct chat_sums *sums, struct writer *out)
{
    if (!sums->ever)
        return;
    writer_object_lazy(out, "reactions");
    for (int kind = 0; kind < CHAT_KINDS; kind++)
        if (sums->count[kind])
            writer_int(out, kinds[kind], sums->count[kind]);
    writer_end(out);
}

/* Of the kinds in `bits`, null for those that nobody chooses any more. */
static void moved_write(const struct chat_sums *sums, unsigned bits, struct writer *out)
{
    if (is_empty(sums)) {
        writer_null(out, "reactions");
        return;
    }
    writer_object(out, "reactions");
    for (int kind = 0; kind < CHAT_KINDS; kind++) {
        if (!(bits & 1U << kind))
            continue;
        if (sums->count[kind])
            writer_int(out, kinds[kind], sums->count[kind]);
        else
            writer_null(out, kinds[kind]);
    }
    writer_end(out);
}

void chat_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct chat *chat = state;
    struct map_at at = {0};
    UNUSED(viewer); /* only what all see has any */
    if (!all && !chat->reactors->moved)
        return;
    writer_object_lazy(out, "messages");
    while (map_next(chat->messages.things, &at)) {
        const struct message *message = at.value;
        if (!message->sums.ever || (!all && !message->sums.moved))
            continue;
        writer_object_seq(out, message->thing.seq);
        moved_write(&message->sums, all ? ~0U : message->sums.moved, out);
        writer_end(out);
    }
    writer_end(out);
}

void chat_tally_sent(void *state)
{
    struct chat *chat = state;
    struct map_at at = {0};
    while (chat->reactors->moved && map_next(chat->messages.things, &at))
        ((struct message *)at.value)->sums.moved = 0;
    chat->reactors->moved = false;
}
