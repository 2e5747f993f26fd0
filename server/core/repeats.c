/* SPDX-License-Identifier: Apache-2.0
 * Two maps: when the younger one is full the older one is forgotten, and the younger is the older
 * from then on. Whoever is in the older and acts again moves to the younger. */
#include "core/repeats.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"

enum { OPS_MAX = 4, KEY_BYTES = sizeof(int64_t) + BOUND_ID_BYTES };

struct repeat {
    char op[HASH_SHORT];
    int64_t seq;
    uint16_t said;
};

/* Of one person about one thing: the latest last. */
struct person {
    unsigned count;
    struct repeat ops[];
};

struct repeats {
    struct map *young, *old; /* thing and person -> struct person, owned */
};

struct repeats *repeats_new(void)
{
    struct repeats *repeats = mem_new(sizeof *repeats);
    repeats->young = map_new(BOUND_REPEATS);
    repeats->old = map_new(BOUND_REPEATS);
    return repeats;
}

void repeats_free(struct repeats **repeats)
{
    if (!*repeats)
        return;
    map_free(&(*repeats)->young, mem_free);
    map_free(&(*repeats)->old, mem_free);
    mem_free(*repeats);
    *repeats = NULL;
}

struct key {
    char bytes[KEY_BYTES];
};

/* The thing's seq, then the person. */
static struct slice key_of(const struct act *act, struct key *key)
{
    size_t len = act->by.len < BOUND_ID_BYTES ? act->by.len : BOUND_ID_BYTES;
    memcpy(key->bytes, &act->thing, sizeof act->thing);
    memcpy(key->bytes + sizeof act->thing, act->by.at, len);
    return (struct slice){key->bytes, sizeof act->thing + len};
}

bool repeats_find(const struct repeats *repeats, const struct act *act, struct act_result *first)
{
    struct key room;
    struct slice key = key_of(act, &room);
    const struct person *person = map_find(repeats->young, key);
    if (!person)
        person = map_find(repeats->old, key);
    for (unsigned i = 0; person && i < person->count; i++) {
        const struct repeat *repeat = &person->ops[i];
        if (memcmp(repeat->op, act->op, HASH_SHORT) != 0)
            continue;
        bool same = repeat->said == act->said;
        *first = (struct act_result){
            .error = same ? ERR_NONE : ERR_OP_REUSED, .seq = repeat->seq, .repeated = true};
        return true;
    }
    return false;
}

static void make_room(struct repeats *repeats)
{
    if (!map_full(repeats->young))
        return;
    map_free(&repeats->old, mem_free);
    repeats->old = repeats->young;
    repeats->young = map_new(BOUND_REPEATS);
}

/* With one place more, or without its first op when there are enough. */
static struct person *with_place(struct person *person)
{
    size_t size = sizeof *person, each = sizeof person->ops[0];
    unsigned count = person ? person->count : 0;
    if (count < OPS_MAX)
        return mem_resize(person, person ? size + count * each : 0, size + (count + 1) * each);
    memmove(person->ops, person->ops + 1, (OPS_MAX - 1) * each);
    person->count--;
    return person;
}

void repeats_add(struct repeats *repeats, const struct act *act, int64_t seq)
{
    struct key room;
    struct slice key = key_of(act, &room);
    struct person *person = map_find(repeats->young, key);
    if (!person) {
        person = map_take(repeats->old, key);
        make_room(repeats);
    }
    person = with_place(person);
    struct repeat *repeat = &person->ops[person->count++];
    memcpy(repeat->op, act->op, HASH_SHORT);
    repeat->seq = seq;
    repeat->said = act->said;
    map_put(repeats->young, key, person);
}
