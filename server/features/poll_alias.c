/* SPDX-License-Identifier: Apache-2.0
 * The journal says that somebody took another alias, and never which. */
#include "features/poll_alias.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* A quiz and a person, neither of which holds a stroke. */
struct alias_key {
    char text[2 * BOUND_ID_BYTES + 2];
};

static struct slice key_of(struct slice quiz, struct slice person, struct alias_key *key)
{
    snprintf(key->text, sizeof key->text, "%.*s/%.*s", (int)quiz.len, quiz.at, (int)person.len,
             person.at);
    return slice_of(key->text);
}

/* How often they took another. */
static uintptr_t turn_of(const struct polls *polls, struct slice quiz, struct slice person)
{
    struct alias_key key;
    return (uintptr_t)map_find(polls->aliases, key_of(quiz, person, &key));
}

int64_t poll_alias_of(const struct polls *polls, struct slice quiz, struct slice person)
{
    enum { ALIASES = 1000000 };
    char scope[VEIL_SCOPE_BYTES], letters[HASH_SHORT], turn[24];
    uintptr_t turns = turn_of(polls, quiz, person);
    struct veil_name name;
    hash_short(quiz, letters);
    snprintf(scope, sizeof scope, "quiz:%.*s", HASH_SHORT, letters);
    if (!room_veil(polls->room, slice_of(scope), person, &name))
        return 0;
    snprintf(turn, sizeof turn, "%llu", (unsigned long long)turns);
    struct slice texts[] = {slice_of(name.text), slice_of(turn)};
    struct hash hash = hash_of(texts, turns ? 2 : 1);
    uint32_t number = 0;
    for (int i = 0; i < 4; i++)
        number = number << 8 | hash.bytes[i];
    return 1 + number % (ALIASES - 1);
}

bool poll_alias_quiz(const struct polls *polls, struct slice quiz)
{
    struct map_at at = {0};
    while (map_next(polls->polls, &at)) {
        const struct poll *poll = at.value;
        if (poll->quiz && slice_is(quiz, poll->quiz) && poll_shown(poll))
            return true;
    }
    return false;
}

enum err poll_alias_read(const struct json *data, struct writer *out)
{
    return common_read_id(data, "quiz", out);
}

enum err poll_alias_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct polls *polls = state;
    struct slice quiz = common_get_text(entry->data, "quiz");
    uintptr_t turns = turn_of(polls, quiz, entry->by);
    UNUSED(scene);
    if (map_find(polls->boards, quiz))
        return ERR_NOT_AVAILABLE;
    if (!poll_alias_quiz(polls, quiz))
        return ERR_NOT_FOUND;
    bool full = turns + 1 >= BOUND_POLL_ALIASES || (!turns && map_full(polls->aliases));
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void poll_alias_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct slice quiz = common_get_text(entry->data, "quiz");
    struct alias_key key;
    UNUSED(scene);
    uintptr_t turns = turn_of(polls, quiz, entry->by) + 1;
    map_put(polls->aliases, key_of(quiz, entry->by, &key), (void *)turns);
}
